package dev.quarry.dataset.embed;

import dev.quarry.dataset.feature.FeatureListener;
import dev.quarry.kernel.FloatMatrix;
import dev.quarry.part.Parts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The embedding of many texts. */
final class TextRun {

    private final TextEmbedding options;
    private final Optional<Path> cache;

    TextRun(TextEmbedding options, Optional<Path> cache) {
        this.options = options;
        this.cache = cache;
    }

    FloatMatrix of(List<String> texts) throws IOException {
        ModelFile model = ModelFile.named(options.model());
        Path tokenizer = ModelFile.existing(options.tokenizer(), "tokenizer");
        TokenizerFile vocabulary = TokenizerFile.read(tokenizer);
        String description = String.join(
                "\n",
                Parts.resolve(options.anywhere()),
                model.engine(options.threads()),
                model.hash(),
                ModelFile.hash(tokenizer));
        List<ContentKey> keys = texts.stream()
                .map(text -> ContentKey.of(text.getBytes(StandardCharsets.UTF_8)))
                .toList();
        try (CachedRows rows = CachedRows.open("texts", description, keys, cache)) {
            if (rows.missing().length > 0) {
                try (Network network = model.open(options.output(), options.threads())) {
                    TextInput input = TextInput.of(options, network.slots(), vocabulary, model.path());
                    try (Tokeniser tokeniser = Tokeniser.open(tokenizer, input.maxLength())) {
                        compute(rows, texts, network, input, tokeniser);
                    }
                }
            }
            return rows.matrix();
        }
    }

    private void compute(CachedRows rows, List<String> texts, Network network, TextInput input, Tokeniser tokeniser)
            throws IOException {
        Rows pooled = new Rows(options.pooling(), options.unit(), false);
        List<int[]> groups = groups(rows.missing(), texts, input, tokeniser);
        rows.compute(groups, input.batch(), new CachedRows.Computing() {
            @Override
            public float[] rows(int[] items) throws IOException {
                List<Tokeniser.Tokens> batch = Arrays.stream(items)
                        .mapToObj(item -> tokeniser.encode(texts.get(item)))
                        .toList();
                int length = input.filled(batch.getFirst().ids().length);
                Network.Tensor out = network.run(input.inputs(batch, length));
                return pooled.of(out, input.batch(), items.length, input.mask(batch, length));
            }

            @Override
            public String name(int item) {
                return "text number (%d)".formatted(item);
            }
        });
    }

    /** The texts by the length to which they are filled up. Only lengths are kept; tokens are made again for a batch. */
    private static List<int[]> groups(int[] missing, List<String> texts, TextInput input, Tokeniser tokeniser) {
        Map<Integer, List<Integer>> byLength = new TreeMap<>();
        int truncated = 0;
        for (int item : missing) {
            Tokeniser.Tokens tokens = tokeniser.encode(texts.get(item));
            truncated += tokens.truncated() ? 1 : 0;
            byLength.computeIfAbsent(input.filled(tokens.ids().length), length -> new ArrayList<>())
                    .add(item);
        }
        if (truncated > 0) {
            FeatureListener.current()
                    .note("(%d) of (%d) texts have more than (%d) tokens and are cut there."
                            .formatted(truncated, missing.length, input.maxLength()));
        }
        return byLength.values().stream()
                .map(group -> group.stream().mapToInt(Integer::intValue).toArray())
                .toList();
    }
}
