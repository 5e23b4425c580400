package dev.quarry.dataset.generate;

import dev.quarry.kernel.Randomness;
import java.awt.image.BufferedImage;

/** One drawn picture: a ground with soft patches, things lying about, a shape with its shadow, things in front, noise. */
final class Scene {

    private final Sequence random;
    private final double difficulty;
    private final Canvas canvas;
    private final double groundHue;

    private Scene(Randomness random, int size, double difficulty) {
        this.random = new Sequence(random);
        this.difficulty = difficulty;
        this.canvas = new Canvas(size);
        this.groundHue = this.random.uniform();
    }

    static BufferedImage draw(Shape shape, Randomness random, int size, double difficulty) {
        Scene scene = new Scene(random, size, difficulty);
        scene.ground();
        scene.clutter((int) Math.round(12 * difficulty), 0.02, 0.05);
        scene.shape(shape);
        scene.clutter((int) Math.round(3 * difficulty), 0.01, 0.025);
        return scene.canvas.picture(scene.random, 0.008 + 0.09 * difficulty);
    }

    private void ground() {
        double brightness = random.between(0.72, 0.95) - 0.35 * difficulty * random.uniform();
        Colour near = Colour.of(groundHue, random.between(0.08, 0.3), brightness);
        Colour far = Colour.of(
                (groundHue + random.between(-0.08, 0.08) + 1) % 1, random.between(0.15, 0.45), brightness - 0.15);
        double turn = random.between(0, 2 * Math.PI);
        double across = StrictMath.cos(turn);
        double down = StrictMath.sin(turn);
        double[] patches = patches();
        double strength = 0.05 + 0.15 * difficulty;
        canvas.paint(
                (x, y) -> 1,
                (x, y, channel) -> near.towards(
                                far, Math.clamp(0.5 + 0.7 * ((x - 0.5) * across + (y - 0.5) * down), 0, 1), channel)
                        + strength * patch(patches, x, y));
    }

    /** Heights at the corners of a grid of 5 × 5 cells, each in (−½, ½). */
    private double[] patches() {
        double[] heights = new double[36];
        for (int i = 0; i < heights.length; i++) {
            heights[i] = random.uniform() - 0.5;
        }
        return heights;
    }

    private static double patch(double[] heights, double x, double y) {
        int col = (int) (5 * x);
        int row = (int) (5 * y);
        double right = smooth(5 * x - col);
        double low = smooth(5 * y - row);
        int at = 6 * row + col;
        double above = heights[at] + right * (heights[at + 1] - heights[at]);
        double below = heights[at + 6] + right * (heights[at + 7] - heights[at + 6]);
        return above + low * (below - above);
    }

    private static double smooth(double t) {
        return t * t * (3 - 2 * t);
    }

    /** Sticks and pebbles of any colour; a pebble is a stick without length. */
    private void clutter(int count, double thin, double thick) {
        for (int i = 0; i < count; i++) {
            Colour colour = Colour.of(random.uniform(), random.between(0.2, 0.8), random.between(0.3, 0.95));
            double fromX = random.uniform();
            double fromY = random.uniform();
            double length = random.uniform() < 0.4 ? 0 : random.between(0.1, 0.4);
            double turn = random.between(0, 2 * Math.PI);
            double toX = fromX + length * StrictMath.cos(turn);
            double toY = fromY + length * StrictMath.sin(turn);
            double radius = random.between(thin, thick);
            double opaque = random.between(0.45, 0.9);
            canvas.paint(
                    (x, y) -> opaque * canvas.edge(stick(x, y, fromX, fromY, toX, toY) - radius, 0),
                    (x, y, channel) -> colour.channel(channel));
        }
    }

    private static double stick(double x, double y, double fromX, double fromY, double toX, double toY) {
        double sideX = toX - fromX;
        double sideY = toY - fromY;
        double length = sideX * sideX + sideY * sideY;
        double along = length == 0 ? 0 : Math.clamp(((x - fromX) * sideX + (y - fromY) * sideY) / length, 0, 1);
        double offX = x - fromX - along * sideX;
        double offY = y - fromY - along * sideY;
        return Math.sqrt(offX * offX + offY * offY);
    }

    private void shape(Shape shape) {
        double radius = random.between(0.30 - 0.14 * difficulty, 0.36 + 0.04 * difficulty);
        double room = (0.48 - radius) * (0.35 + 0.65 * difficulty);
        double centreX = 0.5 + random.between(-room, room);
        double centreY = 0.5 + random.between(-room, room);
        double turn = random.between(-1, 1) * Math.PI * (0.06 + 0.94 * difficulty);
        double cos = StrictMath.cos(turn) / radius;
        double sin = StrictMath.sin(turn) / radius;
        Canvas.Cover outline = (x, y) -> radius
                * shape.distance((x - centreX) * cos + (y - centreY) * sin, (y - centreY) * cos - (x - centreX) * sin);
        double apart = (0.5 - 0.35 * difficulty) * (random.uniform() < 0.5 ? 1 : -1);
        double hue = (groundHue + apart + random.between(-0.1, 0.1) + 2) % 1;
        Colour body = Colour.of(hue, random.between(0.55, 0.9), random.between(0.55, 0.95));
        double lift = 0.12 * radius;
        canvas.paint((x, y) -> 0.4 * canvas.edge(outline.at(x - lift, y - 1.3 * lift), 0.09), (x, y, channel) -> 0.05);
        canvas.paint(
                (x, y) -> canvas.edge(outline.at(x, y), 0),
                (x, y, channel) -> body.channel(channel) * lit(x - centreX, y - centreY, outline.at(x, y), radius));
    }

    /** Brighter towards the upper left, darker along the rim. */
    private static double lit(double x, double y, double distance, double radius) {
        double slope = 1 - 0.18 * (x + y) / radius;
        double rim = Math.clamp(-distance / (0.10 * radius), 0, 1);
        return slope * (0.62 + 0.38 * rim);
    }
}
