package dev.quarry.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.quarry.kernel.DoubleMatrix;
import dev.quarry.kernel.FloatMatrix;
import dev.quarry.kernel.Npy;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BundleFileTest {

    private static final State STATE = State.empty()
            .with("weights", FloatMatrix.of(new float[] {1, -0.0f, Float.NaN}, new float[] {-3, Float.MIN_VALUE, 7}))
            .with("biases", new double[] {Double.NEGATIVE_INFINITY, 1.0 / 3})
            .with("nothing", DoubleMatrix.wrap(new double[0], 0, 4))
            .with("order", new int[] {3, -1, Integer.MIN_VALUE})
            .with("classes", List.of("cat", "", "naïve dog"))
            .with("blob", new byte[] {0, -1, 10})
            .with("members/0", State.empty().with("depth", new int[0]));

    @TempDir
    Path folder;

    private Path file() {
        return folder.resolve("model.quarry");
    }

    private Path written() throws IOException {
        BundleFile.write(file(), STATE);
        return file();
    }

    private static void assertRefused(Path file, CharSequence... reasons) {
        Throwable refusal = catchThrowable(() -> BundleFile.read(file));
        assertThat(refusal)
                .isInstanceOf(BadBundleException.class)
                .hasMessageStartingWith("The bundle (%s) ".formatted(file))
                .hasMessageContaining(". Maybe ");
        for (CharSequence reason : reasons) {
            assertThat(refusal).hasMessageContaining(reason.toString());
        }
    }

    @Test
    void what_is_written_is_read_again_to_the_last_bit() throws IOException {
        State read = BundleFile.read(written());
        assertThat(read).isEqualTo(STATE);
        assertThat(read.names()).containsExactlyElementsOf(STATE.names());
        for (String name : List.of("weights", "biases", "nothing")) {
            assertThat(Npy.bytes(read.matrix(name))).as(name).isEqualTo(Npy.bytes(STATE.matrix(name)));
        }
        assertThat(read.lines("classes")).containsExactly("cat", "", "naïve dog");
        BundleFile.write(file(), State.empty());
        assertThat(BundleFile.read(file())).isEqualTo(State.empty());
    }

    @Test
    void equal_states_give_equal_bytes_and_leave_nothing_beside() throws IOException {
        byte[] first = Files.readAllBytes(written());
        assertThat(Files.readAllBytes(written())).isEqualTo(first);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(file());
        }
    }

    @Test
    void other_programs_read_it_as_a_zip_of_arrays_and_texts() throws Exception {
        try (ZipFile zip = new ZipFile(written().toFile())) {
            assertThat(zip.stream().map(ZipEntry::getName))
                    .containsExactly(
                            "MANIFEST.txt",
                            "weights.npy",
                            "biases.npy",
                            "nothing.npy",
                            "order.npy",
                            "classes.txt",
                            "blob.bin",
                            "members/0/depth.npy");
            Path array = folder.resolve("biases.npy");
            Files.write(array, bytes(zip, "biases.npy"));
            assertThat(Npy.open(array).matrix()).isEqualTo(STATE.matrix("biases"));
            assertThat(bytes(zip, "classes.txt")).isEqualTo("cat\n\nnaïve dog\n".getBytes(StandardCharsets.UTF_8));
            List<String> manifest = new String(bytes(zip, "MANIFEST.txt"), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            assertThat(manifest).hasSize(8).startsWith("quarry-bundle 1");
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(new byte[] {0, -1, 10});
            assertThat(manifest).contains(HexFormat.of().formatHex(hash) + "  blob.bin");
        }
    }

    private static byte[] bytes(ZipFile zip, String name) throws IOException {
        return zip.getInputStream(zip.getEntry(name)).readAllBytes();
    }

    @Test
    void a_bundle_that_cannot_be_written_leaves_the_old_one() throws IOException {
        byte[] old = Files.readAllBytes(written());
        assertThatThrownBy(() -> BundleFile.write(file(), State.empty().with("half", "\uD800")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("The text (half) has half a character");
        assertThatThrownBy(() -> BundleFile.write(file(), State.empty().with("n".repeat(2000), "")))
                .hasMessageContaining("longer than (996) letters");
        assertThat(Files.readAllBytes(file())).isEqualTo(old);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(file());
        }
    }

    @Test
    void every_changed_byte_is_noticed() throws IOException {
        byte[] bytes = Files.readAllBytes(written());
        SplittableRandom random = new SplittableRandom(3);
        try (FileChannel channel = FileChannel.open(file(), StandardOpenOption.WRITE)) {
            for (int at = 0; at < bytes.length; at++) {
                put(channel, at, bytes[at] ^ (1 + random.nextInt(255)));
                assertRefused(file());
                put(channel, at, bytes[at]);
            }
        }
        assertThat(BundleFile.read(file())).isEqualTo(STATE);
    }

    private static void put(FileChannel channel, int at, int value) throws IOException {
        channel.write(ByteBuffer.wrap(new byte[] {(byte) value}), at);
    }

    @Test
    void every_cut_is_noticed() throws IOException {
        byte[] bytes = Files.readAllBytes(written());
        assertRefused(Files.write(file(), Arrays.copyOf(bytes, bytes.length + 1)), "directory");
        try (FileChannel channel = FileChannel.open(file(), StandardOpenOption.WRITE)) {
            for (int length = bytes.length - 1; length >= 0; length--) {
                channel.truncate(length);
                assertRefused(file());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void any_other_damage_gets_a_sentence_too(long seed) throws IOException {
        byte[] bytes = Files.readAllBytes(written());
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 100; i++) {
            int from = random.nextInt(bytes.length);
            int to = random.nextInt(from, bytes.length + 1);
            byte[] changed = switch (random.nextInt(3)) {
                case 0 -> without(bytes, from, to);
                case 1 -> twice(bytes, from, to);
                default -> noisy(bytes, from, to, random);
            };
            if (!Arrays.equals(changed, bytes)) {
                Path damaged = Files.write(file(), changed);
                assertThat(catchThrowable(() -> BundleFile.read(damaged)))
                        .isInstanceOf(BadBundleException.class)
                        .hasMessageContaining(". Maybe ");
            }
        }
    }

    private static byte[] without(byte[] bytes, int from, int to) {
        byte[] shorter = Arrays.copyOf(bytes, bytes.length - (to - from));
        System.arraycopy(bytes, to, shorter, from, bytes.length - to);
        return shorter;
    }

    private static byte[] twice(byte[] bytes, int from, int to) {
        byte[] longer = Arrays.copyOf(bytes, bytes.length + to - from);
        System.arraycopy(bytes, from, longer, to, bytes.length - from);
        return longer;
    }

    private static byte[] noisy(byte[] bytes, int from, int to, SplittableRandom random) {
        byte[] noisy = bytes.clone();
        byte[] noise = new byte[to - from];
        random.nextBytes(noise);
        System.arraycopy(noise, 0, noisy, from, noise.length);
        return noisy;
    }

    /** A file with these entries, all checksums of the zip right. */
    private Path zip(Entry... entries) throws IOException {
        List<StoredZip.Listed> listed = new ArrayList<>();
        try (OutputStream out = Files.newOutputStream(file())) {
            int at = 0;
            for (Entry entry : entries) {
                CRC32 crc = new CRC32();
                crc.update(entry.bytes());
                int checksum = (int) crc.getValue();
                byte[] header = StoredZip.local(entry.name(), checksum, entry.bytes().length);
                out.write(header);
                out.write(entry.bytes());
                listed.add(new StoredZip.Listed(entry.name(), checksum, entry.bytes().length, at));
                at += header.length + entry.bytes().length;
            }
            out.write(StoredZip.directory(listed, at));
        }
        return file();
    }

    /** A file with these entries behind the right manifest. */
    private Path bundle(Entry... entries) throws IOException {
        List<Entry> all = new ArrayList<>(List.of(manifest(entries)));
        all.addAll(List.of(entries));
        return zip(all.toArray(Entry[]::new));
    }

    private static Entry manifest(Entry... entries) {
        Manifest manifest = new Manifest();
        List.of(entries).forEach(manifest::add);
        return manifest.entry();
    }

    private static Entry text(String name, String text) {
        return new Entry(name, text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void another_version_or_kind_of_file_is_named() throws IOException {
        assertRefused(zip(text("MANIFEST.txt", "quarry-bundle 2\n")), "is of the version (2)", "reads version (1)");
        assertRefused(zip(text("MANIFEST.txt", "hello\n")), "does not say (quarry-bundle)");
        assertRefused(zip(text("readme.txt", "hello\n")), "does not begin with an entry (MANIFEST.txt)");
        assertRefused(zip(text("MANIFEST.txt", "quarry-bundle 1\nabc  a.txt\n")), "line (2) of its (MANIFEST.txt)");
        assertRefused(zip(text("MANIFEST.txt", "quarry-bundle 1")), "ends inside a line");
        assertRefused(Files.writeString(file(), "a,b\n".repeat(50)), "does not begin like a zip file");
        assertRefused(Files.write(file(), new byte[0]), "ends at its beginning, after (0) bytes");
        assertRefused(folder, "is a folder");
        assertThatThrownBy(() -> BundleFile.read(folder.resolve("nowhere"))).isInstanceOf(IOException.class);
    }

    @Test
    void entries_that_are_missing_added_swapped_or_changed_are_named() throws IOException {
        Entry a = text("a.txt", "one");
        Entry b = text("b.txt", "two");
        assertThat(BundleFile.read(bundle(a, b)).text("b")).isEqualTo("two");
        assertRefused(zip(manifest(a, b), a), "lacks the entry (b.txt)");
        assertRefused(zip(manifest(a), a, b), "the entry (b.txt), which its (MANIFEST.txt) does not list");
        assertRefused(zip(manifest(a, b), b, a), "the entry (b.txt) where its (MANIFEST.txt) lists (a.txt)");
        assertRefused(zip(manifest(a), text("a.txt", "uno")), "an entry (a.txt) with another SHA-256");
        assertRefused(bundle(a, new Entry("a.bin", new byte[1])), "the value (a) twice");
        assertRefused(zip(manifest(a), a, a), "the entry (a.txt), which its (MANIFEST.txt) does not list");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../evil.txt",
                "/etc/evil.txt",
                "a/../evil.txt",
                "a\\evil.txt",
                "C:evil.txt",
                "a//b.txt",
                "evil",
                "evil.exe",
                ".txt",
                "a/.txt",
                "Evil.txt",
                "a b.txt"
            })
    void names_that_could_lead_out_of_the_bundle_are_refused(String name) throws IOException {
        assertRefused(bundle(text(name, "x")), "has an entry (%s), which is no name of a value".formatted(name));
    }

    @Test
    void arrays_that_are_none_are_named() throws IOException {
        assertRefused(bundle(text("w.npy", "not an array")), "no array in its entry (w.npy)", "w.npy in ");
        byte[] array = Npy.bytes(new int[] {1, 2, 3});
        assertRefused(bundle(new Entry("w.npy", Arrays.copyOf(array, array.length - 1))), "no array", "(w.npy)");
        byte[] narrow = new String(array, StandardCharsets.ISO_8859_1)
                .replace(
                        "'<i4', 'fortran_order': False, 'shape': (3,)", "'|u1', 'fortran_order': False, 'shape': (12,)")
                .getBytes(StandardCharsets.ISO_8859_1);
        narrow[8]++; // the shape has one more letter
        assertRefused(bundle(new Entry("w.npy", narrow)), "holds (u1) in (1) axes in its entry (w.npy)");
        assertRefused(bundle(new Entry("t.txt", new byte[] {(byte) 0xC3})), "an entry (t.txt) that is not UTF-8");
    }

    @Test
    void a_zip_bomb_does_not_go_off() throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file()))) {
            zip.putNextEntry(new ZipEntry("MANIFEST.txt"));
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 100; i++) {
                zip.write(zeros);
            }
        }
        assertRefused(file(), "an entry (MANIFEST.txt) that is compressed");
        byte[] huge = Files.readAllBytes(zip(text("MANIFEST.txt", "quarry-bundle 1\n")));
        for (int at = 18; at < 26; at++) {
            huge[at] = at % 4 == 1 ? 0x7F : (byte) 0xF0; // both sizes close to 2 GiB
        }
        assertRefused(Files.write(file(), huge), "ends inside the entry (MANIFEST.txt)");
    }
}
