package dev.quarry.server.label;

import dev.quarry.server.event.Fact;
import dev.quarry.server.event.Provenance;
import dev.quarry.server.label.Outdated.Present;
import dev.quarry.server.people.Sight;
import dev.quarry.server.project.ItemState;
import dev.quarry.server.project.LabelClass;
import dev.quarry.server.project.PastAct;
import dev.quarry.server.project.Project;
import dev.quarry.server.store.EventLog.Pen;
import dev.quarry.server.teach.PredictionStore;
import dev.quarry.server.teach.Predictions;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks what people want to say about items and writes it down as one act. To be called where nothing else happens
 * meanwhile: inside an act of the log.
 */
public final class Labelling {

    /** How long a note is at most. */
    public static final int LONGEST_NOTE = 2_000;

    private static final int MOST_ITEMS = 100_000;

    private final PredictionStore predictions;

    /**
     * Labelling.
     *
     * @param predictions where the model's word is taken from
     */
    public Labelling(PredictionStore predictions) {
        this.predictions = predictions;
    }

    /**
     * Writes what somebody wants to say.
     *
     * @param sight what they see of what others said meanwhile
     * @throws Outdated if somebody else was faster, with all of it
     * @throws IllegalArgumentException if it cannot be said
     * @throws NoSuchElementException if there is no such item
     */
    public Done say(Project project, Pen pen, Sight sight, Wanted wanted) {
        Page page = new Page(project, pen, sight);
        switch (wanted) {
            case Wanted.Label label -> label(page, label);
            case Wanted.Commit commit -> commit(page, commit);
            case Wanted.Many many -> many(page, many);
            case Wanted.Judgement judgement -> judge(page, judgement);
            case Wanted.Exclusion exclusion -> exclude(page, exclusion);
            case Wanted.Flag flag -> {
                project.item(flag.row());
                page.write(new Fact.Flagged(flag.row(), flag.flagged()));
            }
            case Wanted.Note note -> note(page, note);
            case Wanted.Clearance clearance -> {
                page.requireFresh(clearance.row(), clearance.version());
                page.write(new Fact.Cleared(clearance.row()));
            }
        }
        return page.done();
    }

    private static void label(Page page, Wanted.Label wanted) {
        page.requireMode(wanted.mode());
        page.requireBatch(wanted.batch(), wanted.row());
        page.requireClass(wanted.label());
        page.requireShown(wanted.shown());
        page.requireFresh(wanted.row(), wanted.version());
        page.write(new Fact.Labelled(
                wanted.row(),
                wanted.label(),
                Provenance.HUMAN,
                wanted.batch(),
                wanted.shown(),
                wanted.mode(),
                Math.max(-1, wanted.millis())));
    }

    private static void judge(Page page, Wanted.Judgement wanted) {
        page.requireMode(wanted.mode());
        page.requireBatch(wanted.batch(), wanted.row());
        page.requireFresh(wanted.row(), wanted.version());
        page.write(new Fact.Judged(
                wanted.row(), wanted.verdict(), wanted.batch(), wanted.mode(), Math.max(-1, wanted.millis())));
    }

    private static void commit(Page page, Wanted.Commit wanted) {
        page.requireMode(wanted.mode());
        List<Wanted.Accepted> accepted = list(wanted.accepted());
        List<Wanted.Corrected> corrected = list(wanted.corrected());
        List<Wanted.Marked> wrong = list(wanted.wrong());
        List<Wanted.Marked> skipped = list(wanted.skipped());
        int count = accepted.size() + corrected.size() + wrong.size() + skipped.size();
        requireSome(count);
        int each = wanted.millis() < 0 ? -1 : wanted.millis() / count;
        Set<Integer> rows = new LinkedHashSet<>();
        for (Wanted.Accepted one : accepted) {
            int batch = batch(one.batch(), wanted.batch());
            if (batch == 0) {
                throw new IllegalArgumentException(
                        "The item (%d) was not asked for, so its prediction cannot have been seen."
                                .formatted(one.row()));
            }
            page.requireBatch(batch, one.row());
            page.requireClass(one.shown());
            if (page.isFresh(rows, one.row(), one.version())) {
                page.write(new Fact.Labelled(
                        one.row(), one.shown(), Provenance.IMPLICIT, batch, one.shown(), wanted.mode(), each));
            }
        }
        for (Wanted.Corrected one : corrected) {
            int batch = batch(one.batch(), wanted.batch());
            page.requireBatch(batch, one.row());
            page.requireClass(one.label());
            page.requireShown(one.shown());
            if (page.isFresh(rows, one.row(), one.version())) {
                page.write(new Fact.Labelled(
                        one.row(), one.label(), Provenance.HUMAN, batch, one.shown(), wanted.mode(), each));
            }
        }
        judgeAll(page, wrong, Fact.Verdict.WRONG, wanted, each, rows);
        judgeAll(page, skipped, Fact.Verdict.SKIPPED, wanted, each, rows);
    }

