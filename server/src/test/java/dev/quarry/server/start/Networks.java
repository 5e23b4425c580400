package dev.quarry.server.start;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

/** A pair of tiny networks in one space: the mean colour of a picture, and a sentence that names colours. */
public final class Networks {

    /** ONNX, pixels [n, 3, 4, 4]: GlobalAveragePool, Flatten. */
    private static final String MEAN_COLOUR =
            "CAg6gAESBWdyYXBoWicKBnBpeGVscxIdChsIARIXCgkSB3BpeGVsczAKAggDCgIIBAoCCAQKIgoGcGl4ZWxzEgVtZWFucyIRR2xvYmFs"
                    + "QXZlcmFnZVBvb2wKEwoFbWVhbnMSAXkiB0ZsYXR0ZW5iFQoBeRIQCg4IARIKCgQSAnkwCgIIA0IECgAQEQ==";

    /** ONNX, input_ids [n, t]: Gather from a table in which rows 4, 5, 6 are those of the unit matrix, ReduceSum. */
    private static final String SUM_OF_ROWS =
            "CAg6hwMSBWdyYXBoWi8KCWlucHV0X2lkcxIiCiAIBxIcCgwSCmlucHV0X2lkczAKDBIKaW5wdXRfaWRzMSrQAQgQCAMQAUIFdGFi"
                    + "bGVKwAEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAIA/AAAAAAAAAAAAAAAAAACAPwAA"
                    + "AAAAAAAAAAAAAAAAgD8AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
                    + "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAKIAoFdGFibGUKCWlucHV0X2lkcxIEcm93cyIG"
                    + "R2F0aGVyKhQIARAHQgRheGlzSggBAAAAAAAAAAorCgRyb3dzCgRheGlzEgF5IglSZWR1Y2VTdW0qDwoIa2VlcGRpbXMYAKABAmIV"
                    + "CgF5EhAKDggBEgoKBBICeTAKAggDQgQKABAR";

    private Networks() {}

    /** Puts them into a folder as images.onnx, texts.onnx and tokenizer.json. */
    public static void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.write(folder.resolve("images.onnx"), Base64.getDecoder().decode(MEAN_COLOUR));
        Files.write(folder.resolve("texts.onnx"), Base64.getDecoder().decode(SUM_OF_ROWS));
        Files.writeString(folder.resolve("tokenizer.json"), """
                {"version": "1.0", "truncation": null, "padding": null, "added_tokens": [], "normalizer": null,
                 "pre_tokenizer": {"type": "Whitespace"}, "post_processor": null, "decoder": null,
                 "model": {"type": "WordLevel", "unk_token": "?", "vocab": {"?": 0, "red": 4, "green": 5, "blue": 6}}}
                """);
    }
}
