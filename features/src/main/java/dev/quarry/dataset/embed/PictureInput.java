package dev.quarry.dataset.embed;

import dev.quarry.dataset.BadDataException;
import dev.quarry.dataset.embed.Network.Slot;
import dev.quarry.dataset.feature.Planes;
import dev.quarry.part.Parts;
import java.awt.image.BufferedImage;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * How a picture becomes the numbers that a network takes: resized and cut out, scaled to [0, 1], normalised, laid out.
 *
 * @param batch pictures at a time
 * @param width pixels in a row of what the network takes
 * @param height rows of pixels
 * @param shortest pixels of the shortest side before the middle is cut out
 * @param options everything else
 * @param channelsLast whether the colours of a pixel lie side by side
 */
record PictureInput(int batch, int width, int height, int shortest, Embedding options, boolean channelsLast) {

    private static final int USUAL_SIZE = 224;

    /** What a network takes, as far as it says so, and what is configured otherwise. */
    static PictureInput of(Embedding options, List<Slot> slots, Path model) throws BadDataException {
        boolean last = options.layout() == Embedding.Layout.NHWC;
        Slot slot = slot(options, slots, model);
        int channels = options.channels().count();
        if (options.layout() == Embedding.Layout.AUTO
                && slot.fixes(3)
                && !(slot.fixes(1) && slot.dims()[1] == channels)) {
            last = slot.dims()[3] == channels;
        }
        int axis = last ? 3 : 1;
        if (slot.fixes(axis) && slot.dims()[axis] != channels) {
            throw wrong(
                    model,
                    slot,
                    "pictures have (%d) channels there".formatted(channels),
                    "channels or layout are others");
        }
        int height = side(options, slot, last ? 1 : 2, model);
        int width = side(options, slot, last ? 2 : 3, model);
        int shortest = Math.max(options.shortest(), Math.max(height, width));
        int batch = slot.fixes(0) ? (int) slot.dims()[0] : options.batch();
        return new PictureInput(batch, width, height, shortest, options, last);
    }

    private static Slot slot(Embedding options, List<Slot> slots, Path model) throws BadDataException {
        List<String> names = slots.stream().map(Slot::name).toList();
        if (!options.input().isEmpty() && !names.contains(options.input())) {
            throw new BadDataException(Parts.unknown("input of (%s)".formatted(model), options.input(), names));
        } else if (slots.size() > 1) {
            throw new BadDataException(
                    "The model (%s) has (%d) inputs, %s, but a picture fills one. Maybe export the part of it that takes pictures alone."
                            .formatted(model, slots.size(), String.join(", ", names)));
        }
        Slot slot = slots.getFirst();
        if (!slot.takes(Network.Kind.FLOATS, 4)) {
            throw wrong(model, slot, "a picture is float32 of four axes", "it is no model for pictures");
        }
        return slot;
    }

    private static int side(Embedding options, Slot slot, int axis, Path model) throws BadDataException {
        if (!slot.fixes(axis)) {
            return options.size() == 0 ? USUAL_SIZE : options.size();
        }
        int side = (int) slot.dims()[axis];
        if (options.size() != 0 && options.size() != side) {
            throw wrong(model, slot, "the size is (%d)".formatted(options.size()), "(size: %d)".formatted(side));
        }
        return side;
    }

    private static BadDataException wrong(Path model, Slot slot, String but, String maybe) {
        return new BadDataException("The input (%s) of (%s) takes %s of shape %s, but %s. Maybe %s."
                .formatted(
                        slot.name(),
                        model,
                        Parts.describeValue(slot.kind()),
                        Arrays.toString(slot.dims()),
                        but,
                        maybe));
    }

    /** The axes of a batch. */
    long[] dims() {
        return channelsLast
                ? new long[] {batch, height, width, channels()}
                : new long[] {batch, channels(), height, width};
    }

    /** How many numbers a picture gives. */
    int size() {
        return Math.multiplyExact(channels(), Math.multiplyExact(width, height));
    }

    int channels() {
        return options.channels().count();
    }

    /** Puts a picture into a batch, from place {@code at} on. */
    void write(BufferedImage picture, FloatBuffer out, int at) {
        Planes planes = Planes.of(picture);
        int area = width * height;
        int newWidth = width;
        int newHeight = height;
        if (options.fit() == Embedding.Fit.CROP) {
            boolean upright = planes.height() > planes.width();
            int along = upright ? planes.height() : planes.width();
            int across = upright ? planes.width() : planes.height();
            int longest = (int) ((long) shortest * along / across);
            newWidth = upright ? shortest : longest;
            newHeight = upright ? longest : shortest;
        }
        Resampling x = across(planes.width(), newWidth, width);
        Resampling y = across(planes.height(), newHeight, height);
        for (int channel = 0; channel < channels(); channel++) {
            byte[] resized = Resampling.resize(options.channels().of(planes, channel), planes.width(), x, y);
            float mean = (float) options.mean(channel);
            float deviation = (float) options.deviation(channel);
            int start = channelsLast ? at + channel : at + channel * area;
            int step = channelsLast ? channels() : 1;
            for (int i = 0; i < area; i++) {
                out.put(start + i * step, ((resized[i] & 0xFF) / 255f - mean) / deviation);
            }
        }
    }

    /** The middle {@code kept} of {@code newLength} pixels; half a pixel goes to the even side, as torchvision has it. */
    private Resampling across(int length, int newLength, int kept) {
        int from = (int) Math.rint((newLength - kept) / 2.0);
        return Resampling.of(length, newLength, from, kept, options.interpolation());
    }
}
