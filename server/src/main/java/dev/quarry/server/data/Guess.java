package dev.quarry.server.data;

import dev.quarry.server.data.Reading.Role;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What columns are for, guessed by their names and by a sample of their values. */
final class Guess {

    private static final List<String> IDS =
            List.of("id", "item_id", "uid", "uuid", "key", "file_name", "filename", "file", "path", "image", "name");
    private static final List<String> TEXTS = List.of(
            "text",
            "sentence",
            "message",
            "content",
            "body",
            "document",
            "review",
            "comment",
            "tweet",
            "question",
            "utterance",
            "description",
            "abstract",
            "title");
    private static final List<String> LABELS = List.of(
            "label", "labels", "class", "category", "target", "y", "topic", "intent", "sentiment", "tag", "kind");
    private static final List<String> SPLITS = List.of("split", "subset", "set", "fold", "partition");
    private static final double MOST_NUMBERS = 0.95;
    private static final int MOST_CLASSES = 200;

    /** What is known of a column. */
    private static final class Sample {
        final Set<String> values = new HashSet<>();
        int filled;
        int numbers;
        long characters;
        boolean vector;
    }

    private final Map<String, Sample> samples = new LinkedHashMap<>();
    private int rows;

    /** One more row to judge by. */
    void add(TableRow row) {
        rows++;
        row.vectors().keySet().forEach(name -> sample(name).vector = true);
        row.cells().forEach((name, cell) -> {
            Sample sample = sample(name);
            if (!Numbers.isMissing(cell)) {
                sample.filled++;
                sample.values.add(cell);
                sample.characters += cell.length();
                sample.numbers += Double.isNaN(Numbers.of(cell)) ? 0 : 1;
            }
        });
    }

    private Sample sample(String name) {
        return samples.computeIfAbsent(name, key -> new Sample());
    }

    int rows() {
        return rows;
    }

    /**
     * The guess.
     *
     * @param kind of the project
     * @param said what somebody wants otherwise
     */
    Map<String, Role> roles(String kind, Reading said) {
        Map<String, Role> roles = new LinkedHashMap<>();
        String id = chosen(said, Role.ID, named(IDS, this::isDistinct));
        String split = chosen(said, Role.SPLIT, named(SPLITS, sample -> sample.values.size() <= 10));
        String label = chosen(said, Role.LABEL, named(LABELS, this::isClasses));
        String text = kind.equals("texts") ? chosen(said, Role.TEXT, text(id, label, split)) : null;
        samples.forEach((name, sample) -> {
            Role wanted = said.role(name);
            roles.put(name, wanted != null ? wanted : guessed(name, sample, id, label, split, text));
        });
        return roles;
    }

    /** Where somebody said which column it is, no other is guessed. */
    private static @Nullable String chosen(Reading said, Role role, @Nullable String guessed) {
        boolean named = said.roles() != null && said.roles().containsValue(role);
        return named || (guessed != null && said.role(guessed) != null) ? null : guessed;
    }

    private static Role guessed(
            String name,
            Sample sample,
            @Nullable String id,
            @Nullable String label,
            @Nullable String split,
            @Nullable String text) {
        if (sample.vector) {
            return Role.VECTOR;
        } else if (name.equals(id)) {
            return Role.ID;
        } else if (name.equals(label)) {
            return Role.LABEL;
        } else if (name.equals(split)) {
            return Role.SPLIT;
        } else if (name.equals(text)) {
            return Role.TEXT;
        }
        return isNumeric(sample) ? Role.NUMBER : Role.FIELD;
    }

    private static boolean isNumeric(Sample sample) {
        return sample.filled > 0 && sample.numbers >= MOST_NUMBERS * sample.filled;
    }

    private boolean isDistinct(Sample sample) {
        return sample.filled == rows && sample.values.size() == rows;
    }

    private boolean isClasses(Sample sample) {
        return !sample.vector && sample.values.size() <= Math.min(MOST_CLASSES, Math.max(2, rows / 2));
    }

    private @Nullable String named(List<String> usual, Predicate<Sample> fits) {
        for (String wanted : usual) {
            for (Map.Entry<String, Sample> one : samples.entrySet()) {
                boolean same = one.getKey().toLowerCase(Locale.ROOT).equals(wanted);
                if (same && !one.getValue().vector && fits.test(one.getValue())) {
                    return one.getKey();
                }
            }
        }
        return null;
    }

    /** A column of a usual name, or else the one with the longest values. */
    private @Nullable String text(@Nullable String... others) {
        String usual = named(TEXTS, sample -> !isNumeric(sample));
        if (usual != null) {
            return usual;
        }
        Set<String> taken = new HashSet<>();
        for (String other : others) {
            if (other != null) {
                taken.add(other);
            }
        }
        String longest = null;
        double most = 0;
        for (Map.Entry<String, Sample> one : samples.entrySet()) {
            Sample sample = one.getValue();
            double mean = sample.filled == 0 ? 0 : (double) sample.characters / sample.filled;
            if (!taken.contains(one.getKey()) && !sample.vector && !isNumeric(sample) && mean > most) {
                longest = one.getKey();
                most = mean;
            }
        }
        return longest;
    }
}
