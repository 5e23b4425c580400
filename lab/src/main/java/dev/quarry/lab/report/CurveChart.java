package dev.quarry.lab.report;

import dev.quarry.lab.measure.Comparison;
import dev.quarry.lab.measure.MeanCurve;
import dev.quarry.lab.measure.MeanCurve.Node;
import dev.quarry.lab.measure.Standing;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The mean learning curves with their bands, each named where it ends. */
final class CurveChart {

    private static final double FONT = 13;
    private static final double LINE = 17;
    private static final int TICKS = 5;

    private final List<Standing> standings;
    private final Series series;
    private final double width;
    private final double height;
    private final double right;
    private final Axis x;
    private final Axis y;
    private final int xTicks;
    private final Markup svg = new Markup();

    private CurveChart(Comparison comparison, Series series, double width, double height) {
        this.standings = comparison.standings().stream()
                .filter(s -> !s.curve().points().isEmpty())
                .toList();
        this.series = series;
        this.width = width;
        this.height = height;
        double longest = standings.stream()
                .mapToDouble(s -> Names.width(s.strategy(), FONT))
                .max()
                .orElse(0);
        this.right = width - 18 - Math.min(longest, width * 0.27);
        this.xTicks = width < 500 ? 4 : 7;
        this.x = xAxis();
        this.y = yAxis();
    }

    /** An SVG picture of the given size. */
    static String of(Comparison comparison, Series series, double width, double height) {
        return new CurveChart(comparison, series, width, height).draw();
    }

    private Axis xAxis() {
        double low = standings.stream()
                .mapToDouble(s -> s.curve().points().getFirst().labels())
                .min()
                .orElse(0);
        double high = standings.stream()
                .mapToDouble(s -> s.curve().finalLabels())
                .max()
                .orElse(1);
        return Axis.over(low, high, 48, right);
    }

    private Axis yAxis() {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (Standing standing : standings) {
            for (Node node : standing.curve().points()) {
                low = Math.min(low, bound(node, -1));
                high = Math.max(high, bound(node, 1));
            }
        }
        return Axis.over(Math.min(low, high), Math.max(low, high), height - 44, 26)
                .rounded(TICKS);
    }

    /** An end of the band, which is cut where accuracies end. */
    private static double bound(Node node, int side) {
        double half = node.halfBand();
        double mean = node.accuracy().mean();
        return Math.clamp(Double.isNaN(half) ? mean : mean + side * half, 0, 1);
    }

    private String draw() {
        svg.open(
                "svg",
                "viewBox",
                "0 0 %.0f %.0f".formatted(width, height),
                "role",
                "img",
                "aria-label",
                describe(),
                "class",
                standings.size() > 3 ? "many" : "few");
        grid();
        standings.forEach(this::band);
        for (int i = standings.size() - 1; i >= 0; i--) {
            line(standings.get(i)); // random, the first, lies on top
        }
        names();
        standings.forEach(this::hover);
        return svg.close().done();
    }

    private String describe() {
        StringBuilder text = new StringBuilder("Mean accuracy over labels.");
        for (Standing standing : standings) {
            MeanCurve curve = standing.curve();
            text.append(" %s: from %s with %d labels to %s with %d."
                    .formatted(
                            standing.strategy(),
                            Numbers.fixed(curve.points().getFirst().accuracy().mean(), 3),
                            curve.points().getFirst().labels(),
                            Numbers.fixed(curve.finalAccuracy(), 3),
                            curve.finalLabels()));
        }
        return text.toString();
    }

