package dev.quarry.cli.picture;

/** Round signs with numbers beside the points that they belong to, none over another. */
final class Signs {

    /** Of a sign, in pixels. */
    static final double RADIUS = 10;

    private static final double GAP = 1;
    private static final double BACK = 0.05;
    private static final int ROUNDS = 400;

    private Signs() {}

    /**
     * Where the signs of some points stand: on their point where there is room, else pushed aside.
     *
     * @param points their places in pixels
     */
    static double[][] apart(double[][] points, double width, double height) {
        double[][] signs = new double[points.length][];
        for (int i = 0; i < signs.length; i++) { // a hair aside, each to another side: equal points must part too
            double side = i % 2 == 0 ? 1 : -1;
            signs[i] = new double[] {points[i][0] + side * 0.01 * (i + 1), points[i][1] - 0.01 * (i + 1)};
        }
        for (int round = 0; round < ROUNDS; round++) {
            double back = round < ROUNDS / 2 ? BACK : 0;
            for (int i = 0; i < signs.length; i++) {
                signs[i][0] += back * (points[i][0] - signs[i][0]);
                signs[i][1] += back * (points[i][1] - signs[i][1]);
                for (int j = 0; j < i; j++) {
                    push(signs[i], signs[j]);
                }
            }
            for (double[] sign : signs) {
                sign[0] = Math.clamp(sign[0], RADIUS + GAP, width - RADIUS - GAP);
                sign[1] = Math.clamp(sign[1], RADIUS + GAP, height - RADIUS - GAP);
            }
        }
        return signs;
    }

    private static void push(double[] a, double[] b) {
        double dx = a[0] - b[0];
        double dy = a[1] - b[1];
        double distance = Math.sqrt(dx * dx + dy * dy);
        double missing = 2 * RADIUS + GAP - distance;
        if (missing > 0) {
            double share = missing / 2 / Math.max(distance, 1e-3);
            a[0] += share * dx;
            a[1] += share * dy;
            b[0] -= share * dx;
            b[1] -= share * dy;
        }
    }
}
