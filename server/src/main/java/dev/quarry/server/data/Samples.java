package dev.quarry.server.data;

import dev.quarry.dataset.generate.Shape;
import dev.quarry.dataset.generate.Shapes;
import dev.quarry.kernel.Randomness;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Generated data to try the app with, always the same.
 *
 * @param name what it is asked for by
 * @param title of the project
 * @param kind of the project
 * @param classes that a person would tell apart
 */
public record Samples(String name, String title, String kind, List<String> classes) {

    private static final int ITEMS = 300;
    private static final long SEED = 20_261;

    private static final List<Shape> DRAWN = List.of(Shape.CIRCLE, Shape.CROSS, Shape.HEART, Shape.SQUARE, Shape.STAR);

    private static final List<Samples> ALL = List.of(
            new Samples(
                    "shapes",
                    "Sample: shapes",
                    "pictures",
                    DRAWN.stream()
                            .map(shape -> shape.name().toLowerCase(Locale.ROOT))
                            .toList()),
            new Samples("texts", "Sample: letters to a shop", "texts", List.of("delivery", "payment", "return")),
            new Samples("rows", "Sample: fruit", "rows", List.of("apple", "banana", "lemon")));

    private static final List<String> OPENINGS =
            List.of("Hello,", "Good morning,", "Dear team,", "Hi,", "To whom it may concern,", "Good evening,");
    private static final List<String> ENDINGS = List.of(
            "Thank you.", "Please answer soon.", "Kind regards.", "I am waiting for your answer.", "Best wishes.");
    private static final List<String> THINGS =
            List.of("lamp", "pair of shoes", "kettle", "jacket", "keyboard", "tent", "book", "chair");
    private static final Map<String, List<String>> SAYINGS = Map.of(
            "delivery",
            List.of(
                    "my %s has not arrived yet although it was sent last week.",
                    "the parcel with the %s lies with a neighbour I do not know.",
                    "when will the %s be at my door?",
                    "the tracking number of the %s shows nothing.",
                    "can the %s go to another address?"),
            "payment",
            List.of(
                    "I was charged twice for the %s.",
                    "the invoice for the %s has the wrong name on it.",
                    "my card was refused when I wanted to pay for the %s.",
                    "can I pay for the %s in three parts?",
                    "the discount on the %s is missing from the bill."),
            "return",
            List.of(
                    "the %s does not fit, how do I send it back?",
                    "the %s came broken and I would like another one.",
                    "I changed my mind about the %s and want to return it.",
                    "where do I find the label to send the %s back?",
                    "the %s is not what the picture showed, please take it back."));

    /**
     * The one of a name.
     *
     * @throws NoSuchElementException if there is none
     */
    public static Samples named(String name) {
        return ALL.stream()
                .filter(sample -> sample.name.equals(name))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException(
                        "There is no sample (%s). Maybe (shapes), (texts) or (rows).".formatted(SafeName.shown(name))));
    }

    /** Puts the data into an upload. */
    public void write(Upload upload) throws IOException {
        switch (name) {
            case "shapes" -> shapes(upload);
            case "texts" -> table(upload, "letters.csv", texts());
            default -> table(upload, "fruit.csv", fruit());
        }
    }

    /** How it is to be read: the truth stands beside the items as a label, and no name tells it. */
    public Reading reading() {
        String label = switch (name) {
            case "shapes" -> "shape";
            case "texts" -> "topic";
            default -> "fruit";
        };
        return new Reading(null, null, Map.of(label, Reading.Role.LABEL), null);
    }

    private static void shapes(Upload upload) throws IOException {
        Shapes standard = new Shapes();
        Shapes shapes = new Shapes(ITEMS, 96, DRAWN, 0.3, standard.features(), 0);
        Path folder = Files.createTempDirectory(upload.folder(), "sample");
        shapes.writeTo(folder, SEED);
        List<Path> files;
        try (Stream<Path> walk = Files.walk(folder)) {
            files = walk.filter(Files::isRegularFile).sorted().toList();
        }
        Randomness random = Randomness.seed(SEED).purpose("order");
        int[] order = IntStream.range(0, files.size())
                .boxed()
                .sorted(Comparator.comparingDouble(i -> random.uniform(i)))
                .mapToInt(i -> i)
                .toArray();
        StringBuilder truth = new StringBuilder("file,shape\n");
        for (int i = 0; i < order.length; i++) {
            Path file = files.get(order[i]);
            String picture = "shape-%03d.png".formatted(i + 1);
            try (InputStream in = Files.newInputStream(file)) {
                upload.add(picture, Files.size(file), in);
            }
            truth.append("%s,%s\n".formatted(picture, folder.relativize(file).getName(0)));
        }
        table(upload, "shapes.csv", truth.toString());
    }

    private static void table(Upload upload, String name, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        upload.add(name, bytes.length, new ByteArrayInputStream(bytes));
    }

    private String texts() {
        Randomness random = Randomness.seed(SEED).purpose("letters");
        StringBuilder csv = new StringBuilder("id,text,topic\n");
        for (int i = 0; i < ITEMS; i++) {
            String topic = one(classes, random, "topic", i);
            String saying = one(SAYINGS.getOrDefault(topic, List.of()), random, "saying", i)
                    .formatted(one(THINGS, random, "thing", i));
            csv.append("letter-%03d,\"%s %s %s\",%s%n"
                    .formatted(
                            i + 1,
                            one(OPENINGS, random, "opening", i),
                            saying,
                            one(ENDINGS, random, "ending", i),
                            topic));
        }
        return csv.toString();
    }

    private static <T> T one(List<T> of, Randomness random, String purpose, int item) {
        return of.get((int) (random.purpose(purpose).uniform(item) * of.size()));
    }

    private String fruit() {
        Randomness random = Randomness.seed(SEED).purpose("fruit");
        double[][] means = {{150, 7.5, 7.2, 0.75}, {120, 18, 3.5, 0.85}, {100, 8, 6, 0.95}};
        double[][] spreads = {{25, 0.6, 0.6, 0.15}, {15, 1.8, 0.3, 0.1}, {15, 0.7, 0.4, 0.06}};
        StringBuilder csv = new StringBuilder("id,weight in g,length in cm,width in cm,brightness,fruit\n");
        for (int i = 0; i < ITEMS; i++) {
            int kindOf = (int) (random.purpose("kind").uniform(i) * classes.size());
            double[] values = new double[means[kindOf].length];
            for (int j = 0; j < values.length; j++) {
                values[j] = means[kindOf][j]
                        + spreads[kindOf][j] * normal(random.purpose("value").round(j), i);
            }
            csv.append("fruit-%03d,".formatted(i + 1));
            Arrays.stream(values).forEach(value -> csv.append("%.2f,".formatted(value)));
            csv.append(classes.get(kindOf)).append('\n');
        }
        return csv.toString();
    }

    private static double normal(Randomness random, int item) {
        double radius = Math.sqrt(-2 * StrictMath.log(random.purpose("radius").uniform(item)));
        return radius * StrictMath.cos(2 * Math.PI * random.purpose("angle").uniform(item));
    }
}
