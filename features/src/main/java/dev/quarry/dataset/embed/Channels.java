package dev.quarry.dataset.embed;

import dev.quarry.dataset.feature.Planes;

/** Which colours a network takes, in which order. */
public enum Channels {

    /** Red, green, blue. */
    RGB(0, 1, 2),

    /** Blue, green, red, as OpenCV has them. */
    BGR(2, 1, 0),

    /** One plane: 0.299 red, 0.587 green, 0.114 blue, rounded as Pillow does. */
    GREY(-1);

    @SuppressWarnings("ImmutableEnumChecker") // nothing writes to it
    private final int[] planes;

    Channels(int... planes) {
        this.planes = planes;
    }

    /** How many there are. */
    int count() {
        return planes.length;
    }

    /** One of them, in 8 bits. */
    byte[] of(Planes picture, int channel) {
        if (planes[channel] >= 0) {
            return bytes(picture.plane(planes[channel]));
        }
        byte[] red = bytes(picture.plane(0));
        byte[] green = bytes(picture.plane(1));
        byte[] blue = bytes(picture.plane(2));
        byte[] grey = new byte[red.length];
        for (int i = 0; i < grey.length; i++) {
            int weighed = 19595 * (red[i] & 0xFF) + 38470 * (green[i] & 0xFF) + 7471 * (blue[i] & 0xFF);
            grey[i] = (byte) ((weighed + 0x8000) >> 16);
        }
        return grey;
    }

    private static byte[] bytes(float[] plane) {
        byte[] bytes = new byte[plane.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Math.round(plane[i] * 255);
        }
        return bytes;
    }
}
