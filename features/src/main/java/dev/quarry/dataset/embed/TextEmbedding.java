package dev.quarry.dataset.embed;

import com.google.auto.service.AutoService;
import dev.quarry.dataset.Preparation;
import dev.quarry.dataset.feature.TextFeatures;
import dev.quarry.kernel.FloatMatrix;
import dev.quarry.part.Help;
import dev.quarry.part.Named;
import dev.quarry.part.Part;
import java.io.IOException;
import java.util.List;

/**
 * What a network of your own says about a text: an ONNX model, or TorchScript where the file ends in {@code .pt},
 * {@code .pth} or {@code .torchscript}, with the {@code tokenizer.json} of Hugging Face that belongs to it.
 *
 * <p>A text becomes tokens, special ones included, and is cut where it has more than {@code maxLength}; the listener is
 * told once how many were. Texts of like length are computed together: a text is filled up to the next multiple of 8, or
 * to {@code maxLength}, and so looks the same whatever its neighbours are.
 *
 * <p>Rows are cached by the SHA-256 of the text and of the model and the tokenizer with everything here that decides
 * them.
 *
 * @param model the file of the network
 * @param tokenizer the tokenizer.json
 * @param output the tensor to take, an output or one inside, by its name; empty for the only output
 * @param pooling how one row is made of the rows of tokens
 * @param maxLength the most tokens of a text, 0 for what the model says, else the tokenizer, else 512
 * @param padding how far a text is filled up
 * @param ids where the ids of the tokens go in
 * @param mask where it is said which tokens count
 * @param types where it is said to which of two texts a token belongs
 * @param unit whether rows are divided by their Euclidean length
 * @param batch texts at a time, 1 to 1024
 * @param threads of the network; 0 for as many as the work around it has, with TorchScript for one, since there the
 *     number may change the last bits
 */
@AutoService(Part.class)
@Named(
        value = "text-embedding",
        summary = "What a network of your own (ONNX, TorchScript) gives for a text.",
        cost = "that of the network, once for each text",
        paper = "")
public record TextEmbedding(
        @Help("file of the network, .onnx or TorchScript's .pt")
        String model,

        @Help("the tokenizer.json that belongs to it") String tokenizer,

        @Help("the tensor to take, an output or one inside; empty for the only output")
        String output,

        @Help("how one row is made of those of tokens: mean, cls or none")
        Pooling pooling,

        @Help("most tokens of a text; 0 for what model or tokenizer say, else 512")
        int maxLength,

        @Help("natural: to the next multiple of 8; full: to max-length")
        Padding padding,

        @Help("input for the ids of tokens") String ids,
        @Help("input for the mask") String mask,
        @Help("input for the types") String types,
        @Help("whether rows get length 1") boolean unit,
        @Help("texts at a time, 1 to 1024") int batch,

        @Help("threads; 0 for those of the work around it (TorchScript: one)")
        int threads)
        implements TextFeatures {

    private static final int MOST = 1 << 16;

    /** How far a text is filled up. */
    public enum Padding {
        /** To the next multiple of 8. */
        NATURAL,
        /** To the greatest length, for networks that need one length. */
        FULL
    }

    /** Checks the ranges. */
    public TextEmbedding {
        if (maxLength < 0 || maxLength > MOST) {
            throw new IllegalArgumentException("The max-length (%d) must be 0 to (%d).".formatted(maxLength, MOST));
        } else if (batch < 1 || batch > 1024 || threads < 0 || threads > 1024) {
            throw new IllegalArgumentException(
                    "The batch (%d) must be 1 to 1024, the threads (%d) 0 to 1024.".formatted(batch, threads));
        } else if (ids.isEmpty()) {
            throw new IllegalArgumentException("The ids must have a name. Maybe (ids: input_ids).");
        }
    }

    /** No model; the mean over tokens, the usual names of inputs. */
    public TextEmbedding() {
        this(
                "",
                "",
                "",
                Pooling.MEAN,
                0,
                Padding.NATURAL,
                "input_ids",
                "attention_mask",
                "token_type_ids",
                false,
                16,
                0);
    }

    /** How the text half of CLIP takes its texts: its output is one row for each text. */
    public static TextEmbedding clip(String model, String tokenizer) {
        TextEmbedding usual = new TextEmbedding();
        return new TextEmbedding(
                model,
                tokenizer,
                usual.output,
                Pooling.NONE,
                usual.maxLength,
                usual.padding,
                usual.ids,
                usual.mask,
                usual.types,
                usual.unit,
                usual.batch,
                usual.threads);
    }

    /** The same but for what decides no row: where the files lie and how many threads there are. */
    TextEmbedding anywhere() {
        return new TextEmbedding("", "", output, pooling, maxLength, padding, ids, mask, types, unit, batch, 0);
    }

    /**
     * The rows of texts, shape [n, d], taken from the cache where they are there.
     *
     * @throws IOException if the model or the tokenizer cannot be read or used; the message says why
     */
    public FloatMatrix rows(List<String> texts) throws IOException {
        return new TextRun(this, CacheFolder.current()).of(texts);
    }

    @Override
    public Preparation of(List<String> texts) throws IOException {
        return Preparation.fixed(rows(texts), List.of());
    }
}
