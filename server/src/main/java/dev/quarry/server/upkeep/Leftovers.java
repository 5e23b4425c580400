package dev.quarry.server.upkeep;

import dev.quarry.server.data.Intake;
import dev.quarry.server.event.Fact;
import dev.quarry.server.feature.FeatureBuilder;
import dev.quarry.server.feature.FeatureStore;
import dev.quarry.server.job.Job;
import dev.quarry.server.job.Jobs;
import dev.quarry.server.media.Thumbnails;
import dev.quarry.server.project.Project;
import dev.quarry.server.project.Projects;
import dev.quarry.server.store.Folders;
import dev.quarry.server.teach.Teacher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes what can be computed again and what nothing refers to any more: features of earlier choices that no model saw
 * which can still be put in charge, those models that cannot, lists of what an import left out, and what a process that
 * was killed had begun to write. What was uploaded or imported is never touched.
 */
public final class Leftovers implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Leftovers.class);

    /** How many of the newest models can be put in charge again. */
    private static final int RESTORABLE = 30;

    /** How long the list of what was left out can be looked at. */
    private static final Duration LISTED = Duration.ofDays(1);

    private final Folders folders;
    private final Projects projects;
    private final FeatureStore features;
    private final Jobs jobs;
    private final Clock clock;
    private volatile boolean closed;

    /** Those of an installation; each job that ends is looked after from now on. */
    public Leftovers(Folders folders, Projects projects, FeatureStore features, Jobs jobs, Clock clock) {
        this.folders = folders;
        this.projects = projects;
        this.features = features;
        this.jobs = jobs;
        this.clock = clock;
        jobs.listen(this::happened);
    }

    /** In the thread of the job, so that nothing of its kind is written meanwhile. */
    private void happened(Job job) {
        if (job.state().isEnd()) {
            attempt(job.project(), () -> {
                switch (job.kind()) {
                    case FeatureBuilder.KIND -> features(projects.get(job.project()), Instant.MAX);
                    case Teacher.TRAIN -> models(projects.get(job.project()));
                    case "preview", "import" -> lists(job.project());
                    default -> {
                        // leaves nothing behind
                    }
                }
            });
        }
    }

    /**
     * Looks through some projects, as when the app starts: what was last changed before a moment is nobody's work by now.
     *
     * @param before the moment
     */
    public void sweep(List<String> all, Instant before) {
        for (String id : all) {
            if (closed) {
                return;
            }
            attempt(id, () -> {
                Project project = projects.get(id);
                for (Path folder : List.of(
                        folders.features(id),
                        Intake.features(folders, id),
                        folders.models(id),
                        folders.predictions(id),
                        folders.maps(id))) {
                    remove(list(folder), file -> name(file).endsWith(".new") && isOlder(file, before));
                }
                thumbnails(project, before);
                models(project);
                features(project, before);
                lists(id);
            });
        }
    }

    /** Work on files. */
    @FunctionalInterface
    private interface Work {
        void run() throws IOException;
    }

    /** What cannot be removed now is removed another time. */
    private static void attempt(String project, Work work) {
        try {
            work.run();
        } catch (IOException | RuntimeException e) {
            LOG.warn("What the project ({}) does not need any more could not be removed", project, e);
        }
    }

    private void models(Project project) throws IOException {
        int newest =
                project.models().stream().mapToInt(Fact.Trained::number).max().orElse(0);
        Set<Integer> restorable = restorable(project).collect(Collectors.toSet());
        Predicate<Path> unreachable =
                file -> number(file) > 0 && number(file) <= newest && !restorable.contains(number(file));
        remove(list(folders.models(project.id())), unreachable);
        remove(list(folders.predictions(project.id())), unreachable);
    }

    /** The models that can be put in charge, by their numbers. */
    private static Stream<Integer> restorable(Project project) {
        List<Fact.Trained> all = project.models();
        return Stream.concat(
                all.stream().skip(Math.max(0, all.size() - RESTORABLE)).map(Fact.Trained::number),
                project.model().stream().map(Fact.Trained::number));
    }

    /** A training may be at work on features that are not those of the project by now; they stay until another time. */
    private void features(Project project, Instant before) throws IOException {
        boolean trains = jobs.of(project.id()).stream()
                .anyMatch(job ->
                        Teacher.TEACHING.contains(job.kind()) && !job.state().isEnd());
        if (trains || features.current(project.id()).isEmpty()) {
            return;
        }
        Set<Integer> restorable = restorable(project).collect(Collectors.toSet());
        Set<String> seen = project.models().stream()
                .filter(model -> restorable.contains(model.number()))
                .map(Fact.Trained::features)
                .collect(Collectors.toCollection(TreeSet::new));
        seen.add(features.current(project.id()).orElseThrow().fingerprint());
        remove(
                list(folders.features(project.id())),
                file -> name(file).matches(".*\\.(npy|learnt)")
                        && !seen.contains(name(file).replaceFirst("\\.[a-z]+$", ""))
                        && isOlder(file, before));
    }

    private void lists(String project) throws IOException {
        Instant since = clock.instant().minus(LISTED);
        remove(list(Intake.lists(folders, project)), file -> name(file).endsWith(".csv") && isOlder(file, since));
    }

    /** Thumbnails lie in folders by row, so that those of many items need not be looked at one by one. */
    private void thumbnails(Project project, Instant before) throws IOException {
        for (int size : Thumbnails.SIZES) {
            Path folder = folders.thumbnails(project.id()).resolve(Integer.toString(size));
            for (Path some : directories(folder)) {
                boolean beyond = number(some) >= 0 && (long) number(some) * Thumbnails.FOLDER >= project.size();
                boolean last = !beyond && (number(some) + 1L) * Thumbnails.FOLDER > project.size();
                if (beyond || last || isOlder(some, before)) {
                    remove(
                            list(some),
                            file -> number(file) >= project.size()
                                    || (name(file).endsWith(".new") && isOlder(file, before)));
                }
            }
        }
    }

    @Override
    public void close() {
        closed = true;
    }

    private static boolean isOlder(Path file, Instant than) {
        try {
            return than.equals(Instant.MAX)
                    || Files.getLastModifiedTime(file).toInstant().isBefore(than);
        } catch (IOException e) {
            return false; // somebody removed it
        }
    }

    private static void remove(List<Path> files, Predicate<Path> unneeded) throws IOException {
        for (Path file : files) {
            if (unneeded.test(file)) {
                Files.deleteIfExists(file);
                LOG.info("Removed ({}), which nothing needs any more", file);
            }
        }
    }

    private static List<Path> list(Path folder) throws IOException {
        return children(folder, Files::isRegularFile);
    }

    private static List<Path> directories(Path folder) throws IOException {
        return children(folder, Files::isDirectory);
    }

    private static List<Path> children(Path folder, Predicate<Path> kind) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(kind).sorted().toList();
        }
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    /** The number that a name is or begins with before a dot; −1 where there is none. */
    private static int number(Path file) {
        String stem = name(file).replaceFirst("\\..*", "");
        return stem.matches("[0-9]{1,9}") ? Integer.parseInt(stem) : -1;
    }
}
