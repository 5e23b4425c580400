package dev.quarry.cli;

import dev.quarry.acquire.Acquisition;
import dev.quarry.cli.picture.Shown;
import dev.quarry.evidence.Evidence;
import dev.quarry.learn.Learner;
import dev.quarry.loop.Capabilities;
import dev.quarry.part.Needs;
import dev.quarry.part.PartType;
import dev.quarry.part.Parts;
import dev.quarry.strategy.Applied;
import dev.quarry.strategy.Demand;
import dev.quarry.strategy.Strategy;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The page of one acquisition or strategy in Markdown, generated from the part. */
final class PartMarkdown {

    private final PartType part;
    private final StringBuilder page = new StringBuilder();

    private PartMarkdown(PartType part) {
        this.part = part;
    }

    /**
     * The page.
     *
     * @param shown what its picture shows; null where it has none
     */
    static String of(PartType part, @Nullable Shown shown) {
        return new PartMarkdown(part).write(shown);
    }

    /** What it is called in running text: an acquisition or a strategy. */
    private String kind() {
        return Acquisition.class.isAssignableFrom(part.type()) ? "acquisition" : "strategy";
    }

    private String write(@Nullable Shown shown) {
        line("# %s".formatted(part.name()));
        line("*%s.* %s".formatted(kind(), escaped(part.about().summary())));
        if (shown != null) {
            picture(shown);
        }
        part.advice().ifPresent(advice -> {
            line("**When to use it.** %s".formatted(escaped(advice.use())));
            line("**When not.** %s".formatted(escaped(advice.avoid())));
        });
        definition(part.about().formula());
        evidence();
        parameters();
        section("Cost", escaped(part.about().cost()));
        section("Paper", escaped(part.about().paper().replace("; ", ";\n\n")));
        commands(shown);
        line("---");
        line("[All acquisitions and strategies](README.md) · written from the part by `quarry docs`");
        return page.toString().stripTrailing() + "\n";
    }

    private void picture(Shown shown) {
        line("![The picks of %s on a plane](%s.svg)".formatted(part.name(), part.name()));
        line(
                "<sub>The first %d picks of `%s` with `%s`. Coloured shapes are labelled, grey dots are candidates; the ground "
                                .formatted(shown.selection().size(), shown.strategy(), shown.learner())
                        + "has the colour of the likeliest class, the stronger the larger its lead.</sub>");
    }

    private void evidence() {
        line("## Evidence");
        if (part.standard() instanceof Needs needing) {
            line("Needs `%s`: %s.".formatted(Parts.evidence(needing.needs()), EvidenceWords.words(needing.needs())));
            List<String> suppliers = strategies(part, part.name());
            line("Who supplies it:");
            suppliers.forEach(strategy -> item("`%s`, %s".formatted(strategy, learners(strategy))));
            page.append('\n');
            bare().ifPresent(meant -> line("Alone, `%s` means `%s`.".formatted(part.name(), meant)));
        } else if (part.standard() instanceof Strategy strategy) {
            List<Class<?>> types = strategy.demands().stream()
                    .<Class<?>>map(Demand::evidence)
                    .distinct()
                    .toList();
            line(
                    types.isEmpty()
                            ? "Needs nothing but which items there are."
                            : strategy instanceof Applied<?> ? "It supplies:" : "With its defaults it asks for:");
            types.forEach(type -> item("`%s`: %s".formatted(Parts.evidence(type), EvidenceWords.words(type))));
            page.append(types.isEmpty() ? "" : "\n");
            line("It can be had %s.".formatted(learners(part.name())));
        }
    }

    /** What the bare name means where a strategy is wanted, if it can stand alone. */
    private Optional<String> bare() {
        try {
            return Optional.of(Parts.describe(Parts.read(Strategy.class, part.name())));
        } catch (IllegalArgumentException severalWays) {
            return Optional.empty();
        }
    }

    /** The strategies that could give an acquisition what it needs, or the strategy itself. */
    static List<String> strategies(PartType type, String text) {
        if (Parts.find(Strategy.class, text.split("\\{", 2)[0]).isPresent()) {
            return List.of(text);
        }
        return Parts.supplying((Needs) Parts.read(Acquisition.class, text)).stream()
                .filter(name ->
                        Parts.find(Strategy.class, name.split("\\{", 2)[0]).isPresent())
                .toList();
    }

