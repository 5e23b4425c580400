package dev.quarry.server.feature;

import dev.quarry.bundle.BundleFile;
import dev.quarry.bundle.State;
import dev.quarry.dataset.feature.PictureFeatures;
import dev.quarry.dataset.feature.TextFeatures;
import dev.quarry.kernel.FloatMatrix;
import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.Npy;
import dev.quarry.kernel.NpyWriter;
import dev.quarry.kernel.Workers;
import dev.quarry.part.Parts;
import dev.quarry.server.event.Event;
import dev.quarry.server.event.Fact;
import dev.quarry.server.feature.Block.Kind;
import dev.quarry.server.feature.FeatureStore.Features;
import dev.quarry.server.item.Item;
import dev.quarry.server.item.ItemTable;
import dev.quarry.server.job.Job;
import dev.quarry.server.job.Jobs;
import dev.quarry.server.job.Progress;
import dev.quarry.server.media.Contents;
import dev.quarry.server.project.Project;
import dev.quarry.server.project.Projects;
import dev.quarry.server.store.Folders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Computes what models see of items: which features there could be, what they cost, and the chosen ones of all items, in
 * blocks of items, so that they never are in memory as a whole. What was learnt from the items (means, deviations, the
 * weights of words) is kept; items that are added later go by it, and only their rows are computed.
 */
public final class FeatureBuilder {

    /** The kind of job. */
    public static final String KIND = "features";

    private static final int CHUNK = 1_024;
    private static final int MEASURED = 50;
    private static final int OF_NETWORK = 9;
    private static final long PATIENCE_NANOS = 400_000_000;

    private final Folders folders;
    private final Projects projects;
    private final ItemTable items;
    private final FeatureStore store;
    private final Contents contents;
    private final Jobs jobs;
    private final Map<String, Survey> surveys = new ConcurrentHashMap<>();
    private final Map<String, Double> measured = new ConcurrentHashMap<>();
    private final Map<String, Offer.Width> widths = new ConcurrentHashMap<>();
    private final Map<String, CompletableFuture<Double>> networks = new ConcurrentHashMap<>();

    /** A builder for all projects. */
    public FeatureBuilder(
            Folders folders, Projects projects, ItemTable items, FeatureStore store, Contents contents, Jobs jobs) {
        this.folders = folders;
        this.projects = projects;
        this.items = items;
        this.store = store;
        this.contents = contents;
        this.jobs = jobs;
        projects.listen(this::happened);
    }

    /**
     * How things stand.
     *
     * @param blocks what there could be
     * @param columns how many numbers models see of an item now; 0 for none
     * @param rows how many items have them
     * @param fingerprint of what models see now; empty for none
     * @param ready whether what was chosen is computed for all items
     * @param job the computation that runs or waits
     */
    public record Standing(
            List<Offered> blocks,
            int columns,
            int rows,
            String fingerprint,
            boolean ready,
            @Nullable Job job) {}

    /**
     * Features that there could be.
     *
     * @param columns how many numbers; 0 where that is known only afterwards
     * @param coverage the share of items that have them, in [0, 1]
     * @param seconds about how long it takes for all items; null where nobody measured it
     * @param missing what becomes of an item that lacks them
     * @param refused why they cannot be chosen; null where they can
     */
    public record Offered(
            String key,
            String title,
            int columns,
            double coverage,
            @Nullable Double seconds,
            boolean chosen,
            boolean scaled,
            String missing,
            @Nullable String refused) {}

    // ---- what is asked

    /** The features that the items of a project could have. */
    public List<Block> blocks(Project project) {
        int size = project.size();
        Survey survey = surveys.get(project.id());
        if (survey == null || survey.items() != size) {
            survey = Survey.of(items, project.id(), size);
            surveys.put(project.id(), survey);
        }
        return Offer.of(folders, project, survey, widths);
    }

