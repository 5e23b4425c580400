package dev.quarry.cli;

import dev.quarry.dataset.Dataset;
import dev.quarry.dataset.Picture;
import dev.quarry.dataset.embed.Embedding;
import dev.quarry.dataset.embed.TextEmbedding;
import dev.quarry.dataset.embed.ZeroShot;
import dev.quarry.dataset.feature.PictureFeatures;
import dev.quarry.dataset.feature.TextFeatures;
import dev.quarry.kernel.FloatMatrix;
import dev.quarry.kernel.Npy;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code quarry zero-shot}: labels to start with, from a pair of networks for pictures and sentences. */
@Command(
        name = "zero-shot",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Labels pictures by a CLIP-style pair of networks before anybody has labelled one.",
            "Writes id, label and probability to a CSV and all probabilities to probabilities.npy beside it: weak labels."
        },
        footer = {
            "",
            "  quarry zero-shot photos/ --image-model vision.onnx --text-model text.onnx \\",
            "      --tokenizer tokenizer.json --classes cat,dog \\",
            "      --template \"a photo of a {}.\" --out labels.csv",
            "  quarry fit photos/ --labels labels.csv --learner logistic-regression",
            "",
            "A model may be a part instead of a file, to say more about it:",
            "  --image-model \"embedding{model: vision.onnx, output: image_embeds,",
            "      interpolation: bicubic, normalise: clip}\""
        })
final class ZeroShotCommand implements Callable<Integer> {

    @Parameters(
            index = "0",
            paramLabel = "DATASET",
            description = "a folder of pictures, or any other dataset of pictures; see (quarry datasets)")
    private String data = "";

    @Mixin
    private DataOptions dataOptions = new DataOptions();

    @Option(
            names = "--image-model",
            required = true,
            paramLabel = "FILE",
            description = "the network for pictures, ONNX or TorchScript; taken as CLIP takes pictures")
    private String imageModel = "";

    @Option(
            names = "--text-model",
            required = true,
            paramLabel = "FILE",
            description = "the network for texts that belongs to it")
    private String textModel = "";

    @Option(names = "--tokenizer", paramLabel = "FILE", description = "the tokenizer.json of the network for texts")
    private String tokenizer = "";

    @Option(
            names = "--classes",
            split = ",",
            paramLabel = "NAME",
            description = "the classes, separated by commas (those of the dataset)")
    private List<String> classes = new ArrayList<>();

    @Option(
            names = "--template",
            paramLabel = "TEXT",
            description = "a sentence with {} for the class; several are averaged (" + ZeroShot.USUAL_TEMPLATE + ")")
    private List<String> templates = new ArrayList<>();

