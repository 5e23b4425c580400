package dev.quarry.server.feature;

import dev.quarry.bundle.State;
import dev.quarry.dataset.Picture;
import dev.quarry.dataset.Preparation;
import dev.quarry.dataset.feature.PictureFeatures;
import dev.quarry.dataset.feature.TextFeatures;
import dev.quarry.kernel.FloatMatrix;
import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.Workers;
import dev.quarry.server.item.Item;
import dev.quarry.server.media.Contents;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Takes the numbers of one or more blocks from items; NaN where an item lacks them. */
interface Extractor {

    /** How many numbers. */
    int columns();

    /** What they are called. */
    List<String> names();

    /** For each number, whether a further column says where it was missing. */
    default boolean[] indicators() {
        return new boolean[columns()];
    }

    /**
     * The numbers of some items, one row each.
     *
     * @throws IOException if none of them can be had, with the reason
     */
    FloatMatrix rows(List<Item> items) throws IOException;

    /** The names of unnamed numbers. */
    static List<String> numbered(String name, int columns) {
        return columns == 1
                ? List.of(name)
                : IntStream.range(0, columns)
                        .mapToObj(i -> "%s %d".formatted(name, i))
                        .toList();
    }

    /** Several side by side, in their order. */
    static Extractor together(List<Extractor> parts) {
        return new Extractor() {
            @Override
            public int columns() {
                return parts.stream().mapToInt(Extractor::columns).sum();
            }

            @Override
            public List<String> names() {
                return parts.stream().flatMap(part -> part.names().stream()).toList();
            }

            @Override
            public boolean[] indicators() {
                boolean[] all = new boolean[columns()];
                int at = 0;
                for (Extractor part : parts) {
                    System.arraycopy(part.indicators(), 0, all, at, part.columns());
                    at += part.columns();
                }
                return all;
            }

            @Override
            public FloatMatrix rows(List<Item> items) throws IOException {
                int cols = columns();
                float[] values = new float[Math.multiplyExact(items.size(), cols)];
                int at = 0;
                for (Extractor part : parts) {
                    float[] own = part.rows(items).values();
                    for (int i = 0; i < items.size(); i++) {
                        System.arraycopy(own, i * part.columns(), values, i * cols + at, part.columns());
                    }
                    at += part.columns();
                }
                return FloatMatrix.wrap(values, items.size(), cols);
            }
        };
    }

    /**
     * From pictures; each is decoded once for all features that take one picture at a time. One that cannot be decoded has
     * no numbers.
     */
    record OfPictures(String project, Contents contents, Map<String, PictureFeatures> features) implements Extractor {

        @Override
        public int columns() {
            return features.values().stream().mapToInt(PictureFeatures::cols).sum();
        }

        @Override
        public List<String> names() {
            List<String> names = new ArrayList<>();
            features.forEach(
                    (key, one) -> names.addAll(one.names().isEmpty() ? numbered(key, one.cols()) : one.names()));
            return names;
        }

        @Override
        public FloatMatrix rows(List<Item> items) throws IOException {
            int cols = columns();
            float[] values = new float[Math.multiplyExact(items.size(), cols)];
            Workers.current().chunks(items.size(), 4, (from, to) -> {
                for (int i = from; i < to; i++) {
                    write(items.get(i), values, i * cols);
                }
            });
            int at = 0;
            for (PictureFeatures one : features.values()) {
                if (one.isBatched()) {
                    batch(one, items, values, cols, at);
                }
                at += one.cols();
            }
            return FloatMatrix.wrap(values, items.size(), cols);
        }

        private void write(Item item, float[] values, int from) {
            int at = from;
            try {
                BufferedImage picture = contents.picture(project, item);
                for (PictureFeatures one : features.values()) {
                    if (!one.isBatched()) {
                        one.write(picture, values, at);
                    }
                    at += one.cols();
                }
            } catch (IOException | RuntimeException e) { // a broken picture is no reason to stop
                Arrays.fill(values, from, from + columns(), Float.NaN);
            }
        }

