package dev.quarry.dataset.generate;

/** A shape that can be drawn: its outline as a signed distance, inside a circle of radius 1 around the origin. */
public enum Shape {
    /** A disc. */
    CIRCLE,
    /** A square. */
    SQUARE,
    /** A triangle with equal sides. */
    TRIANGLE,
    /** A star of five points. */
    STAR,
    /** A cross with equal arms. */
    CROSS,
    /** A ring. */
    RING,
    /** A heart. */
    HEART,
    /** The moon, waning. */
    CRESCENT,
    /** A hexagon with equal sides. */
    HEXAGON,
    /** An arrow. */
    ARROW;

    /** Distance to the outline at (x, y), y pointing down: negative inside. */
    double distance(double x, double y) {
        return switch (this) {
            case CIRCLE -> length(x, y) - 0.9;
            case SQUARE -> Outlines.SQUARE.distance(x, y);
            case TRIANGLE -> Outlines.TRIANGLE.distance(x, y);
            case STAR -> Outlines.STAR.distance(x, y);
            case CROSS -> Outlines.CROSS.distance(x, y);
            case RING -> Math.abs(length(x, y) - 0.7) - 0.22;
            case HEART -> Outlines.HEART.distance(x, y);
            case CRESCENT -> Outlines.CRESCENT.distance(x, y);
            case HEXAGON -> Outlines.HEXAGON.distance(x, y);
            case ARROW -> Outlines.ARROW.distance(x, y);
        };
    }

    private static double length(double x, double y) {
        return Math.sqrt(x * x + y * y);
    }
}
