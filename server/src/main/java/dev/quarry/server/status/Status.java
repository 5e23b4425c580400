package dev.quarry.server.status;

import dev.quarry.lab.measure.Confusion;
import dev.quarry.lab.statistics.Proportion;
import dev.quarry.server.event.Fact;
import dev.quarry.server.project.ItemState;
import dev.quarry.server.project.LabelClass;
import dev.quarry.server.project.Project;
import dev.quarry.server.store.EventLog;
import dev.quarry.server.teach.PredictionStore;
import dev.quarry.server.teach.Predictions;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Says how projects stand. Everything is computed from the log and the predictions; nothing is stored. */
public final class Status {

    /** So many of the last checks say how good the model is: enough to be exact, few enough to be about now. */
    static final int LAST_CHECKS = 200;

    private static final String NOTES = "modelNotes";
    private static final int LONGEST_NOTE = 2_000;
    private static final int VERSIONS_COMPARED = 50;
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<TreeMap<Integer, String>> NOTES_TYPE = new TypeReference<>() {};

    private final EventLog log;
    private final PredictionStore predictions;
    private final Changes changes;
    private final Map<String, Chronicle> chronicles = new ConcurrentHashMap<>();

    /** The status of the projects of a log. */
    public Status(EventLog log, PredictionStore predictions) {
        this.log = log;
        this.predictions = predictions;
        this.changes = new Changes(predictions);
    }

    /** How items stand. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Counts(int items, int labelled, int open, int[] labels, int[] predicted) {}

    /**
     * How a project stands.
     *
     * @param zone in which days begin
     */
    public Report report(Project project, ZoneId zone) {
        Goal goal = Goal.of(project);
        Check.Checks checks = Check.ofRandom(project);
        List<Check> recent = last(checks.answered());
        Proportion right = Check.right(recent);
        Counts counts = counts(project);
        Rechecks rechecks = Rechecks.of(project);
        Report.Work work = work(project, zone);
        List<Evidence> evidence = List.of(
                Evidence.target(right, goal.accuracy()),
                Evidence.curve(checks.answered()),
                Evidence.predictions(changes.last(project, Evidence.TRAININGS)),
                Evidence.errors(right, counts.open, counts.items, goal.accuracy()),
                Evidence.budget(goal, work.labels(), work.millis()));
        Advice advice = Advice.of(
                evidence,
                work.labels() < goal.quietUntil(),
                work.labels() == 0 ? 0 : (double) work.millis() / work.labels());
        return new Report(
                counts.items,
                counts.labelled,
                counts.open,
                project.model().map(Fact.Trained::number).orElse(0),
                accuracy(checks, recent, right, confusion(project, recent), goal),
                Share.of(Check.right(last(Check.ofChosen(project)))),
                Share.of(rechecks.grid()),
                Share.of(rechecks.human()),
                classes(project, counts, confusion(project, recent)),
                Curve.of(checks.answered(), project.models()),
                work,
                goal,
                advice);
    }

    private static List<Check> last(List<Check> checks) {
        return checks.subList(Math.max(0, checks.size() - LAST_CHECKS), checks.size());
    }

    private static Confusion confusion(Project project, List<Check> checks) {
        int classes = project.classes().size();
        List<Check> named = checks.stream()
                .filter(check -> check.actual() != ItemState.NONE && check.predicted() != ItemState.NONE)
                .toList();
        return Confusion.of(
                classes,
                named.stream().mapToInt(Check::actual).toArray(),
                named.stream().mapToInt(Check::predicted).toArray());
    }

    private static Report.Accuracy accuracy(
            Check.Checks checks, List<Check> recent, Proportion right, Confusion confusion, Goal goal) {
        double macro = confusion.macroF1();
        int needed = Proportion.needed(recent.isEmpty() ? 0.5 : right.share(), goal.halfWidth(), Share.CONFIDENCE);
        return new Report.Accuracy(
                Share.of(right),
                recent.isEmpty() ? 0 : recent.getFirst().model(),
                recent.isEmpty() ? 0 : recent.getLast().model(),
                (int) recent.stream().filter(Check::implicit).count(),
                checks.pending(),
                checks.unanswered(),
                Double.isNaN(macro) ? null : macro,
                Math.max(0, needed - recent.size()));
    }

    private Counts counts(Project project) {
        Optional<Predictions> spoken = project.model().flatMap(model -> predictions.of(project.id(), model.number()));
        int items = project.size();
        int classes = project.classes().size();
        int[] labels = new int[classes];
        int[] predicted = new int[classes];
        int labelled = 0;
        int open = 0;
        for (int row = 0; row < items; row++) { // item by item, so that nobody who labels waits for it
            ItemState state = project.item(row);
            if (state.isLabelled()) {
                if (state.label() < classes) { // a class that was added meanwhile counts the next time
                    labels[state.label()]++;
                }
                labelled++;
            } else if (state.verdict() != Fact.Verdict.EXCLUDED) {
                open++;
                count(project, spoken, row, predicted);
            }
        }
        return new Counts(items, labelled, open, labels, predicted);
    }

    private static void count(Project project, Optional<Predictions> spoken, int row, int[] predicted) {
        int said = spoken.map(one -> one.predicted(row)).orElse(ItemState.NONE);
        int now = said == ItemState.NONE ? ItemState.NONE : project.standsFor(said);
        if (now != ItemState.NONE && now < predicted.length) {
            predicted[now]++;
        }
    }

