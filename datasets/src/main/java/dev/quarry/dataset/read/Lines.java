package dev.quarry.dataset.read;

import com.google.auto.service.AutoService;
import dev.quarry.dataset.BadDataException;
import dev.quarry.dataset.Dataset;
import dev.quarry.dataset.DatasetBuilder;
import dev.quarry.dataset.feature.Extracted;
import dev.quarry.dataset.feature.HashedText;
import dev.quarry.dataset.feature.TextFeatures;
import dev.quarry.dataset.read.RecordReader.Dialect;
import dev.quarry.item.Items;
import dev.quarry.part.Help;
import dev.quarry.part.Named;
import dev.quarry.part.Part;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * One text a line, perhaps with its label in front: {@code DESC:manner How did serfdom develop …} has its label up to the
 * colon and its text from the first blank on. Empty lines are skipped.
 *
 * @param labelEnd the character that ends the label at the beginning of a line, or {@code none} where lines have no label
 * @param textStart the character after which the text begins; {@code none} for right after the label
 * @param charset the character set
 * @param features how texts become numbers
 */
@AutoService(Part.class)
@Named(value = "lines", summary = "One text a line, perhaps with its label in front.", cost = "O(bytes)")
public record Lines(
        @Help("the character that ends the label in front: tab, colon, blank … or none")
        String labelEnd,

        @Help("the character after which the text begins, or none for right after the label")
        String textStart,

        @Help("character set") String charset,
        @Help("how texts become numbers") TextFeatures features)
        implements Format {

    /** Checks the characters. */
    public Lines {
        Signs.of(labelEnd, "label-end");
        Signs.of(textStart, "text-start");
        Charsets.named(charset);
    }

    /** Unlabelled lines of UTF-8. */
    public Lines() {
        this("none", "none", "UTF-8", new HashedText());
    }

    @Override
    public DatasetBuilder read(List<Source> sources) throws IOException {
        List<String> texts = new ArrayList<>();
        List<Integer> labels = new ArrayList<>();
        Levels levels = new Levels();
        BitSet test = new BitSet();
        for (Source source : sources) {
            Bytes.read(source.path(), in -> {
                Dialect whole = new Dialect(Signs.NONE, "", false, Signs.NONE);
                RecordReader lines = new RecordReader(source.name(), in, Charsets.named(charset), whole);
                while (lines.next()) {
                    test.set(texts.size(), source.test());
                    labels.add(label(lines, levels, source.name()));
                    texts.add(text(lines, source.name()));
                }
                return texts;
            });
        }
        if (texts.isEmpty()) {
            throw new BadDataException(
                    "The file (%s) has no lines.".formatted(sources.getFirst().path()));
        }
        int[] order = levels.order();
        int[] ranks = Levels.ranks(order);
        return new DatasetBuilder(Items.range(texts.size()), Extracted.ofTexts(features, texts))
                .texts(texts)
                .test(test)
                .labels(labels.stream()
                        .mapToInt(label -> label < 0 ? Dataset.UNKNOWN : ranks[label])
                        .toArray())
                .classes(Arrays.stream(order).mapToObj(levels::value).toList());
    }

    private int label(RecordReader lines, Levels levels, String file) throws BadDataException {
        char end = Signs.of(labelEnd, "label-end");
        return end == Signs.NONE ? Dataset.UNKNOWN : levels.add(lines.text(), 0, find(lines, end, file));
    }

    private String text(RecordReader lines, String file) throws BadDataException {
        char start = Signs.of(textStart, "text-start");
        char after = start == Signs.NONE ? Signs.of(labelEnd, "label-end") : start;
        return after == Signs.NONE
                ? lines.cell(0)
                : lines.cell(0).substring(find(lines, after, file) + 1).strip();
    }

    private static int find(RecordReader lines, char wanted, String file) throws BadDataException {
        for (int i = 0; i < lines.end(0); i++) {
            if (lines.text()[i] == wanted) {
                return i;
            }
        }
        throw new BadDataException(
                "Line (%d) of (%s) lacks the character (%c) between label and text. Maybe its lines have no labels."
                        .formatted(lines.line(), file, wanted));
    }

    @Override
    public List<Path> claims(Path path) {
        return Bytes.plainName(path).endsWith(".txt") ? List.of(path) : List.of();
    }
}