    private void grid() {
        for (double tick : y.ticks(TICKS)) {
            svg.empty("line", "class", "grid", "x1", x.from(), "x2", x.to(), "y1", y.at(tick), "y2", y.at(tick));
            svg.leaf("text", y.label(tick, TICKS), "class", "tick end", "x", x.from() - 8, "y", y.at(tick) + 4);
        }
        for (double tick : x.ticks(xTicks)) {
            svg.empty("line", "class", "axis", "x1", x.at(tick), "x2", x.at(tick), "y1", y.from(), "y2", y.from() + 5);
            svg.leaf("text", x.label(tick, xTicks), "class", "tick middle", "x", x.at(tick), "y", y.from() + 19);
        }
        svg.empty("line", "class", "axis", "x1", x.from(), "x2", x.to(), "y1", y.from(), "y2", y.from());
        svg.leaf("text", "accuracy on the test rows", "class", "name", "x", 0.0, "y", 12.0);
        svg.leaf("text", "labels", "class", "name end", "x", x.to(), "y", y.from() + 37);
    }

    private void band(Standing standing) {
        List<Node> nodes = standing.curve().points();
        if (standing.seeds() < 2) {
            return;
        }
        StringBuilder path = new StringBuilder("M");
        for (Node node : nodes) {
            path.append(place(node.labels(), bound(node, 1))).append(' ');
        }
        for (Node node : nodes.reversed()) {
            path.append(place(node.labels(), bound(node, -1))).append(' ');
        }
        svg.empty(
                "path",
                "class",
                "band " + series.color(standing.strategy()),
                "d",
                path.toString().strip() + "Z");
    }

    private void line(Standing standing) {
        StringBuilder path = new StringBuilder("M");
        for (Node node : standing.curve().points()) {
            path.append(place(node.labels(), node.accuracy().mean())).append(' ');
        }
        svg.empty(
                "path",
                "class",
                "line " + series.of(standing.strategy()),
                "d",
                path.toString().strip());
    }

    private String place(double labels, double accuracy) {
        return Markup.coordinate(x.at(labels)) + "," + Markup.coordinate(y.at(accuracy));
    }

    /** The names at the ends of the lines, moved apart, with a thin line to where they belong. */
    private void names() {
        List<Double> wanted = new ArrayList<>();
        for (Standing standing : standings) {
            wanted.add(y.at(standing.curve().finalAccuracy()));
        }
        List<Double> placed = Spread.apart(wanted, LINE, y.to(), y.from());
        for (int i = 0; i < standings.size(); i++) {
            Standing standing = standings.get(i);
            double end = x.at(standing.curve().finalLabels());
            String color = series.color(standing.strategy());
            svg.empty("circle", "class", "dot " + color, "cx", end, "cy", wanted.get(i), "r", 3.5);
            svg.empty(
                    "path",
                    "class",
                    "lead " + color,
                    "d",
                    "M%s,%s L%s,%s"
                            .formatted(
                                    Markup.coordinate(end + 3),
                                    Markup.coordinate(wanted.get(i)),
                                    Markup.coordinate(x.to() + 11),
                                    Markup.coordinate(placed.get(i))));
            String name = Names.cut(standing.strategy(), width - x.to() - 14, FONT);
            svg.open("text", "class", "label", "x", x.to() + 14, "y", placed.get(i) + 4.5)
                    .text(name)
                    .leaf("title", standing.strategy())
                    .close();
        }
    }

    private void hover(Standing standing) {
        for (Node node : standing.curve().points()) {
            double half = node.halfBand();
            svg.open(
                            "circle",
                            "class",
                            "hit " + series.color(standing.strategy()),
                            "cx",
                            x.at(node.labels()),
                            "cy",
                            y.at(node.accuracy().mean()),
                            "r",
                            6.0)
                    .leaf(
                            "title",
                            "%s, %d labels: %s%s"
                                    .formatted(
                                            standing.strategy(),
                                            node.labels(),
                                            Numbers.fixed(node.accuracy().mean(), 4),
                                            Double.isNaN(half)
                                                    ? ""
                                                    : String.format(
                                                            Locale.ROOT, " (95 %% band ± %s)", Numbers.fixed(half, 4))))
                    .close();
        }
    }
}
