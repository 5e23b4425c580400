package dev.quarry.server.exchange;

import dev.quarry.server.event.Fact;
import dev.quarry.server.event.Provenance;
import dev.quarry.server.item.ItemTable;
import dev.quarry.server.project.ItemState;
import dev.quarry.server.project.LabelClass;
import dev.quarry.server.project.Project;
import dev.quarry.server.store.EventLog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Brings labels from a file into a project: what they match is shown first, and one act takes all of it back. */
public final class LabelImport {

    private static final int SHOWN = 5;
    private static final int CHUNK = 10_000;
    private static final List<String> COLOURS =
            List.of("#0072b2", "#d55e00", "#009e73", "#b0458c", "#a87700", "#3f9fd6", "#7d5a3c", "#7a838e");

    private final EventLog log;
    private final ItemTable items;

    /** Of an installation. */
    public LabelImport(EventLog log, ItemTable items) {
        this.log = log;
        this.items = items;
    }

    /**
     * What is to be done with a file.
     *
     * @param as {@link Provenance#IMPORTED} or {@link Provenance#WEAK}
     * @param replace whether labels that say otherwise are replaced; otherwise they stay
     * @param addClasses whether classes that the project does not have are added; otherwise their lines are left out
     * @param least leave out lines whose confidence is below, in [0, 1]; lines without one count as 1
     */
    public record Plan(Provenance as, boolean replace, boolean addClasses, double least) {

        /** States the rules. */
        public Plan {
            if (as != Provenance.IMPORTED && as != Provenance.WEAK) {
                throw new IllegalArgumentException("Labels from a file are imported or weak, not (%s).".formatted(as));
            }
            if (!(least >= 0 && least <= 1)) {
                throw new IllegalArgumentException("The confidence (%s) must be between 0 and 1.".formatted(least));
            }
        }
    }

    /** A line that says otherwise than the project. */
    public record Conflict(int row, String name, String has, String says) {}

    /**
     * What a file would do.
     *
     * @param lines how many lines it has
     * @param matched how many of them name an item of the project
     * @param by what they were matched by: their id or their name
     * @param fresh how many items would get their first label
     * @param same how many have this very label
     * @param conflicts how many have another
     * @param unknown how many lines name no item
     * @param doubtful how many lines are below the confidence
     * @param newClasses the classes that the project does not have
     * @param someConflicts the first of them
     * @param someUnknown the first lines that name no item
     */
    public record Preview(
            int lines,
            int matched,
            String by,
            int fresh,
            int same,
            int conflicts,
            int unknown,
            int doubtful,
            List<String> newClasses,
            List<Conflict> someConflicts,
            List<String> someUnknown) {}

    /** What was done; the act is 0 where there was nothing to do. */
    public record Done(long act, int labels, List<String> newClasses) {}

    /** A file against a project: a class name for each row that it names. */
    private record Matched(Preview preview, Map<Integer, String> labels) {}

    /**
     * What a file would do.
     *
     * @throws IllegalArgumentException if it cannot be read, or has no column that names items or labels
     */
    public Preview preview(Project project, Path file, Plan plan) throws IOException {
        return match(project, LabelFile.read(file), plan).preview;
    }

    /** Does it, in one act. */
    public Done take(Project project, Path file, Plan plan, String by) throws IOException {
        Matched matched = match(project, LabelFile.read(file), plan);
        return log.act(by, pen -> {
            Map<String, Integer> numbers = numbers(project);
            List<String> added = new ArrayList<>();
            int classes = project.classes().size();
            for (String name : plan.addClasses() ? matched.preview.newClasses : List.<String>of()) {
                if (!numbers.containsKey(name)) {
                    int number = classes + added.size();
                    pen.write(
                            project.id(),
                            new Fact.ClassAdded(number, name, COLOURS.get(number % COLOURS.size()), null));
                    numbers.put(name, number);
                    added.add(name);
                }
            }
            List<Integer> rows = new ArrayList<>();
            List<Integer> labels = new ArrayList<>();
            matched.labels.forEach((row, name) -> {
                Integer number = numbers.get(name);
                ItemState state = project.item(row);
                boolean wanted = number != null && number != state.label() && (plan.replace() || !state.isLabelled());
                if (wanted) {
                    rows.add(row);
                    labels.add(number);
                }
            });
            for (int from = 0; from < rows.size(); from += CHUNK) {
                int to = Math.min(rows.size(), from + CHUNK);
                pen.write(
                        project.id(),
                        new Fact.LabelledMany(
                                List.copyOf(rows.subList(from, to)),
                                List.copyOf(labels.subList(from, to)),
                                plan.as(),
                                "import"));
            }
            return new Done(rows.isEmpty() && added.isEmpty() ? 0 : pen.act(), rows.size(), added);
        });
    }

