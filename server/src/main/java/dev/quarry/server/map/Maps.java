package dev.quarry.server.map;

import dev.quarry.kernel.FloatMatrix;
import dev.quarry.kernel.KMeans;
import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.NearestCentres;
import dev.quarry.kernel.Randomness;
import dev.quarry.kernel.Workers;
import dev.quarry.server.feature.FeatureStore;
import dev.quarry.server.feature.FeatureStore.Features;
import dev.quarry.server.job.Job;
import dev.quarry.server.job.Jobs;
import dev.quarry.server.store.Folders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** The maps of all projects, kept in files: they can be computed again. */
public final class Maps {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String KIND = "map-";
    private static final int MOST_FOR_CENTRES = 20_000;

    private final Folders folders;
    private final FeatureStore features;
    private final Jobs jobs;

    /**
     * One way to draw the items and where it stands.
     *
     * @param method {@code pca} or {@code umap}
     * @param title for people
     * @param help what it shows, for people
     * @param state {@code none}, {@code ready}, or {@code old} where the features changed since
     * @param points how many items are on it
     * @param approximate whether most were placed among a sample
     * @param tag changes with its places; null where there is none
     * @param millis how long it took
     * @param job what draws it just now
     */
    public record Standing(
            String method,
            String title,
            String help,
            String state,
            int points,
            boolean approximate,
            @Nullable String tag,
            long millis,
            @Nullable Job job) {}

    /** What stands beside the places. */
    record Kept(String fingerprint, int points, boolean approximate, long millis) {}

    /**
     * Items that lie together.
     *
     * @param x of the middle
     * @param y of the middle
     */
    public record Cluster(int number, int count, double x, double y) {}

    /**
     * All items by where they lie.
     *
     * @param codes the cluster of each item, a byte each, as base64
     */
    public record Clusters(List<Cluster> clusters, String codes) {}

    /** The maps below these folders, of these features. */
    public Maps(Folders folders, FeatureStore features, Jobs jobs) {
        this.folders = folders;
        this.features = features;
        this.jobs = jobs;
    }

    /** All ways to draw the items; none where there are no features yet. */
    public List<Standing> all(String project) {
        Optional<Features> now = features.current(project);
        return Arrays.stream(Projection.values())
                .map(one ->
                        standing(project, one, now.map(Features::fingerprint).orElse("")))
                .toList();
    }

    private Standing standing(String project, Projection method, String fingerprint) {
        Optional<Kept> kept = kept(project, method);
        String state = kept.map(one -> one.fingerprint.equals(fingerprint) ? "ready" : "old")
                .orElse("none");
        return new Standing(
                method.word(),
                method.title(),
                method.help(),
                state,
                kept.map(Kept::points).orElse(0),
                kept.map(Kept::approximate).orElse(false),
                kept.map(one -> tag(method, one)).orElse(null),
                kept.map(Kept::millis).orElse(0L),
                atWork(project, method).orElse(null));
    }

    private static String tag(Projection method, Kept kept) {
        return "%s-%s-%d".formatted(method.word(), kept.fingerprint, kept.points);
    }

    private Optional<Job> atWork(String project, Projection method) {
        return jobs.of(project).stream()
                .filter(job ->
                        job.kind().equals(KIND + method.word()) && !job.state().isEnd())
                .findFirst();
    }

    /**
     * Draws the items anew; the map that was there stays until the new one is done.
     *
     * @throws IllegalArgumentException if there is no such way
     * @throws IllegalStateException if there are no features
     */
    public synchronized Job draw(String project, String method, String by) {
        Projection projection = Projection.of(method);
        Features seen = features.current(project)
                .orElseThrow(() -> new IllegalStateException(
                        "There are no features yet, so nothing says where items lie. Maybe choose some first."));
        Jobs.Lane lane = projection == Projection.PCA ? Jobs.Lane.LOOK : Jobs.Lane.WORK;
        return atWork(project, projection)
                .orElseGet(() -> jobs.submit(
                        lane,
                        project,
                        KIND + method,
                        "Drawing the map (%s)".formatted(projection.title()),
                        by,
                        progress -> {
                            long begun = System.nanoTime();
                            int threads = Math.max(1, Runtime.getRuntime().availableProcessors());
                            FloatMatrix places = Workers.using(threads, () -> projection.place(seen.rows(), progress));
                            Kept kept = new Kept(
                                    seen.fingerprint(),
                                    places.rows(),
                                    projection.isApproximate(places.rows()),
                                    (System.nanoTime() - begun) / 1_000_000);
                            keep(project, projection, kept, places);
                            return kept;
                        }));
    }

