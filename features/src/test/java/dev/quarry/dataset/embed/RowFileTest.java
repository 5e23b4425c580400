package dev.quarry.dataset.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quarry.dataset.BadDataException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowFileTest {

    private static final String DESCRIPTION = "embedding{…}\nhash";
    private static final int SLOT = 32 + 2 * Float.BYTES + 4;

    @TempDir
    private Path folder;

    private static ContentKey key(int i) {
        return ContentKey.of(new byte[] {(byte) i});
    }

    private Path file() {
        return folder.resolve("deep/rows");
    }

    private Map<ContentKey, List<Float>> read() throws IOException {
        Map<ContentKey, List<Float>> found = new HashMap<>();
        try (RowFile rows = RowFile.open(file(), DESCRIPTION)) {
            rows.read((key, row) -> found.put(key, List.of(row[0], row[1])));
        }
        return found;
    }

    private void append(int... keys) throws IOException {
        try (RowFile rows = RowFile.open(file(), DESCRIPTION)) {
            float[] values = new float[2 * keys.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = keys[i / 2] + i % 2 / 2f;
            }
            rows.append(Arrays.stream(keys).mapToObj(RowFileTest::key).toList(), values, 2, (key, row) -> {});
        }
    }

    @Test
    void rows_are_there_when_the_file_is_opened_again() throws IOException {
        assertThat(read()).isEmpty();
        append(1, 2);
        append(3);
        assertThat(read())
                .isEqualTo(Map.of(key(1), List.of(1f, 1.5f), key(2), List.of(2f, 2.5f), key(3), List.of(3f, 3.5f)));
    }

    @Test
    void the_file_is_what_its_description_says() throws IOException {
        append(7);
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file())).order(ByteOrder.LITTLE_ENDIAN);
        byte[] text = DESCRIPTION.getBytes(StandardCharsets.UTF_8);
        byte[] start = new byte[8];
        bytes.get(start);
        assertThat(new String(start, StandardCharsets.US_ASCII)).isEqualTo("QRYROWS1");
        assertThat(bytes.getInt()).isEqualTo(2);
        assertThat(bytes.getInt()).isEqualTo(text.length);
        bytes.position(bytes.position() + text.length);
        bytes.getInt();
        int row = bytes.position();
        byte[] hash = new byte[32];
        bytes.get(hash);
        assertThat(hash).isEqualTo(ModelFile.sha256().digest(new byte[] {7}));
        assertThat(bytes.getFloat()).isEqualTo(7);
        assertThat(bytes.getFloat()).isEqualTo(7.5f);
        CRC32C sum = new CRC32C();
        sum.update(bytes.array(), row, 40);
        assertThat(bytes.getInt()).isEqualTo((int) sum.getValue());
        assertThat(bytes.hasRemaining()).isFalse();
    }

    @Test
    void a_half_row_at_the_end_is_cut_off_by_who_appends_next() throws IOException {
        append(1, 2);
        byte[] whole = Files.readAllBytes(file());
        for (int lost = 1; lost < SLOT; lost += 7) {
            Files.write(file(), Arrays.copyOf(whole, whole.length - lost));
            assertThat(read()).containsOnlyKeys(key(1));
            append(3);
            assertThat(read()).containsOnlyKeys(key(1), key(3));
            assertThat(Files.size(file())).isEqualTo(whole.length);
        }
    }

    @Test
    void a_half_head_is_written_anew() throws IOException {
        append(1);
        byte[] whole = Files.readAllBytes(file());
        Files.write(file(), Arrays.copyOf(whole, 20));
        assertThat(read()).isEmpty();
        append(2);
        assertThat(read()).containsOnlyKeys(key(2));
        assertThat(Files.size(file())).isEqualTo(whole.length);
    }

    @Test
    void a_damaged_row_is_passed_over_and_its_neighbours_are_not() throws IOException {
        append(1, 2, 3);
        byte[] bytes = Files.readAllBytes(file());
        for (int at = bytes.length - 2 * SLOT; at < bytes.length - SLOT; at++) {
            byte[] damaged = bytes.clone();
            damaged[at] ^= 4;
            Files.write(file(), damaged);
            assertThat(read()).as("byte %d", at).containsOnlyKeys(key(1), key(3));
        }
    }

    @Test
    void who_appends_is_told_what_others_appended_meanwhile() throws IOException {
        Map<ContentKey, Float> told = new HashMap<>();
        try (RowFile first = RowFile.open(file(), DESCRIPTION)) {
            first.read((key, row) -> told.put(key, row[0]));
            append(1, 2);
            first.append(List.of(key(3)), new float[] {3, 3}, 2, (key, row) -> told.put(key, row[0]));
            assertThat(told).isEqualTo(Map.of(key(1), 1f, key(2), 2f));
            append(4);
            first.read((key, row) -> told.put(key, row[0]));
        }
        assertThat(told).containsOnlyKeys(key(1), key(2), key(4)); // its own row is no news
        assertThat(read()).hasSize(4);
    }

    @Test
    void more_rows_than_one_reading_holds_are_read() throws IOException {
        int n = 60_000;
        try (RowFile rows = RowFile.open(file(), DESCRIPTION)) {
            List<ContentKey> keys = IntStream.range(0, n)
                    .mapToObj(i -> new ContentKey(i, 1, 2, 3))
                    .toList();
            float[] values = new float[2 * n];
            for (int i = 0; i < values.length; i++) {
                values[i] = i;
            }
            rows.append(keys, values, 2, (key, row) -> {});
        }
        Map<ContentKey, List<Float>> found = read();
        assertThat(found).hasSize(n);
        assertThat(found.get(new ContentKey(59_999, 1, 2, 3))).containsExactly(119_998f, 119_999f);
    }

    @Test
    void another_width_or_description_or_a_folder_that_cannot_be_written_is_refused() throws IOException {
        append(1);
        try (RowFile rows = RowFile.open(file(), DESCRIPTION)) {
            assertThatThrownBy(() -> rows.append(List.of(key(2)), new float[3], 3, (key, row) -> {}))
                    .isInstanceOf(BadDataException.class)
                    .hasMessageContaining("has rows of (2) numbers but the model gives (3). Maybe");
        }
        Files.writeString(folder.resolve("file"), "x", StandardOpenOption.CREATE);
        assertThatThrownBy(() -> RowFile.open(folder.resolve("file/rows"), DESCRIPTION))
                .isInstanceOf(BadDataException.class)
                .hasMessageContaining("cannot be used")
                .hasMessageContaining("Maybe set QUARRY_CACHE");
    }

    @Test
    void the_property_goes_before_the_variable_and_that_before_home() {
        assertThat(CacheFolder.folder(null, null, "/home/ada")).contains(Path.of("/home/ada/.quarry/cache"));
        assertThat(CacheFolder.folder(null, "/v", "/home/ada")).contains(Path.of("/v"));
        assertThat(CacheFolder.folder("/p", "/v", "/home/ada")).contains(Path.of("/p"));
        assertThat(CacheFolder.folder("none", "/v", "/home/ada")).isEmpty();
        assertThat(CacheFolder.folder(" ", "none", "/home/ada")).isEqualTo(Optional.empty());
    }
}
