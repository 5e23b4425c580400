package dev.quarry.lab.report;

import dev.quarry.lab.measure.Comparison;
import dev.quarry.lab.measure.Comparison.Rival;
import dev.quarry.lab.measure.LabelsSaved;
import dev.quarry.lab.measure.Paired;
import dev.quarry.lab.result.Results;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What the numbers say, in plain words. A difference counts as shown when its p, corrected by Holm, is below 5 %.
 *
 * @param headline one sentence
 * @param details further sentences, possibly none
 */
public record Conclusion(String headline, List<String> details) {

    private static final double LEVEL = 0.05;

    /** Copies the list. */
    public Conclusion {
        details = List.copyOf(details);
    }

    /** Of some results, complete or not. */
    public static Conclusion of(Results results, Comparison comparison) {
        List<Rival> rivals = comparison.rivals().stream()
                .sorted(Comparator.comparingDouble(
                                (Rival rival) -> rival.paired().sample().mean())
                        .reversed())
                .toList();
        List<String> details = new ArrayList<>();
        String missing = missing(results);
        if (!missing.isEmpty()) {
            details.add(missing);
        }
        if (rivals.isEmpty()) {
            return new Conclusion(alone(results), details);
        }
        Rival best = rivals.getFirst();
        String headline = headline(best, rivals.size());
        details.addAll(others(rivals.subList(1, rivals.size())));
        return new Conclusion(headline, details);
    }

    private static String alone(Results results) {
        if (results.cells().isEmpty()) {
            return "No run has finished, so there is nothing to say yet.";
        }
        return results.configuration().contenders().size() == 1
                ? "Only random was run, so there is nothing to compare."
                : "No seed has finished both with random and with another strategy, so there is nothing to compare yet.";
    }

    private static boolean shown(Rival rival) {
        return rival.paired().holm() < LEVEL;
    }

    private static String headline(Rival best, int tests) {
        Paired paired = best.paired();
        int seeds = paired.differences().size();
        double mean = paired.sample().mean();
        String evidence = "%s%s, %s"
                .formatted(Numbers.pEquals(paired.holm()), tests > 1 ? " after Holm’s correction" : "", seeds(seeds));
        if (paired.test().n() == 0) {
            return "No difference from random can be shown: %s has the same area under its curve with every seed (%s)."
                    .formatted(best.strategy(), seeds(seeds));
        }
        if (!shown(best)) {
            return "No difference from random can be shown: %s, the best, differs by %s in the area under the curve (%s). %s"
                    .formatted(best.strategy(), Numbers.signed(mean, 4), evidence, tooFew(seeds, tests))
                    .strip();
        }
        if (mean < 0) {
            return "No strategy beats random: even %s, the best, is worse by %s in the area under the curve (%s)."
                    .formatted(best.strategy(), Numbers.fixed(-mean, 4), evidence);
        }
        return better(best.strategy(), paired, evidence);
    }

    private static String better(String strategy, Paired paired, String evidence) {
        LabelsSaved saved = paired.saved();
        double mean = paired.sample().mean();
        String target = Numbers.fixed(saved.target(), 3);
        if (!saved.reached()) {
            return "%s learns faster than random (area under the curve %s; %s), but never reaches random’s final accuracy (%s)."
                    .formatted(strategy, Numbers.signed(mean, 4), evidence, target);
        }
        if (Math.round(saved.share() * 100) < 1) {
            return "%s learns faster than random (area under the curve %s; %s), but needs no fewer labels for random’s final accuracy (%s)."
                    .formatted(strategy, Numbers.signed(mean, 4), evidence, target);
        }
        return "%s reaches random’s final accuracy (%s) with %s fewer labels: %s instead of %s (%s)."
                .formatted(
                        strategy,
                        target,
                        Numbers.percent(saved.share()),
                        Numbers.fixed(saved.needed(), 0),
                        Numbers.fixed(saved.random(), 0),
                        evidence);
    }

    /** Where no outcome whatsoever could have shown a difference, that is the thing to say. */
    private static String tooFew(int seeds, int tests) {
        if (tests * StrictMath.pow(2, 1 - seeds) < LEVEL) {
            return "";
        }
        int enough = seeds;
        while (tests * StrictMath.pow(2, 1 - enough) >= LEVEL) {
            enough++;
        }
        return "With %s no result could show one; it takes at least %d.".formatted(seeds(seeds), enough);
    }

    private static List<String> others(List<Rival> rest) {
        List<String> sentences = new ArrayList<>();
        name(
                sentences,
                "Also better than random: %s.",
                rest,
                r -> shown(r) && r.paired().sample().mean() > 0);
        name(
                sentences,
                "Worse than random: %s.",
                rest,
                r -> shown(r) && r.paired().sample().mean() < 0);
        name(sentences, "No difference from random can be shown for %s.", rest, r -> !shown(r));
        return sentences;
    }

    private static void name(List<String> sentences, String sentence, List<Rival> rivals, Predicate<Rival> which) {
        String names = rivals.stream().filter(which).map(Rival::strategy).collect(Collectors.joining(", "));
        if (!names.isEmpty()) {
            sentences.add(sentence.formatted(names));
        }
    }

    private static String missing(Results results) {
        List<Results.Missing> missing = results.missing();
        if (missing.isEmpty()) {
            return "";
        }
        int cells = missing.stream().mapToInt(m -> m.seeds().size()).sum();
        return "This is a partial result: %d of %d runs are missing (%s)."
                .formatted(
                        cells,
                        cells + results.cells().size(),
                        missing.stream().map(Conclusion::missing).collect(Collectors.joining("; ")));
    }

    private static String missing(Results.Missing missing) {
        return "%s: seed%s %s"
                .formatted(missing.strategy(), missing.seeds().size() == 1 ? "" : "s", ranges(missing.seeds()));
    }

    /** Ascending numbers in short: {@code 1, 4–9}. */
    private static String ranges(List<Long> numbers) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < numbers.size(); ) {
            int end = i;
            while (end + 1 < numbers.size() && numbers.get(end + 1) == numbers.get(end) + 1) {
                end++;
            }
            text.append(i == 0 ? "" : ", ").append(numbers.get(i));
            if (end > i) {
                text.append(end > i + 1 ? "–" : ", ").append(numbers.get(end));
            }
            i = end + 1;
        }
        return text.toString();
    }

    private static String seeds(int seeds) {
        return seeds == 1 ? "1 seed" : seeds + " seeds";
    }
}
