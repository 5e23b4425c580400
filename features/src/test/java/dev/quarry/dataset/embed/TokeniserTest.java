package dev.quarry.dataset.embed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.Proxy;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokeniserTest {

    @TempDir
    private Path folder;

    private static long[] ids(Path file, int maxLength, String text) throws IOException {
        try (Tokeniser tokeniser = Tokeniser.open(file, maxLength)) {
            return tokeniser.encode(text).ids();
        }
    }

    @Test
    void word_pieces_are_the_longest_that_are_known() throws IOException {
        Path file = Tokenizers.wordPiece(folder.resolve("t.json"));
        assertThat(ids(file, 64, "The cats")).containsExactly(2, 4, 5, 7, 3);
        assertThat(ids(file, 64, "dog, mouse")).containsExactly(2, 6, 1, 1, 3);
        assertThat(ids(file, 64, "")).containsExactly(2, 3);
    }

    @Test
    void byte_pairs_are_merged_in_their_order() throws IOException {
        Path file = Tokenizers.bytePairs(folder.resolve("t.json"));
        assertThat(ids(file, 64, "low lower owl")).containsExactly(7, 7, 8, 2, 3, 1);
        assertThat(ids(file, 64, "lox")).containsExactly(6, 0);
        assertThat(ids(file, 64, "")).isEmpty();
    }

    @Test
    void a_text_of_exactly_the_greatest_length_is_not_cut() throws IOException {
        Path file = Tokenizers.wordPiece(folder.resolve("t.json"));
        try (Tokeniser tokeniser = Tokeniser.open(file, 4)) {
            assertThat(tokeniser.encode("dog cat").truncated()).isFalse();
            assertThat(tokeniser.encode("dog cat").ids()).containsExactly(2, 6, 5, 3);
            assertThat(tokeniser.encode("dog cat the").truncated()).isTrue();
            assertThat(tokeniser.encode("dog cat the").ids()).containsExactly(2, 6, 5, 3);
        }
    }

    @Test
    void what_the_file_says_of_padding_and_cutting_does_not_count() throws IOException {
        Path file = Tokenizers.padding(folder.resolve("t.json"), 1);
        assertThat(ids(file, 64, "dog")).containsExactly(2, 6, 3);
        assertThat(ids(file, 64, "dog dog dog dog dog dog")).containsExactly(2, 6, 6, 6, 6, 6, 6, 3);
    }

    /** A process that says which addresses are asked for while a tokenizer is loaded. */
    static final class Addresses {

        private Addresses() {}

        /** Argument: the tokenizer. */
        public static void main(String[] args) throws IOException {
            URL.setURLStreamHandlerFactory(protocol -> protocol.startsWith("http") ? new Told() : null);
            try (Tokeniser tokeniser = Tokeniser.open(Path.of(args[0]), 64)) {
                System.out.println("tokens " + tokeniser.encode("dog").ids().length);
            }
        }

        private static final class Told extends URLStreamHandler {
            @Override
            protected URLConnection openConnection(URL address) throws IOException {
                System.out.println("asked " + address);
                throw new IOException("no network here");
            }

            @Override
            protected URLConnection openConnection(URL address, Proxy proxy) throws IOException {
                return openConnection(address);
            }
        }
    }

    private List<String> addresses(String... flags) throws Exception {
        Path file = Tokenizers.wordPiece(folder.resolve("t.json"));
        Process process = EmbeddingProcess.start(Addresses.class, List.of(flags), file);
        try (BufferedReader out = EmbeddingProcess.output(process)) {
            List<String> lines = out.lines().toList();
            assertThat(process.waitFor()).isZero();
            return lines;
        }
    }

    @Test
    void loading_a_tokenizer_asks_for_no_address() throws Exception {
        assertThat(addresses()).containsExactly("tokens 3");
    }

    @Test
    void the_library_would_ask_if_it_were_allowed_to() throws Exception {
        assertThat(addresses("-Dai.djl.offline=false", "-DOPT_OUT_TRACKING=false"))
                .anyMatch(line -> line.startsWith("asked http://169.254.169.254/"))
                .contains("tokens 3");
    }
}