    private static Map<String, Integer> numbers(Project project) {
        Map<String, Integer> numbers = new HashMap<>();
        for (LabelClass one : project.classes()) {
            if (!one.retired()) {
                numbers.put(one.name(), one.number());
            }
        }
        return numbers;
    }

    private Matched match(Project project, LabelFile file, Plan plan) {
        int label = file.column("label", "predicted", "class", "value");
        int id = file.column("id");
        int name = file.column("name", "item", "file");
        int confidence = file.column("confidence", "score");
        if (label < 0 || (id < 0 && name < 0)) {
            throw new IllegalArgumentException(
                    "The file has the columns (%s); it needs (label) or (predicted), and (id) or (name)."
                            .formatted(String.join(", ", file.columns())));
        }
        Lines lines = new Lines();
        for (List<String> row : file.rows()) {
            String says = row.get(label);
            if (says.isEmpty()) {
                continue;
            }
            if (confidence >= 0 && number(row.get(confidence)) < plan.least()) {
                lines.doubtful++;
                continue;
            }
            lines.byId.put(id < 0 ? "" : row.get(id), says);
            lines.byName.put(name < 0 ? "" : row.get(name), says);
        }
        return lines.against(project, id >= 0, file.rows().size());
    }

    private static double number(String text) {
        try {
            return text.isEmpty() ? 1 : Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("The confidence (%s) is not a number.".formatted(text), e);
        }
    }

    /** What a file says, before it is known of which items. */
    private final class Lines {

        private final Map<String, String> byId = new LinkedHashMap<>();
        private final Map<String, String> byName = new LinkedHashMap<>();
        private int doubtful;

        /** By id where these lead to any item, by name otherwise. */
        Matched against(Project project, boolean ids, int all) {
            Map<Integer, String> found = new LinkedHashMap<>();
            Map<Integer, String> names = new HashMap<>();
            Map<Integer, String> foundByName = new LinkedHashMap<>();
            Set<String> knownIds = new TreeSet<>();
            Set<String> knownNames = new TreeSet<>();
            items.each(project.id(), 0, project.size(), item -> {
                String number = Long.toString(item.id());
                names.put(item.row(), item.name());
                String says = byId.get(number);
                if (ids && says != null) {
                    found.put(item.row(), says);
                    knownIds.add(number);
                }
                String saysByName = byName.get(item.name());
                if (saysByName != null) {
                    foundByName.put(item.row(), saysByName);
                    knownNames.add(item.name());
                }
            });
            boolean byIds = ids && !found.isEmpty();
            Map<Integer, String> labels = byIds ? found : foundByName;
            Set<String> known = byIds ? knownIds : knownNames;
            List<String> unknown = (byIds ? byId : byName)
                    .keySet().stream().filter(key -> !known.contains(key)).toList();
            return new Matched(preview(project, labels, names, unknown, byIds ? "id" : "name", all), labels);
        }

        private Preview preview(
                Project project,
                Map<Integer, String> labels,
                Map<Integer, String> names,
                List<String> unknown,
                String by,
                int all) {
            List<LabelClass> classes = project.classes();
            Set<String> known = numbers(project).keySet();
            Set<String> fresh = new TreeSet<>();
            List<Conflict> conflicts = new ArrayList<>();
            int first = 0;
            int same = 0;
            for (Map.Entry<Integer, String> entry : labels.entrySet()) {
                ItemState state = project.item(entry.getKey());
                if (!known.contains(entry.getValue())) {
                    fresh.add(entry.getValue());
                }
                if (!state.isLabelled()) {
                    first++;
                } else if (classes.get(state.label()).name().equals(entry.getValue())) {
                    same++;
                } else {
                    conflicts.add(new Conflict(
                            entry.getKey(),
                            names.getOrDefault(entry.getKey(), ""),
                            classes.get(state.label()).name(),
                            entry.getValue()));
                }
            }
            return new Preview(
                    all,
                    labels.size(),
                    by,
                    first,
                    same,
                    conflicts.size(),
                    unknown.size(),
                    doubtful,
                    List.copyOf(fresh),
                    conflicts.stream().limit(SHOWN).toList(),
                    unknown.stream().limit(SHOWN).toList());
        }
    }
}