    private static void judgeAll(
            Page page,
            List<Wanted.Marked> marked,
            Fact.Verdict verdict,
            Wanted.Commit wanted,
            int millis,
            Set<Integer> rows) {
        for (Wanted.Marked one : marked) {
            int batch = batch(one.batch(), wanted.batch());
            page.requireBatch(batch, one.row());
            if (page.isFresh(rows, one.row(), one.version())) {
                page.write(new Fact.Judged(one.row(), verdict, batch, wanted.mode(), millis));
            }
        }
    }

    private static int batch(@Nullable Integer own, int ofAll) {
        return own == null ? ofAll : own;
    }

    private static <T> List<T> list(@Nullable List<T> some) {
        return some == null ? List.of() : some;
    }

    private static void requireSome(int count) {
        if (count == 0 || count > MOST_ITEMS) {
            throw new IllegalArgumentException(
                    "At once between 1 and (%d) items can be told of, not (%d).".formatted(MOST_ITEMS, count));
        }
    }

    private void many(Page page, Wanted.Many wanted) {
        page.requireMode(wanted.mode());
        List<Integer> rows = List.copyOf(new LinkedHashSet<>(wanted.rows()));
        requireSome(rows.size());
        rows.forEach(page.project::item);
        if (wanted.label() == ItemState.NONE) {
            takePredictions(page, rows, wanted.mode());
        } else {
            page.requireClass(wanted.label());
            Provenance provenance = wanted.provenance() == null ? Provenance.HUMAN : wanted.provenance();
            if (provenance != Provenance.HUMAN && provenance != Provenance.MODEL) {
                throw new IllegalArgumentException(
                        "The provenance (%s) cannot be given here. Maybe HUMAN or MODEL.".formatted(provenance));
            }
            page.write(new Fact.LabelledMany(
                    rows, rows.stream().map(row -> wanted.label()).toList(), provenance, wanted.mode()));
        }
    }

    private void takePredictions(Page page, List<Integer> rows, String mode) {
        int model = page.project.model().map(Fact.Trained::number).orElse(0);
        Optional<Predictions> said = predictions.of(page.project.id(), model);
        List<Integer> known = new ArrayList<>();
        List<Integer> labels = new ArrayList<>();
        List<LabelClass> classes = page.project.classes();
        for (int row : rows) {
            int label = said.map(all -> all.predicted(row)).orElse(ItemState.NONE);
            if (label != ItemState.NONE && !classes.get(label).retired()) {
                known.add(row);
                labels.add(label);
            }
        }
        if (known.isEmpty()) {
            throw new IllegalArgumentException("No model says anything about these items. Maybe train one first.");
        }
        page.write(new Fact.LabelledMany(known, labels, Provenance.MODEL, mode));
    }

    private static void exclude(Page page, Wanted.Exclusion wanted) {
        Set<Integer> rows = new LinkedHashSet<>(wanted.rows());
        requireSome(rows.size());
        for (int row : rows) {
            boolean is = page.project.item(row).verdict() == Fact.Verdict.EXCLUDED;
            if (wanted.excluded() && !is) {
                page.write(new Fact.Judged(row, Fact.Verdict.EXCLUDED, 0, "exclusion", -1));
            } else if (!wanted.excluded() && is) {
                page.write(new Fact.Cleared(row));
            }
        }
    }