    private void keep(String project, Projection method, Kept kept, FloatMatrix places) throws IOException {
        Path folder = Files.createDirectories(folders.maps(project));
        ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(4, places.values().length))
                .order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(places.values());
        String name = tag(method, kept) + ".f32";
        Path beside = folder.resolve(name + ".new");
        Files.write(beside, bytes.array());
        Files.move(beside, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        Path meta = folder.resolve(method.word() + ".json");
        Files.writeString(folder.resolve("new.json"), JSON.writeValueAsString(kept));
        Files.move(
                folder.resolve("new.json"), meta, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        forgetOthers(folder, method, name);
    }

    private static void forgetOthers(Path folder, Projection method, String name) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                String other = file.getFileName().toString();
                if (other.startsWith(method.word() + "-") && !other.equals(name)) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    private Optional<Kept> kept(String project, Projection method) {
        Path meta = folders.maps(project).resolve(method.word() + ".json");
        if (!Files.exists(meta)) {
            return Optional.empty();
        }
        try {
            Kept kept = JSON.readValue(Files.readString(meta), Kept.class);
            return Files.exists(file(project, method, kept)) ? Optional.of(kept) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path file(String project, Projection method, Kept kept) {
        return folders.maps(project).resolve(tag(method, kept) + ".f32");
    }

    /** What changes with the places of a map; none where it was not drawn. */
    public Optional<String> tag(String project, String method) {
        Projection projection = Projection.of(method);
        return kept(project, projection).map(kept -> tag(projection, kept));
    }

    /**
     * The places of all items: x and y of the item of each row, float32, little-endian.
     *
     * @throws NoSuchElementException if the map was not drawn
     */
    public byte[] places(String project, String method) {
        Projection projection = Projection.of(method);
        Kept kept = kept(project, projection)
                .orElseThrow(() -> new NoSuchElementException("The map (%s) is not drawn yet.".formatted(method)));
        try {
            return Files.readAllBytes(file(project, projection, kept));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The items of a map in groups that lie together, by k-means; the largest first.
     *
     * @param k how many, from 1 to 60
     */
    public Clusters clusters(String project, String method, int k) {
        if (k < 1 || k > 60) {
            throw new IllegalArgumentException("The clusters (%d) are between 1 and 60.".formatted(k));
        }
        byte[] bytes = places(project, method);
        float[] values = new float[bytes.length / 4];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
        return clusters(FloatMatrix.wrap(values, values.length / 2, 2), k);
    }

    static Clusters clusters(FloatMatrix places, int k) {
        int[] sample = Projection.sample(places.rows(), MOST_FOR_CENTRES);
        Matrix centres = KMeans.fit(
                        sample.length == places.rows() ? places : places.select(sample),
                        k,
                        row -> sample[row],
                        Randomness.seed(0).purpose("map clusters"))
                .centres();
        NearestCentres nearest = NearestCentres.of(places, centres);
        int[] counts = new int[centres.rows()];
        for (int row = 0; row < places.rows(); row++) {
            counts[nearest.centre(row)]++;
        }
        Integer[] order = new Integer[counts.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (a, b) -> Integer.compare(counts[b], counts[a]));
        int[] numbers = new int[order.length];
        Cluster[] clusters = new Cluster[order.length];
        for (int i = 0; i < order.length; i++) {
            int centre = order[i];
            numbers[centre] = i;
            clusters[i] = new Cluster(i, counts[centre], centres.get(centre, 0), centres.get(centre, 1));
        }
        byte[] codes = new byte[places.rows()];
        for (int row = 0; row < codes.length; row++) {
            codes[row] = (byte) numbers[nearest.centre(row)];
        }
        return new Clusters(List.of(clusters), Base64.getEncoder().encodeToString(codes));
    }
}
