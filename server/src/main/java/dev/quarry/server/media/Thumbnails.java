package dev.quarry.server.media;

import dev.quarry.server.store.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Small versions of pictures, made when they are first asked for and kept on the disk. */
public final class Thumbnails implements AutoCloseable {

    /** The longest side, in pixels, of those that are made. */
    public static final Set<Integer> SIZES = Set.of(160, 320, 640);

    private static final int MOST_WAITING = 2_000;
    /** How many of them lie in one folder. */
    public static final int FOLDER = 1_000;

    private final Folders folders;
    private final long seconds;
    private final ThreadPoolExecutor pool;

    /** Below these folders, decoding as many at once as there are processors, and each for at most 20 seconds. */
    public Thumbnails(Folders folders) {
        this(folders, Runtime.getRuntime().availableProcessors(), 20);
    }

    Thumbnails(Folders folders, int threads, long seconds) {
        this.folders = folders;
        this.seconds = seconds;
        this.pool = new ThreadPoolExecutor(
                threads,
                threads,
                1,
                TimeUnit.MINUTES,
                new ArrayBlockingQueue<>(MOST_WAITING),
                Thread.ofPlatform().name("quarry-pictures-", 0).daemon().factory());
        pool.allowCoreThreadTimeOut(true);
    }

    /**
     * The file of a small version of the picture of an item.
     *
     * @param size one of {@link #SIZES}
     * @throws IOException if the picture cannot be decoded
     * @throws IllegalStateException if too many wait already
     */
    public Path of(String project, int row, int size, SafePicture picture) throws IOException {
        Path file = folders.thumbnails(project)
                .resolve(Integer.toString(size))
                .resolve(Integer.toString(row / FOLDER))
                .resolve(row + ".jpg");
        if (!Files.exists(file)) {
            byte[] jpeg = decoded(picture, size);
            Files.createDirectories(file.getParent());
            Path beside = file.resolveSibling(UUID.randomUUID() + ".new");
            Files.write(beside, jpeg);
            Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        }
        return file;
    }

    /**
     * A picture as JPEG, at most so long and wide.
     *
     * @throws IOException if it cannot be decoded, or not within the time that it has
     */
    public byte[] decoded(SafePicture picture, int longest) throws IOException {
        Future<byte[]> decoding;
        try {
            decoding = pool.submit(() -> picture.jpeg(longest));
        } catch (RejectedExecutionException e) {
            throw new IllegalStateException(
                    "There are (%d) pictures waiting already. Maybe try again in a moment.".formatted(MOST_WAITING), e);
        }
        try {
            return decoding.get(seconds * (1 + pool.getQueue().size() / pool.getCorePoolSize()), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException refused) {
                throw refused;
            }
            throw new IOException("The picture (%s) cannot be decoded.".formatted(picture.name()), e.getCause());
        } catch (TimeoutException e) {
            decoding.cancel(true);
            throw new IOException("The picture (%s) takes too long to decode.".formatted(picture.name()), e);
        } catch (InterruptedException e) {
            decoding.cancel(true);
            Thread.currentThread().interrupt();
            throw new IOException("The picture (%s) was not waited for.".formatted(picture.name()), e);
        }
    }

    @Override
    public void close() {
        pool.shutdownNow();
    }
}
