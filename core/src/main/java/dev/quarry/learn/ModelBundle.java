package dev.quarry.learn;

import dev.quarry.bundle.BundleFile;
import dev.quarry.bundle.State;
import dev.quarry.part.Parts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A fitted model with all that is needed to use it on other data, and where it comes from. As a file it is a {@link
 * BundleFile}.
 *
 * @param learner the learner that fitted it
 * @param model what it learnt
 * @param classes the names of the classes, in the order of the model's
 * @param columns how many features a row has
 * @param names the names of the features; empty where they have none
 * @param preparation what was learnt to make features of the data; empty where nothing was
 * @param data the text by which the data were opened, with its options
 * @param origin where it comes from
 */
public record ModelBundle(
        Learner learner,
        Model model,
        List<String> classes,
        int columns,
        List<String> names,
        State preparation,
        String data,
        Origin origin) {

    /** Copies the lists and checks that they fit the model. */
    public ModelBundle {
        classes = List.copyOf(classes);
        names = List.copyOf(names);
        if (classes.size() != model.classes()) {
            throw new IllegalArgumentException("There are (%d) names of classes but the model knows (%d) classes."
                    .formatted(classes.size(), model.classes()));
        } else if (!names.isEmpty() && names.size() != columns) {
            throw new IllegalArgumentException(
                    "There are (%d) names of features but (%d) columns.".formatted(names.size(), columns));
        }
    }

    /**
     * Writes it as one file, whole or not at all. The same bundle gives the same bytes.
     *
     * @throws IOException if the file cannot be written
     */
    public void save(Path file) throws IOException {
        State state = State.empty()
                .with("learner", Parts.resolve(learner))
                .with("classes", classes)
                .with("columns", new int[] {columns})
                .with("names", names)
                .with("data", data)
                .with("origin", origin.state())
                .with("preparation", preparation)
                .with("model", model.state());
        BundleFile.write(file, state);
    }

    /**
     * Reads one.
     *
     * @throws IOException if the file cannot be read, is no bundle of a model, is damaged, or needs a learner that is
     *     not on the class path; the message names the file and what is wrong
     */
    public static ModelBundle load(Path file) throws IOException {
        State state = BundleFile.read(file);
        if (!state.has("learner") || !state.has("model")) {
            throw new IOException(
                    "The bundle (%s) holds no model. Maybe it was saved for something else.".formatted(file));
        }
        Learner learner = learner(file, state);
        try {
            return new ModelBundle(
                    learner,
                    learner.restore(state.inner("model")),
                    state.lines("classes"),
                    state.whole("columns")[0],
                    state.lines("names"),
                    state.inner("preparation"),
                    state.text("data"),
                    Origin.of(state.inner("origin")));
        } catch (RuntimeException e) {
            throw new IOException(
                    "The bundle (%s) holds no usable model of the learner (%s): %s"
                            .formatted(file, Parts.describe(learner), e.getMessage()),
                    e);
        }
    }

    private static Learner learner(Path file, State state) throws IOException {
        String text = "";
        try {
            text = state.text("learner");
            return Parts.read(Learner.class, text);
        } catch (IllegalArgumentException e) {
            throw new IOException(
                    "The model in (%s) was fitted by the learner (%s), which is not to be had here: %s Maybe its jar is missing from the class path."
                            .formatted(file, text, e.getMessage()),
                    e);
        }
    }
}
