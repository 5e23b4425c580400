package dev.quarry.dataset.generate;

/** A closed polygon and the signed distance to it. */
final class Outlines {

    static final Outlines SQUARE = regular(4, 1.0, 1.0, Math.PI / 4);
    static final Outlines TRIANGLE = regular(3, 1.0, 1.0, -Math.PI / 2);
    static final Outlines HEXAGON = regular(6, 0.95, 0.95, 0);
    static final Outlines STAR = regular(10, 1.0, 0.42, -Math.PI / 2);
    static final Outlines CROSS = cross(0.3, 0.92);
    static final Outlines HEART = heart(64);
    static final Outlines CRESCENT = crescent(0.95, 0.72, 0.42, 28);
    static final Outlines ARROW = new Outlines(
            new double[] {-0.9, 0.1, 0.1, 0.95, 0.1, 0.1, -0.9},
            new double[] {-0.26, -0.26, -0.68, 0, 0.68, 0.26, 0.26});

    private final double[] x;
    private final double[] y;

    private Outlines(double[] x, double[] y) {
        this.x = x;
        this.y = y;
    }

    /** Corners on two circles in turn, the first at the given angle. */
    private static Outlines regular(int corners, double outer, double inner, double start) {
        double[] x = new double[corners];
        double[] y = new double[corners];
        for (int i = 0; i < corners; i++) {
            double radius = i % 2 == 0 ? outer : inner;
            double angle = start + 2 * Math.PI * i / corners;
            x[i] = radius * StrictMath.cos(angle);
            y[i] = radius * StrictMath.sin(angle);
        }
        return new Outlines(x, y);
    }

    private static Outlines cross(double a, double b) {
        return new Outlines(
                new double[] {-a, a, a, b, b, a, a, -a, -a, -b, -b, -a},
                new double[] {-b, -b, -a, -a, a, a, b, b, a, a, -a, -a});
    }

    private static Outlines heart(int corners) {
        double[] x = new double[corners];
        double[] y = new double[corners];
        for (int i = 0; i < corners; i++) {
            double t = 2 * Math.PI * i / corners;
            double sine = StrictMath.sin(t);
            x[i] = sine * sine * sine;
            y[i] = -0.1
                    - (13 * StrictMath.cos(t)
                                    - 5 * StrictMath.cos(2 * t)
                                    - 2 * StrictMath.cos(3 * t)
                                    - StrictMath.cos(4 * t))
                            / 16;
        }
        return new Outlines(x, y);
    }

    /** A disc around the origin without a smaller disc, whose centre lies {@code apart} to the right. */
    private static Outlines crescent(double outer, double inner, double apart, int corners) {
        double tipX = (outer * outer - inner * inner + apart * apart) / (2 * apart);
        double tipY = Math.sqrt(outer * outer - tipX * tipX);
        double outerTip = StrictMath.atan2(tipY, tipX);
        double innerTip = StrictMath.atan2(tipY, tipX - apart);
        double[] x = new double[2 * corners];
        double[] y = new double[2 * corners];
        for (int i = 0; i < corners; i++) {
            double share = (double) i / corners; // along the rim from the lower tip to the upper, and back inside
            double out = outerTip + share * 2 * (Math.PI - outerTip);
            x[i] = outer * StrictMath.cos(out);
            y[i] = outer * StrictMath.sin(out);
            double back = -innerTip - share * 2 * (Math.PI - innerTip);
            x[corners + i] = apart + inner * StrictMath.cos(back);
            y[corners + i] = inner * StrictMath.sin(back);
        }
        return new Outlines(x, y);
    }

    /** Distance from (px, py) to the nearest side, negative inside. */
    double distance(double px, double py) {
        double nearest = Double.POSITIVE_INFINITY;
        boolean inside = false;
        for (int i = 0, j = x.length - 1; i < x.length; j = i++) {
            double sideX = x[j] - x[i];
            double sideY = y[j] - y[i];
            double toX = px - x[i];
            double toY = py - y[i];
            double along = Math.clamp((toX * sideX + toY * sideY) / (sideX * sideX + sideY * sideY), 0, 1);
            double offX = toX - along * sideX;
            double offY = toY - along * sideY;
            nearest = Math.min(nearest, offX * offX + offY * offY);
            if ((y[i] > py) != (y[j] > py) && px < (x[j] - x[i]) * (py - y[i]) / (y[j] - y[i]) + x[i]) {
                inside = !inside;
            }
        }
        return inside ? -Math.sqrt(nearest) : Math.sqrt(nearest);
    }
}
