package dev.quarry.dataset.embed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Tokenizers of a few tokens, and models for their ids. */
final class Tokenizers {

    /** How many tokens there are, at most. */
    static final int TOKENS = 16;

    private Tokenizers() {}

    /** [PAD] 0, [UNK] 1, [CLS] 2, [SEP] 3, the 4, cat 5, dog 6, ##s 7; lower case; [CLS] and [SEP] round a text. */
    static Path wordPiece(Path file) throws IOException {
        return Files.writeString(file, wordPiece("null", "null"));
    }

    /** The same with a padding token and a greatest length of 6. */
    static Path padding(Path file, int id) throws IOException {
        String truncation =
                "{\"max_length\": 6, \"strategy\": \"LongestFirst\", \"stride\": 0, \"direction\": \"Right\"}";
        String padding =
                "{\"strategy\": {\"Fixed\": 6}, \"direction\": \"Right\", \"pad_to_multiple_of\": null, \"pad_id\": %d, \"pad_type_id\": 0, \"pad_token\": \"[UNK]\"}"
                        .formatted(id);
        return Files.writeString(file, wordPiece(truncation, padding));
    }

    private static String wordPiece(String truncation, String padding) {
        return """
                {"version": "1.0", "truncation": %s, "padding": %s,
                 "added_tokens": [
                  {"id": 0, "content": "[PAD]", "single_word": false, "lstrip": false, "rstrip": false, "normalized": false, "special": true},
                  {"id": 2, "content": "[CLS]", "single_word": false, "lstrip": false, "rstrip": false, "normalized": false, "special": true},
                  {"id": 3, "content": "[SEP]", "single_word": false, "lstrip": false, "rstrip": false, "normalized": false, "special": true}],
                 "normalizer": {"type": "BertNormalizer", "clean_text": true, "handle_chinese_chars": true, "strip_accents": null, "lowercase": true},
                 "pre_tokenizer": {"type": "BertPreTokenizer"},
                 "post_processor": {"type": "TemplateProcessing",
                  "single": [{"SpecialToken": {"id": "[CLS]", "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}}, {"SpecialToken": {"id": "[SEP]", "type_id": 0}}],
                  "pair": [{"Sequence": {"id": "A", "type_id": 0}}, {"Sequence": {"id": "B", "type_id": 1}}],
                  "special_tokens": {"[CLS]": {"id": "[CLS]", "ids": [2], "tokens": ["[CLS]"]}, "[SEP]": {"id": "[SEP]", "ids": [3], "tokens": ["[SEP]"]}}},
                 "decoder": {"type": "WordPiece", "prefix": "##", "cleanup": true},
                 "model": {"type": "WordPiece", "unk_token": "[UNK]", "continuing_subword_prefix": "##", "max_input_chars_per_word": 100,
                  "vocab": {"[PAD]": 0, "[UNK]": 1, "[CLS]": 2, "[SEP]": 3, "the": 4, "cat": 5, "dog": 6, "##s": 7}}}
                """.formatted(truncation, padding);
    }

    /** Byte pairs: letters, then l+o, lo+w, e+r; words end with {@code </w>}. */
    static Path bytePairs(Path file) throws IOException {
        return Files.writeString(file, """
                {"version": "1.0", "truncation": null, "padding": null, "added_tokens": [],
                 "normalizer": null, "pre_tokenizer": {"type": "Whitespace"}, "post_processor": null, "decoder": null,
                 "model": {"type": "BPE", "dropout": null, "unk_token": "?", "continuing_subword_prefix": null, "end_of_word_suffix": null,
                  "fuse_unk": false, "byte_fallback": false,
                  "vocab": {"?": 0, "l": 1, "o": 2, "w": 3, "e": 4, "r": 5, "lo": 6, "low": 7, "er": 8},
                  "merges": ["l o", "lo w", "e r"]}}
                """);
    }

