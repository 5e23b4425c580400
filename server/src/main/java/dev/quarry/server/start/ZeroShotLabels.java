package dev.quarry.server.start;

import dev.quarry.dataset.Picture;
import dev.quarry.dataset.embed.Embedding;
import dev.quarry.dataset.embed.TextEmbedding;
import dev.quarry.dataset.embed.ZeroShot;
import dev.quarry.kernel.FloatMatrix;
import dev.quarry.server.event.Provenance;
import dev.quarry.server.item.Item;
import dev.quarry.server.item.ItemTable;
import dev.quarry.server.job.Progress;
import dev.quarry.server.media.Contents;
import dev.quarry.server.project.LabelClass;
import dev.quarry.server.project.Project;
import dev.quarry.server.store.AllowedFolders;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Weak labels for pictures from a pair of networks that the user has: pictures and sentences in one space. */
public final class ZeroShotLabels {

    private static final String NETWORKS = "models";
    private static final int CHUNK = 64;

    private final ItemTable items;
    private final Contents contents;
    private final StartLabels labels;
    private final Path folder;
    private final AllowedFolders allowed;

    /** Compares what these items hold. */
    public ZeroShotLabels(ItemTable items, Contents contents, StartLabels labels) {
        this.items = items;
        this.contents = contents;
        this.labels = labels;
        this.folder = contents.folders().data().resolve(NETWORKS);
        this.allowed = new AllowedFolders(
                Stream.concat(contents.roots().stream(), Stream.of(folder)).toList());
    }

    /**
     * What to compare with what.
     *
     * @param pictures the file of the network for pictures
     * @param texts the file of the network for texts that belongs to it
     * @param tokenizer its tokenizer.json
     * @param template a sentence with {@code {}} for the class
     * @param least pictures of which the pair is less sure stay open, in [0, 1]
     */
    public record Wanted(
            String pictures,
            String texts,
            String tokenizer,
            @Nullable String template,
            @Nullable Double least) {}

    /** Why it is not possible in a project; none where it is. */
    public static Optional<String> impossible(Project project) {
        if (!project.kind().equals("pictures")) {
            return Optional.of(
                    "It compares pictures with sentences, and this project has %s.".formatted(project.kind()));
        }
        long classes = project.classes().stream().filter(one -> !one.retired()).count();
        return classes < 2
                ? Optional.of(
                        "It tells classes apart by their names, and there are fewer than two. Maybe add classes first.")
                : Optional.empty();
    }

    /** The files of networks and tokenizers that somebody put into the folder of the installation. */
    public List<String> files() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(Path::toString)
                    .filter(file -> file.matches(".*\\.(onnx|pt|pth|torchscript|json)"))
                    .sorted()
                    .toList();
        }
    }

    /**
     * Checks what is wanted.
     *
     * @throws IllegalArgumentException if a file is missing or lies elsewhere, or a rule is broken
     * @throws IllegalStateException if it is not possible in this project
     */
    public Ready ready(Project project, Wanted wanted) {
        impossible(project).ifPresent(why -> {
            throw new IllegalStateException(why);
        });
        double least = wanted.least() == null ? 0 : wanted.least();
        if (!(least >= 0 && least <= 1)) {
            throw new IllegalArgumentException("The least confidence (%s) must be between 0 and 1.".formatted(least));
        }
        ZeroShot pair = new ZeroShot(
                Embedding.clip(allowed(wanted.pictures())),
                TextEmbedding.clip(allowed(wanted.texts()), allowed(wanted.tokenizer())),
                project.classes().stream()
                        .filter(one -> !one.retired())
                        .map(LabelClass::name)
                        .toList(),
                List.of(wanted.template() == null ? ZeroShot.USUAL_TEMPLATE : wanted.template()),
                ZeroShot.USUAL_SCALE);
        return new Ready(project, pair, least);
    }

    private String allowed(String file) {
        try {
            return allowed.real(file).toString();
        } catch (NoSuchElementException e) {
            throw new IllegalArgumentException(
                    "There is no file (%s) in a folder that Quarry may read. Maybe put it below (%s)."
                            .formatted(file, folder),
                    e);
        }
    }

    /** A comparison that was checked and can be begun. */
    public final class Ready {

        private final Project project;
        private final ZeroShot pair;
        private final double least;

        private Ready(Project project, ZeroShot pair, double least) {
            this.project = project;
            this.pair = pair;
            this.least = least;
        }

        /**
         * Compares every picture and writes the labels.
         *
         * @throws IOException if a model cannot be read, or the two do not fit
         */
        public StartLabels.Outcome run(String by, Progress progress) throws IOException {
            int size = project.size();
            List<StartLabels.Label> found = new ArrayList<>();
            for (int from = 0; from < size; from += CHUNK) {
                progress.at((double) from / size, "%,d of %,d pictures compared".formatted(from, size));
                List<Item> some = new ArrayList<>();
                items.each(project.id(), from, Math.min(size, from + CHUNK), some::add);
                compare(some, found);
            }
            progress.check();
            return labels.write(project, found, Provenance.WEAK, by);
        }

        /** Where one of several cannot be decoded, each is looked at by itself; a fault of the networks shows in all. */
        private void compare(List<Item> some, List<StartLabels.Label> found) throws IOException {
            List<Item> readable = some.stream().filter(this::isThere).toList();
            try {
                believe(readable, found);
            } catch (IOException e) {
                int failed = 0;
                for (Item item : readable) {
                    try {
                        believe(List.of(item), found);
                    } catch (IOException broken) {
                        failed++;
                    }
                }
                if (failed == readable.size()) {
                    throw e;
                }
            }
        }

        private void believe(List<Item> readable, List<StartLabels.Label> found) throws IOException {
            List<Picture> pictures = readable.stream()
                    .<Picture>map(item -> new Opened(contents, project.id(), item))
                    .toList();
            FloatMatrix probabilities = pair.probabilities(pictures);
            for (int i = 0; i < readable.size(); i++) {
                int best = 0;
                for (int c = 1; c < probabilities.cols(); c++) {
                    best = probabilities.get(i, c) > probabilities.get(i, best) ? c : best;
                }
                if (probabilities.get(i, best) >= least) {
                    found.add(new StartLabels.Label(
                            readable.get(i).row(), pair.classes().get(best)));
                }
            }
        }

        /** A picture that is gone stays without a label. */
        private boolean isThere(Item item) {
            try {
                contents.file(project.id(), item);
                return true;
            } catch (IOException e) {
                return false;
            }
        }
    }

    /** The picture of an item, read when it is looked at. */
    private record Opened(Contents contents, String project, Item item) implements Picture {

        @Override
        public BufferedImage image() throws IOException {
            return contents.picture(project, item);
        }

        @Override
        public byte[] content() throws IOException {
            return Files.readAllBytes(contents.file(project, item));
        }
    }
}
