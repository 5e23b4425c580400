package dev.quarry.cli;

import dev.quarry.learn.Learner;
import dev.quarry.part.Needs;
import dev.quarry.part.Part;
import dev.quarry.part.PartType;
import dev.quarry.part.Parts;
import dev.quarry.strategy.Strategy;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The page of one part, generated from the part. */
final class PartPage {

    private PartPage() {}

    /** The page for people. */
    static String text(PartType part) {
        StringBuilder page = new StringBuilder();
        String end = System.lineSeparator();
        page.append(part.name())
                .append(" · ")
                .append(part.about().summary())
                .append(end)
                .append(end);
        TextTable facts = new TextTable();
        facts(part).forEach(facts::row);
        page.append(facts);
        if (!part.parameters().isEmpty()) {
            TextTable table = new TextTable();
            table.row("PARAMETER", "TYPE", "DEFAULT", "MEANING");
            for (PartType.Parameter parameter : part.parameters()) {
                table.row(
                        parameter.name(),
                        type(parameter.type()),
                        Parts.describeValue(parameter.standard()),
                        parameter.help());
            }
            page.append(end).append(table);
        }
        return page.append(end)
                .append("Write it as: ")
                .append(Parts.resolve(part.standard()))
                .append(end)
                .toString();
    }

    /** The page for programs. */
    static Map<String, Object> json(PartType part) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("name", part.name());
        object.put("summary", part.about().summary());
        object.putAll(facts(part));
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
        Part standard = part.standard();
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

    private static Map<String, String> facts(PartType part) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("needs", needs(part));
        facts.put("formula", part.about().formula());
        facts.put("cost", part.about().cost());
        facts.put("paper", part.about().paper());
        facts.values().removeIf(String::isEmpty);
        return facts;
    }

    private static String type(Type type) {
        if (type instanceof ParameterizedType p) {
            String of = p.getActualTypeArguments().length == 1 && p.getRawType() == java.util.List.class
                    ? type(p.getActualTypeArguments()[0]) + "s"
                    : type(p.getRawType());
            return of;
        }
        Class<?> raw = (Class<?>) type;
        if (raw.isEnum()) {
            return String.join(" | ", Parts.constants(raw));
        }
        return raw == int.class || raw == long.class
                ? "whole number"
                : raw == double.class
                        ? "number"
                        : raw == boolean.class ? "true | false" : raw == String.class ? "text" : Parts.evidence(raw);
    }
}
