package dev.quarry.dataset.generate;

import com.google.auto.service.AutoService;
import dev.quarry.dataset.Dataset;
import dev.quarry.dataset.DatasetBuilder;
import dev.quarry.dataset.Generator;
import dev.quarry.dataset.Picture;
import dev.quarry.dataset.Provenance;
import dev.quarry.dataset.feature.PictureFeatures;
import dev.quarry.dataset.feature.PictureRows;
import dev.quarry.dataset.feature.Thumbnail;
import dev.quarry.dataset.feature.Unscaled;
import dev.quarry.item.Items;
import dev.quarry.kernel.FloatMatrix;
import dev.quarry.kernel.Randomness;
import dev.quarry.part.Help;
import dev.quarry.part.Named;
import dev.quarry.part.Part;
import dev.quarry.part.Parts;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;

/**
 * Drawn colour pictures of shapes, a stand-in for photos: one shape on a patterned ground, in any colour. Items are named
 * {@code star/00042.png} and come in the order of these names, so that the folder written by {@link #writeTo} is the same
 * dataset, row by row.
 *
 * @param n how many pictures, as many of each shape as of any other, give or take one
 * @param size pixels on each side, 32 to 128
 * @param shapes the classes, at least one, each once
 * @param difficulty 0 (upright, large, clean) to 1 (turned, small, among clutter, like its ground, noisy)
 * @param features how a picture becomes numbers
 * @param testFraction share of each class that becomes test rows
 */
@AutoService(Part.class)
@Named(value = "shapes", summary = "Drawn colour pictures of shapes, a stand-in for photos.", cost = "O(n·pixels)")
public record Shapes(
        @Help("number of pictures") int n,
        @Help("pixels on each side, 32 to 128") int size,
        @Help("the shapes, which are the classes") List<Shape> shapes,

        @Help("0 (large and clean) to 1 (small, turned, cluttered, noisy)")
        double difficulty,

        @Help("how a picture becomes numbers, side by side") List<PictureFeatures> features,
        @Help("share of each class that becomes test rows") double testFraction)
        implements Generator {

    /** Checks the ranges. */
    public Shapes {
        shapes = List.copyOf(shapes);
        features = List.copyOf(features);
        Points.requireCount("n", n, 1);
        Points.requireFraction(testFraction);
        if (size < 32 || size > 128) {
            throw new IllegalArgumentException("The size (%d) must be 32 to 128.".formatted(size));
        }
        if (!(difficulty >= 0 && difficulty <= 1)) {
            throw new IllegalArgumentException("The difficulty (%s) must be in [0, 1].".formatted(difficulty));
        }
        if (features.isEmpty()) {
            throw new IllegalArgumentException("The features must be at least one.");
        }
        if (shapes.isEmpty() || new HashSet<>(shapes).size() < shapes.size()) {
            throw new IllegalArgumentException("The shapes %s must be at least one, each once.".formatted(shapes));
        }
    }

    /** 600 pictures of 64 × 64 pixels, six shapes, difficulty 0.3. */
    public Shapes() {
        this(
                600,
                64,
                List.of(Shape.CIRCLE, Shape.CROSS, Shape.HEART, Shape.SQUARE, Shape.STAR, Shape.TRIANGLE),
                0.3,
                List.of(new Thumbnail()),
                0.2);
    }

    @Override
    public Dataset generate(long seed) {
        List<Drawing> drawings = drawings(seed);
        PictureFeatures how = PictureFeatures.of(features);
        FloatMatrix taken = take(how, drawings);
        List<String> classes =
                drawings.stream().map(Drawing::shapeName).distinct().toList();
        DatasetBuilder builder = new DatasetBuilder(
                        Items.named(drawings.stream().map(Drawing::name).toList()),
                        PictureRows.preparation(how, new Unscaled(), taken, drawings))
                .name(Parts.describe(this))
                .classes(classes)
                .labels(drawings.stream()
                        .mapToInt(drawing -> classes.indexOf(drawing.shapeName()))
                        .toArray())
                .pictures(drawings)
                .testFraction(testFraction, seed)
                .provenance(Provenance.of("%s seed %d".formatted(Parts.resolve(this), seed)));
        how.shape().ifPresent(builder::shape);
        return builder.build();
    }

    private FloatMatrix take(PictureFeatures how, List<Drawing> drawings) {
        try {
            return how.rows(drawings);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // a drawing comes from no file
        }
    }

    /**
     * Writes every picture as {@code folder/shape/number.png}; existing files of these names are replaced.
     *
     * @throws IOException if a file cannot be written
     */
    public void writeTo(Path folder, long seed) throws IOException {
        for (Drawing drawing : drawings(seed)) {
            Path file = folder.resolve(drawing.name());
            Files.createDirectories(file.getParent());
            ImageIO.write(drawing.image(), "png", file.toFile());
        }
    }

    private List<Drawing> drawings(long seed) {
        List<Drawing> drawings = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            drawings.add(new Drawing(shapes.get(i % shapes.size()), i, size, difficulty, seed));
        }
        drawings.sort(Comparator.comparing(Drawing::name));
        return drawings;
    }

    private record Drawing(Shape shape, int number, int size, double difficulty, long seed) implements Picture {

        String shapeName() {
            return shape.name().toLowerCase(Locale.ROOT);
        }

        String name() {
            return "%s/%05d.png".formatted(shapeName(), number);
        }

        @Override
        public BufferedImage image() {
            Randomness random = Randomness.seed(seed).purpose("shapes").round(number);
            return Scene.draw(shape, random, size, difficulty);
        }
    }
}