        private void batch(PictureFeatures one, List<Item> items, float[] values, int cols, int at) throws IOException {
            int[] readable = IntStream.range(0, items.size())
                    .filter(i -> !Float.isNaN(values[i * cols]))
                    .toArray();
            List<Picture> pictures = IntStream.of(readable)
                    .<Picture>mapToObj(i -> () -> contents.picture(project, items.get(i)))
                    .toList();
            float[] own = one.rows(pictures).values();
            for (int i = 0; i < readable.length; i++) {
                System.arraycopy(own, i * one.cols(), values, readable[i] * cols + at, one.cols());
            }
        }
    }

    /**
     * From texts.
     *
     * @param learnt what was learnt from all texts
     */
    record OfTexts(String key, TextFeatures features, Contents contents, State learnt, int columns)
            implements Extractor {

        /** Learns from texts. */
        static OfTexts learn(String key, TextFeatures features, Contents contents, List<String> texts)
                throws IOException {
            Preparation preparation = features.of(texts);
            State learnt = preparation.learn(IntStream.range(0, texts.size()).toArray());
            return new OfTexts(key, features, contents, learnt, preparation.cols(learnt));
        }

        @Override
        public List<String> names() {
            return numbered(key, columns);
        }

        @Override
        public FloatMatrix rows(List<Item> items) throws IOException {
            List<String> texts = items.stream().map(contents::text).toList();
            return features.of(texts).apply(learnt).toFloat();
        }
    }

    /** A column of numbers. */
    record OfNumbers(String column) implements Extractor {

        @Override
        public int columns() {
            return 1;
        }

        @Override
        public List<String> names() {
            return List.of(column);
        }

        @Override
        public boolean[] indicators() {
            return new boolean[] {true};
        }

        @Override
        public FloatMatrix rows(List<Item> items) {
            float[] values = new float[items.size()];
            for (int i = 0; i < values.length; i++) {
                String value = items.get(i).fields().get(column);
                values[i] = value == null ? Float.NaN : Survey.number(value);
            }
            return FloatMatrix.wrap(values, values.length, 1);
        }
    }

    /** A column of words: 1 in the column of the word, 0 elsewhere. */
    record OfWords(String column, List<String> words) implements Extractor {

        @Override
        public int columns() {
            return words.size();
        }

        @Override
        public List<String> names() {
            return words.stream().map(word -> "%s: %s".formatted(column, word)).toList();
        }

        @Override
        public FloatMatrix rows(List<Item> items) {
            Map<String, Integer> places = new TreeMap<>();
            words.forEach(word -> places.put(word, places.size()));
            float[] values = new float[Math.multiplyExact(items.size(), words.size())];
            for (int i = 0; i < items.size(); i++) {
                String value = items.get(i).fields().get(column);
                Integer place = value == null ? null : places.get(Survey.word(value));
                if (place != null) {
                    values[i * words.size() + place] = 1;
                }
            }
            return FloatMatrix.wrap(values, items.size(), words.size());
        }
    }

    /** Numbers that came with the data, row by row. */
    record OfFile(String key, Matrix matrix) implements Extractor {

        @Override
        public int columns() {
            return matrix.cols();
        }

        @Override
        public List<String> names() {
            return numbered(key, matrix.cols());
        }

        @Override
        public boolean[] indicators() {
            boolean[] first = new boolean[columns()];
            first[0] = true; // an item has all of them or none
            return first;
        }

        @Override
        public FloatMatrix rows(List<Item> items) {
            int cols = columns();
            float[] values = new float[Math.multiplyExact(items.size(), cols)];
            float[] one = new float[cols];
            for (int i = 0; i < items.size(); i++) {
                int row = items.get(i).row();
                if (row < matrix.rows()) {
                    matrix.copyRows(row, row + 1, one);
                    for (int j = 0; j < cols; j++) {
                        values[i * cols + j] = Float.isFinite(one[j]) ? one[j] : Float.NaN;
                    }
                } else {
                    Arrays.fill(values, i * cols, (i + 1) * cols, Float.NaN);
                }
            }
            return FloatMatrix.wrap(values, items.size(), cols);
        }
    }
}
