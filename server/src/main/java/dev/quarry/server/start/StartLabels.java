package dev.quarry.server.start;

import dev.quarry.server.classes.ClassList;
import dev.quarry.server.data.Intake;
import dev.quarry.server.data.Intake.Remembered;
import dev.quarry.server.event.Fact;
import dev.quarry.server.event.Provenance;
import dev.quarry.server.item.Item;
import dev.quarry.server.item.ItemTable;
import dev.quarry.server.job.Progress;
import dev.quarry.server.project.ItemState;
import dev.quarry.server.project.LabelClass;
import dev.quarry.server.project.Project;
import dev.quarry.server.store.EventLog;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

/**
 * Takes labels from what came with the items. What a person said about an item is never replaced; what a column or another
 * model said before is.
 */
public final class StartLabels {

    private static final int MOST_EXAMPLES = 50;
    private static final int STEP = 1_000;
    private static final int ROWS_OF_A_FACT = 10_000;

    private final ItemTable items;
    private final EventLog log;
    private final Map<String, ColumnValues> known = new ConcurrentHashMap<>();

    /** Labels from these items into this log. */
    public StartLabels(ItemTable items, EventLog log) {
        this.items = items;
        this.log = log;
    }

    /**
     * A label for an item.
     *
     * @param name of the class
     */
    public record Label(int row, String name) {}

    /**
     * What came of it.
     *
     * @param act by which all of it can be taken back
     * @param labelled how many items got a label
     * @param kept how many a person had labelled or judged already
     * @param added the classes that were not there yet
     */
    public record Outcome(long act, int labelled, int kept, List<String> added) {}

    /** The columns of a project, in their order. */
    public List<ColumnValues.Column> columns(Project project) {
        ColumnValues values = known.computeIfAbsent(project.id(), key -> new ColumnValues());
        synchronized (values) {
            int size = project.size();
            if (values.items() < size) {
                items.each(project.id(), values.items(), size, values::add);
            }
            return values.columns();
        }
    }

    /** What would come of taking labels from there. */
    public Plan plan(Project project, Source source) {
        Map<String, Integer> classes = new LinkedHashMap<>();
        List<Plan.Contradiction> examples = new ArrayList<>();
        int[] count = new int[5];
        eachSaying(project, source, (item, said) -> {
            if (said.names().isEmpty()) {
                count[0]++;
            } else if (said.names().size() > 1) {
                count[1]++;
                if (examples.size() < MOST_EXAMPLES) {
                    examples.add(new Plan.Contradiction(item.row(), item.name(), said.names()));
                }
            } else if (!said.sure()) {
                count[2]++;
            } else if (!mayReplace(project.item(item.row()))) {
                count[3]++;
            } else {
                count[4]++;
                classes.merge(said.names().getFirst(), 1, Integer::sum);
            }
        });
        return new Plan(count[4], classes, count[3], count[2], count[0], count[1], examples);
    }

    private void eachSaying(Project project, Source source, BiConsumer<Item, Source.Saying> visitor) {
        items.each(project.id(), 0, project.size(), item -> visitor.accept(item, source.of(item)));
    }

    /** Takes labels from there. */
    public Outcome take(Project project, Source source, Provenance provenance, String by, Progress progress) {
        List<Label> labels = new ArrayList<>();
        int size = project.size();
        eachSaying(project, source, (item, said) -> {
            if (item.row() % STEP == 0) {
                progress.at((double) item.row() / size, "%,d of %,d items read".formatted(item.row(), size));
            }
            if (said.isLabel()) {
                labels.add(new Label(item.row(), said.names().getFirst()));
            }
        });
        progress.check();
        List<String> values =
                labels.stream().map(Label::name).distinct().sorted().toList();
        String remembered = Remembered.of(project).with(source.column(), values).write();
        return write(project, labels, provenance, by, new Fact.SettingChanged(Intake.SETTING, remembered));
    }

    /**
     * Writes labels in one act, classes that are missing before them.
     *
     * @param more what else is true then
     * @throws IllegalStateException if not one of them can be written
     */
    Outcome write(Project project, List<Label> labels, Provenance provenance, String by, Fact... more) {
        return log.act(by, pen -> {
            List<Label> fresh = labels.stream()
                    .filter(label -> mayReplace(project.item(label.row())))
                    .toList();
            if (fresh.isEmpty()) {
                throw new IllegalStateException(
                        labels.isEmpty()
                                ? "No item gets a label from it."
                                : "People have labelled all (%,d) items already, and what they said stays."
                                        .formatted(labels.size()));
            }
            for (Fact fact : more) {
                pen.write(project.id(), fact);
            }
            ClassList classes = new ClassList(project.classes());
            List<Fact.ClassAdded> added =
                    classes.addedAll(fresh.stream().map(Label::name).distinct().toList());
            for (Fact.ClassAdded fact : added) {
                pen.write(project.id(), fact);
                classes = classes.with(fact);
            }
            Map<String, Integer> numbers = new LinkedHashMap<>();
            for (LabelClass one : classes.inUse()) {
                numbers.put(one.name(), one.number());
            }
            for (int from = 0; from < fresh.size(); from += ROWS_OF_A_FACT) {
                List<Label> some = fresh.subList(from, Math.min(fresh.size(), from + ROWS_OF_A_FACT));
                pen.write(
                        project.id(),
                        new Fact.LabelledMany(
                                some.stream().map(Label::row).toList(),
                                some.stream()
                                        .map(label -> numbers.getOrDefault(label.name(), ItemState.NONE))
                                        .toList(),
                                provenance,
                                "import"));
            }
            return new Outcome(
                    pen.act(),
                    fresh.size(),
                    labels.size() - fresh.size(),
                    added.stream().map(Fact.ClassAdded::name).toList());
        });
    }

    /** Only what nobody said, or what no person said, may be replaced. */
    private static boolean mayReplace(ItemState item) {
        Provenance from = item.provenance();
        return from == null || from == Provenance.WEAK || from == Provenance.IMPORTED;
    }
}
