package dev.quarry.server.exchange;

import dev.quarry.server.event.Fact;
import dev.quarry.server.event.Provenance;
import dev.quarry.server.item.Item;
import dev.quarry.server.item.ItemTable;
import dev.quarry.server.project.ItemState;
import dev.quarry.server.project.LabelClass;
import dev.quarry.server.project.Project;
import dev.quarry.server.teach.Predictions;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The items that a plan takes, each with its label. */
public final class ExportRows {

    private static final int CHUNK = 2_000;

    private final Project project;
    private final ItemTable items;
    private final @Nullable Predictions predictions;
    private final ExportPlan plan;
    private final List<LabelClass> classes;
    private final @Nullable Set<Integer> only;

    /**
     * Of a project.
     *
     * @param predictions what the model in charge says; null where there is none
     */
    public ExportRows(Project project, ItemTable items, @Nullable Predictions predictions, ExportPlan plan) {
        this.project = project;
        this.items = items;
        this.predictions = predictions;
        this.plan = plan;
        this.classes = project.classes();
        List<Integer> rows = plan.rows();
        this.only = rows == null ? null : new HashSet<>(rows);
    }

    /**
     * How many items a plan takes.
     *
     * @param all of them
     * @param byClass by the name of the class
     * @param byProvenance by where the label comes from
     * @param bySplit train and test
     */
    public record Counts(
            int all, Map<String, Integer> byClass, Map<String, Integer> byProvenance, Map<String, Integer> bySplit) {

        static Counts none() {
            return new Counts(0, new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
        }

        Counts with(ExportRow row) {
            byClass.merge(row.label(), 1, Integer::sum);
            byProvenance.merge(row.provenance(), 1, Integer::sum);
            bySplit.merge(row.split(), 1, Integer::sum);
            return new Counts(all + 1, byClass, byProvenance, bySplit);
        }
    }

    /** Runs through them, by row. */
    public Counts each(BiConsumer<Item, ExportRow> visitor) {
        Counts[] counts = {Counts.none()};
        int n = project.size();
        for (int from = 0; from < n; from += CHUNK) {
            int to = Math.min(n, from + CHUNK);
            if (anyWanted(from, to)) {
                List<Item> chunk = new ArrayList<>();
                items.each(project.id(), from, to, chunk::add);
                for (Item item : chunk) {
                    row(item).ifPresent(row -> {
                        visitor.accept(item, row);
                        counts[0] = counts[0].with(row);
                    });
                }
            }
        }
        return counts[0];
    }

    private boolean anyWanted(int from, int to) {
        for (int row = from; row < to; row++) {
            if (label(row).isPresent()) {
                return true;
            }
        }
        return false;
    }

    /** The first so many. */
    public List<ExportRow> first(int limit) {
        List<ExportRow> first = new ArrayList<>();
        for (int row = 0; row < project.size() && first.size() < limit; row++) {
            if (label(row).isPresent()) {
                row(items.get(project.id(), row)).ifPresent(first::add);
            }
        }
        return first;
    }

    /** What is taken of an item: a label and where it comes from. */
    private record Taken(int label, String provenance, String by, String at) {}

    private Optional<Taken> label(int row) {
        if (only != null && !only.contains(row)) {
            return Optional.empty();
        }
        ItemState state = project.item(row);
        Provenance provenance = state.provenance();
        if (state.isLabelled() && provenance != null && plan.provenances().contains(provenance)) {
            String word = provenance.name().toLowerCase(Locale.ROOT);
            return Optional.of(new Taken(state.label(), word, state.by(), String.valueOf(state.at())));
        }
        Double least = plan.confident();
        if (least == null
                || predictions == null
                || state.isLabelled()
                || state.verdict() == Fact.Verdict.EXCLUDED
                || predictions.predicted(row) == ItemState.NONE
                || predictions.confidence(row) < least) {
            return Optional.empty();
        }
        return Optional.of(new Taken(predictions.predicted(row), "predicted", "", ""));
    }

    private Optional<ExportRow> row(Item item) {
        return label(item.row())
                .map(taken -> new ExportRow(
                        Long.toString(item.id()),
                        item.name(),
                        classes.get(taken.label).name(),
                        taken.provenance,
                        taken.by,
                        taken.at,
                        confidence(item.row(), taken.label),
                        split(item.id())));
    }

    private double confidence(int row, int label) {
        return predictions != null
                        && row < predictions.size()
                        && label < predictions.probabilities().cols()
                ? predictions.probabilities().get(row, label)
                : Double.NaN;
    }

    private String split(long id) {
        return unit(id) < plan.testShare() ? "test" : "train";
    }

    /** A number in [0, 1) that depends on the id alone, so that an item is never in both parts of two exports. */
    private static double unit(long id) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest("split %d".formatted(id).getBytes(StandardCharsets.UTF_8));
            return (ByteBuffer.wrap(hash).getLong() >>> 11) * 0x1.0p-53;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no SHA-256.", e);
        }
    }
}
