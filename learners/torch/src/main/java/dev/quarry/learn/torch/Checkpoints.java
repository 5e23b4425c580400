package dev.quarry.learn.torch;

import dev.quarry.kernel.Randomness;
import dev.quarry.learn.TrainingSet;
import dev.quarry.torch.Layout;
import dev.quarry.torch.Weights;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A file with the progress of one training, written after each epoch and taken away at the end. Its name is the SHA-256 of all
 * that decides the training: configuration, rows, randomness and first weights; so a training finds only what is its own, and
 * several may share a folder. The file ends with the SHA-256 of what stands before.
 */
final class Checkpoints {

    private static final int HASH = 32;

    private final Path file;

    private Checkpoints(Path file) {
        this.file = file;
    }

    /**
     * The file of a training.
     *
     * @param start the first weights
     */
    static Checkpoints of(Task task, TrainingSet set, Randomness random, Weights start) {
        MessageDigest digest = sha256();
        try (DataOutputStream out =
                new DataOutputStream(new DigestOutputStream(OutputStream.nullOutputStream(), digest))) {
            out.writeUTF(task.configuration());
            out.writeLong(random.state());
            out.writeInt(set.classes());
            double[] row = new double[set.features().cols()];
            for (int i = 0; i < set.size(); i++) {
                set.features().copyRow(i, row);
                for (double number : row) {
                    out.writeDouble(number);
                }
                out.writeInt(set.label(i));
                out.writeDouble(set.weight(i));
            }
            Progress.beginning(start, 0).write(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String name = HexFormat.of().formatHex(digest.digest(), 0, HASH / 2);
        return new Checkpoints(Path.of(task.plan().checkpoints()).resolve(name + ".checkpoint"));
    }

    /**
     * How far the training came before; nothing if it has not begun.
     *
     * @throws IllegalArgumentException if the file is broken
     */
    Optional<Progress> load(Layout layout, int patience) {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            byte[] all = Files.readAllBytes(file);
            byte[] content = Arrays.copyOf(all, Math.max(0, all.length - HASH));
            byte[] hash = Arrays.copyOfRange(all, content.length, all.length);
            if (!MessageDigest.isEqual(hash, sha256().digest(content))) {
                throw new IllegalArgumentException(
                        "The checkpoint (%s) is broken. Maybe delete it, so that the training begins anew."
                                .formatted(file));
            }
            return Optional.of(Progress.read(new DataInputStream(new ByteArrayInputStream(content)), layout, patience));
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    /** Writes how far the training has come; a process that is killed leaves the file of the epoch before. */
    void save(Progress progress) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            ByteArrayOutputStream content = new ByteArrayOutputStream();
            progress.write(new DataOutputStream(content));
            Path fresh = file.resolveSibling(file.getFileName() + ".new");
            try (OutputStream out = Files.newOutputStream(fresh)) {
                content.writeTo(out);
                out.write(sha256().digest(content.toByteArray()));
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    /** Takes the file away. */
    void finish() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    private IllegalArgumentException unusable(IOException e) {
        return new IllegalArgumentException(
                "The checkpoint (%s) cannot be used: %s. Maybe set (checkpoints) to a folder that you may write to."
                        .formatted(file, e),
                e);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }
}
