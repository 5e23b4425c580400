package dev.quarry.cli;

import dev.quarry.acquire.Acquisition;
import dev.quarry.cli.picture.PickPicture;
import dev.quarry.cli.picture.Shown;
import dev.quarry.cli.picture.Showroom;
import dev.quarry.part.Advice;
import dev.quarry.part.Needs;
import dev.quarry.part.Part;
import dev.quarry.part.PartType;
import dev.quarry.part.Parts;
import dev.quarry.select.Power;
import dev.quarry.strategy.Strategy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The pages of all acquisitions and strategies, their pictures, and the index. */
final class StrategyPages {

    private static final int COLUMNS = 4;

    private final Map<String, String> files = new TreeMap<>();
    private final Map<String, List<PartType>> groups = new LinkedHashMap<>();

    private StrategyPages() {}

    /** How many pages there will be. */
    static int count() {
        return (int) parts().count();
    }

    private static Stream<PartType> parts() {
        return Stream.concat(Parts.of(Acquisition.class).stream(), Parts.of(Strategy.class).stream());
    }

    /**
     * Every file of the folder by its name.
     *
     * @param listener hears of each part before its page is made
     */
    static Map<String, String> files(Consumer<PartType> listener) {
        StrategyPages pages = new StrategyPages();
        EvidenceWords.titles().values().forEach(title -> pages.groups.put(title, new ArrayList<>()));
        parts().forEach(part -> {
            listener.accept(part);
            pages.add(part);
        });
        pages.files.put("README.md", pages.index());
        return pages.files;
    }

    private void add(PartType part) {
        groups.computeIfAbsent(group(part), title -> new ArrayList<>()).add(part);
        String shownAs =
                part.advice().map(Advice::shown).filter(text -> !text.isEmpty()).orElse(part.name());
        Shown shown = Showroom.firstOf(PartMarkdown.strategies(part, shownAs)).orElse(null);
        put(part.name() + ".md", PartMarkdown.of(part, shown));
        if (shown != null) {
            put(part.name() + ".svg", PickPicture.of("What %s picks".formatted(part.name()), shown));
        }
    }

    private void put(String file, String text) {
        if (files.put(file, text) != null) {
            throw new IllegalStateException("Two parts would have the page (%s).".formatted(file));
        }
    }

    private static String group(PartType part) {
        Part standard = part.standard();
        if (part.type().getPackage().equals(Power.class.getPackage())) {
            return "Selectors around a score";
        } else if (standard instanceof Needs needing) {
            return EvidenceWords.titles().getOrDefault(needing.needs(), "Acquisitions by other evidence");
        }
        boolean combines = part.parameters().stream()
                .anyMatch(parameter -> isStrategy(parameter.type().getTypeName()));
        return combines ? "Combinators: strategies around others" : "Strategies: how evidence is obtained";
    }

    private static boolean isStrategy(String type) {
        return type.contains(Strategy.class.getName());
    }

    private String index() {
        StringBuilder page = new StringBuilder(INTRODUCTION);
        groups.forEach((title, parts) -> {
            if (!parts.isEmpty()) {
                page.append("\n## ").append(title).append("\n\n<table>\n");
                for (int from = 0; from < parts.size(); from += COLUMNS) {
                    row(parts.subList(from, Math.min(parts.size(), from + COLUMNS)), page);
                }
                page.append("</table>\n");
            }
        });
        return page.toString();
    }

    private static final String INTRODUCTION = """
            # Acquisitions and strategies

            An *acquisition* chooses by evidence, a *strategy* says how the evidence is obtained. Every picture shows the same
            plane and the first picks on it: three classes of which two overlap, a dense blob of near-duplicates, a few
            outliers, and three labels of each class (coloured shapes). The ground has the colour of the likeliest class, the
            stronger the larger its lead over the second.

            Written from the parts by `quarry docs --out docs/strategies`.
            """;

    private void row(List<PartType> parts, StringBuilder page) {
        page.append("<tr>\n");
        for (PartType part : parts) {
            String image = files.containsKey(part.name() + ".svg")
                    ? "<img src=\"%s.svg\" width=\"210\" alt=\"\"><br>".formatted(part.name())
                    : "";
            page.append("<td width=\"25%%\" valign=\"top\"><a href=\"%s.md\">%s<b>%s</b></a><br><sub>%s</sub></td>\n"
                    .formatted(
                            part.name(),
                            image,
                            part.name(),
                            part.about().summary().replace("&", "&amp;").replace("<", "&lt;")));
        }
        page.append("</tr>\n");
    }
}
