package dev.quarry.server.web;

import dev.quarry.server.account.Accounts.Account;
import dev.quarry.server.event.Fact;
import dev.quarry.server.job.Job;
import dev.quarry.server.project.Project;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a list of projects shows of one.
 *
 * @param changed when something happened in it last
 * @param role what whoever asks is in it
 * @param model where its model is
 */
record ProjectCard(
        String id,
        String name,
        String kind,
        int items,
        int labelled,
        boolean archived,
        long version,
        Instant changed,
        String role,
        Model model) {

    /** The kind of the jobs that fit models. */
    private static final String TRAINING = "train";

    /**
     * Where a model is.
     *
     * @param state in a word: there is none, it is ready, in training, stale since labels came after it was fitted, or an
     *     error since the last fit failed
     * @param number of the model in charge; 0 for none
     * @param behind how many labels it does not know
     * @param done how much of a training is done, in [0, 1]; −1 where that is unknown or none runs
     * @param failure why the last fit failed; null where it did not
     */
    record Model(
            String state,
            int number,
            int behind,
            double done,
            @Nullable String failure) {}

    static ProjectCard of(App app, Account account, Project project) {
        Optional<Job> training = app.jobs().of(project.id()).stream()
                .filter(job -> job.kind().equals(TRAINING))
                .findFirst();
        String role = app.role(account, project.id())
                .map(one -> one.name().toLowerCase(Locale.ROOT))
                .orElse("");
        return project.atOnce(() -> new ProjectCard(
                project.id(),
                project.name(),
                project.kind(),
                project.size(),
                project.labelled().length,
                project.archived(),
                project.version(),
                project.changed(),
                role,
                model(project, training)));
    }

    private static Model model(Project project, Optional<Job> training) {
        Fact.Trained fitted = project.model().orElse(null);
        int number = fitted == null ? 0 : fitted.number();
        int behind = fitted == null ? 0 : Math.max(0, project.labelled().length - fitted.labels());
        if (training.isPresent() && !training.get().state().isEnd()) {
            return new Model("training", number, behind, training.get().done(), null);
        } else if (training.isPresent() && training.get().state() == Job.State.FAILED) {
            return new Model("error", number, behind, -1, training.get().failure());
        } else if (fitted == null) {
            return new Model("none", 0, 0, -1, null);
        }
        return new Model(behind > 0 ? "stale" : "ready", number, behind, -1, null);
    }
}
