package dev.quarry.dataset.read;

import com.google.auto.service.AutoService;
import dev.quarry.dataset.DatasetBuilder;
import dev.quarry.dataset.feature.PictureFeatures;
import dev.quarry.dataset.feature.Scaling;
import dev.quarry.dataset.feature.Thumbnail;
import dev.quarry.dataset.feature.Unscaled;
import dev.quarry.part.Help;
import dev.quarry.part.Named;
import dev.quarry.part.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A folder or zip of pictures (JPEG, PNG, BMP, GIF, TIFF, WebP) of any sizes, in colour or grey. The first folder below the
 * root is the class; pictures at the root have none. Where the root has a folder named as {@code trainFolder}, it and
 * {@code testFolder} hold the pool and the test pictures, each with its own folders of classes. Items are named by their
 * path below the root and come in the order of these names; other files are passed over.
 *
 * @param trainFolder the folder of the pool pictures, where there is one
 * @param testFolder the folder of the test pictures beside it
 * @param unlabelled folders whose pictures have no label
 * @param features how a picture becomes numbers; of several, the numbers stand side by side
 * @param scaling how these numbers are scaled
 */
@AutoService(Part.class)
@Named(value = "pictures", summary = "A folder or zip of pictures, one folder for each class.", cost = "O(pixels)")
public record Pictures(
        @Help("the folder of the pool pictures, where there is one")
        String trainFolder,

        @Help("the folder of the test pictures beside it") String testFolder,
        @Help("folders whose pictures have no label") List<String> unlabelled,
        @Help("how a picture becomes numbers, side by side") List<PictureFeatures> features,
        @Help("how these numbers are scaled") Scaling scaling)
        implements Format {

    /** Copies the lists. */
    public Pictures {
        unlabelled = List.copyOf(unlabelled);
        features = List.copyOf(features);
        if (features.isEmpty()) {
            throw new IllegalArgumentException("The features must be at least one.");
        }
    }

    /** Folders {@code train} and {@code test} if they exist, every class labelled, grey thumbnail and colours. */
    public Pictures() {
        this("train", "test", List.of(), List.of(new Thumbnail()), new Unscaled());
    }

    @Override
    public DatasetBuilder read(List<Source> sources) throws IOException {
        return new PictureReading(this).read(sources);
    }

    @Override
    public List<Path> claims(Path path) {
        boolean claimed = Files.isDirectory(path)
                ? PictureReading.holdsPictures(path)
                : Bytes.plainName(path).endsWith(".zip");
        return claimed ? List.of(path) : List.of();
    }
}
