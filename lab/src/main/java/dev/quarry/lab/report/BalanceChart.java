package dev.quarry.lab.report;

import dev.quarry.lab.measure.Comparison;
import dev.quarry.lab.measure.Standing;
import dev.quarry.lab.result.Configuration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Which classes the strategies picked: a row per class, a bar for the pool, a dot per strategy. */
final class BalanceChart {

    /** More classes are too many to look at; the ones that were treated most unevenly are shown. */
    static final int MOST = 24;

    private static final double ROW = 26;
    private static final double TOP = 8;
    private static final double FONT = 13;

    private final Configuration configuration;
    private final List<Standing> standings;
    private final Series series;
    private final double width;
    private final Markup svg = new Markup();

    private BalanceChart(Configuration configuration, Comparison comparison, Series series, double width) {
        this.configuration = configuration;
        this.standings =
                comparison.standings().stream().filter(s -> sum(s.picked()) > 0).toList();
        this.series = series;
        this.width = width;
    }

    /** An SVG picture of the given width, as high as it must be. */
    static String of(Configuration configuration, Comparison comparison, Series series, double width) {
        return new BalanceChart(configuration, comparison, series, width).draw();
    }

    private String draw() {
        List<Integer> classes = classes();
        List<String> names = configuration.classes();
        double longest = classes.stream()
                .mapToDouble(c -> Names.width(names.get(c), FONT))
                .max()
                .orElse(0);
        double left = 12 + Math.min(longest, width * 0.3);
        double bottom = TOP + classes.size() * ROW;
        int ticks = width < 500 ? 3 : 6;
        double high = classes.stream().mapToDouble(this::largest).max().orElse(1);
        Axis x = Axis.over(0, Math.max(high, 1e-6), left + 10, width - 22).rounded(ticks);
        svg.open(
                "svg",
                "viewBox",
                "0 0 %.0f %.0f".formatted(width, bottom + 42),
                "role",
                "img",
                "aria-label",
                "Share of each class among the items that each strategy picked, beside its share of the pool.");
        for (double tick : x.ticks(ticks)) {
            svg.empty("line", "class", "grid", "x1", x.at(tick), "x2", x.at(tick), "y1", TOP, "y2", bottom);
            String label = Numbers.fixed(tick * 100, Math.abs(tick * 100 - Math.rint(tick * 100)) < 1e-9 ? 0 : 1);
            svg.leaf("text", label + " %", "class", "tick middle", "x", x.at(tick), "y", bottom + 18);
        }
        svg.leaf("text", "share of the items", "class", "name end", "x", x.to(), "y", bottom + 36);
        for (int i = 0; i < classes.size(); i++) {
            row(classes.get(i), x, left, TOP + i * ROW);
        }
        return svg.close().done();
    }

    private void row(int index, Axis x, double left, double top) {
        String name = configuration.classes().get(index);
        double middle = top + ROW / 2;
        double share = share(configuration.pool(), index);
        svg.open("text", "class", "label end", "x", left, "y", middle + 4.5)
                .text(Names.cut(name, left - 4, FONT))
                .leaf("title", name)
                .close();
        svg.open(
                        "rect",
                        "class",
                        "pool",
                        "x",
                        x.from(),
                        "y",
                        top + 4,
                        "width",
                        x.at(share) - x.from(),
                        "height",
                        ROW - 8)
                .leaf("title", "%s, pool: %s %%".formatted(name, Numbers.fixed(share * 100, 1)))
                .close();
        double step = Math.min(4, (ROW - 10) / Math.max(1, standings.size() - 1));
        for (int i = 0; i < standings.size(); i++) {
            Standing standing = standings.get(i);
            double picked = share(standing.picked(), index);
            double lift = (i - (standings.size() - 1) / 2.0) * step;
            svg.open(
                            "circle",
                            "class",
                            "dot " + series.color(standing.strategy()),
                            "cx",
                            x.at(picked),
                            "cy",
                            middle + lift,
                            "r",
                            5.0)
                    .leaf("title", "%s, %s: %s %%".formatted(name, standing.strategy(), Numbers.fixed(picked * 100, 1)))
                    .close();
        }
    }

    /** The classes to show, in their own order. */
    private List<Integer> classes() {
        List<Integer> all =
                IntStream.range(0, configuration.classes().size()).boxed().toList();
        return all.size() <= MOST
                ? all
                : all.stream()
                        .sorted(Comparator.comparingDouble(this::unevenness).reversed())
                        .limit(MOST)
                        .sorted()
                        .toList();
    }

    private double unevenness(int index) {
        double share = share(configuration.pool(), index);
        return standings.stream()
                .mapToDouble(s -> Math.abs(share(s.picked(), index) - share))
                .max()
                .orElse(0);
    }

    private double largest(int index) {
        return Math.max(
                share(configuration.pool(), index),
                standings.stream()
                        .mapToDouble(s -> share(s.picked(), index))
                        .max()
                        .orElse(0));
    }

    private static double share(List<Integer> counts, int index) {
        int sum = sum(counts);
        return sum == 0 ? 0 : (double) counts.get(index) / sum;
    }

    private static int sum(List<Integer> counts) {
        return counts.stream().mapToInt(Integer::intValue).sum();
    }
}