    /** Which learners can serve a strategy, to follow a comma. */
    private static String learners(String text) {
        Strategy strategy = Parts.read(Strategy.class, text);
        List<PartType> all = Parts.of(Learner.class);
        List<String> able = all.stream()
                .filter(type -> fits(strategy, (Learner) type.standard()))
                .map(type -> "`%s`".formatted(type.name()))
                .toList();
        return able.size() == all.size()
                ? "by any learner"
                : able.isEmpty() ? "by a learner that is configured for it" : "by " + String.join(", ", able);
    }

    private static boolean fits(Strategy strategy, Learner learner) {
        try {
            Capabilities.check(strategy, learner);
            return true;
        } catch (IllegalArgumentException cannot) {
            return false;
        }
    }

    private void parameters() {
        if (part.parameters().isEmpty()) {
            return;
        }
        line("## Parameters");
        page.append("| name | type | default | meaning and rule |\n|---|---|---|---|\n");
        for (PartType.Parameter parameter : part.parameters()) {
            page.append("| `%s` | %s | %s | %s |\n"
                    .formatted(
                            parameter.name(),
                            escaped(PartPage.type(parameter.type())),
                            code(Parts.describeValue(parameter.standard())),
                            escaped(parameter.help())));
        }
        page.append('\n');
    }

    private void commands(@Nullable Shown shown) {
        List<String> lines = new ArrayList<>();
        if (shown != null && !shown.strategy().contains("column:")) { // the example has no such attributes
            boolean alone = bare().isPresent() && !shown.strategy().startsWith("targeted");
            String strategy = alone ? part.name() : shown.strategy();
            lines.add("quarry simulate digits-8x8 --learner %s --strategy %s"
                    .formatted(quoted(shown.learner()), quoted(strategy)));
        }
        boolean labels = !(part.standard() instanceof Acquisition<?> acquisition) || acquisition.readsLabels();
        String files = EvidenceWords.options(needed()).replaceFirst(labels ? "$" : " --labels \\S+", "");
        if (!files.isEmpty() && comesInFiles()) {
            lines.add("quarry select --strategy %s %s -n 20".formatted(part.name(), files));
        }
        lines.add("quarry %s %s".formatted(kind().replaceAll("y$", "ie") + "s", part.name()));
        line("## On the command line");
        line("```\n%s\n```".formatted(String.join("\n", lines)));
    }

    /** Whether files can hold what a strategy asks for; an acquisition is asked by what it needs alone. */
    private boolean comesInFiles() {
        return !(part.standard() instanceof Strategy strategy)
                || strategy.demands().stream()
                        .noneMatch(demand ->
                                EvidenceWords.options(Set.of(demand.evidence())).isEmpty());
    }

    /** What all acquisitions inside need, or which items there are. */
    private Set<Class<?>> needed() {
        Set<Class<?>> types = Parts.nested(part.standard())
                .filter(Acquisition.class::isInstance)
                .map(inside -> ((Needs) inside).needs())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        return types.isEmpty() ? Set.of(Evidence.class) : types;
    }

    private static String quoted(String text) {
        return text.matches("[a-z0-9-]+") ? text : "\"%s\"".formatted(text);
    }

    /** The formula, and below it the signs that mean the same on all pages. */
    private void definition(String formula) {
        section("Definition", formula.isEmpty() ? "" : "`%s`".formatted(formula));
        List<Sign> signs = Sign.of(formula);
        signs.forEach(sign -> item("`%s`: %s".formatted(sign.sign(), escaped(sign.words()))));
        page.append(signs.isEmpty() ? "" : "\n");
    }

    private void section(String title, String text) {
        if (!text.isEmpty()) {
            line("## " + title);
            line(text);
        }
    }

    private void line(String text) {
        page.append(text).append("\n\n");
    }

    private void item(String text) {
        page.append("- ").append(text).append('\n');
    }

    private static String code(String text) {
        return text.isEmpty() ? "" : "`%s`".formatted(text.replace("|", "\\|"));
    }

    /** A text whose signs mean nothing to Markdown. */
    static String escaped(String text) {
        return text.replaceAll("([*_`|<>\\[\\]])", "\\\\$1");
    }
}
