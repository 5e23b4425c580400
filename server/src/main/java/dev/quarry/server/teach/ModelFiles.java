package dev.quarry.server.teach;

import dev.quarry.bundle.State;
import dev.quarry.learn.Learner;
import dev.quarry.learn.Model;
import dev.quarry.learn.ModelBundle;
import dev.quarry.learn.Origin;
import dev.quarry.server.project.Project;
import dev.quarry.server.store.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The models of all projects as files, one bundle each. They can be fitted again, so losing one loses only time. */
public final class ModelFiles {

    private static final String VERSION = "0.1";

    private final Folders folders;

    /** The models below these folders. */
    public ModelFiles(Folders folders) {
        this.folders = folders;
    }

    /** Where a model is. */
    public Path file(String project, int number) {
        return folders.models(project).resolve(number + ".quarry");
    }

    /** A model; none where its file is gone or cannot be read. */
    public Optional<ModelBundle> load(String project, int number) {
        Path file = file(project, number);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(ModelBundle.load(file));
        } catch (IOException e) {
            return Optional.empty(); // it is fitted again
        }
    }

    void save(Project project, int number, Learner learner, Model model, Lesson lesson) throws IOException {
        Files.createDirectories(folders.models(project.id()));
        int columns = lesson.pool().cols();
        List<String> names = lesson.features().names();
        new ModelBundle(
                        learner,
                        model,
                        distinct(lesson.classes()),
                        columns,
                        names.size() == columns ? names : List.of(),
                        State.empty(),
                        "project %s".formatted(project.id()),
                        new Origin(
                                VERSION,
                                project.name(),
                                lesson.features().fingerprint(),
                                lesson.rows().length,
                                lesson.teaching().seed()))
                .save(file(project.id(), number));
    }

    /** A class that is offered no more may be called like another. */
    private static List<String> distinct(List<String> names) {
        List<String> distinct = new ArrayList<>();
        for (String name : names) {
            distinct.add(distinct.contains(name) ? "%s (%d)".formatted(name, distinct.size()) : name);
        }
        return distinct;
    }
}
