package dev.quarry.dataset.read;

import com.google.auto.service.AutoService;
import dev.quarry.dataset.DatasetBuilder;
import dev.quarry.dataset.feature.HashedText;
import dev.quarry.dataset.feature.Imputation;
import dev.quarry.dataset.feature.Median;
import dev.quarry.dataset.feature.Scaling;
import dev.quarry.dataset.feature.Standardise;
import dev.quarry.dataset.feature.TextFeatures;
import dev.quarry.part.Help;
import dev.quarry.part.Named;
import dev.quarry.part.Part;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * ARFF: a table that declares its columns. Numeric and nominal columns become features, string columns only where they
 * are named as text; dates and relations must be ignored. Sparse rows are refused.
 *
 * @param label the label attribute: name, position from 0, {@code first}, {@code last} or {@code none}
 * @param ignore attributes to leave out
 * @param text string attributes whose words are the features
 * @param charset the character set
 * @param impute what stands for a missing number
 * @param scaling how numeric columns are scaled
 * @param features how texts become numbers
 */
@AutoService(Part.class)
@Named(
        value = "arff",
        summary = "A table that declares its columns, as Weka writes it.",
        cost = "O(bytes), 4 bytes a cell")
public record Arff(
        @Help("label attribute: name, position from 0, first, last or none")
        String label,

        @Help("attributes to leave out") List<String> ignore,

        @Help("string attributes whose words are the features")
        List<String> text,

        @Help("character set") String charset,
        @Help("what stands for a missing number") Imputation impute,
        @Help("how numeric columns are scaled") Scaling scaling,
        @Help("how texts become numbers") TextFeatures features)
        implements Format {

    /** Copies the lists and checks the character set. */
    public Arff {
        ignore = List.copyOf(ignore);
        text = List.copyOf(text);
        Charsets.named(charset);
    }

    /** The label last; numeric columns standardised. */
    public Arff() {
        this("last", List.of(), List.of(), "UTF-8", new Median(), new Standardise(), new HashedText());
    }

    @Override
    public DatasetBuilder read(List<Source> sources) throws IOException {
        return new ArffReading(this, sources).read();
    }

    @Override
    public List<Path> claims(Path path) {
        return Bytes.plainName(path).endsWith(".arff") ? List.of(path) : List.of();
    }
}
