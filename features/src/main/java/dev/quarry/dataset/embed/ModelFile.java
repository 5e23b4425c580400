package dev.quarry.dataset.embed;

import dev.quarry.dataset.BadDataException;
import dev.quarry.kernel.Workers;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/** The file of a network. Its ending chooses the engine: TorchScript for {@code .pt}, ONNX Runtime for all others. */
final class ModelFile {

    private static final int BUFFER = 1 << 16;

    private final Path path;

    private ModelFile(Path path) {
        this.path = path;
    }

    /**
     * The file that a component of a part names.
     *
     * @param what the component, for sentences
     */
    static Path existing(String name, String what) throws BadDataException {
        if (name.isBlank()) {
            throw new BadDataException("The %s is not named. Maybe (%s: FILE).".formatted(what, what));
        }
        Path path;
        try {
            path = Path.of(name);
        } catch (InvalidPathException e) {
            throw new BadDataException("The %s (%s) is no name of a file.".formatted(what, name), e);
        }
        if (!Files.isRegularFile(path)) {
            throw new BadDataException("There is no %s (%s). Maybe it lies in another folder; here is (%s)."
                    .formatted(what, path, Path.of("").toAbsolutePath()));
        }
        return path;
    }

    static ModelFile named(String name) throws BadDataException {
        return new ModelFile(existing(name, "model"));
    }

    Path path() {
        return path;
    }

    private boolean isTorchScript() {
        String name = path.toString().toLowerCase(Locale.ROOT);
        return name.endsWith(".pt") || name.endsWith(".pth") || name.endsWith(".torchscript");
    }

    /**
     * The engine with what may change last digits: its version, and the threads of PyTorch.
     *
     * @param threads as configured
     */
    String engine(int threads) {
        return isTorchScript()
                ? "%s with %d threads".formatted(TorchNetwork.engine(), Math.max(1, threads))
                : OnnxNetwork.engine();
    }

    /**
     * Loads the network.
     *
     * @param threads as configured; 0 for those of the work around it where they change nothing, else one
     */
    Network open(String output, int threads) throws IOException {
        return isTorchScript()
                ? TorchNetwork.open(path, output, Math.max(1, threads))
                : OnnxNetwork.open(
                        path, output, threads > 0 ? threads : Workers.current().threads());
    }

    /** The SHA-256 of everything that the network consists of, in hexadecimal. */
    String hash() throws IOException {
        MessageDigest digest = sha256();
        feed(digest, path);
        if (!isTorchScript()) {
            for (String external : OnnxFile.read(OnnxNetwork.bytes(path), path).external()) {
                feed(digest, OnnxNetwork.beside(path, external));
            }
        }
        return hex(digest.digest());
    }

    /** The SHA-256 of a file, in hexadecimal. */
    static String hash(Path file) throws IOException {
        MessageDigest digest = sha256();
        feed(digest, file);
        return hex(digest.digest());
    }

    private static void feed(MessageDigest digest, Path file) throws IOException {
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = Files.newInputStream(file)) {
            for (int got = in.read(buffer); got >= 0; got = in.read(buffer)) {
                digest.update(buffer, 0, got);
            }
        }
    }

    static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no SHA-256.", e);
        }
    }
}
