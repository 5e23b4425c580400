package dev.quarry.dataset.feature;

import com.google.auto.service.AutoService;
import dev.quarry.dataset.Picture;
import dev.quarry.kernel.FloatMatrix;
import dev.quarry.kernel.Memory;
import dev.quarry.part.Help;
import dev.quarry.part.Named;
import dev.quarry.part.Part;
import dev.quarry.part.Parts;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Several picture features side by side, as {@code [thumbnail, gradients, quality]} in the features of pictures. Where one of them
 * names its columns, those of the others are called {@code thumbnail 0}, {@code thumbnail 1} and so on.
 *
 * @param parts at least one
 */
@AutoService(Part.class)
@Named(
        value = "together",
        summary = "Several picture features side by side.",
        formula = "[first, second, …]",
        cost = "that of its parts")
public record Together(@Help("picture features") List<PictureFeatures> parts) implements PictureFeatures {

    /** Copies the list. */
    public Together {
        parts = List.copyOf(parts);
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("The parts must be at least one.");
        }
    }

    /** Grey copy, colours, edges. */
    public Together() {
        this(List.of(new Thumbnail(), new Gradients()));
    }

    @Override
    public int cols() {
        return parts.stream().mapToInt(PictureFeatures::cols).reduce(0, Math::addExact);
    }

    @Override
    public List<String> names() {
        if (parts.stream().allMatch(part -> part.names().isEmpty())) {
            return List.of();
        }
        List<String> names = new ArrayList<>();
        for (PictureFeatures part : parts) {
            List<String> own = part.names();
            for (int i = 0; i < part.cols(); i++) {
                names.add(own.isEmpty() ? "%s %d".formatted(Parts.describe(part), i) : own.get(i));
            }
        }
        return names;
    }

    @Override
    public boolean isBatched() {
        return parts.stream().anyMatch(PictureFeatures::isBatched);
    }

    @Override
    public FloatMatrix rows(List<? extends Picture> pictures) throws IOException {
        if (!isBatched()) {
            return PictureFeatures.super.rows(pictures); // decodes each picture once
        }
        List<FloatMatrix> taken = new ArrayList<>();
        int cols = 0;
        for (PictureFeatures part : parts) {
            taken.add(part.rows(pictures));
            cols += taken.getLast().cols();
        }
        int n = pictures.size();
        Memory.require((long) n * cols * Float.BYTES, "The features of (%d) pictures".formatted(n));
        float[] values = new float[Math.multiplyExact(n, cols)];
        int from = 0;
        for (FloatMatrix part : taken) {
            for (int row = 0; row < n; row++) {
                System.arraycopy(part.values(), row * part.cols(), values, row * cols + from, part.cols());
            }
            from += part.cols();
        }
        return FloatMatrix.wrap(values, n, cols);
    }

    @Override
    public void write(BufferedImage picture, float[] out, int at) {
        int from = at;
        for (PictureFeatures part : parts) {
            part.write(picture, out, from);
            from += part.cols();
        }
    }
}
