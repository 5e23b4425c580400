package dev.quarry.lab.report;

import dev.quarry.lab.measure.Comparison.Rival;
import dev.quarry.lab.measure.MeanCurve;
import dev.quarry.lab.measure.Paired;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Every strategy against random, seed by seed: a dot is the difference in area with one seed. */
final class PairedChart {

    private static final double ROW = 58;
    private static final double TOP = 24;
    private static final double RADIUS = 4.5;
    private static final double FONT = 13;

    private final List<Rival> rivals;
    private final Series series;
    private final double width;
    private final double left;
    private final Axis x;
    private final int ticks;
    private final Markup svg = new Markup();

    private PairedChart(List<Rival> rivals, Series series, double width) {
        this.rivals = rivals;
        this.series = series;
        this.width = width;
        double longest = rivals.stream()
                .mapToDouble(r -> Names.width(r.strategy(), FONT))
                .max()
                .orElse(0);
        this.left = 12 + Math.min(longest, width * 0.28);
        this.ticks = width < 500 ? 3 : 6;
        double low = 0;
        double high = 0;
        for (Rival rival : rivals) {
            double half = half(rival.paired());
            double mean = rival.paired().sample().mean();
            low = Math.min(low, mean - half);
            high = Math.max(high, mean + half);
            for (Paired.Difference difference : rival.paired().differences()) {
                low = Math.min(low, difference.area());
                high = Math.max(high, difference.area());
            }
        }
        this.x = Axis.over(low, high, left + 10, width - 24).rounded(ticks);
    }

    /** An SVG picture of the given width, as high as it must be. */
    static String of(List<Rival> rivals, Series series, double width) {
        return new PairedChart(rivals, series, width).draw();
    }

    private static double half(Paired paired) {
        double half = paired.sample().halfWidth(MeanCurve.CONFIDENCE);
        return Double.isNaN(half) ? 0 : half;
    }

    private String draw() {
        double bottom = TOP + rivals.size() * ROW;
        svg.open(
                "svg",
                "viewBox",
                "0 0 %.0f %.0f".formatted(width, bottom + 44),
                "role",
                "img",
                "aria-label",
                describe());
        for (double tick : x.ticks(ticks)) {
            svg.empty("line", "class", "grid", "x1", x.at(tick), "x2", x.at(tick), "y1", TOP, "y2", bottom);
            String label = Math.abs(tick) < 1e-12 ? "0" : (tick > 0 ? "+" : "") + x.label(tick, ticks);
            svg.leaf("text", label, "class", "tick middle", "x", x.at(tick), "y", bottom + 18);
        }
        svg.empty("line", "class", "zero", "x1", x.at(0), "x2", x.at(0), "y1", TOP - 6, "y2", bottom);
        if (x.at(0) - x.from() > 60) {
            svg.leaf("text", "← worse", "class", "name end", "x", x.at(0) - 6, "y", 12.0);
        }
        if (x.to() - x.at(0) > 60) {
            svg.leaf("text", "better →", "class", "name", "x", x.at(0) + 6, "y", 12.0);
        }
        svg.leaf("text", "difference to random in area", "class", "name end", "x", x.to(), "y", bottom + 36);
        for (int i = 0; i < rivals.size(); i++) {
            row(rivals.get(i), TOP + i * ROW);
        }
        return svg.close().done();
    }

    private String describe() {
        StringBuilder text = new StringBuilder("Difference to random in area under the curve.");
        for (Rival rival : rivals) {
            text.append(" %s: mean %s over %d seeds."
                    .formatted(
                            rival.strategy(),
                            Numbers.signed(rival.paired().sample().mean(), 4),
                            rival.paired().differences().size()));
        }
        return text.toString();
    }

    private void row(Rival rival, double top) {
        String color = series.color(rival.strategy());
        double dots = top + 24;
        double mean = rival.paired().sample().mean();
        double half = half(rival.paired());
        double bar = top + ROW - 12;
        svg.open("text", "class", "label end", "x", left, "y", dots + 8)
                .text(Names.cut(rival.strategy(), left - 4, FONT))
                .leaf("title", rival.strategy())
                .close();
        swarm(rival.paired().differences(), dots, color);
        svg.open("g", "class", color);
        svg.empty("line", "class", "interval", "x1", x.at(mean - half), "x2", x.at(mean + half), "y1", bar, "y2", bar);
        svg.empty("circle", "class", "mean", "cx", x.at(mean), "cy", bar, "r", 4.0);
        svg.leaf(
                "title",
                "%s: mean %s, 95 %% interval ± %s"
                        .formatted(rival.strategy(), Numbers.signed(mean, 4), Numbers.fixed(half, 4)));
        svg.close();
    }

    /** Dots side by side, moved up and down as far as needed not to hide each other. */
    private void swarm(List<Paired.Difference> differences, double middle, String color) {
        List<double[]> placed = new ArrayList<>();
        for (Paired.Difference difference : differences.stream()
                .sorted(Comparator.comparingDouble(Paired.Difference::area))
                .toList()) {
            double at = x.at(difference.area());
            double lift = 0;
            for (int level = 0; level < 5; level++) {
                lift = (level % 2 == 0 ? -1 : 1) * ((level + 1) / 2) * 2 * RADIUS * 0.8;
                if (free(placed, at, lift)) {
                    break;
                }
            }
            placed.add(new double[] {at, lift});
            svg.open("circle", "class", "seed " + color, "cx", at, "cy", middle + lift, "r", RADIUS)
                    .leaf("title", "seed %d: %s".formatted(difference.seed(), Numbers.signed(difference.area(), 4)))
                    .close();
        }
    }

    private static boolean free(List<double[]> placed, double at, double lift) {
        return placed.stream().noneMatch(dot -> Math.abs(dot[0] - at) < 2 * RADIUS && Math.abs(dot[1] - lift) < RADIUS);
    }
}
