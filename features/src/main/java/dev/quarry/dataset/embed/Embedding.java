package dev.quarry.dataset.embed;

import com.google.auto.service.AutoService;
import dev.quarry.dataset.Picture;
import dev.quarry.dataset.feature.PictureFeatures;
import dev.quarry.kernel.FloatMatrix;
import dev.quarry.part.Help;
import dev.quarry.part.Named;
import dev.quarry.part.Part;
import dev.quarry.part.Parts;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * What a network of your own says about a picture: an ONNX model, or TorchScript where the file ends in {@code .pt},
 * {@code .pth} or {@code .torchscript}.
 *
 * <p>A picture is brought to 8 bits of red, green and blue (transparent pixels show white), resized, cut out, divided by
 * 255, normalised and laid out. Resizing is Pillow's, to the bit: with {@link Interpolation antialiasing}, as
 * torchvision and the preprocessing of CLIP do it on Pillow's pictures. OpenCV's {@code resize} and PyTorch's {@code
 * interpolate} do not antialias unless told so; a network that was trained with those sees slightly other pixels here.
 *
 * <p>Rows are cached by the SHA-256 of the picture's bytes and of the model with everything here that decides them.
 *
 * @param model the file of the network
 * @param input the place where pictures go in; empty for the only one
 * @param output the tensor to take, an output or one inside, by its name; empty for the only output
 * @param pooling how one row is made of several
 * @param size pixels on each side of what the network takes; 0 for what its file says, else 224
 * @param shortest pixels of the shortest side before the middle is cut out; 0 for {@code size}
 * @param fit whether the middle is cut out or the whole picture squeezed
 * @param interpolation how a new pixel is made of old ones
 * @param channels which colours, in which order
 * @param normalise with which means and deviations colours are normalised
 * @param means what is subtracted from colours in [0, 1] instead: one number or one for each channel
 * @param deviations what they are divided by instead, above 0
 * @param layout in which order the axes of a batch stand
 * @param unit whether rows are divided by their Euclidean length
 * @param batch pictures at a time, 1 to 1024; a network that quantises while it runs lets neighbours influence each
 *     other, and then wants 1
 * @param threads of the network; 0 for as many as the work around it has, with TorchScript for one, since there the
 *     number may change the last bits
 */
@AutoService(Part.class)
@Named(
        value = "embedding",
        summary = "What a network of your own (ONNX, TorchScript) gives for a picture.",
        cost = "that of the network, once for each picture",
        paper = "")
