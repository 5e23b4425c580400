package dev.quarry.server.feature;

import dev.quarry.dataset.feature.PictureFeatures;
import dev.quarry.kernel.Npy;
import dev.quarry.part.Part;
import dev.quarry.part.Parts;
import dev.quarry.part.Spec;
import dev.quarry.server.data.Intake.Remembered;
import dev.quarry.server.feature.Block.Kind;
import dev.quarry.server.project.Project;
import dev.quarry.server.store.Folders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Which features the items of a project could have. */
final class Offer {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final double MOSTLY = 0.9;
    private static final double OFTEN = 0.5;
    private static final int ENOUGH_TEXTS = 500;

    private final Folders folders;
    private final String project;
    private final Survey survey;
    private final Set<String> labels;
    private final Map<String, Width> widths;
    private final List<Block> blocks = new ArrayList<>();

    private Offer(Folders folders, Project project, Survey survey, Map<String, Width> widths) {
        this.widths = widths;
        this.folders = folders;
        this.project = project.id();
        this.survey = survey;
        this.labels = Remembered.of(project).labels().keySet();
    }

    /**
     * What a network gives for a picture.
     *
     * @param columns how many numbers
     * @param refused why it gives none; null where it does
     */
    record Width(int columns, @Nullable String refused) {}

    /**
     * The blocks, those that are computed from the items themselves first. None of them holds what labels come from.
     *
     * @param widths what is known of networks, which are loaded to find out
     */
    static List<Block> of(Folders folders, Project project, Survey survey, Map<String, Width> widths) {
        Offer offer = new Offer(folders, project, survey, widths);
        String kind = project.kind();
        List<Block> imported = offer.imported();
        boolean known = imported.stream().anyMatch(Block::usual);
        if (kind.equals("pictures")) {
            offer.picture("thumbnail", "Small grey copy, 16 × 16", "thumbnail{colours: 0}", !known);
            offer.picture("colours", "Colours", "colour-histogram", !known);
            offer.picture("gradients", "Edges and their directions", "gradients", !known);
            offer.picture("quality", "Brightness, contrast, saturation, blur and other quality", "quality", false);
            offer.networks("embedding");
        } else if (kind.equals("texts")) {
            boolean many = survey.items() >= ENOUGH_TEXTS;
            offer.text("tf-idf", "Topics of words, 100 columns", "tf-idf{dimensions: 100}", 100, !known && many);
            offer.text(
                    "words", "Words, hashed to 1,024 columns", "hashed-text{dimensions: 1024}", 1_024, !known && !many);
            offer.networks("text-embedding");
        }
        offer.blocks.addAll(imported);
        offer.columns(!known && kind.equals("rows"));
        return List.copyOf(offer.blocks);
    }

    private void picture(String key, String title, String part, boolean usual) {
        int columns = Parts.read(PictureFeatures.class, part).cols();
        blocks.add(new Block(key, title, Kind.PICTURE, part, columns, 1, usual, true, null));
    }

    private void text(String key, String title, String part, int columns, boolean usual) {
        blocks.add(new Block(key, title, Kind.TEXT, part, columns, 1, usual, false, null));
    }