    /** Whether models look at a column, because somebody chose it or because it is usual and computed. */
    public boolean sees(Project project, String column) {
        if (project.setting(Chosen.KEY).isEmpty() && store.current(project.id()).isEmpty()) {
            return false;
        }
        List<Block> blocks = blocks(project);
        List<String> chosen =
                chosen(project, blocks).blocks().stream().map(Chosen.One::key).toList();
        return blocks.stream().anyMatch(block -> chosen.contains(block.key()) && Offer.holds(block, column));
    }

    /** What was chosen, or what is usual where nobody chose. */
    private static Chosen chosen(Project project, List<Block> blocks) {
        return project.setting(Chosen.KEY).map(Chosen::read).orElseGet(() -> usual(blocks));
    }

    private static Chosen usual(List<Block> blocks) {
        return new Chosen(blocks.stream()
                .filter(block -> block.usual() && block.refused() == null)
                .map(block -> new Chosen.One(block.key(), block.scaled()))
                .toList());
    }

    /** How the features of a project stand. */
    public Standing state(Project project) {
        List<Block> blocks = blocks(project);
        Chosen chosen = chosen(project, blocks);
        Map<String, Boolean> scaled =
                chosen.blocks().stream().collect(Collectors.toMap(Chosen.One::key, Chosen.One::scaled));
        List<Offered> offered = blocks.stream()
                .map(block -> new Offered(
                        block.key(),
                        block.title(),
                        block.columns(),
                        block.coverage(),
                        block.refused() == null ? seconds(project, block) : null,
                        scaled.containsKey(block.key()),
                        scaled.getOrDefault(block.key(), block.scaled()),
                        block.missing(),
                        block.refused()))
                .toList();
        Optional<Features> now = store.current(project.id());
        return new Standing(
                offered,
                now.map(one -> one.rows().cols()).orElse(0),
                now.map(one -> one.rows().rows()).orElse(0),
                now.map(Features::fingerprint).orElse(""),
                now.isPresent() && isUpToDate(project, chosen, now.get()),
                running(project).orElse(null));
    }

    private boolean isUpToDate(Project project, Chosen chosen, Features now) {
        return now.rows().rows() == project.size()
                && learnt(project, now)
                        .map(state -> state.text("chosen").equals(chosen.write()))
                        .orElse(true); // they came from elsewhere, whole
    }

    private Optional<Job> running(Project project) {
        return jobs.of(project.id()).stream()
                .filter(job -> job.kind().equals(KIND) && !job.state().isEnd())
                .findFirst();
    }

    /** About how long features take for all items: some are computed and timed, not longer than a moment. */
    private @Nullable Double seconds(Project project, Block block) {
        if (project.size() == 0) {
            return null;
        }
        String key = "%s %s %d".formatted(project.id(), block.key(), project.size());
        return block.isNetwork()
                ? secondsOfNetwork(key, project, block)
                : measured.computeIfAbsent(key, ignored -> measure(project, block));
    }