    private static void note(Page page, Wanted.Note wanted) {
        page.project.item(wanted.row());
        String text = wanted.note().strip();
        if (text.length() > LONGEST_NOTE) {
            throw new IllegalArgumentException(
                    "A note has at most (%d) characters, not (%d).".formatted(LONGEST_NOTE, text.length()));
        }
        page.write(new Fact.Noted(wanted.row(), text));
    }

    /**
     * Takes an act back, or does it again; nothing happens where that is so already.
     *
     * @throws NoSuchElementException if there is no such act
     */
    public TakenBack takeBack(Project project, Pen pen, long act, boolean undone) {
        PastAct past = project.act(act)
                .orElseThrow(() -> new NoSuchElementException(
                        "There is nothing to take back under the number (%d).".formatted(act)));
        Page page = new Page(project, pen, Sight.everything());
        if (past.undone() != undone) {
            page.write(new Fact.Undone(act, undone));
        }
        return new TakenBack(act, page.version(), past.rows(), past.count(), past);
    }

    /**
     * Takes back what somebody said last, or does again what they took back last.
     *
     * @throws IllegalStateException if there is nothing
     */
    public TakenBack takeBack(Project project, Pen pen, String by, boolean undone) {
        PastAct past = (undone ? project.toUndo(by) : project.toRedo(by))
                .orElseThrow(() -> new IllegalStateException(
                        undone ? "You have nothing to take back here." : "You have nothing to do again here."));
        return takeBack(project, pen, past.act(), undone);
    }

    /** What is written in one act, and what it is checked against. */
    private static final class Page {

        private final Project project;
        private final Pen pen;
        private final Sight sight;
        private final List<LabelClass> classes;
        private final List<Present> conflicts = new ArrayList<>();
        private int written;

        Page(Project project, Pen pen, Sight sight) {
            this.project = project;
            this.pen = pen;
            this.sight = sight;
            this.classes = project.classes();
        }

        void write(Fact fact) {
            pen.write(project.id(), fact);
            written++;
        }

        /** The version of all that was written about, once it is: nothing else comes in between. */
        long version() {
            return written == 0 ? project.version() : pen.act() + written - 1;
        }

        Done done() {
            if (written == 0 && !conflicts.isEmpty()) {
                throw new Outdated(conflicts);
            }
            return new Done(written == 0 ? 0 : pen.act(), version(), conflicts);
        }

        void requireMode(String mode) {
            if (!mode.matches("[a-z-]{1,20}")) {
                throw new IllegalArgumentException(
                        "The mode (%s) is not one word of up to 20 small letters. Maybe single.".formatted(mode));
            }
        }

        void requireClass(int label) {
            if (label < 0 || label >= classes.size() || classes.get(label).retired()) {
                throw new IllegalArgumentException(
                        "There is no class (%d) in the project (%s).".formatted(label, project.name()));
            }
        }

        void requireShown(int shown) {
            if (shown < ItemState.NONE || shown >= classes.size()) {
                throw new IllegalArgumentException(
                        "The class that was shown (%d) is none of the project (%s). Maybe -1 for none."
                                .formatted(shown, project.name()));
            }
        }

        void requireBatch(int batch, int row) {
            project.item(row);
            if (batch != 0
                    && !project.batch(batch)
                            .map(asked -> asked.rows().contains(row))
                            .orElse(false)) {
                throw new IllegalArgumentException(
                        "The item (%d) was not asked for in the batch (%d).".formatted(row, batch));
            }
        }

        void requireFresh(int row, long seen) {
            if (project.item(row).version() > seen) {
                throw new Outdated(List.of(new Present(row, sight.item(project, row))));
            }
        }

        /** Whether nobody said anything since; what somebody did say is remembered as a conflict. */
        boolean isFresh(Set<Integer> before, int row, long seen) {
            if (!before.add(row)) {
                throw new IllegalArgumentException("The item (%d) is told of twice.".formatted(row));
            }
            if (project.item(row).version() > seen) {
                conflicts.add(new Present(row, sight.item(project, row)));
                return false;
            }
            return true;
        }
    }
}
