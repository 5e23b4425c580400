package dev.quarry.server.teach;

import dev.quarry.server.event.Fact;
import dev.quarry.server.job.Job;
import dev.quarry.server.project.LabelClass;
import dev.quarry.server.project.Project;
import dev.quarry.server.project.Projects;
import dev.quarry.server.store.EventLog;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is to be labelled next, and by whom. */
public final class Queue {

    private static final int MOST = 500;
    private static final int GRID = 48;

    private final EventLog log;
    private final Projects projects;
    private final Teacher teacher;

    /** The queue of what a teacher ranks. */
    public Queue(EventLog log, Projects projects, Teacher teacher) {
        this.log = log;
        this.projects = projects;
        this.teacher = teacher;
    }

    /**
     * How things stand.
     *
     * @param state {@code none} where nothing can be learnt yet, {@code cold} before the first model, {@code training},
     *     {@code error} where the last training failed, otherwise {@code ready}
     * @param reason why it stands so, in one sentence, where there is something to say
     * @param model the model in charge; 0 for none
     * @param labels how many labels it saw
     * @param behind how many items changed their label since
     * @param error why the last training failed
     * @param cold what is missing before the first model
     * @param open how many items are left
     * @param leased how many of them lie before whoever asks
     * @param training the training that runs or waits
     * @param learner the text of what is fitted
     * @param strategy the text of what chooses
     * @param batchSize how many items are asked for at a time
     */
    public record State(
            String state,
            @Nullable String reason,
            int model,
            int labels,
            int behind,
            @Nullable String error,
            @Nullable Cold cold,
            int open,
            int leased,
            @Nullable Job training,
            String learner,
            String strategy,
            int batchSize) {}

    /**
     * What is missing before the first model.
     *
     * @param each how many labels each class should have
     * @param classes how many it has
     */
    public record Cold(int each, List<Have> classes) {}

    /** How many labels a class has. */
    public record Have(int label, int have) {}

    /**
     * Items to label.
     *
     * @param batch the number of the newest batch among them; 0 for none
     * @param model the model that chose them; 0 for none
     * @param strategy the text of what chose them
     * @param items in the order in which they are to be labelled
     */
    public record Batch(int batch, int model, String strategy, List<Item> items) {}

    /**
     * An item to label.
     *
     * @param row the item
     * @param batch the batch in which it was asked for
     * @param purpose why it is asked for
     * @param score what the strategy said of it
     * @param why the reason, for people
     * @param version the version of the item, to be sent back with what is said about it
     * @param shown the class that may be shown as prediction; −1 for none
     * @param confidence how sure the model is of it, in [0, 1]
     * @param lease until when it lies before nobody else
     */
    public record Item(
            int row,
            int batch,
            Fact.Purpose purpose,
            double score,
            @Nullable String why,
            long version,
            int shown,
            double confidence,
            Instant lease) {}

    /** How things stand for somebody. */
    public State state(Project project, String person) {
        Desk desk = teacher.desk(project);
        Teaching teaching = Teaching.of(project);
        Outlook outlook = desk.outlook();
        Tally tally = desk.tally(project);
        Job training = teacher.training(project).orElse(null);
        String error = desk.error();
        String reason = teacher.missing(project).orElse(null);
        String state = training != null
                ? "training"
                : error != null ? "error" : outlook.model() > 0 ? "ready" : reason != null ? "none" : "cold";
        return new State(
                state,
                reason,
                outlook.model(),
                outlook.labels(),
                outlook.model() > 0 ? desk.behind() : tally.labels(),
                error,
                outlook.model() > 0 ? null : cold(project, tally, teaching),
                tally.open(),
                desk.mine(person).size(),
                training,
                teaching.learner(),
                outlook.model() > 0 ? teaching.strategy() : teaching.coldStrategy(),
                teaching.batch());
    }

    private static Cold cold(Project project, Tally tally, Teaching teaching) {
        List<Have> have = project.classes().stream()
                .filter(one -> !one.retired() && one.number() < tally.each().size())
                .map(one -> new Have(one.number(), tally.each().get(one.number())))
                .toList();
        return new Cold(teaching.coldEach(), have);
    }

    /**
     * Hands out items: first what lies before the person already, then what is to be asked next.
     *
     * @param count how many the person wants to have before them, 1 to 500; null for as many as the mode takes
     * @param mode {@code single} or {@code grid}
     */
    public Batch next(Project project, String person, @Nullable Integer count, String mode) {
        int wanted = wanted(project, count, mode);
        Desk desk = teacher.desk(project);
        List<Leases.Lease> mine = desk.mine(person);
        if (mine.size() >= wanted) {
            desk.renew(person);
            return batch(project, mine.subList(0, wanted));
        }
        List<Leases.Lease> more = lend(project, person, (there, pen) -> {
            // looked at again, since another page of the same person may have asked meanwhile
            int missing = wanted - desk.mine(person).size();
            return desk.next(there, person, Math.max(0, missing), pen);
        });
        teacher.handedOut(project);
        return batch(project, Stream.concat(mine.stream(), more.stream()).toList());
    }

