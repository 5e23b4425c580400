package dev.quarry.lab.report;

/** Names beside charts, where there is only so much room. */
final class Names {

    /** The mean width of a character of a sans-serif face, in its size. */
    private static final double CHARACTER = 0.61;

    private Names() {}

    /** About how wide a name is. */
    static double width(String name, double font) {
        return name.codePointCount(0, name.length()) * CHARACTER * font;
    }

    /** The name, or as much of it as fits; never cut in the middle of a character. */
    static String cut(String name, double room, double font) {
        if (width(name, font) <= room) {
            return name;
        }
        int fits = Math.max(1, (int) (room / (CHARACTER * font)) - 1);
        int[] points = name.codePoints().limit(fits).toArray();
        return new String(points, 0, points.length) + "…";
    }
}