    /** Words red, green, blue (4, 5, 6); every other word is 1. */
    static Path colours(Path file) throws IOException {
        return Files.writeString(
                file,
                wordPiece("null", "null")
                        .replace("\"the\": 4, \"cat\": 5, \"dog\": 6", "\"red\": 4, \"green\": 5, \"blue\": 6"));
    }

    /** Tokens to rows: token i has (i, i²/10); takes ids and mask, gives [n, t, 2]. */
    static WrittenModel table(int length) {
        float[] rows = new float[2 * TOKENS];
        for (int i = 0; i < TOKENS; i++) {
            rows[2 * i] = i;
            rows[2 * i + 1] = i * i / 10f;
        }
        return new WrittenModel()
                .input("input_ids", WrittenModel.INT64, -1, length)
                .input("attention_mask", WrittenModel.INT64, -1, length)
                .floats("table", rows, TOKENS, 2)
                .node("Gather", "table,input_ids", "rows")
                .wholeNumbers("last", 2)
                .node("Unsqueeze", "attention_mask,last", "wide")
                .node("Cast", "wide", "mask", WrittenModel.whole("to", WrittenModel.FLOAT))
                .floats("most", new float[] {999}, 1)
                .node("Sub", "mask,one", "none")
                .floats("one", new float[] {1}, 1)
                .node("Mul", "none,most", "off")
                .node("Sub", "rows,off", "tokens") // rows of padding are far off, so that counting one would show
                .output("tokens", WrittenModel.FLOAT, -1, length, 2);
    }

    /** One number for a text: the sum of its ids where the mask is 1, and 1000 for each token of type 1. */
    static WrittenModel sums(int type) {
        return new WrittenModel()
                .input("input_ids", type, -1, -1)
                .input("token_type_ids", type, -1, -1)
                .input("attention_mask", type, -1, -1)
                .node("Mul", "input_ids,attention_mask", "counted")
                .node("Cast", "counted", "counted_floats", WrittenModel.whole("to", WrittenModel.FLOAT))
                .node("Cast", "token_type_ids", "types", WrittenModel.whole("to", WrittenModel.FLOAT))
                .floats("thousand", new float[] {1000}, 1)
                .node("Mul", "types,thousand", "marked")
                .node("Add", "counted_floats,marked", "each")
                .wholeNumbers("axis", 1)
                .node("ReduceSum", "each,axis", "y")
                .output("y", WrittenModel.FLOAT, -1, 1);
    }

    /** The sum of all ids, padding included. */
    static WrittenModel unmasked() {
        return new WrittenModel()
                .input("tokens", WrittenModel.INT64, -1, -1)
                .node("Cast", "tokens", "floats", WrittenModel.whole("to", WrittenModel.FLOAT))
                .wholeNumbers("axis", 1)
                .node("ReduceSum", "floats,axis", "y")
                .output("y", WrittenModel.FLOAT, -1, 1);
    }

    /** The text half of a pair: red is (1, 0, 0) and so on, all other tokens are 0; the sum over a text. */
    static WrittenModel colourTexts() {
        float[] rows = new float[3 * TOKENS];
        rows[3 * 4] = 1;
        rows[3 * 5 + 1] = 1;
        rows[3 * 6 + 2] = 1;
        return new WrittenModel()
                .input("input_ids", WrittenModel.INT64, -1, -1)
                .floats("table", rows, TOKENS, 3)
                .node("Gather", "table,input_ids", "rows")
                .wholeNumbers("axis", 1)
                .node("ReduceSum", "rows,axis", "y", WrittenModel.whole("keepdims", 0))
                .output("y", WrittenModel.FLOAT, -1, 3);
    }

    /** The picture half: the mean colour. */
    static WrittenModel colourPictures() {
        return new WrittenModel()
                .input("pixels", WrittenModel.FLOAT, -1, 3, 4, 4)
                .node("GlobalAveragePool", "pixels", "means")
                .node("Flatten", "means", "y")
                .output("y", WrittenModel.FLOAT, -1, 3);
    }
}
