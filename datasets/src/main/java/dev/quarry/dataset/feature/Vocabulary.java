package dev.quarry.dataset.feature;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The terms that have a column.
 *
 * @param terms in alphabetical order (of UTF-16 code units)
 */
record Vocabulary(List<String> terms) {

    Vocabulary {
        terms = List.copyOf(terms);
    }

    /** In how many texts a term occurs, and how often altogether. */
    private static final class Occurrence {
        private int texts;
        private long times;
    }

    /** The terms of some rows that are neither too rare nor too frequent. */
    static Vocabulary learn(TfIdf options, List<String> texts, int[] rows) {
        Map<String, Occurrence> all = new HashMap<>();
        Set<String> inText = new HashSet<>();
        for (int row : rows) {
            inText.clear();
            for (String term : Words.runs(texts.get(row), options.ngrams())) {
                Occurrence occurrence = all.computeIfAbsent(term, unknown -> new Occurrence());
                occurrence.times++;
                occurrence.texts += inText.add(term) ? 1 : 0;
            }
        }
        if (all.isEmpty()) {
            throw TermCounts.noWords(rows.length);
        }
        double most = options.maxDf() * rows.length;
        List<String> kept = all.entrySet().stream()
                .filter(entry -> entry.getValue().texts >= options.minDf() && entry.getValue().texts <= most)
                .sorted(Comparator.comparingLong((Map.Entry<String, Occurrence> entry) -> -entry.getValue().times)
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(options.maxFeatures())
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
        if (kept.isEmpty()) {
            throw new IllegalArgumentException(
                    "None of the (%d) terms of (%d) texts is left: each occurs in fewer than min-df (%d) texts or in more than max-df (%s) of them. Maybe (min-df: 1) or (max-df: 1)."
                            .formatted(all.size(), rows.length, options.minDf(), options.maxDf()));
        }
        return new Vocabulary(kept);
    }

    /** How often the terms occur in each text. */
    TermCounts count(List<String> texts, TfIdf options) {
        Map<String, Integer> columns = new HashMap<>();
        for (String term : terms) {
            columns.put(term, columns.size());
        }
        TermCounts counts = new TermCounts(texts.size(), terms.size(), options.sublinear());
        for (String text : texts) {
            for (String term : Words.runs(text, options.ngrams())) {
                Integer column = columns.get(term);
                if (column != null) {
                    counts.count(column, 1);
                }
            }
            counts.endRow();
        }
        return counts;
    }
}
