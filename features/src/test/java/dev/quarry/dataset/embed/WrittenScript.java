package dev.quarry.dataset.embed;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A TorchScript module without weights of its own, written as the archive that torch.jit.save writes. */
final class WrittenScript {

    private WrittenScript() {}

    /**
     * Writes a module.
     *
     * @param forward its forward method, without indentation
     */
    static Path write(Path file, String forward) throws IOException {
        String code = "class M(Module):\n  __parameters__ = []\n  __buffers__ = []\n  training : bool\n"
                + forward.strip().indent(2);
        ByteArrayOutputStream data = new ByteArrayOutputStream(); // pickle: M() with {"training": False}
        data.writeBytes(new byte[] {(byte) 0x80, 2});
        data.writeBytes("c__torch__\nM\n)".getBytes(StandardCharsets.US_ASCII));
        data.writeBytes(new byte[] {(byte) 0x81, '}', '(', 'X', 8, 0, 0, 0});
        data.writeBytes("training".getBytes(StandardCharsets.US_ASCII));
        data.writeBytes(new byte[] {(byte) 0x89, 'u', 'b', '.'});
        ByteArrayOutputStream archive = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(archive)) {
            put(zip, "m/data.pkl", data.toByteArray());
            put(zip, "m/code/__torch__.py", code.getBytes(StandardCharsets.UTF_8));
            put(zip, "m/constants.pkl", new byte[] {(byte) 0x80, 2, ')', '.'}); // pickle: ()
            put(zip, "m/version", "3\n".getBytes(StandardCharsets.US_ASCII));
        }
        return Files.write(file, archive.toByteArray());
    }

    private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
        CRC32 sum = new CRC32();
        sum.update(content);
        ZipEntry entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        entry.setCrc(sum.getValue());
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }
}
