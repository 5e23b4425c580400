package dev.quarry.cli.picture;

import dev.quarry.kernel.FloatMatrix;
import dev.quarry.kernel.Matrix;
import dev.quarry.lab.report.Markup;
import java.util.List;
import java.util.Locale;

/**
 * The plane with what a strategy picks on it, as SVG that can be read on a white page and on a black one: the ground has
 * the colour of the likeliest class, the stronger the larger its lead over the second.
 */
public final class PickPicture {

    private static final int WIDTH = 640;
    private static final int HEIGHT = 440;
    private static final double UNIT = WIDTH / (2 * Plane.HALF_WIDTH);
    private static final int STEP = 8;

    /** Told apart without colour vision, on white and on black. */
    private static final List<String> COLORS = List.of("#2b83c6", "#e8871e", "#2ba58a");

    private static final double[] LEADS = {0, 0.15, 0.3, 0.45, 0.6, 0.75, 0.9};

    private final Plane plane = Plane.example();
    private final Markup svg = new Markup();

    private PickPicture() {}

    /** Draws it. */
    public static String of(String title, Shown shown) {
        return new PickPicture().draw(title, shown);
    }

    private String draw(String title, Shown shown) {
        svg.open(
                "svg",
                "xmlns",
                "http://www.w3.org/2000/svg",
                "viewBox",
                "0 0 %d %d".formatted(WIDTH, HEIGHT),
                "role",
                "img");
        svg.leaf("title", title);
        svg.open("clipPath", "id", "frame")
                .empty("rect", "width", WIDTH, "height", HEIGHT, "rx", 10)
                .close();
        svg.open("g", "clip-path", "url(#frame)");
        ground(shown);
        pool();
        svg.close();
        labelled();
        picks(shown.selection().ids());
        return svg.close().done();
    }

    private void ground(Shown shown) {
        int rows = HEIGHT / STEP + 1;
        int cols = WIDTH / STEP + 1;
        Matrix says = shown.probabilities(mesh(rows, cols));
        for (int c = 0; c < COLORS.size(); c++) {
            Contours leads = new Contours(leads(says, c, rows, cols), STEP);
            svg.open("g", "fill", COLORS.get(c), "fill-opacity", ".085", "fill-rule", "evenodd");
            for (double lead : LEADS) {
                String path = leads.above(lead);
                if (!path.isEmpty()) {
                    svg.empty("path", "d", path);
                }
            }
            svg.close();
        }
    }

    private static FloatMatrix mesh(int rows, int cols) {
        float[] places = new float[2 * rows * cols];
        for (int i = 0; i < rows * cols; i++) {
            places[2 * i] = (float) (i % cols * STEP / UNIT - Plane.HALF_WIDTH);
            places[2 * i + 1] = (float) (Plane.HALF_HEIGHT - i / cols * STEP / UNIT);
        }
        return FloatMatrix.wrap(places, rows * cols, 2);
    }

    /** By how much a class is likelier than the likeliest of the others. */
    private static double[][] leads(Matrix says, int c, int rows, int cols) {
        double[][] leads = new double[rows][cols];
        double[] p = new double[says.cols()];
        for (int i = 0; i < rows * cols; i++) {
            says.copyRow(i, p);
            double other = 0;
            for (int k = 0; k < p.length; k++) {
                other = k == c ? other : Math.max(other, p[k]);
            }
            leads[i / cols][i % cols] = p[c] - other;
        }
        return leads;
    }

    private double x(int row) {
        return (plane.points().get(row, 0) + Plane.HALF_WIDTH) * UNIT;
    }

    private double y(int row) {
        return (Plane.HALF_HEIGHT - plane.points().get(row, 1)) * UNIT;
    }

    /** The candidates, as dots of one path. */
    private void pool() {
        StringBuilder dots = new StringBuilder();
        for (int row = plane.known(); row < plane.size(); row++) {
            dots.append('M').append(Markup.coordinate(x(row))).append(' ');
            dots.append(Markup.coordinate(y(row))).append("h0");
        }
        svg.empty("path", "d", dots, "stroke", "#7d8590", "stroke-width", 5.5, "stroke-linecap", "round");
    }

    private void labelled() {
        svg.open("g", "stroke", "#fff", "stroke-width", 2, "stroke-linejoin", "round");
        for (int row = 0; row < plane.known(); row++) {
            String color = COLORS.get(plane.labels().get(row));
            double x = x(row);
            double y = y(row);
            switch (plane.labels().get(row)) {
                case 0 -> svg.empty("circle", "cx", x, "cy", y, "r", 8, "fill", color);
                case 1 -> svg.empty("rect", "x", x - 7, "y", y - 7, "width", 14, "height", 14, "fill", color);
                default -> {
                    String corners = String.format(Locale.ROOT, "M%.1f %.1fl9 15.5h-18z", x, y - 10);
                    svg.empty("path", "d", corners, "fill", color);
                }
            }
        }
        svg.close();
    }

    private void picks(long[] ids) {
        double[][] at = new double[ids.length][];
        for (int i = 0; i < at.length; i++) {
            at[i] = new double[] {x((int) ids[i]), y((int) ids[i])};
        }
        double[][] signs = Signs.apart(at, WIDTH, HEIGHT);
        svg.open("g", "stroke", "#1f2328", "stroke-width", 1.5);
        for (int i = 0; i < at.length; i++) {
            svg.empty("circle", "cx", at[i][0], "cy", at[i][1], "r", 4.5, "fill", "#fff");
            svg.empty("path", "d", "M%s %sL%s %s".formatted(coordinates(at[i], signs[i])));
        }
        svg.close();
        svg.open("g", "fill", "#1f2328", "stroke", "#fff", "stroke-width", 1.5);
        for (double[] sign : signs) {
            svg.empty("circle", "cx", sign[0], "cy", sign[1], "r", Signs.RADIUS);
        }
        svg.close();
        svg.open(
                "g",
                "fill",
                "#fff",
                "font-family",
                "system-ui,sans-serif",
                "font-size",
                13,
                "font-weight",
                700,
                "text-anchor",
                "middle");
        for (int i = 0; i < signs.length; i++) {
            svg.leaf("text", String.valueOf(i + 1), "x", signs[i][0], "y", signs[i][1] + 4.6);
        }
        svg.close();
    }

    private static Object[] coordinates(double[] from, double[] to) {
        return new Object[] {
            Markup.coordinate(from[0]), Markup.coordinate(from[1]), Markup.coordinate(to[0]), Markup.coordinate(to[1])
        };
    }
}
