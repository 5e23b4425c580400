package dev.quarry.golden;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** The page of errata: what peers answered as their golden cases recorded it, beside what we answer now. */
final class Errata {

    private static final String INTRODUCTION = """
            # Errata

            Where Quarry differs from a library or from the code of a paper, the case that shows it, and which is right. Names and
            versions are those that were run or read; a later version may have changed. *Measured* answers of others were recorded
            by running them on these inputs; those of Quarry are computed when this page is checked. Logarithms are natural; a
            margin is the gap itself, lower being more uncertain, as peers have it.
            """;

    private static final int SHOWN = 24;
    private static final MathContext DIGITS = new MathContext(10);

    private final Map<String, GoldenCase> cases;
    private final JsonNode notes;
    private final StringBuilder page = new StringBuilder(INTRODUCTION);

    Errata(List<GoldenCase> cases, JsonNode notes) {
        this.cases = cases.stream().collect(Collectors.toMap(GoldenCase::id, Function.identity()));
        this.notes = notes;
    }

    String page() {
        line("\n## Measured");
        notes.path("measured").valueStream().forEach(this::measured);
        line("\n## Reported");
        line("\nFound by running or by reading others, without a recorded answer on a golden case.");
        notes.path("reported").valueStream().forEach(this::reported);
        return page.toString();
    }

    /** A note is left out as long as we have nothing to compare. */
    private void measured(JsonNode note) {
        List<GoldenCase> shown = note.path("cases")
                .valueStream()
                .map(id -> cases.get(id.asString()))
                .filter(Errata::isOurs)
                .toList();
        if (shown.isEmpty()) {
            return;
        }
        line("\n### " + note.get("title").asString());
        line("\n" + note.get("why").asString());
        line("\n**Right:** " + note.get("right").asString());
        shown.forEach(this::compared);
        if (note.has("also")) {
            line("\nAlso in "
                    + note.get("also")
                            .valueStream()
                            .map(id -> "`%s`".formatted(id.asString()))
                            .collect(Collectors.joining(", "))
                    + ".");
        }
    }

    private static boolean isOurs(GoldenCase one) {
        return GoldenBehaviour.answers(one) || GoldenFunctions.known().containsKey(one.function());
    }

    private void compared(GoldenCase one) {
        line("\n`%s`: %s\n".formatted(one.id(), inputs(one)));
        line("| who | answer |\n|---|---|");
        row("**Quarry**", ours(one));
        row(
                Stream.concat(
                                Stream.of(one.json().get("reference")),
                                one.json().path("agreeing_peers").valueStream())
                        .map(Errata::peer)
                        .filter(name -> !name.equals("reference"))
                        .distinct()
                        .collect(Collectors.joining(", ")),
                theirs(one.json(), outputs(one)));
        for (JsonNode peer : one.json().path("deviating_peers")) {
            row(peer(peer), theirs(peer, outputs(one)));
        }
    }

    private void row(String who, String answer) {
        if (!who.isEmpty()) {
            line("| %s | %s |".formatted(who, answer.replace("|", "\\|")));
        }
    }

    /** The name with its version, where it has one. */
    private static String peer(JsonNode peer) {
        String version = peer.path("version").asString("").replaceAll(" \\(.*", "");
        String name = peer.get("peer").asString();
        return version.isEmpty() || version.equals("n/a") ? name : name + " " + version;
    }

    private static String inputs(GoldenCase one) {
        JsonNode inputs = one.json().get("input");
        List<String> texts = new ArrayList<>();
        for (String name : inputs.propertyNames()) {
            JsonNode value = inputs.get(name);
            texts.add(
                    value.isObject()
                            ? "%s %s = %s".formatted(name, GoldenArray.of(value).shape(), numbers(value))
                            : "%s = %s".formatted(name, value.asString()));
        }
        return String.join("; ", texts);
    }

    /** The outputs that a case compares, in its order. */
    private static List<String> outputs(GoldenCase one) {
        return List.copyOf(one.output().propertyNames());
    }

    private static String ours(GoldenCase one) {
        try {
            if (GoldenBehaviour.answers(one)) {
                return numbers(GoldenBehaviour.answer(one));
            }
            List<String> outputs = outputs(one);
            return answers(one).entrySet().stream()
                    .filter(answer -> outputs.contains(answer.getKey()))
                    .sorted(Comparator.comparingInt(answer -> outputs.indexOf(answer.getKey())))
                    .map(answer -> named(outputs, answer.getKey(), numbers(answer.getValue())))
                    .collect(Collectors.joining("; "));
        } catch (IllegalArgumentException refused) {
            return "refused: *%s*".formatted(refused.getMessage());
        }
    }

    private static Map<String, GoldenArray> answers(GoldenCase one) {
        GoldenFunctions.Ours ours = GoldenFunctions.known().get(one.function());
        return ours == null ? Map.of() : ours.compute().apply(one);
    }

    private static String theirs(JsonNode who, List<String> outputs) {
        if (who.hasNonNull("error")) {
            JsonNode error = who.get("error");
            return "%s: *%s*"
                    .formatted(
                            error.get("type").asString(), error.get("message").asString())
                    .replaceAll("\\s+", " ")
                    .replace(": **", "");
        }
        JsonNode output = who.path("output");
        return output.propertyNames().stream()
                .map(name -> named(outputs, name, numbers(output.get(name))))
                .collect(Collectors.joining("; "));
    }

    /** Several outputs are told apart by their names. */
    private static String named(List<String> outputs, String name, String numbers) {
        return outputs.size() == 1 && outputs.contains(name) ? numbers : "%s: %s".formatted(name, numbers);
    }

    private static String numbers(JsonNode array) {
        return numbers(GoldenArray.of(array));
    }

    private static String numbers(GoldenArray array) {
        double[] values = array.values();
        String shown =
                Arrays.stream(values).limit(SHOWN).mapToObj(Errata::number).collect(Collectors.joining(", "));
        return values.length == 0 ? "none" : values.length > SHOWN ? shown + " …" : shown;
    }

    private static String number(double value) {
        if (!Double.isFinite(value)) {
            return String.valueOf(value);
        }
        BigDecimal rounded = new BigDecimal(value).round(DIGITS).stripTrailingZeros();
        double size = Math.abs(value);
        return size == 0 ? "0" : size >= 1e-4 && size < 1e10 ? rounded.toPlainString() : rounded.toString();
    }

    private void reported(JsonNode group) {
        line("\n### " + group.get("title").asString());
        line("\n| who | what it does | seen by | Quarry |\n|---|---|---|---|");
        for (JsonNode entry : group.get("entries")) {
            line("| %s | %s | %s | %s |"
                    .formatted(
                            entry.get("who").asString(),
                            entry.get("what").asString(),
                            entry.get("how").asString().equals("run") ? "running it" : "reading it",
                            entry.get("ours").asString()));
        }
    }

    private void line(String text) {
        page.append(text).append('\n');
    }
}