    /** A network takes long before its first answer: it is measured aside, and whoever asks waits for a moment only. */
    private @Nullable Double secondsOfNetwork(String key, Project project, Block block) {
        try {
            return networks.computeIfAbsent(
                            key, ignored -> CompletableFuture.supplyAsync(() -> measureNetwork(project, block)))
                    .get(2, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            return null; // who asks later gets it
        } catch (ExecutionException e) {
            return 0.0; // the job will say why
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    /** What it takes to load it, and for each item. */
    private double measureNetwork(Project project, Block block) {
        List<Item> some = new ArrayList<>();
        items.each(project.id(), 0, Math.min(OF_NETWORK, project.size()), some::add);
        try {
            Extractor extractor = extractor(project, List.of(block), some, null);
            long begin = System.nanoTime();
            extractor.rows(some.subList(0, 1));
            long loaded = System.nanoTime() - begin;
            begin = System.nanoTime();
            extractor.rows(some);
            double each = Math.max(0, System.nanoTime() - begin - loaded) / Math.max(1.0, some.size() - 1);
            return (loaded + each * (project.size() - 1)) / 1e9;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private double measure(Project project, Block block) {
        List<Item> some = new ArrayList<>();
        items.each(project.id(), 0, Math.min(MEASURED, project.size()), some::add);
        long begin = System.nanoTime();
        int done = 0;
        try {
            Extractor extractor = extractor(project, List.of(block), some, null);
            do {
                extractor.rows(some.subList(done, Math.min(some.size(), done + 5)));
                done = Math.min(some.size(), done + 5);
            } while (done < some.size() && System.nanoTime() - begin < PATIENCE_NANOS);
        } catch (IOException | IllegalArgumentException | IllegalStateException e) {
            return 0; // the job will say why
        }
        double each = (System.nanoTime() - begin) / 1e9 / Math.max(1, done);
        double parallel = block.kind() == Kind.PICTURE ? threads() : 1;
        return each * project.size() / parallel;
    }

    private static int threads() {
        return Runtime.getRuntime().availableProcessors();
    }

    /**
     * Checks a choice.
     *
     * @throws IllegalArgumentException if there is nothing in it, or something that there is not or that cannot be had
     */
    public Chosen require(Project project, Chosen wanted) {
        if (wanted.blocks().isEmpty()) {
            throw new IllegalArgumentException(
                    "Models must see something. Maybe choose at least one kind of features.");
        }
        find(blocks(project), wanted);
        return wanted;
    }

    private static List<Block> find(List<Block> blocks, Chosen wanted) {
        List<Block> found = new ArrayList<>();
        for (Chosen.One one : wanted.blocks()) {
            Block block = blocks.stream()
                    .filter(other -> other.key().equals(one.key()))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(Parts.unknown(
                            "kind of features",
                            one.key(),
                            blocks.stream().map(Block::key).toList())));
            if (block.refused() != null) {
                throw new IllegalArgumentException(
                        "The features (%s) cannot be used: %s".formatted(one.key(), block.refused()));
            }
            found.add(block);
        }
        return found;
    }

    /** Computes what was chosen, or what is usual, for all items that lack it. */
    public Job build(Project project, String by) {
        return jobs.submit(Jobs.Lane.WORK, project.id(), KIND, "Computing features", by, progress -> {
            Built built = build(projects.get(project.id()), progress);
            while (built.rows() < projects.get(project.id()).size()) { // more came meanwhile
                built = build(projects.get(project.id()), progress);
            }
            return built;
        });
    }

    /** Whether there are features that could be computed without anybody choosing them. */
    public boolean hasUsual(Project project) {
        return project.setting(Chosen.KEY).isPresent()
                || !usual(blocks(project)).blocks().isEmpty();
    }

    /** Computes what is usual where nothing is computed yet, nobody computes it, and it did not fail before. */
    public void ensure(Project project, String by) {
        boolean asked =
                jobs.of(project.id()).stream().anyMatch(job -> job.kind().equals(KIND));
        if (!asked && store.current(project.id()).isEmpty() && project.size() > 0 && hasUsual(project)) {
            build(project, by);
        }
    }

    /**
     * What models would see of an item if its text were another one, shape [texts, d].
     *
     * @param fingerprint of the features that the model saw
     * @throws IllegalStateException if that cannot be told for these features
     */
    public FloatMatrix ofTexts(Project project, Item item, List<String> texts, String fingerprint) throws IOException {
        State learnt = store.find(project.id(), fingerprint)
                .flatMap(features -> learnt(project, features))
                .orElseThrow(() -> new IllegalStateException(
                        "What the features of the model were learnt from is gone. Maybe train again."));
        List<Block> blocks = find(blocks(project), Chosen.read(learnt.text("chosen")));
        if (blocks.stream().noneMatch(block -> block.kind() == Kind.TEXT)) {
            throw new IllegalStateException("The model does not look at the text. Maybe choose features of texts.");
        }
        if (blocks.stream().anyMatch(Block::isNetwork)) {
            throw new IllegalStateException(
                    "The model looks at the text through a network, which takes too long to ask for every word.");
        }
        List<Item> changed = texts.stream()
                .map(text ->
                        new Item(item.row(), item.id(), item.name(), text, item.root(), item.sha256(), item.fields()))
                .toList();
        Extractor extractor = extractor(project, blocks, List.of(), learnt);
        return Scales.of(learnt.inner("scales")).apply(extractor.rows(changed));
    }

    // ---- what happens

    private void happened(List<Event> events) {
        for (Event event : events) {
            if (event.fact() instanceof Fact.ItemsAdded) {
                Project project = projects.get(event.project());
                if (store.current(project.id()).isPresent() && running(project).isEmpty() && isOurs(project)) {
                    build(project, event.by());
                }
            }
        }
    }

    private boolean isOurs(Project project) {
        return learnt(project, store.current(project.id()).orElseThrow()).isPresent();
    }

    // ---- what is done

    /**
     * What came of it.
     *
     * @param rows how many items have features now
     * @param columns how many numbers each
     * @param computed how many rows were computed: all of them, or those of items that were added
     */
    public record Built(int rows, int columns, int computed, String fingerprint) {}

    private Built build(Project project, Progress progress) throws IOException {
        List<Block> offered = blocks(project);
        Chosen chosen = chosen(project, offered);
        List<Block> blocks = find(offered, chosen);
        if (blocks.isEmpty()) {
            throw new IllegalStateException(
                    "There is nothing in the items that features could be computed from. Maybe import numbers with them.");
        }
        int size = project.size();
        Optional<Features> before = store.current(project.id());
        Optional<State> known = before.flatMap(one -> learnt(project, one))
                .filter(state -> state.text("chosen").equals(chosen.write()));
        if (known.isPresent() && before.orElseThrow().rows().rows() == size) {
            return built(before.get(), 0);
        }
        State learnt = known.isPresent() ? known.get() : learn(project, blocks, chosen, size, progress);
        String fingerprint = fingerprint(project, blocks, learnt, size);
        Matrix kept = known.isPresent() ? before.orElseThrow().rows() : null;
        write(project, blocks, learnt, fingerprint, size, kept, progress);
        BundleFile.write(learntFile(project, fingerprint), learnt);
        Features now = store.keep(project.id(), fingerprint, learnt.lines("names"));
        return built(now, size - (kept == null ? 0 : kept.rows()));
    }

    private static Built built(Features now, int computed) {
        return new Built(now.rows().rows(), now.rows().cols(), computed, now.fingerprint());
    }

    private Path learntFile(Project project, String fingerprint) {
        return folders.features(project.id()).resolve(fingerprint + ".learnt");
    }

    private Optional<State> learnt(Project project, Features features) {
        Path file = learntFile(project, features.fingerprint());
        try {
            return Files.exists(file) ? Optional.of(BundleFile.read(file)) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty(); // it is learnt again
        }
    }

    /** The first pass over the items: the raw numbers, beside, and what they add up to. */
    private State learn(Project project, List<Block> blocks, Chosen chosen, int size, Progress progress)
            throws IOException {
        Extractor extractor = extractor(project, blocks, size, progress);
        Scales.Learning learning = new Scales.Learning(extractor.columns());
        Path raw = raw(project);
        try (NpyWriter writer = NpyWriter.create(raw, size, extractor.columns())) {
            each(project, 0, size, extractor, progress, 0.05, 0.85, block -> {
                learning.add(block);
                writer.append(block);
            });
        }
        Scales scales = learning.end(scaled(chosen, extractor), extractor.indicators());
        return learnt(extractor)
                .with("chosen", chosen.write())
                .with("from", new int[] {size})
                .with(
                        "names",
                        scales.names(extractor.names()).stream()
                                .map(name -> name.replaceAll("\\s+", " "))
                                .toList())
                .with("scales", scales.state());
    }

    private Path raw(Project project) throws IOException {
        return Files.createDirectories(folders.features(project.id())).resolve("raw.npy.new");
    }

    private static boolean[] scaled(Chosen chosen, Extractor extractor) {
        Map<String, Boolean> wanted =
                chosen.blocks().stream().collect(Collectors.toMap(Chosen.One::key, Chosen.One::scaled));
        boolean[] scaled = new boolean[extractor.columns()];
        int at = 0;
        for (Piece part : ((Whole) extractor).parts()) {
            for (Block block : part.blocks()) {
                int columns = part.blocks().size() == 1
                        ? part.extractor().columns()
                        : Parts.read(PictureFeatures.class, block.source()).cols();
                Arrays.fill(scaled, at, at + columns, wanted.getOrDefault(block.key(), block.scaled()));
                at += columns;
            }
        }
        return scaled;
    }

    /** What extractors learnt, by the key of their block. */
    private static State learnt(Extractor extractor) {
        State state = State.empty();
        for (Piece part : ((Whole) extractor).parts()) {
            String key = part.blocks().getFirst().key();
            if (part.extractor() instanceof Extractor.OfTexts texts) {
                state = state.with(name("text", key), texts.learnt())
                        .with(name("columns", key), new int[] {texts.columns()});
            } else if (part.extractor() instanceof Extractor.OfWords words) {
                state = state.with(name("words", key), words.words());
            }
        }
        return state;
    }

    /** Where what a block learnt is kept: its key may hold anything. */
    private static String name(String what, String key) {
        return "%s/%s".formatted(what, HexFormat.of().formatHex(key.getBytes(StandardCharsets.UTF_8)));
    }

    private void write(
            Project project,
            List<Block> blocks,
            State learnt,
            String fingerprint,
            int size,
            @Nullable Matrix kept,
            Progress progress)
            throws IOException {
        Scales scales = Scales.of(learnt.inner("scales"));
        Path file = store.file(project.id(), fingerprint);
        Path beside = file.resolveSibling(file.getFileName() + ".new");
        try (NpyWriter writer = NpyWriter.create(beside, size, scales.columns())) {
            if (kept == null) {
                Matrix raw = Npy.open(raw(project)).mapped();
                copy(raw, progress, 0.85, 1, block -> writer.append(scales.apply(block)));
            } else {
                copy(kept, progress, 0, 0.2, writer::append);
                Extractor extractor = extractor(project, blocks, List.of(), learnt);
                each(
                        project,
                        kept.rows(),
                        size,
                        extractor,
                        progress,
                        0.2,
                        1,
                        block -> writer.append(scales.apply(block)));
            }
        }
        Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        Files.deleteIfExists(raw(project));
    }

    /** Takes blocks of rows. */
    @FunctionalInterface
    private interface Sink {
        void take(FloatMatrix block) throws IOException;
    }

    private static void copy(Matrix rows, Progress progress, double from, double to, Sink sink) throws IOException {
        int n = rows.rows();
        for (int first = 0; first < n; first += CHUNK) {
            progress.at(from + (to - from) * first / n, "Writing");
            int last = Math.min(n, first + CHUNK);
            float[] block = new float[Math.multiplyExact(last - first, rows.cols())];
            rows.copyRows(first, last, block);
            sink.take(FloatMatrix.wrap(block, last - first, rows.cols()));
        }
    }

    private void each(
            Project project,
            int from,
            int to,
            Extractor extractor,
            Progress progress,
            double begin,
            double end,
            Sink sink)
            throws IOException {
        for (int first = from; first < to; first += CHUNK) {
            progress.at(begin + (end - begin) * (first - from) / (to - from), "Item %,d of %,d".formatted(first, to));
            List<Item> some = new ArrayList<>();
            items.each(project.id(), first, Math.min(to, first + CHUNK), some::add);
            try {
                sink.take(Workers.using(threads(), () -> rows(extractor, some)));
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
        }
    }

    private static FloatMatrix rows(Extractor extractor, List<Item> some) {
        try {
            return extractor.rows(some);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An extractor that knows which blocks its parts belong to. */
    private record Whole(List<Piece> parts, Extractor all) implements Extractor {
        @Override
        public int columns() {
            return all.columns();
        }

        @Override
        public List<String> names() {
            return all.names();
        }

        @Override
        public boolean[] indicators() {
            return all.indicators();
        }

        @Override
        public FloatMatrix rows(List<Item> items) throws IOException {
            return all.rows(items);
        }
    }

    /** What takes the numbers of some blocks. */
    private record Piece(List<Block> blocks, Extractor extractor) {}

    private Extractor extractor(Project project, List<Block> blocks, int size, Progress progress) throws IOException {
        progress.at(0, "Reading");
        boolean texts = blocks.stream().anyMatch(block -> block.kind() == Kind.TEXT);
        List<Item> all = new ArrayList<>();
        if (texts) {
            items.each(project.id(), 0, size, all::add);
        }
        return extractor(project, blocks, all, null);
    }

    /**
     * What takes the numbers of blocks.
     *
     * @param all the items to learn from, where a block learns
     * @param learnt what was learnt before; null to learn now
     */
    private Extractor extractor(Project project, List<Block> blocks, List<Item> all, @Nullable State learnt)
            throws IOException {
        List<Piece> parts = new ArrayList<>();
        List<Block> pictures =
                blocks.stream().filter(block -> block.kind() == Kind.PICTURE).toList();
        if (!pictures.isEmpty()) {
            Map<String, PictureFeatures> features = new LinkedHashMap<>();
            pictures.forEach(block -> features.put(block.key(), Parts.read(PictureFeatures.class, block.source())));
            parts.add(new Piece(pictures, new Extractor.OfPictures(project.id(), contents, features)));
        }
        for (Block block : blocks) {
            Extractor extractor = switch (block.kind()) {
                case PICTURE -> null;
                case TEXT -> texts(block, all, learnt);
                case NUMBER -> new Extractor.OfNumbers(block.source());
                case NOMINAL ->
                    new Extractor.OfWords(
                            block.source(),
                            learnt != null ? learnt.lines(name("words", block.key())) : words(project, block));
                case IMPORTED ->
                    new Extractor.OfFile(
                            block.key(), Npy.open(Path.of(block.source())).mapped());
            };
            if (extractor != null) {
                parts.add(new Piece(List.of(block), extractor));
            }
        }
        return new Whole(
                parts, Extractor.together(parts.stream().map(Piece::extractor).toList()));
    }

    private List<String> words(Project project, Block block) {
        return Survey.of(items, project.id(), project.size()).columns().stream()
                .filter(column -> column.name().equals(block.source()))
                .findFirst()
                .orElseThrow()
                .words();
    }

    private Extractor texts(Block block, List<Item> all, @Nullable State learnt) throws IOException {
        TextFeatures features = Parts.read(TextFeatures.class, block.source());
        return learnt == null
                ? Extractor.OfTexts.learn(
                        block.key(),
                        features,
                        contents,
                        all.stream().map(contents::text).toList())
                : new Extractor.OfTexts(
                        block.key(),
                        features,
                        contents,
                        learnt.inner(name("text", block.key())),
                        learnt.whole(name("columns", block.key()))[0]);
    }

    /** The same items, choice and learning give the same numbers. */
    private static String fingerprint(Project project, List<Block> blocks, State learnt, int size) {
        String text = String.join(
                "\n",
                "1",
                project.id(),
                learnt.text("chosen"),
                blocks.stream()
                        .map(block -> "%s %d %s".formatted(block.source(), block.columns(), block.coverage()))
                        .collect(Collectors.joining(";")),
                Arrays.toString(learnt.whole("from")),
                Integer.toString(size));
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            return HexFormat.of()
                    .formatHex(sha.digest(text.getBytes(StandardCharsets.UTF_8)))
                    .substring(0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no SHA-256.", e);
        }
    }
}
