package dev.quarry.server.exchange;

import dev.quarry.server.event.Event;
import dev.quarry.server.event.Fact;
import dev.quarry.server.event.Facts;
import dev.quarry.server.event.Provenance;
import dev.quarry.server.item.Item;
import dev.quarry.server.project.LabelClass;
import dev.quarry.server.project.Project;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Events in words that other tools can take over: one JSON object a line, with items and classes by name. What has no word
 * of its own there is kept under its own type with the fact as {@code data}, so nothing is lost.
 */
final class NeutralRecord {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final List<LabelClass> classes;
    private final IntFunction<String> names;

    /** @param names of the items, by row */
    NeutralRecord(Project project, IntFunction<String> names) {
        this.classes = project.classes();
        this.names = names;
    }

    /** The line of an item that an event added. */
    static String item(Event event, Item item) {
        Map<String, Object> line = line(event.seq(), event.at(), "item.add");
        line.put("item", item.name());
        line.put("id", Long.toString(item.id()));
        put(line, "src", item.content());
        put(line, "sha256", item.sha256());
        return JSON.writeValueAsString(line);
    }

    /** The lines of an event; the items that one added come from {@link #item}. */
    void lines(Event event, Consumer<String> visitor) {
        switch (event.fact()) {
            case Fact.Labelled said -> {
                Map<String, Object> line = label(event, said.row(), said.label(), said.provenance(), said.mode());
                if (said.batch() > 0) {
                    line.put("batch", batch(said.batch()));
                }
                if (said.shown() >= 0) {
                    line.put("shown", List.of(name(said.shown())));
                }
                if (said.millis() >= 0) {
                    line.put("ms", said.millis());
                }
                visitor.accept(JSON.writeValueAsString(line));
            }
            case Fact.LabelledMany said -> {
                for (int i = 0; i < said.rows().size(); i++) {
                    visitor.accept(JSON.writeValueAsString(
                            label(event, said.rows().get(i), said.labels().get(i), said.provenance(), said.mode())));
                }
            }
            case Fact.Settled said ->
                visitor.accept(JSON.writeValueAsString(
                        label(event, said.row(), said.label(), Provenance.HUMAN, "adjudicated")));
            case Fact.Asked said -> {
                Map<String, Object> line = line(event.seq(), event.at(), "query.issue");
                line.put("batch", batch(said.batch()));
                line.put("model", said.model() == 0 ? "" : "m-%04d".formatted(said.model()));
                line.put("strategy", said.strategy());
                line.put("items", said.rows().stream().map(names::apply).toList());
                line.put("scores", said.scores());
                line.put("slice", said.purpose().name().toLowerCase(Locale.ROOT));
                visitor.accept(JSON.writeValueAsString(line));
            }
            case Fact.Undone said -> {
                Map<String, Object> line = line(event.seq(), event.at(), said.undone() ? "event.undo" : "event.redo");
                line.put(said.undone() ? "undoes" : "redoes", said.act());
                line.put("by", event.by());
                visitor.accept(JSON.writeValueAsString(line));
            }
            default -> {
                Map<String, Object> line =
                        line(event.seq(), event.at(), event.fact().type());
                line.put("act", event.act());
                line.put("by", event.by());
                line.put("data", JSON.readTree(Facts.write(event.fact())));
                visitor.accept(JSON.writeValueAsString(line));
            }
        }
    }

    private Map<String, Object> label(Event event, int row, int label, Provenance provenance, String mode) {
        Map<String, Object> line = line(event.seq(), event.at(), "label.set");
        line.put("act", event.act());
        line.put("item", names.apply(row));
        line.put("task", "label");
        line.put("value", List.of(name(label)));
        line.put(
                "prov",
                provenance == Provenance.IMPLICIT
                        ? "implicit_accept"
                        : provenance.name().toLowerCase(Locale.ROOT));
        line.put("by", event.by());
        line.put("mode", mode);
        return line;
    }

    private static Map<String, Object> line(long seq, Instant at, String type) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("v", 1);
        line.put("seq", seq);
        line.put("ts", at.toString());
        line.put("type", type);
        return line;
    }

    private static void put(Map<String, Object> line, String key, @Nullable String value) {
        if (value != null) {
            line.put(key, value);
        }
    }

    private String name(int label) {
        return label >= 0 && label < classes.size() ? classes.get(label).name() : Integer.toString(label);
    }

    private static String batch(int number) {
        return "b-%04d".formatted(number);
    }
}
