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
 * Tables of text: comma, tab or otherwise separated, plain or gzip.
 *
 * <p>A column is numeric or nominal by its first value; a later value that is no number is then an error, unless it is
 * declared missing or the column nominal. Missing numbers become the median unless
 * told otherwise, nominal columns one column for each value,
 * missing being a value of its own. Where text columns are named, their words are the features and other columns are
 * not.
 *
 * @param label the label column: name, position from 0, {@code first}, {@code last}, {@code none}, or {@code auto} (a
 *     usual name such as label, class, target or category, otherwise the last column)
 * @param key the column that names the items, {@code none} to number them from 0
 * @param header whether the first record names the columns
 * @param names names for the columns of a file without header; empty for their positions
 * @param ignore columns to leave out
 * @param attributes columns that are no features but known beside them, such as a group or a price; strategies with quotas or
 *     costs read them
 * @param nominal columns that are nominal though their values look like numbers
 * @param text text columns, joined by line breaks in this order of the file
 * @param missing cells that mean "not known", beside the empty one
 * @param classes the classes in their order; empty for those that occur, by number or letter
 * @param labelSuffix what is cut off the end of a label where it is there, or {@code none}
 * @param delimiter one character or its name; {@code auto} counts the usual ones in the first line
 * @param quote the character that encloses cells, or {@code none}
 * @param comment the first character of lines to skip, or {@code none}
 * @param charset the character set
 * @param impute what stands for a missing number
 * @param scaling how numeric columns are scaled
 * @param features how texts become numbers
 */
@AutoService(Part.class)
@Named(
        value = "csv",
        summary = "A table of text, one item a line, comma, tab or otherwise separated.",
        cost = "O(bytes), 4 bytes a cell")
public record Csv(
        @Help("label column: name, position from 0, first, last, none or auto")
        String label,

        @Help("column that names the items, or none") String key,

        @Help("whether the first line names the columns: auto, true or false")
        Header header,

        @Help("names for columns without a header") List<String> names,
        @Help("columns to leave out") List<String> ignore,

        @Help("columns known beside the features, for quotas and costs")
        List<String> attributes,

        @Help("columns of codes that look like numbers") List<String> nominal,
        @Help("text columns") List<String> text,

        @Help("cells that mean not known, beside the empty one")
        List<String> missing,

        @Help("the classes in their order; empty for those that occur")
        List<String> classes,

        @Help("what is cut off the end of a label, or none") String labelSuffix,

        @Help("between cells: a character, comma, tab, semicolon, bar or auto")
        String delimiter,

        @Help("around cells: quote, apostrophe or none") String quote,
        @Help("first character of lines to skip, or none") String comment,
        @Help("character set") String charset,
        @Help("what stands for a missing number") Imputation impute,
        @Help("how numeric columns are scaled") Scaling scaling,
        @Help("how texts become numbers") TextFeatures features)
        implements Format {

    /** Copies the lists and checks the characters. */
    public Csv {
        names = List.copyOf(names);
        ignore = List.copyOf(ignore);
        attributes = List.copyOf(attributes);
        nominal = List.copyOf(nominal);
        text = List.copyOf(text);
        missing = List.copyOf(missing);
        classes = List.copyOf(classes);
        if (!delimiter.equals("auto")) {
            Signs.of(delimiter, "delimiter");
        }
        Signs.of(quote, "quote");
        Signs.of(comment, "comment");
        Charsets.named(charset);
    }

    /** Everything found out from the file; numeric columns standardised. */
    public Csv() {
        this(
                "auto",
                "none",
                Header.AUTO,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of("?", "NA", "NaN"),
                List.of(),
                "none",
                "auto",
                "quote",
                "none",
                "UTF-8",
                new Median(),
                new Standardise(),
                new HashedText());
    }

    @Override
    public DatasetBuilder read(List<Source> sources) throws IOException {
        return new CsvReading(this, sources).read();
    }

    @Override
    public List<Path> claims(Path path) {
        String name = Bytes.plainName(path);
        return name.endsWith(".csv") || name.endsWith(".tsv") || name.endsWith(".tab") || name.endsWith(".data")
                ? List.of(path)
                : List.of();
    }
}
