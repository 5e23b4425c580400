package dev.quarry.dataset.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quarry.dataset.Dataset;
import dev.quarry.dataset.PictureShape;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** IDX and CIFAR. */
class BinaryPicturesTest {

    @TempDir
    Path folder;

    private static byte[] pictures(int count, int rows, int cols, int... pixels) {
        ByteBuffer bytes = ByteBuffer.allocate(16 + pixels.length)
                .putInt(0x0803)
                .putInt(count)
                .putInt(rows)
                .putInt(cols);
        Arrays.stream(pixels).forEach(pixel -> bytes.put((byte) pixel));
        return bytes.array();
    }

    private static byte[] labels(int... labels) {
        ByteBuffer bytes = ByteBuffer.allocate(8 + labels.length).putInt(0x0801).putInt(labels.length);
        Arrays.stream(labels).forEach(label -> bytes.put((byte) label));
        return bytes.array();
    }

    private Path write(String name, byte[] bytes) throws IOException {
        return Written.bytes(folder, name, bytes);
    }

    @Test
    void idx_is_read_plain_or_gzip_row_by_row_from_0_to_1() throws IOException {
        byte[] two = pictures(2, 2, 3, 0, 51, 102, 153, 204, 255, 255, 0, 0, 0, 0, 0);
        Path plain = write("p-images-idx3-ubyte", two);
        Path packed = write("p-labels-idx1-ubyte.gz", Written.gzip(labels(7, 3)));
        Dataset data = Written.read(new Idx(), plain, packed);
        assertThat(data.shape()).contains(new PictureShape(1, 2, 3));
        assertThat(data.labels()).containsExactly(7, 3);
        assertThat(data.classes()).hasSize(8);
        assertThat((float) data.features().get(0, 3)).isEqualTo(153 / 255f); // second row, first pixel
        BufferedImage picture = data.picture(0).orElseThrow().image();
        assertThat(picture.getWidth()).isEqualTo(3);
        assertThat(picture.getRGB(2, 1) & 0xFFFFFF).isEqualTo(0xFFFFFF);
        assertThat(picture.getRGB(0, 1) & 0xFFFFFF).isEqualTo(0x999999);
        Dataset packedToo = Written.read(
                new Idx(List.of("a", "b", "c", "d", "e", "f", "g", "h", "i"), List.of()),
                write("q", Written.gzip(two)),
                packed);
        assertThat(packedToo.classes()).hasSize(9);
        assertThat(packedToo.features()).isEqualTo(data.features());
    }

    @Test
    void broken_idx_files_get_their_sentence() throws IOException {
        Path good = write("images", pictures(2, 1, 2, 1, 2, 3, 4));
        Path goodLabels = write("labels", labels(0, 1));
        Path cut = write("cut", Arrays.copyOf(pictures(2, 1, 2, 1, 2, 3, 4), 18));
        assertThatThrownBy(() -> Written.read(new Idx(), cut, goodLabels))
                .hasMessageContaining("cut) announces (2) pictures but ends within number (1).");
        assertThatThrownBy(() -> Written.read(new Idx(), goodLabels, good))
                .hasMessageContaining("begins with (0x00000801), not with (0x00000803) as IDX pictures do.")
                .hasMessageContaining("Maybe it is another file, or pictures and labels are swapped.");
        byte[] longer = Arrays.copyOf(pictures(2, 1, 2, 1, 2, 3, 4), 21);
        assertThatThrownBy(() -> Written.read(new Idx(), write("longer", longer), goodLabels))
                .hasMessageContaining("longer) goes on after what it announces.");
        assertThatThrownBy(() -> Written.read(new Idx(), good, write("three", labels(0, 1, 1))))
                .hasMessageContaining("three) has (3) labels but (images) has (2) pictures.");
        assertThatThrownBy(() -> Written.read(new Idx(), good)).hasMessageContaining("come without a file of labels");
        assertThatThrownBy(() -> Written.read(new Idx(), write("tiny", new byte[] {0, 0}), goodLabels))
                .hasMessageContaining("tiny) ends too early");
        assertThatThrownBy(() -> Written.read(new Idx(), write("minus", pictures(-1, 2, 2)), goodLabels))
                .hasMessageContaining("announces (-1) pictures");
        assertThatThrownBy(() -> Written.read(new Idx(List.of("a"), List.of()), good, goodLabels))
                .hasMessageContaining("The label (1)")
                .hasMessageContaining("names for (1) classes");
        assertThatThrownBy(() -> Written.read(new Idx(), good, write("short", Arrays.copyOf(labels(0, 1), 9))))
                .hasMessageContaining("short) ends too early");
    }

    @Test
    void a_gzip_that_breaks_off_or_is_damaged_gets_its_sentence() throws IOException {
        byte[] packed = Written.gzip(pictures(
                1, 40, 40, IntStream.range(0, 1600).map(i -> (i * i * 31) >> 3).toArray()));
        Path cut = write("cut.gz", Arrays.copyOf(packed, packed.length / 2));
        Path ok = write("labels", labels(0));
        assertThatThrownBy(() -> Written.read(new Idx(), cut, ok))
                .hasMessageContaining("cut.gz")
                .hasMessageContaining("Maybe its download broke off.");
        byte[] damaged = packed.clone();
        damaged[packed.length - 6] ^= 0x55; // its checksum
        assertThatThrownBy(() -> Written.read(new Idx(), write("bad.gz", damaged), ok))
                .hasMessageContaining("bad.gz");
        assertThatThrownBy(() -> Written.read(
                        new Idx(), write("fake.gz", new byte[] {0x1F, (byte) 0x8B, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9}), ok))
                .hasMessageContaining("The gzip file (")
                .hasMessageContaining("fake.gz) is broken");
    }

    @Test
    void cifar_is_read_plane_by_plane() throws IOException {
        byte[] record = new byte[3073];
        record[0] = 5;
        Arrays.fill(record, 1, 1025, (byte) 255); // red
        Arrays.fill(record, 1025, 2049, (byte) 102); // green
        record[1 + 33] = 0; // red of row 1, column 1
        Dataset data = Written.read(new Cifar(), write("one.bin.gz", Written.gzip(record)));
        assertThat(data.labels()).containsExactly(5);
        assertThat(data.shape()).contains(new PictureShape(3, 32, 32));
        assertThat(data.picture(0).orElseThrow().image().getRGB(0, 0) & 0xFFFFFF)
                .isEqualTo(0xFF6600);
        assertThat(data.picture(0).orElseThrow().image().getRGB(1, 1) & 0xFFFFFF)
                .isEqualTo(0x006600);
        assertThat((float) data.features().get(0, 1024)).isEqualTo(0.4f);
    }

    @Test
    void cifar_100_takes_the_second_of_its_two_labels() throws IOException {
        byte[] record = new byte[3074];
        record[0] = 3;
        record[1] = 42;
        assertThat(Written.read(new Cifar(List.of(), 2, List.of()), write("hundred.bin", record))
                        .labels())
                .containsExactly(42);
    }

    @Test
    void a_cut_cifar_file_gets_its_sentence() throws IOException {
        assertThatThrownBy(() -> Written.read(new Cifar(), write("cut.bin", new byte[5000])))
                .hasMessageContaining(
                        "cut.bin) has (5000) bytes, which is no multiple of (3073), the size of one record.");
    }
}