    private static List<Report.OfClass> classes(Project project, Counts counts, Confusion confusion) {
        return project.classes().stream()
                .filter(one -> !one.retired() && one.number() < counts.labels.length)
                .map(LabelClass::number)
                .map(number -> new Report.OfClass(
                        number,
                        counts.labels[number],
                        counts.predicted[number],
                        Share.of(new Proportion(confusion.right(number), confusion.actual(number))),
                        Share.of(new Proportion(confusion.right(number), confusion.predicted(number)))))
                .toList();
    }

    private Report.Work work(Project project, ZoneId zone) {
        Chronicle chronicle = chronicle(project);
        synchronized (chronicle) {
            return new Report.Work(chronicle.labels(), chronicle.millis(), chronicle.days(zone));
        }
    }

    /** Reads on from where it stopped the last time. */
    private Chronicle chronicle(Project project) {
        Chronicle chronicle = chronicles.computeIfAbsent(project.id(), key -> new Chronicle());
        synchronized (chronicle) {
            log.each(project.id(), chronicle.through(), chronicle::add);
        }
        return chronicle;
    }

    /** The models of a project, newest first. */
    public List<Report.Version> models(Project project) {
        Map<Integer, List<Check>> checks =
                Check.ofRandom(project).answered().stream().collect(Collectors.groupingBy(Check::model));
        int inCharge = project.model().map(Fact.Trained::number).orElse(0);
        Map<Integer, String> notes = notes(project);
        List<Fact.Trained> models = project.models();
        Chronicle chronicle = chronicle(project);
        List<Report.Version> versions = new ArrayList<>();
        synchronized (chronicle) {
            for (int i = 0; i < models.size(); i++) {
                Fact.Trained model = models.get(i);
                Optional<Chronicle.Training> training = chronicle.training(model.number());
                boolean recent = i >= models.size() - VERSIONS_COMPARED;
                versions.add(new Report.Version(
                        model.number(),
                        model.learner(),
                        model.labels(),
                        training.map(Chronicle.Training::at).orElse(null),
                        training.map(Chronicle.Training::by).orElse(""),
                        model.millis(),
                        model.features(),
                        model.number() == inCharge,
                        predictions.has(project.id(), model.number()),
                        Share.of(Check.right(checks.getOrDefault(model.number(), List.of()))),
                        i == 0 || !recent
                                ? null
                                : changes.between(project, models.get(i - 1).number(), model.number())
                                        .orElse(null),
                        notes.getOrDefault(model.number(), "")));
            }
        }
        versions.sort(Comparator.comparingInt(Report.Version::number).reversed());
        return versions;
    }

    private static Map<Integer, String> notes(Project project) {
        return project.setting(NOTES)
                .map(text -> JSON.readValue(text, NOTES_TYPE))
                .orElseGet(TreeMap::new);
    }

    /**
     * Puts an earlier model in charge again.
     *
     * @throws NoSuchElementException if there is none of this number
     * @throws IllegalStateException if what it says is not kept, or it is in charge
     */
    public void restore(Project project, int number, String by) {
        log.act(by, pen -> {
            require(project, number);
            if (project.model().map(Fact.Trained::number).orElse(0) == number) {
                throw new IllegalStateException("The model (%d) is in charge already.".formatted(number));
            }
            if (!predictions.has(project.id(), number)) {
                throw new IllegalStateException(
                        "What the model (%d) says is not kept any more. Maybe train anew.".formatted(number));
            }
            pen.write(project.id(), new Fact.ModelRestored(number));
            return number;
        });
    }

    private static void require(Project project, int number) {
        if (project.models().stream().noneMatch(model -> model.number() == number)) {
            throw new NoSuchElementException("There is no model (%d): there are (%d)."
                    .formatted(number, project.models().size()));
        }
    }

    /**
     * Writes something beside a model; empty takes it away.
     *
     * @throws NoSuchElementException if there is no such model
     * @throws IllegalArgumentException if it is too long
     */
    public void note(Project project, int number, String note, String by) {
        if (note.length() > LONGEST_NOTE) {
            throw new IllegalArgumentException(
                    "A note has at most (%d) characters, not (%d).".formatted(LONGEST_NOTE, note.length()));
        }
        log.act(by, pen -> {
            require(project, number);
            Map<Integer, String> notes = notes(project);
            if (note.isBlank()) {
                notes.remove(number);
            } else {
                notes.put(number, note.strip());
            }
            pen.write(project.id(), new Fact.SettingChanged(NOTES, JSON.writeValueAsString(notes)));
            return number;
        });
    }

    /** Changes what is to be reached. */
    public void goal(Project project, Goal goal, String by) {
        log.act(by, pen -> {
            pen.write(project.id(), new Fact.SettingChanged(Goal.KEY, goal.write()));
            return goal;
        });
    }

    /** No advice to stop before so many more labels. */
    public void later(Project project, int labels, String by) {
        Chronicle chronicle = chronicle(project);
        int given;
        synchronized (chronicle) {
            given = chronicle.labels();
        }
        goal(project, Goal.of(project).quietUntil(given + labels), by);
    }
}