    @Option(
            names = "--logit-scale",
            defaultValue = "" + ZeroShot.USUAL_SCALE,
            description = "what cosines are multiplied by before the softmax (${DEFAULT-VALUE})")
    private double scale;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            defaultValue = "labels.csv",
            description = "where the labels go (${DEFAULT-VALUE})")
    private Path out = Path.of("labels.csv");

    @Option(names = "--force", description = "replaces the files if they exist")
    private boolean force;

    @Option(names = "--json", description = "prints one JSON object")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        PictureFeatures pictures =
                imageModel.contains("{") ? Main.part(PictureFeatures.class, imageModel) : Embedding.clip(imageModel);
        TextEmbedding texts = texts();
        Path probabilitiesFile = out.resolveSibling("probabilities.npy");
        OutFolder.requireFreeFile(out, force);
        OutFolder.requireFreeFile(probabilitiesFile, force);
        Dataset dataset = dataOptions.open(data, 0);
        ZeroShot zeroShot = zeroShot(pictures, texts, dataset);
        FloatMatrix probabilities = dataOptions.computing("Comparing", () -> zeroShot.probabilities(pictures(dataset)));
        int[] best = best(probabilities);
        Npy.write(probabilitiesFile, probabilities);
        write(dataset, zeroShot.classes(), probabilities, best);
        print(dataset, zeroShot.classes(), best, probabilitiesFile);
        return 0;
    }

    private TextEmbedding texts() {
        if (!textModel.contains("{")) {
            if (tokenizer.isEmpty()) {
                throw new WrongCall("The network for texts needs its tokenizer. Maybe (--tokenizer tokenizer.json).");
            }
            return TextEmbedding.clip(textModel, tokenizer);
        } else if (Main.part(TextFeatures.class, textModel) instanceof TextEmbedding texts) {
            return texts;
        }
        throw new WrongCall("The part (%s) is no network. Maybe (text-embedding{model: FILE, tokenizer: FILE})."
                .formatted(textModel));
    }

    private ZeroShot zeroShot(PictureFeatures pictures, TextEmbedding texts, Dataset dataset) {
        List<String> names = classes.isEmpty() ? dataset.classes() : classes;
        List<String> sentences = templates.isEmpty() ? List.of(ZeroShot.USUAL_TEMPLATE) : templates;
        try {
            return new ZeroShot(
                    pictures, texts, names.stream().map(String::strip).toList(), sentences, scale);
        } catch (IllegalArgumentException e) {
            throw new WrongCall(e);
        }
    }

    private static List<Picture> pictures(Dataset dataset) {
        List<Picture> pictures = new ArrayList<>();
        for (int row = 0; row < dataset.size(); row++) {
            pictures.add(dataset.picture(row)
                    .orElseThrow(() -> new WrongCall("The items of (%s) are no pictures. Maybe it is another dataset."
                            .formatted(dataset.name()))));
        }
        return pictures;
    }

    /** The most probable class of each row, the first of equals. */
    private static int[] best(FloatMatrix probabilities) {
        int[] best = new int[probabilities.rows()];
        for (int row = 0; row < best.length; row++) {
            for (int c = 1; c < probabilities.cols(); c++) {
                if (probabilities.get(row, c) > probabilities.get(row, best[row])) {
                    best[row] = c;
                }
            }
        }
        return best;
    }

    private void write(Dataset dataset, List<String> names, FloatMatrix probabilities, int[] best) throws IOException {
        try (BufferedWriter csv = Files.newBufferedWriter(out)) {
            csv.write("id,label,probability\n");
            for (int row = 0; row < best.length; row++) {
                csv.write("%s,%s,%s\n"
                        .formatted(
                                IdFile.quoted(dataset.items().name(row)), IdFile.quoted(names.get(best[row])), (float)
                                        probabilities.get(row, best[row])));
            }
        }
    }

    private void print(Dataset dataset, List<String> names, int[] best, Path probabilitiesFile) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        names.forEach(name -> counts.put(name, 0));
        int known = 0;
        int agreeing = 0;
        for (int row = 0; row < best.length; row++) {
            counts.merge(names.get(best[row]), 1, Integer::sum);
            int label = dataset.label(row);
            if (label != Dataset.UNKNOWN && names.contains(dataset.classes().get(label))) {
                known++;
                agreeing += names.get(best[row]).equals(dataset.classes().get(label)) ? 1 : 0;
            }
        }
        PrintWriter to = spec.commandLine().getOut();
        if (json) {
            Map<String, Object> facts = new LinkedHashMap<>();
            facts.put("labels", out.toString());
            facts.put("probabilities", probabilitiesFile.toString());
            facts.put("items", best.length);
            facts.put("counts", counts);
            facts.put("known", known);
            facts.put("agreeing", agreeing);
            to.println(Json.text(facts));
            return;
        }
        TextTable table = new TextTable();
        table.row("CLASS", "ITEMS");
        counts.forEach((name, count) -> table.row(name, "%,d".formatted(count)));
        to.println(table);
        if (known > 0) {
            to.println("Of (%d) items whose label is known, (%d) agree with it.".formatted(known, agreeing));
        }
        to.println("Labels are in (%s), all probabilities in (%s).".formatted(out, probabilitiesFile));
    }
}