public record Embedding(
        @Help("file of the network, .onnx or TorchScript's .pt")
        String model,

        @Help("where pictures go in; empty for the only input")
        String input,

        @Help("the tensor to take, an output or one inside; empty for the only output")
        String output,

        @Help("how one row is made of several: none, cls or mean")
        Pooling pooling,

        @Help("pixels on each side; 0 for what the model says, else 224")
        int size,

        @Help("pixels of the shortest side before the cut; 0 for size")
        int shortest,

        @Help("crop the middle or stretch the whole") Fit fit,

        @Help("bilinear or bicubic, antialiased as Pillow does")
        Interpolation interpolation,

        @Help("rgb, bgr or grey") Channels channels,

        @Help("means and deviations of: imagenet, clip, half or none")
        Normalisation normalise,

        @Help("other means of colours in [0, 1]") List<Double> means,
        @Help("other deviations") List<Double> deviations,

        @Help("order of axes: nchw, nhwc, or auto as the model says")
        Layout layout,

        @Help("whether rows get length 1") boolean unit,
        @Help("pictures at a time, 1 to 1024") int batch,

        @Help("threads; 0 for those of the work around it (TorchScript: one)")
        int threads)
        implements PictureFeatures {

    /** What becomes of a picture that is no square. */
    public enum Fit {
        /** The shortest side is resized, the middle cut out. */
        CROP,
        /** Both sides are resized, each by its own factor. */
        STRETCH
    }

    /** In which order the axes of a batch stand. */
    public enum Layout {
        /** As the model says; colours first where it does not. */
        AUTO,
        /** Pictures, colours, rows, columns. */
        NCHW,
        /** Pictures, rows, columns, colours. */
        NHWC
    }

    /** Checks the ranges. */
    public Embedding {
        means = List.copyOf(means);
        deviations = List.copyOf(deviations);
        if (size < 0 || size > 4096 || shortest < 0 || shortest > 4096) {
            throw new IllegalArgumentException(
                    "The size (%d) and the shortest (%d) must be 0 to 4096.".formatted(size, shortest));
        } else if (shortest > 0 && shortest < size) {
            throw new IllegalArgumentException(
                    "The shortest (%d) must not be less than the size (%d).".formatted(shortest, size));
        } else if (means.size() != deviations.size() || (means.size() > 1 && means.size() != channels.count())) {
            throw new IllegalArgumentException(
                    "The means %s and deviations %s must be one number each, or one for each of (%d) channels."
                            .formatted(means, deviations, channels.count()));
        } else if (deviations.stream().anyMatch(value -> !(value > 0)) || !finite(means) || !finite(deviations)) {
            throw new IllegalArgumentException(
                    "The means %s must be numbers, the deviations %s above 0.".formatted(means, deviations));
        } else if (channels == Channels.GREY
                && means.isEmpty()
                && normalise.mean().size() > 1) {
            throw new IllegalArgumentException(
                    "The normalise (%s) is for three colours, but grey is one. Maybe (normalise: none) or (normalise: half)."
                            .formatted(Parts.describeValue(normalise)));
        } else if (batch < 1 || batch > 1024 || threads < 0 || threads > 1024) {
            throw new IllegalArgumentException(
                    "The batch (%d) must be 1 to 1024, the threads (%d) 0 to 1024.".formatted(batch, threads));
        }
    }

    private static boolean finite(List<Double> values) {
        return values.stream().allMatch(Double::isFinite);
    }

    /** No model; its only output as it is, the middle of the picture in the model's size, bilinear, ImageNet's colours. */
    public Embedding() {
        this(
                "",
                "",
                "",
                Pooling.NONE,
                0,
                0,
                Fit.CROP,
                Interpolation.BILINEAR,
                Channels.RGB,
                Normalisation.IMAGENET,
                List.of(),
                List.of(),
                Layout.AUTO,
                false,
                16,
                0);
    }

    /** How the picture half of CLIP takes its pictures. */
    public static Embedding clip(String model) {
        Embedding usual = new Embedding();
        return new Embedding(
                model,
                usual.input,
                usual.output,
                usual.pooling,
                usual.size,
                usual.shortest,
                usual.fit,
                Interpolation.BICUBIC,
                usual.channels,
                Normalisation.CLIP,
                usual.means,
                usual.deviations,
                usual.layout,
                usual.unit,
                usual.batch,
                usual.threads);
    }

    /** The same but for what decides no row: where the file lies and how many threads there are. */
    Embedding anywhere() {
        return new Embedding(
                "",
                input,
                output,
                pooling,
                size,
                shortest,
                fit,
                interpolation,
                channels,
                normalise,
                means,
                deviations,
                layout,
                unit,
                batch,
                0);
    }

    /** What is subtracted from a channel. */
    double mean(int channel) {
        return of(channel, means.isEmpty() ? normalise.mean() : means);
    }

    /** What a channel is divided by. */
    double deviation(int channel) {
        return of(channel, deviations.isEmpty() ? normalise.deviation() : deviations);
    }

    /** Presets stand in the order red, green, blue; what the caller gives stands in the order of the channels. */
    private double of(int channel, List<Double> values) {
        boolean turned = means.isEmpty() && channels == Channels.BGR;
        return values.size() == 1 ? values.getFirst() : values.get(turned ? 2 - channel : channel);
    }

    /**
     * The rows of pictures, shape [n, d], taken from the cache where they are there.
     *
     * @throws IOException if the model or a picture cannot be read, or the model cannot take it; the message says which
     */
    @Override
    public FloatMatrix rows(List<? extends Picture> pictures) throws IOException {
        return new PictureRun(this, CacheFolder.current()).of(pictures);
    }

    @Override
    public boolean isBatched() {
        return true;
    }

    /** How many numbers a row has. Runs the network once, on a black picture, unless the cache has it. */
    @Override
    public int cols() {
        return one(new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB)).cols();
    }

    /** {@inheritDoc} Loads the network for this one picture: for many, {@link #rows} is the way. */
    @Override
    public void write(BufferedImage picture, float[] out, int at) {
        float[] row = one(picture).values();
        System.arraycopy(row, 0, out, at, row.length);
    }

    private FloatMatrix one(BufferedImage picture) {
        try {
            return rows(List.<Picture>of(() -> picture));
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }
}
