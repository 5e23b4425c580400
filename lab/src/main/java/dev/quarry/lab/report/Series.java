package dev.quarry.lab.report;

import dev.quarry.lab.measure.Comparison;
import java.util.List;

/**
 * Which strategy has which colour and dash, the same in every chart. Random is grey; seven further colours can be told
 * apart without colour vision; after these the dashes change.
 */
record Series(List<String> strategies) {

    private static final int COLORS = 7;

    Series {
        strategies = List.copyOf(strategies);
    }

    /** The colour and dash of a line. */
    String of(String strategy) {
        return color(strategy) + " d" + rank(strategy) / COLORS;
    }

    /** The colour alone. */
    String color(String strategy) {
        return strategy.equals(Comparison.RANDOM) ? "s0" : "s" + (1 + rank(strategy) % COLORS);
    }

    private int rank(String strategy) {
        return (int) strategies.stream()
                .takeWhile(other -> !other.equals(strategy))
                .filter(other -> !other.equals(Comparison.RANDOM))
                .count();
    }
}
