package dev.quarry.server.teach;

import java.util.List;

/**
 * A learner and a strategy that go together, for who does not want to choose.
 *
 * @param key for programs
 * @param title for people
 * @param summary one plain sentence
 * @param learner the text of the learner
 * @param strategy the text of the strategy
 */
public record Preset(String key, String title, String summary, String learner, String strategy) {

    /** All of them, the one that is so where nobody chose first. */
    public static final List<Preset> ALL = List.of(
            new Preset(
                    "balanced",
                    "Balanced",
                    "A random forest, asked where it is unsure about items that differ from each other: good for most projects.",
                    Teaching.STANDARD.learner(),
                    Teaching.STANDARD.strategy()),
            new Preset(
                    "fast",
                    "Fast",
                    "Logistic regression, asked where it is least sure: learns in a moment, best with vectors of a network.",
                    "logistic-regression",
                    "margin"),
            new Preset(
                    "thorough",
                    "Thorough",
                    "Three hundred trees, and batches that are unsure and spread out at once: takes longer.",
                    "extra-trees{trees: 300}",
                    "prefilter{factor: 20, by: margin, of: badge}"),
            new Preset(
                    "rare-class",
                    "Rare class",
                    "A forest in which every class counts alike, so that one with few items is not forgotten.",
                    "random-forest{class-weights: balanced}",
                    "margin"));
}
