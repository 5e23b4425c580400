package dev.quarry.lab.report;

import dev.quarry.lab.measure.LabelsSaved;
import dev.quarry.lab.statistics.Sample;
import java.util.Locale;

/** How numbers are written for people. A number that does not exist is a dash. */
final class Numbers {

    static final String NONE = "–";

    private Numbers() {}

    /** With a fixed number of decimals. */
    static String fixed(double value, int decimals) {
        if (Double.isNaN(value)) {
            return NONE;
        }
        String text = String.format(Locale.ROOT, "%." + decimals + "f", value);
        boolean zero = text.startsWith("-") && text.chars().noneMatch(c -> c >= '1' && c <= '9');
        return zero ? text.substring(1) : text.replace('-', '−');
    }

    /** With its sign, for differences. */
    static String signed(double value, int decimals) {
        return (value > 0 ? "+" : "") + fixed(value, decimals);
    }

    /** Mean ± standard deviation, or the mean alone where there is no spread. */
    static String spread(Sample sample) {
        return Double.isNaN(sample.sd())
                ? fixed(sample.mean(), 3)
                : fixed(sample.mean(), 3) + " ± " + fixed(sample.sd(), 3);
    }

    /** A probability: two digits that count, and never 0. */
    static String p(double p) {
        if (Double.isNaN(p)) {
            return NONE;
        }
        return p < 0.0001 ? "<0.0001" : fixed(p, p < 0.001 ? 5 : p < 0.01 ? 4 : p < 0.1 ? 3 : 2);
    }

    /** As part of a sentence: {@code p = 0.02} or {@code p < 0.0001}. */
    static String pEquals(double p) {
        String text = p(p);
        return text.startsWith("<") ? "p < " + text.substring(1) : "p = " + text;
    }

    /** A whole percentage. */
    static String percent(double share) {
        return Double.isNaN(share) ? NONE : fixed(share * 100, 0) + " %";
    }

    /** A span of time in the unit that suits it. */
    static String seconds(double seconds) {
        if (Double.isNaN(seconds)) {
            return NONE;
        }
        if (seconds < 0.001) {
            return fixed(seconds * 1e6, 0) + " µs";
        }
        return seconds < 1
                ? fixed(seconds * 1e3, seconds < 0.01 ? 1 : 0) + " ms"
                : fixed(seconds, seconds < 10 ? 1 : 0) + " s";
    }

    /** The labels saved, in a table. */
    static String saved(LabelsSaved saved) {
        return saved.reached() ? "%s (%s)".formatted(fixed(saved.saved(), 0), percent(saved.share())) : "not reached";
    }
}
