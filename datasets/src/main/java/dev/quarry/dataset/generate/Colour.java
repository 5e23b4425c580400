package dev.quarry.dataset.generate;

/**
 * A colour as light in [0, 1].
 *
 * @param red its red part
 * @param green its green part
 * @param blue its blue part
 */
record Colour(double red, double green, double blue) {

    /** By hue (0 to 1 around the circle), saturation and brightness. */
    static Colour of(double hue, double saturation, double brightness) {
        return new Colour(
                part(hue, saturation, brightness, 5),
                part(hue, saturation, brightness, 3),
                part(hue, saturation, brightness, 1));
    }

    private static double part(double hue, double saturation, double brightness, int n) {
        double k = (n + 6 * hue) % 6;
        return brightness * (1 - saturation * Math.clamp(Math.min(k, 4 - k), 0, 1));
    }

    double channel(int channel) {
        return channel == 0 ? red : channel == 1 ? green : blue;
    }

    /** This colour on the way to another one. */
    double towards(Colour other, double share, int channel) {
        return channel(channel) + share * (other.channel(channel) - channel(channel));
    }
}
