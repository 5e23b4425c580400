package dev.quarry.server.teach;

import dev.quarry.item.Items;
import dev.quarry.kernel.FloatMatrix;
import dev.quarry.learn.Model;
import dev.quarry.learn.ModelBundle;
import dev.quarry.server.event.Event;
import dev.quarry.server.event.Fact;
import dev.quarry.server.feature.FeatureBuilder;
import dev.quarry.server.feature.FeatureStore;
import dev.quarry.server.feature.FeatureStore.Features;
import dev.quarry.server.item.ItemTable;
import dev.quarry.server.job.Job;
import dev.quarry.server.job.Jobs;
import dev.quarry.server.job.Progress;
import dev.quarry.server.project.Project;
import dev.quarry.server.project.Projects;
import dev.quarry.server.store.EventLog;
import dev.quarry.server.store.Folders;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a model behind the labels of each project that somebody works on: fits anew when there are enough new labels,
 * says what it thinks of the whole pool, lets the strategy rank it, and swaps the ranking in. Nobody waits for it.
 */
public final class Teacher implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Teacher.class);

    /** The job that fits. */
    public static final String TRAIN = "train";

    /** The job that puts a model in charge that was fitted before. */
    static final String RESTORE = "restore";

    /** The job that ranks anew. */
    static final String RANK = "rank";

    private static final Set<String> TRAINING = Set.of(TRAIN, RESTORE);
    /** The jobs that work with features. */
    public static final Set<String> TEACHING = Set.of(TRAIN, RESTORE, RANK);

    private static final String QUARRY = "quarry";

    private final EventLog log;
    private final Projects projects;
    private final ItemTable items;
    private final FeatureStore features;
    private final FeatureBuilder builder;
    private final PredictionStore predictions;
    private final ModelFiles models;
    private final Jobs jobs;
    private final Desks desks;
    private final Map<String, Fitted> inCharge = new ConcurrentHashMap<>();
    private final Map<String, Items> known = new ConcurrentHashMap<>();
    private final Set<String> due = ConcurrentHashMap.newKeySet();
    private final ExecutorService decisions = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("quarry-teacher").daemon().factory());

    /** A model that is in memory. */
    private record Fitted(int number, Model model) {}

    /** A teacher for all projects. */
    public Teacher(
            EventLog log,
            Projects projects,
            ItemTable items,
            FeatureStore features,
            FeatureBuilder builder,
            PredictionStore predictions,
            Folders folders,
            Jobs jobs,
            Clock clock) {
        this.log = log;
        this.projects = projects;
        this.items = items;
        this.features = features;
        this.builder = builder;
        this.predictions = predictions;
        this.models = new ModelFiles(folders);
        this.jobs = jobs;
        this.desks = new Desks(log, projects, clock, this::begun);
        projects.listen(this::happened);
        jobs.listen(this::happened);
    }

    // ---- what is asked

    Desk desk(Project project) {
        return desks.of(project);
    }

    void forget(String project) {
        desks.forget(project);
    }

    /** The training that runs or waits. */
    public Optional<Job> training(Project project) {
        return running(project, TRAINING);
    }

    private Optional<Job> running(Project project, Set<String> kinds) {
        return jobs.of(project.id()).stream()
                .filter(job -> kinds.contains(job.kind()) && !job.state().isEnd())
                .reduce((newer, older) -> older);
    }

    private boolean isIdle(Project project) {
        return running(project, TEACHING).isEmpty();
    }

    /** Why nothing can be learnt, whatever is labelled; none where something can. */
    Optional<String> missing(Project project) {
        long classes = project.classes().stream().filter(one -> !one.retired()).count();
        if (project.size() == 0) {
            return Optional.of("The project has no items yet.");
        } else if (classes < 2) {
            return Optional.of("A model needs at least two classes, and the project has (%d).".formatted(classes));
        } else if (features.current(project.id()).isEmpty() && !builder.hasUsual(project)) {
            return Optional.of(
                    "Nothing in the items gives features to learn from. Maybe import numbers with them, or choose features.");
        }
        return Optional.empty();
    }

    /**
     * Asks for a training now.
     *
     * @throws IllegalStateException if there is nothing to learn from
     */
    public Job teach(Project project, String by) {
        Optional<Job> running = running(project, Set.of(TRAIN));
        if (running.isPresent()) {
            return running.get();
        }
        missing(project).ifPresent(why -> {
            throw new IllegalStateException(why);
        });
        if (features.current(project.id()).isEmpty()) {
            builder.ensure(project, by);
            throw new IllegalStateException(
                    "The features that a model learns from are not computed yet. Maybe try again when they are.");
        }
        long seen = desk(project).tally(project).each().stream()
                .filter(count -> count > 0)
                .count();
        if (seen < 2) {
            throw new IllegalStateException(
                    "A model needs labels of at least two classes, and there are labels of (%d). Maybe label a few more."
                            .formatted(seen));
        }
        return train(project, by);
    }

    /**
     * Tries out how long settings would take; nothing is kept of it.
     *
     * @throws IllegalStateException if there is nothing to try it on
     */
    public Job estimate(Project project, Teaching teaching, String by) {
        missing(project).ifPresent(why -> {
            throw new IllegalStateException(why);
        });
        Features seen = current(project);
        return jobs.submit(
                Jobs.Lane.TEACHING,
                project.id(),
                "estimate",
                "Trying out how long it takes",
                by,
                progress -> new Trial(teaching, Lesson.of(projects.get(project.id()), seen), progress).run());
    }

    /** Somebody took items: where the ranking is nearly used up, there is a new one soon. */
    void handedOut(Project project) {
        consider(project.id());
    }

    // ---- what happens

    private void happened(List<Event> events) {
        desks.happened(events);
        for (Event event : events) {
            switch (event.fact()) {
                case Fact.Asked asked -> {
                    // whoever took them says so
                }
                case Fact.Flagged flagged -> {
                    // changes no label
                }
                case Fact.Noted noted -> {
                    // changes no label
                }
                case Fact.SettingChanged setting -> {
                    if (setting.key().equals(Teaching.KEY)) {
                        desk(projects.get(event.project())).changed();
                    }
                    consider(event.project());
                }
                default -> consider(event.project());
            }
        }
    }

    private void happened(Job job) {
        if (!job.state().isEnd()) {
            return;
        }
        if (job.state() == Job.State.FAILED && TEACHING.contains(job.kind())) {
            desk(projects.get(job.project())).failed(String.valueOf(job.failure()));
        } else if (job.state() == Job.State.DONE && job.kind().equals(FeatureBuilder.KIND)) {
            desk(projects.get(job.project())).changed();
        }
        consider(job.project());
    }

    /** Looks soon, in a thread of its own, whether there is something to do; several wishes become one. */
    private void consider(String project) {
        if (due.add(project)) {
            try {
                decisions.execute(() -> {
                    due.remove(project);
                    try {
                        decide(projects.get(project));
                    } catch (RuntimeException e) {
                        LOG.error("What to teach in the project ({}) could not be decided", project, e);
                    }
                });
            } catch (RejectedExecutionException e) {
                due.remove(project); // Quarry is stopping
            }
        }
    }

    /** Waits until all that happened so far was considered: what follows from it runs or waits as a job by then. */
    public void settle() {
        CompletableFuture.runAsync(() -> {}, decisions).join();
    }

    private void decide(Project project) {
        Desk desk = desk(project);
        if (!isIdle(project) || project.archived() || missing(project).isPresent()) {
            return;
        } else if (features.current(project.id()).isEmpty()) {
            if (desk.isAsked() || desk.tally(project).labels() > 0) { // somebody began without choosing any
                builder.ensure(project, QUARRY);
            }
            return;
        }
        Optional<Fact.Trained> wanted = project.model();
        Teaching teaching = Teaching.of(project);
        boolean enough = desk.behindAttempt() >= teaching.newLabels();
        if (wanted.isPresent()
                && wanted.get().number() != desk.outlook().model()
                && !desk.isTried()
                && desk.error() == null) { // or what cannot be brought back would be tried for ever
            restore(project, wanted.get(), QUARRY);
        } else if (wanted.isPresent()
                ? enough || (isOther(project, wanted.get(), teaching) && !desk.isTried())
                : (enough || !desk.isTried()) && desk.tally(project).isEnough(project.classes(), teaching.coldEach())) {
            train(project, QUARRY);
        } else if (desk.error() == null && isRankingDue(project, desk, teaching) && desk.mayRank(project)) {
            rankAnew(project);
        }
    }

    /** Whether the newest model learnt otherwise than a model would now. */
    private boolean isOther(Project project, Fact.Trained model, Teaching teaching) {
        return isNewest(project, model)
                && !(model.learner().equals(teaching.learner())
                        && model.features()
                                .equals(features.current(project.id())
                                        .map(Features::fingerprint)
                                        .orElse("")));
    }

    private static boolean isRankingDue(Project project, Desk desk, Teaching teaching) {
        Outlook outlook = desk.outlook();
        String strategy = Ranker.text(teaching, outlook.model() > 0);
        return !outlook.ranking().strategy().equals(strategy) || desk.isUsedUp(project, teaching.batch());
    }

    private static boolean isNewest(Project project, Fact.Trained model) {
        return project.models().getLast().number() == model.number();
    }

    // ---- what is done

    /** Puts the model in charge on a desk that just began: what it said is there at once, the ranking comes behind. */
    private void begun(Desk desk, Project project) {
        Optional<Fact.Trained> model = project.model();
        if (model.isPresent()) {
            predictions
                    .of(project.id(), model.get().number())
                    .ifPresent(said -> swap(desk, project, model.get(), outlook(project, model.get(), said)));
        } else {
            desk.swap(Outlook.NONE, desks.since(project, 0), 0);
        }
        consider(project.id());
    }

    private Behind since(Project project, Fact.Trained model) {
        return desks.since(project, model.through());
    }

    private static Outlook outlook(Project project, Fact.Trained model, Predictions said) {
        return Outlook.of(model.number(), model.labels(), model.through(), said, project);
    }

    private Job train(Project project, String by) {
        desk(project).attempt();
        return jobs.submit(
                Jobs.Lane.TEACHING,
                project.id(),
                TRAIN,
                "Training",
                by,
                progress -> train(projects.get(project.id()), by, progress));
    }

    /** What came of a training, for people. */
    public record Outcome(int model, int labels, int fitMillis, int millis) {}

    private Outcome train(Project project, String by, Progress progress) throws IOException {
        long begin = System.nanoTime();
        Desk desk = desk(project);
        desk.attempt();
        Lesson lesson = Lesson.of(project, current(project));
        int number = project.models().size() + 1;
        progress.at(0.02, "Learning from %,d labels".formatted(lesson.rows().length));
        long before = System.nanoTime();
        Model model = lesson.fit(number);
        int millis = millis(before);
        FloatMatrix said = Judgement.of(model, lesson.pool(), progress, 0.4, 0.8);
        progress.at(0.85, "Choosing what to ask next");
        progress.check(); // the last moment to stop: a model that is in the log is in charge
        models.save(project, number, lesson.teaching().fitted(), model, lesson);
        Predictions kept = predictions.keep(project.id(), number, said);
        Fact.Trained fact = new Fact.Trained(
                number,
                lesson.teaching().learner(),
                lesson.rows().length,
                lesson.through(),
                lesson.features().fingerprint(),
                millis);
        log.act(by, pen -> {
            if (projects.get(project.id()).models().size() + 1 != number) {
                throw new IllegalStateException("Another model was fitted meanwhile.");
            }
            pen.write(project.id(), fact);
            return number;
        });
        inCharge.put(project.id(), new Fitted(number, model));
        swap(projects.get(project.id()), fact, model, kept);
        return new Outcome(number, lesson.rows().length, millis, millis(begin));
    }

    private static int millis(long since) {
        return (int) ((System.nanoTime() - since) / 1_000_000);
    }

    private Features current(Project project) {
        return features.current(project.id())
                .orElseThrow(() -> new IllegalStateException(
                        "No features of the items are computed yet, so there is nothing to learn from."));
    }

    /** The predictions are there even where the strategy cannot rank. */
    private void swap(Project project, Fact.Trained model, Model fitted, Predictions said) {
        Desk desk = desk(project);
        Outlook next = outlook(project, model, said);
        try {
            next = next.with(ranking(project, features(project, model), fitted, model.number(), said));
        } catch (RuntimeException e) {
            swap(desk, project, model, next);
            throw e;
        }
        swap(desk, project, model, next);
    }

    /** What happens meanwhile waits for the desk, so that no label is missed. */
    private void swap(Desk desk, Project project, Fact.Trained model, Outlook next) {
        synchronized (desk) {
            desk.swap(next, since(project, model), isNewest(project, model) ? 0 : Integer.MAX_VALUE);
        }
    }

    private Features features(Project project, Fact.Trained model) {
        return features.find(project.id(), model.features())
                .orElseThrow(() -> new IllegalStateException(
                        "The features that the model (%d) saw are gone. Maybe train again.".formatted(model.number())));
    }

    private Ranking ranking(
            Project project, Features seen, @Nullable Model model, int number, @Nullable Predictions said) {
        Desk desk = desk(project);
        Lesson lesson = Lesson.of(project, seen);
        Items all = items(project, seen.rows().rows());
        return Ranker.rank(project, lesson, all, model, number, said, desk.lent(), desk.largest(lesson.teaching()));
    }

    private Items items(Project project, int size) {
        Items have = known.get(project.id());
        if (have == null || have.size() != size) {
            have = Items.of(items.ids(project.id(), 0, size));
            known.put(project.id(), have);
        }
        return have;
    }

    private Job rankAnew(Project project) {
        return jobs.submit(Jobs.Lane.TEACHING, project.id(), RANK, "Choosing what to ask next", QUARRY, progress -> {
            Project there = projects.get(project.id());
            Optional<Fact.Trained> model = there.model();
            Features seen = model.isPresent() ? features(there, model.get()) : current(there);
            Model fitted = model.isPresent() ? fitted(there, model.get(), progress) : null;
            int number = model.map(Fact.Trained::number).orElse(0);
            Predictions said = desk(there).outlook().predictions();
            desk(there).rank(ranking(there, seen, fitted, number, said));
            return null;
        });
    }

    private Job restore(Project project, Fact.Trained model, String by) {
        return jobs.submit(
                Jobs.Lane.TEACHING,
                project.id(),
                RESTORE,
                "Bringing back model %d".formatted(model.number()),
                by,
                progress -> {
                    Project there = projects.get(project.id());
                    Model fitted = fitted(there, model, progress);
                    Predictions said =
                            predictions.of(there.id(), model.number()).orElse(null);
                    if (said == null) {
                        FloatMatrix all =
                                Judgement.of(fitted, features(there, model).rows(), progress, 0.4, 0.8);
                        said = predictions.keep(there.id(), model.number(), all);
                    }
                    swap(there, model, fitted, said);
                    return null;
                });
    }

    /** A model that was fitted before: from memory, from its file, or fitted again on what it was fitted on. */
    private Model fitted(Project project, Fact.Trained model, Progress progress) throws IOException {
        Fitted have = inCharge.get(project.id());
        if (have != null && have.number == model.number()) {
            return have.model;
        }
        Optional<ModelBundle> file = models.load(project.id(), model.number());
        Model fitted = file.isPresent() ? file.get().model() : again(project, model, progress);
        inCharge.put(project.id(), new Fitted(model.number(), fitted));
        return fitted;
    }

    /** A model that was fitted before, where it is in memory or in its file. */
    Optional<Model> known(Project project, Fact.Trained model) {
        Fitted have = inCharge.get(project.id());
        return have != null && have.number == model.number()
                ? Optional.of(have.model)
                : models.load(project.id(), model.number()).map(ModelBundle::model);
    }

    private Model again(Project project, Fact.Trained model, Progress progress) throws IOException {
        progress.at(0.1, "Fitting model %d again".formatted(model.number()));
        Project then = new Project(project.id());
        log.each(project.id(), 0, event -> {
            if (event.seq() <= model.through()) {
                then.apply(event);
            }
        });
        Lesson lesson = Lesson.of(then, features(project, model));
        Model fitted = lesson.fit(model.number());
        models.save(then, model.number(), lesson.teaching().fitted(), fitted, lesson);
        return fitted;
    }

    @Override
    public void close() {
        decisions.shutdownNow();
    }
}