    /** Networks that somebody put into the folder of the installation. */
    private void networks(String part) {
        Path folder = folders.data().resolve("models");
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.{onnx,pt,pth,torchscript}")) {
            List<Path> sorted = new ArrayList<>();
            files.forEach(sorted::add);
            sorted.sort(null);
            for (Path file : sorted) {
                blocks.add(network(part, file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Block network(String part, Path file) throws IOException {
        boolean pictures = part.equals("embedding");
        String name = String.valueOf(file.getFileName());
        Map<String, Spec> components = new LinkedHashMap<>();
        components.put("model", new Spec.Word(file.toString()));
        String refused = Parts.find(Part.class, part).isEmpty()
                ? "This installation has nothing that runs networks. Maybe its module for features is missing."
                : null;
        if (!pictures) {
            Path tokenizer = tokenizer(file);
            components.put("tokenizer", new Spec.Word(tokenizer.toString()));
            if (refused == null && !Files.exists(tokenizer)) {
                refused = "A network for texts needs its tokenizer in the file (%s) beside it."
                        .formatted(tokenizer.getFileName());
            }
        }
        String spec = new Spec.Call(part, components).toString();
        int columns = 0;
        if (refused == null && pictures) {
            String version = "%s %s %d".formatted(spec, Files.getLastModifiedTime(file), Files.size(file));
            Width width = widths.computeIfAbsent(version, key -> width(spec, file));
            columns = width.columns;
            refused = width.refused;
        }
        return new Block(
                Block.NETWORK + name,
                "Network " + name,
                pictures ? Kind.PICTURE : Kind.TEXT,
                spec,
                columns,
                1,
                false,
                true,
                refused);
    }

    private static Path tokenizer(Path file) {
        String stem = String.valueOf(file.getFileName()).replaceFirst("\\.[^.]*$", "");
        Path own = file.resolveSibling(stem + ".tokenizer.json");
        return Files.exists(own) ? own : file.resolveSibling("tokenizer.json");
    }

    private static Width width(String spec, Path file) {
        String name = String.valueOf(file.getFileName());
        try {
            return new Width(Parts.read(PictureFeatures.class, spec).cols(), null);
        } catch (UncheckedIOException e) {
            return new Width(0, String.valueOf(e.getMessage()).replace(file.toString(), name)); // it says what and why
        } catch (RuntimeException e) {
            return new Width(0, "The file (%s) cannot be read as a network that takes pictures.".formatted(name));
        }
    }

    private List<Block> imported() {
        List<Block> found = new ArrayList<>();
        Path folder = folders.features(project).resolve("imported");
        if (!Files.isDirectory(folder)) {
            return found;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.npy")) {
            List<Path> sorted = new ArrayList<>();
            files.forEach(sorted::add);
            sorted.sort(null);
            for (Path file : sorted) {
                found.add(imported(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    private Block imported(Path file) throws IOException {
        String name = String.valueOf(file.getFileName()).replaceFirst("\\.npy$", "");
        Npy npy = Npy.open(file);
        JsonNode json = about(file);
        double covered = json.path("covered").asDouble((double) npy.size(0));
        double coverage = survey.items() == 0 ? 0 : Math.min(1, covered / survey.items());
        String label = names(json).stream().filter(labels::contains).findFirst().orElse(null);
        String refused = coverage == 0
                ? "No item has these numbers."
                : label == null
                        ? null
                        : "They hold the column (%s), which labels come from. Maybe import the data anew."
                                .formatted(label);
        return new Block(
                "imported:" + name,
                "Imported: " + name,
                Kind.IMPORTED,
                file.toString(),
                npy.axes() < 2 ? 1 : (int) npy.size(1),
                coverage,
                refused == null && coverage >= MOSTLY,
                true,
                refused);
    }

    private static JsonNode about(Path file) throws IOException {
        Path about = file.resolveSibling(file.getFileName().toString().replaceFirst("\\.npy$", ".json"));
        return Files.exists(about) ? JSON.readTree(Files.readString(about)) : JSON.nullNode();
    }

    private static List<String> names(JsonNode about) {
        return about.path("names").values().stream().map(JsonNode::asString).toList();
    }

    /** Whether numbers of a column are among those of a block. */
    static boolean holds(Block block, String column) {
        try {
            return switch (block.kind()) {
                case NUMBER, NOMINAL -> block.source().equals(column);
                case IMPORTED -> names(about(Path.of(block.source()))).contains(column);
                case PICTURE, TEXT -> false;
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The other columns of the data. */
    private void columns(boolean usual) {
        boolean numbers = survey.columns().stream()
                .anyMatch(column -> !labels.contains(column.name()) && column.isNumeric() && isOften(column.numbers()));
        for (Survey.Column column : survey.columns()) {
            if (labels.contains(column.name())) {
                continue; // a model would read off the answer
            }
            if (column.isNumeric()) {
                blocks.add(block(column, Kind.NUMBER, 1, column.numbers(), usual && isOften(column.numbers()), null));
            } else {
                int words = column.words().size();
                String refused = words > Survey.MOST_WORDS
                        ? "It has more than (%d) different words, so it names items rather than kinds of them."
                                .formatted(Survey.MOST_WORDS)
                        : words < 2 ? "It says the same of every item." : null;
                boolean asked = usual && !numbers && refused == null && isOften(column.filled());
                blocks.add(block(column, Kind.NOMINAL, words, column.filled(), asked, refused));
            }
        }
    }

    private boolean isOften(int count) {
        return count >= OFTEN * survey.items();
    }

    private Block block(
            Survey.Column column, Kind kind, int columns, int count, boolean usual, @Nullable String refused) {
        return new Block(
                "column:" + column.name(),
                "Column " + column.name(),
                kind,
                column.name(),
                columns,
                (double) count / Math.max(1, survey.items()),
                usual,
                kind == Kind.NUMBER,
                refused);
    }
}
