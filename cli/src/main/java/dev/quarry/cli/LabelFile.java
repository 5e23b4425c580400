package dev.quarry.cli;

import dev.quarry.dataset.Dataset;
import dev.quarry.item.Items;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Labels that somebody gave: a CSV with an id and a class in each line, in columns {@code id} and {@code label} or the first two. */
final class LabelFile {

    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,9}(\\.[0-9]{1,9})?");

    private LabelFile() {}

    /**
     * The data with these labels instead of their own. Test rows that the file does not name keep their label, so that a
     * model can still be judged on them.
     */
    static Dataset labelled(Dataset dataset, Path file) throws IOException {
        Map<String, String> byName = read(file);
        List<String> classes = classes(dataset, byName);
        Map<Long, Integer> rows = new HashMap<>();
        for (int row = 0; row < dataset.size(); row++) {
            rows.put(dataset.items().id(row), row);
        }
        int[] labels = new int[dataset.size()];
        for (int row = 0; row < labels.length; row++) {
            labels[row] = dataset.isTest(row) && dataset.label(row) != Dataset.UNKNOWN
                    ? classes.indexOf(dataset.classes().get(dataset.label(row)))
                    : Dataset.UNKNOWN; // a class that nobody gave is unknown, which is what indexOf says
        }
        for (Map.Entry<String, String> given : byName.entrySet()) {
            Integer row = rows.get(Items.id(given.getKey()));
            if (row == null) {
                throw new IOException(
                        "The id (%s) in (%s) is not among the (%d) items of (%s). Maybe the column of ids must be named (key: …)."
                                .formatted(given.getKey(), file, dataset.size(), dataset.name()));
            }
            labels[row] = classes.indexOf(given.getValue());
        }
        return dataset.withLabels(classes, labels);
    }

    /** The classes of the data where they have all that were given; otherwise those given, by number or letter. */
    private static List<String> classes(Dataset dataset, Map<String, String> byName) {
        if (dataset.classes().containsAll(byName.values())) {
            return dataset.classes();
        }
        List<String> given = byName.values().stream().distinct().toList();
        boolean numbers = given.stream().allMatch(name -> NUMBER.matcher(name).matches());
        Comparator<String> byLetter = Comparator.naturalOrder();
        return given.stream()
                .sorted(
                        numbers
                                ? Comparator.<String>comparingDouble(Double::parseDouble)
                                        .thenComparing(byLetter)
                                : byLetter)
                .toList();
    }

    private static Map<String, String> read(Path file) throws IOException {
        List<String> lines = IdFile.lines(file);
        int id = 0;
        int label = 1;
        Map<String, String> byName = new LinkedHashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            List<String> cells = IdFile.cells(lines.get(i));
            if (i == 0) {
                List<String> head = cells.stream()
                        .map(cell -> cell.toLowerCase(Locale.ROOT))
                        .toList();
                if (head.contains("id") && head.contains("label")) {
                    id = head.indexOf("id");
                    label = head.indexOf("label");
                    continue;
                }
            }
            if (lines.get(i).isBlank()) {
                continue;
            }
            if (cells.size() <= Math.max(id, label)
                    || cells.get(id).isEmpty()
                    || cells.get(label).isEmpty()) {
                throw new IOException("The file (%s) has no id and class in line (%d). Maybe write (id,label) in each."
                        .formatted(file, i + 1));
            }
            String before = byName.put(cells.get(id), cells.get(label));
            if (before != null && !before.equals(cells.get(label))) {
                throw new IOException("The file (%s) gives the item (%s) two classes, (%s) and (%s)."
                        .formatted(file, cells.get(id), before, cells.get(label)));
            }
        }
        if (byName.isEmpty()) {
            throw new IOException("The file (%s) has no labels. Maybe write (id,label) in each line.".formatted(file));
        }
        return byName;
    }
}