    private static int wanted(Project project, @Nullable Integer count, String mode) {
        if (!mode.equals("single") && !mode.equals("grid")) {
            throw new IllegalArgumentException("The mode (%s) is not one of single, grid.".formatted(mode));
        }
        int wanted = count != null
                ? count
                : mode.equals("grid") ? GRID : Teaching.of(project).batch();
        if (wanted < 1 || wanted > MOST) {
            throw new IllegalArgumentException("The count (%d) must be from 1 to %d.".formatted(wanted, MOST));
        }
        return wanted;
    }

    /**
     * Hands out exactly these items, whatever was said about them; those that lie before others are left out.
     */
    public Batch chosen(Project project, String person, List<Integer> rows) {
        if (rows.isEmpty() || rows.size() > MOST) {
            throw new IllegalArgumentException(
                    "There are (%d) rows; there must be from 1 to %d.".formatted(rows.size(), MOST));
        }
        rows.forEach(project::item);
        int[] wanted = rows.stream().mapToInt(Integer::intValue).toArray();
        Ranking ranking = new Ranking(0, "chosen", wanted, new double[wanted.length]);
        Desk desk = teacher.desk(project);
        return batch(
                project,
                lend(project, person, (there, pen) -> desk.give(there, person, ranking, wanted.length, false, pen)));
    }

    /**
     * Hands out items drawn at random, to know how good the model is.
     *
     * @param count how many, 1 to 500
     * @throws IllegalStateException if there is no model yet
     */
    public Batch check(Project project, String person, int count) {
        int wanted = wanted(project, count, "single");
        Desk desk = teacher.desk(project);
        if (desk.outlook().model() == 0) {
            throw new IllegalStateException(
                    "There is no model yet that could be checked. Maybe label a few more first.");
        }
        return batch(project, lend(project, person, (there, pen) -> desk.check(there, person, wanted, pen)));
    }

    /** Hands out the items that are likeliest of a class. */
    public Batch find(Project project, String person, int label, @Nullable Integer count, String mode) {
        int wanted = wanted(project, count, mode);
        List<LabelClass> classes = project.classes();
        if (label < 0 || label >= classes.size() || classes.get(label).retired()) {
            throw new IllegalArgumentException(
                    "There is no class (%d) in the project (%s).".formatted(label, project.name()));
        }
        Desk desk = teacher.desk(project);
        Predictions predictions = desk.outlook().predictions();
        if (predictions == null) {
            throw new IllegalStateException(
                    "There is no model yet that could tell which items are (%s). Maybe label a few more first."
                            .formatted(classes.get(label).name()));
        } else if (label >= predictions.probabilities().cols()) {
            throw new IllegalStateException(
                    "The class (%s) is newer than the model. Maybe label a few items of it and train first."
                            .formatted(classes.get(label).name()));
        }
        Ranking likeliest = Outlook.top(
                predictions.model(),
                "find{label: %d}".formatted(label),
                Math.min(predictions.size(), project.size()),
                wanted + MOST,
                row -> Candidates.isAskable(project.item(row)),
                row -> predictions.probabilities().get(row, label));
        return batch(
                project, lend(project, person, (there, pen) -> desk.give(there, person, likeliest, wanted, true, pen)));
    }

    /** Gives items back that lie before a person. */
    public void release(Project project, String person, List<Integer> rows) {
        teacher.desk(project).release(person, rows);
    }

    /** Chooses what to lend, in the log's own thread. */
    @FunctionalInterface
    private interface Chooser {
        List<Leases.Lease> choose(Project project, Desk.Consumer pen);
    }

    private List<Leases.Lease> lend(Project project, String person, Chooser chooser) {
        AtomicBoolean chosen = new AtomicBoolean();
        try {
            return log.act(person, pen -> {
                chosen.set(true);
                return chooser.choose(projects.get(project.id()), batch -> pen.write(project.id(), batch));
            });
        } catch (RuntimeException e) {
            if (chosen.get()) {
                teacher.forget(project.id()); // what was lent was not kept
            }
            throw e;
        }
    }

    private static Batch batch(Project project, List<Leases.Lease> leases) {
        List<Item> items = new ArrayList<>();
        int newest = 0;
        int model = 0;
        String strategy = "";
        for (Leases.Lease lease : leases) {
            Asking asking = lease.asking();
            boolean named = asking.purpose() == Fact.Purpose.ACTIVE || strategy.isEmpty();
            newest = Math.max(newest, asking.batch());
            model = Math.max(model, asking.model());
            strategy = named ? asking.strategy() : strategy;
            items.add(new Item(
                    asking.row(),
                    asking.batch(),
                    asking.purpose(),
                    asking.score(),
                    asking.why(),
                    project.item(asking.row()).version(),
                    asking.shown(),
                    asking.purpose() == Fact.Purpose.RECHECK ? 0 : asking.confidence(),
                    lease.until()));
        }
        return new Batch(newest, model, strategy, items);
    }
}
