package dev.quarry.cli;

import dev.quarry.acquire.Acquisition;
import dev.quarry.learn.Learner;
import dev.quarry.part.Needs;
import dev.quarry.part.Part;
import dev.quarry.part.PartType;
import dev.quarry.part.Parts;
import dev.quarry.strategy.Strategy;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The page of one part, generated from the part. */
final class PartPage {

    /** Kinds of parts with pages of their own. */
    private static final List<Class<? extends Part>> CATALOGUED =
            List.of(Learner.class, Strategy.class, Acquisition.class);

    /** A parameter that is one of so many parts says which; of more it says their kind. */
    private static final int FEW = 6;

    private static final String INDENT = "    ";
    private static final String END = System.lineSeparator();

    private PartPage() {}

    /** The page for people, on lines of any length. */
    static String text(PartType part) {
        return text(part, part.standard(), Integer.MAX_VALUE);
    }

    /**
     * The page for people, on lines of so many letters.
     *
     * @param shown the part with the parameters that somebody asked for
     */
    static String text(PartType part, Part shown, int width) {
        StringBuilder page = new StringBuilder();
        TextTable.lines("%s · %s".formatted(part.name(), part.about().summary()), width)
                .forEach(line -> page.append(line).append(END));
        page.append(END);
        TextTable facts = new TextTable(width);
        facts(part, shown).forEach(facts::row);
        page.append(facts);
        Map<String, PartType> tables = new LinkedHashMap<>(Map.of("PARAMETER", part));
        inside(part, tables);
        tables.forEach((head, type) -> {
            if (!type.parameters().isEmpty()) {
                page.append(END).append(parameters(head, type, width));
            }
        });
        return page.append(END)
                .append(example("Write it as: " + Parts.resolve(shown), width))
                .append(END)
                .toString();
    }

    private static TextTable parameters(String head, PartType part, int width) {
        TextTable table = new TextTable(width);
        table.row(head, "TYPE", "DEFAULT", "MEANING");
        for (PartType.Parameter parameter : part.parameters()) {
            table.row(
                    parameter.name(),
                    type(parameter.type()),
                    Parts.describeValue(parameter.standard()),
                    parameter.help());
        }
        return table;
    }

    /** The parts that a parameter may be, unless they have pages of their own; each once. */
    private static void inside(PartType part, Map<String, PartType> tables) {
        for (PartType.Parameter parameter : part.parameters()) {
            for (PartType choice : choices(parameter.type())) {
                if (!choice.parameters().isEmpty()
                        && tables.putIfAbsent("OF " + choice.name().toUpperCase(Locale.ROOT), choice) == null) {
                    inside(choice, tables);
                }
            }
        }
    }

    /** What a parameter may be if it is a part of a kind that has no pages. */
    private static List<PartType> choices(Type type) {
        return raw(type) instanceof Class<?> kind
                        && Part.class.isAssignableFrom(kind)
                        && CATALOGUED.stream().noneMatch(catalogued -> catalogued.isAssignableFrom(kind))
                ? Parts.of(kind.asSubclass(Part.class))
                : List.of();
    }

    private static Type raw(Type type) {
        return type instanceof ParameterizedType p && p.getRawType() != List.class ? p.getRawType() : type;
    }

    /** A text that may be broken behind any comma, since blanks and line breaks mean nothing there. */
    private static String example(String text, int width) {
        StringBuilder lines = new StringBuilder();
        int used = 0;
        for (String piece : text.split("(?<=,) ", -1)) {
            boolean fits = used + piece.length() < width;
            lines.append(used == 0 ? "" : fits ? " " : END + INDENT).append(piece);
            used = piece.length() + (used == 0 ? 0 : fits ? used + 1 : INDENT.length());
        }
        return lines.toString();
    }

    /** The page for programs. */
    static Map<String, Object> json(PartType part) {
        return json(part, part.standard());
    }

    /**
     * The page for programs.
     *
     * @param shown the part with the parameters that somebody asked for
     */
    static Map<String, Object> json(PartType part, Part shown) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("name", part.name());
        object.put("summary", part.about().summary());
        object.putAll(facts(part, shown));
        if (shown instanceof Learner learner) {
            object.keySet().removeAll(LearnerFacts.words(learner).keySet());
            object.putAll(LearnerFacts.values(learner));
        }
        object.put("parameters", part.parameters().stream().map(PartPage::json).toList());
        return object;
    }

    private static Map<String, Object> json(PartType.Parameter parameter) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("name", parameter.name());
        object.put("type", type(parameter.type()));
        object.put("default", Parts.describeValue(parameter.standard()));
        object.put("help", parameter.help());
        return object;
    }

    /** What a part must be given, in words. */
    static String needs(PartType part) {
        return needs(part.standard());
    }

    private static String needs(Part standard) {
        if (standard instanceof Needs needing) {
            return Parts.evidence(needing.needs());
        } else if (standard instanceof Strategy strategy) {
            return strategy.demands().isEmpty()
                    ? "nothing"
                    : strategy.demands().stream()
                            .map(demand -> Parts.evidence(demand.evidence()))
                            .distinct()
                            .collect(Collectors.joining(", "));
        }
        return standard instanceof Learner ? "features, labels" : "";
    }

    private static Map<String, String> facts(PartType part, Part shown) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("needs", needs(shown));
        if (shown instanceof Learner learner) {
            facts.putAll(LearnerFacts.words(learner));
        }
        facts.put("formula", part.about().formula());
        facts.put("cost", part.about().cost());
        facts.put("paper", part.about().paper());
        part.advice().ifPresent(advice -> {
            facts.put("use", advice.use());
            facts.put("avoid", advice.avoid());
        });
        facts.values().removeIf(String::isEmpty);
        return facts;
    }

    /** A type of a parameter in words. */
    static String type(Type type) {
        if (type instanceof ParameterizedType p) {
            return p.getRawType() == List.class
                    ? "list of " + plural(p.getActualTypeArguments()[0])
                    : type(p.getRawType());
        }
        Class<?> raw = (Class<?>) type;
        List<PartType> choices = choices(raw);
        if (raw.isEnum()) {
            return String.join(" | ", Parts.constants(raw));
        } else if (!choices.isEmpty() && choices.size() <= FEW) {
            return choices.stream().map(PartType::name).collect(Collectors.joining(" | "));
        } else if (Set.of(int.class, long.class, Integer.class, Long.class).contains(raw)) {
            return "whole number";
        } else if (raw == double.class || raw == Double.class) {
            return "number";
        }
        return raw == boolean.class ? "true | false" : raw == String.class ? "text" : Parts.evidence(raw);
    }

    private static String plural(Type type) {
        String one = type(type);
        return one.endsWith("y") ? one.substring(0, one.length() - 1) + "ies" : one + "s";
    }
}
