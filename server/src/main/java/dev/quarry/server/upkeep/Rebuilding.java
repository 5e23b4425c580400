package dev.quarry.server.upkeep;

import dev.quarry.kernel.Npy;
import dev.quarry.server.event.Event;
import dev.quarry.server.event.Fact;
import dev.quarry.server.project.Project;
import dev.quarry.server.store.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Derives everything anew from the log and compares. The log itself is only read. What can be computed again and does not
 * fit the log is removed, so that it is computed again when it is needed; what was uploaded is never touched.
 */
public final class Rebuilding {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Installation installation;
    private final boolean change;
    private final List<String> wrong = new ArrayList<>();
    private final List<Path> unfit = new ArrayList<>();
    private final Set<String> broken = new HashSet<>();

    private Rebuilding(Installation installation, boolean change) {
        this.installation = installation;
        this.change = change;
    }

    /**
     * What was found.
     *
     * @param events how many events the log has
     * @param projects how many projects were derived
     * @param wrong what does not add up and cannot be mended here, in sentences
     * @param unfit files that do not fit the log; removed unless only a check was asked for
     */
    public record Report(long events, int projects, List<String> wrong, List<Path> unfit) {}

    /**
     * Rebuilds.
     *
     * @param change whether files that do not fit are removed
     * @throws IllegalStateException if the log does not add up; the message names the event
     */
    public static Report of(Installation installation, boolean change) throws IOException {
        return new Rebuilding(installation, change).run();
    }

    private Report run() throws IOException {
        Map<String, Project> anew = new HashMap<>();
        long events = installation.log().verify(event -> apply(anew, event));
        List<String> ids = installation.log().projects();
        Map<String, Project> known = new HashMap<>();
        for (String id : ids) {
            compared(id, anew.get(id)).ifPresent(project -> known.put(id, project));
        }
        Path all = installation.folders().data().resolve("projects");
        if (Files.isDirectory(all)) {
            try (Stream<Path> folders = Files.list(all)) {
                for (Path folder : folders.sorted().toList()) {
                    files(String.valueOf(folder.getFileName()), known);
                }
            }
        }
        if (change) {
            for (Path file : unfit) {
                remove(file);
            }
        }
        return new Report(events, ids.size(), List.copyOf(wrong), List.copyOf(unfit));
    }

    private void apply(Map<String, Project> anew, Event event) {
        if (!event.project().equals(Event.INSTALLATION) && !broken.contains(event.project())) {
            try {
                anew.computeIfAbsent(event.project(), Project::new).apply(event);
            } catch (RuntimeException e) {
                broken.add(event.project());
                anew.remove(event.project());
            }
        }
    }

    /** Two ways to the same: as the app reads the events of one project, and as they stand in the whole log. */
    private Optional<Project> compared(String id, @Nullable Project anew) {
        try {
            Project app = installation.projects().get(id);
            if (anew == null || !app.equals(anew)) {
                wrong.add("The project (%s) derived anew is not the one that the app shows.".formatted(id));
            }
            requireItems(app);
            return Optional.of(app);
        } catch (RuntimeException e) {
            wrong.add("The events of the project (%s) cannot be added up: %s".formatted(id, e.getMessage()));
            return Optional.empty();
        }
    }

    /** Every item that the log speaks of stands in the table of items, once. */
    private void requireItems(Project project) {
        int[] next = {0};
        installation.items().each(project.id(), 0, project.size(), item -> {
            if (item.row() == next[0]) {
                next[0]++;
            }
        });
        if (next[0] != project.size()) {
            wrong.add("The project (%s) has (%d) items by its log, but the item (%d) is missing."
                    .formatted(project.id(), project.size(), next[0]));
        }
    }

    private void files(String id, Map<String, Project> known) throws IOException {
        Folders folders = installation.folders();
        Project project = known.get(id);
        if (project == null) {
            if (wrong.stream().noneMatch(sentence -> sentence.contains("(" + id + ")"))) {
                for (Path folder : List.of(
                        folders.features(id),
                        folders.models(id),
                        folders.predictions(id),
                        folders.maps(id),
                        folders.thumbnails(id))) {
                    if (Files.exists(folder)) {
                        unfit.add(folder);
                    }
                }
            }
            return;
        }
        Set<Integer> models =
                project.models().stream().map(Fact.Trained::number).collect(Collectors.toSet());
        for (Path file : list(folders.predictions(id))) {
            if (!models.contains(number(file))
                    || !fits(file, project.size(), project.classes().size())) {
                unfit.add(file);
            }
        }
        for (Path file : list(folders.models(id))) {
            if (number(file) >= 0 && !models.contains(number(file))) {
                unfit.add(file);
            }
        }
        features(project);
    }

    private void features(Project project) throws IOException {
        Path folder = installation.folders().features(project.id());
        Path current = folder.resolve("current.json");
        Set<Path> sound = new HashSet<>();
        if (Files.exists(current)) {
            try {
                JsonNode kept = JSON.readTree(Files.readString(current));
                Path file = folder.resolve(kept.path("fingerprint").asString("") + ".npy");
                if (Files.exists(file) && fits(file, project.size(), Integer.MAX_VALUE)) {
                    sound.add(file);
                }
            } catch (JacksonException e) {
                sound.clear();
            }
            if (sound.isEmpty()) {
                unfit.add(current);
            }
        }
        for (Path file : list(folder)) {
            String name = String.valueOf(file.getFileName());
            if (name.endsWith(".new") || (sound.isEmpty() && name.endsWith(".npy") && Files.exists(current))) {
                unfit.add(file);
            }
        }
    }

    private static boolean fits(Path file, int rows, int columns) {
        try {
            Npy npy = Npy.open(file);
            return npy.axes() == 2 && npy.size(0) <= rows && npy.size(1) <= columns;
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }

    /** The number before the first dot of a file's name; −1 where there is none. */
    private static int number(Path file) {
        String stem = String.valueOf(file.getFileName()).replaceFirst("\\..*", "");
        return stem.matches("[0-9]{1,9}") ? Integer.parseInt(stem) : -1;
    }

    private static List<Path> list(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static void remove(Path file) throws IOException {
        try (Stream<Path> all = Files.walk(file)) {
            for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(one);
            }
        }
    }
}
