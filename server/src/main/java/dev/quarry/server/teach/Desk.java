package dev.quarry.server.teach;

import dev.quarry.kernel.Randomness;
import dev.quarry.server.event.Event;
import dev.quarry.server.event.Fact;
import dev.quarry.server.event.Provenance;
import dev.quarry.server.people.Overlap;
import dev.quarry.server.project.ItemState;
import dev.quarry.server.project.LabelClass;
import dev.quarry.server.project.Project;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Where the items of one project are handed out. It knows the model in charge and its ranking, who has which item, and
 * what was asked before. What it hands out is decided in the log's own thread, so that no two people can be given one
 * item.
 *
 * <p>Each method takes the project as it is now, since the log may have derived it anew.
 */
final class Desk {

    private static final String CHECKED = "drawn at random, to know how good the model is";
    private static final int DRAWS = 200;
    private static final double MOST_RECHECKS = 0.2;

    private final Leases leases;
    private Asked asked = new Asked(List.of());
    private final Set<Integer> recheck = new TreeSet<>();
    private Outlook outlook = Outlook.NONE;
    private Behind behind = new Behind();
    private int attempted;
    private boolean tried;
    private long ranked = -1;
    private @Nullable String error;
    private @Nullable Tally tally;
    private int largest;

    Desk(Clock clock) {
        this.leases = new Leases(clock);
    }

    // ---- what is known

    /** Begins with what the project says. */
    synchronized void begin(Project project) {
        Teaching teaching = Teaching.of(project);
        asked = new Asked(project.batches());
        for (int row : project.labelled()) {
            considerRecheck(project, row, teaching);
        }
    }

    /** Something happened and is on the disk. */
    synchronized void happened(Event event, Project project) {
        behind.add(event, project);
        switch (event.fact()) {
            case Fact.Asked batch -> asked.add(batch);
            case Fact.Labelled said -> answered(project, said.row(), event.by());
            case Fact.LabelledMany said -> {
                for (int row : said.rows()) {
                    answered(project, row, event.by());
                }
            }
            case Fact.Judged said -> answered(project, said.row(), event.by());
            case Fact.Undone undone -> returned(project, undone, event.by());
            case Fact.Flagged said -> leases.renew(event.by());
            case Fact.Noted said -> leases.renew(event.by());
            default -> {
                // nothing that concerns who has which item
            }
        }
    }

    private void answered(Project project, int row, String by) {
        leases.end(row);
        leases.renew(by);
        considerRecheck(project, row, Teaching.of(project));
    }

    /** Who takes back what they said gets the items again. */
    private void returned(Project project, Fact.Undone undone, String by) {
        if (!undone.undone()) {
            return;
        }
        for (int row : project.touchedBy(undone.act())) {
            ItemState item = project.item(row);
            if (Candidates.isAskable(item) && leases.of(row) == null) {
                find(project, row).ifPresent(asking -> leases.lend(by, asking));
            }
        }
        leases.renew(by);
    }

    /** As what the item was asked for last. */
    private Optional<Asking> find(Project project, int row) {
        return !asked.has(row)
                ? Optional.empty()
                : project.batches().reversed().stream()
                        .filter(batch -> batch.rows().contains(row))
                        .findFirst()
                        .map(batch -> again(batch, row));
    }

    private static Asking again(Fact.Asked batch, int row) {
        int place = batch.rows().indexOf(row);
        return new Asking(
                row,
                batch.batch(),
                batch.purpose(),
                batch.model(),
                batch.strategy(),
                batch.scores().get(place),
                null,
                batch.predicted().get(place),
                0);
    }

    /** A label that was let stand unseen by itself is asked again with a small probability, which its row decides. */
    private void considerRecheck(Project project, int row, Teaching teaching) {
        ItemState item = project.item(row);
        boolean due = item.provenance() == Provenance.IMPLICIT
                && !asked.hasAgain(row)
                && Randomness.seed(teaching.seed()).purpose("recheck").uniform(row) < teaching.recheckShare();
        if (due) {
            recheck.add(row);
        } else {
            recheck.remove(row);
        }
    }

    // ---- the model in charge

    /**
     * Another model is in charge, or the same ranks anew. What lies before people stays as it is.
     *
     * @param since the items whose label changed since the model learnt
     * @param attempted how many of them do not begin a new training by themselves
     */
    synchronized void swap(Outlook next, Behind since, int attempted) {
        outlook = next;
        behind = since;
        this.attempted = Math.min(attempted, since.count());
        tried = false;
        error = null;
    }

    /** The same model has another ranking; passed over where another model is in charge by now. */
    synchronized void rank(Ranking ranking) {
        if (ranking.model() == outlook.model()) {
            outlook = outlook.with(ranking);
            error = null;
        }
    }

    synchronized Outlook outlook() {
        return outlook;
    }

    /** Teaching began: it is not begun again by itself before there are as many new labels. */
    synchronized void attempt() {
        attempted = behind.count();
        tried = true;
    }

    /** Whether teaching began and did not end well. */
    synchronized boolean isTried() {
        return tried;
    }

    /** What made teaching fail may have changed. */
    synchronized void changed() {
        tried = false;
        error = null;
    }

    /** Teaching failed. */
    synchronized void failed(String why) {
        error = why;
    }

    synchronized @Nullable String error() {
        return error;
    }

    /** How many items changed their label since the model learnt. */
    synchronized int behind() {
        return behind.count();
    }

    /** The same since teaching began last. */
    synchronized int behindAttempt() {
        return behind.count() - attempted;
    }

    /** Whether anything was ever asked. */
    synchronized boolean isAsked() {
        return asked.last() > 0;
    }

    synchronized Tally tally(Project project) {
        Tally known = tally;
        if (known == null || known.version() != project.version()) {
            known = Tally.of(project);
            tally = known;
        }
        return known;
    }

    /** How many items people take at a time, at least. */
    synchronized int largest(Teaching teaching) {
        return Math.max(largest, teaching.batch());
    }

    /** Whether another ranking may find more than the last one; says so once for each state of the project. */
    synchronized boolean mayRank(Project project) {
        boolean may = ranked != project.version();
        ranked = project.version();
        return may;
    }

    /** Whether the ranking is used up: at most {@code left} of it can still be handed out. */
    synchronized boolean isUsedUp(Project project, int left) {
        return IntStream.of(outlook.ranking().rows())
                        .filter(row -> isFree(project, row))
                        .limit(left + 1L)
                        .count()
                <= left;
    }

    // ---- what lies before people

    synchronized List<Leases.Lease> mine(String person) {
        return leases.of(person);
    }

    synchronized void release(String person, List<Integer> rows) {
        for (int row : rows) {
            Leases.Lease lease = leases.of(row);
            if (lease != null && lease.person().equals(person)) {
                leases.end(row);
            }
        }
    }

    synchronized void renew(String person) {
        leases.renew(person);
    }

    synchronized Set<Integer> lent() {
        Set<Integer> rows = new TreeSet<>();
        leases.all().forEach(lease -> rows.add(lease.asking().row()));
        return rows;
    }

    private boolean isFree(Project project, int row) {
        return row < project.size()
                && leases.of(row) == null
                && !recheck.contains(row)
                && Candidates.isAskable(project.item(row));
    }

    // ---- handing out

    /**
     * Hands out up to {@code count} items that nobody has, in the order in which they are to be labelled, and writes down
     * that they were asked for: one batch for each purpose among them.
     */
    synchronized List<Leases.Lease> next(Project project, String person, int count, Consumer pen) {
        largest = Math.max(largest, Math.min(count, 100));
        Teaching teaching = Teaching.of(project);
        List<Asking> chosen = new Choice(project, teaching, count).make(person);
        return lend(project, person, chosen, pen);
    }

    /** Hands out items drawn at random, to know how good the model is. */
    synchronized List<Leases.Lease> check(Project project, String person, int count, Consumer pen) {
        return lendFirst(project, person, new Choice(project, Teaching.of(project), count).checks(), pen);
    }

    /**
     * Hands out the given items, those that others have left out.
     *
     * @param free whether only those are handed out that may be asked for
     */
    synchronized List<Leases.Lease> give(
            Project project, String person, Ranking ranking, int count, boolean free, Consumer pen) {
        List<Asking> chosen = new ArrayList<>();
        Set<Integer> taken = new LinkedHashSet<>();
        for (int i = 0; i < ranking.size() && chosen.size() < count; i++) {
            int row = ranking.rows()[i];
            Leases.Lease lease = leases.of(row);
            boolean lent = lease != null && !lease.person().equals(person);
            if (!lent && (!free || isFree(project, row)) && taken.add(row)) {
                chosen.add(asking(
                        project,
                        row,
                        Fact.Purpose.CHOSEN,
                        ranking.strategy(),
                        ranking.scores()[i],
                        free ? doubt(project, row) : "somebody chose it"));
            }
        }
        return lendFirst(project, person, chosen, pen);
    }

    /** Writes a batch down. */
    @FunctionalInterface
    interface Consumer {
        void write(Fact.Asked batch);
    }

    private List<Leases.Lease> lend(Project project, String person, List<Asking> chosen, Consumer pen) {
        return asked(project, person, chosen, pen).stream()
                .map(asking -> leases.lend(person, asking))
                .toList();
    }

    /** As somebody wants just these, they come before what lies there already. */
    private List<Leases.Lease> lendFirst(Project project, String person, List<Asking> chosen, Consumer pen) {
        return leases.lendFirst(person, asked(project, person, chosen, pen));
    }

    private List<Asking> asked(Project project, String person, List<Asking> chosen, Consumer pen) {
        Map<String, List<Asking>> batches = new LinkedHashMap<>();
        for (Asking asking : chosen) {
            batches.computeIfAbsent(asking.purpose() + " " + asking.strategy(), key -> new ArrayList<>())
                    .add(asking);
        }
        Map<String, Integer> numbers = new LinkedHashMap<>();
        int number = asked.last();
        for (Map.Entry<String, List<Asking>> one : batches.entrySet()) {
            do {
                number++;
            } while (project.batch(number).isPresent());
            numbers.put(one.getKey(), number);
            Fact.Asked batch = batch(number, one.getValue());
            pen.write(batch);
            asked.add(batch);
            if (batch.purpose() == Fact.Purpose.RECHECK) {
                recheck.removeAll(batch.rows());
            }
        }
        leases.renew(person);
        return chosen.stream()
                .map(asking ->
                        asking.in(Objects.requireNonNull(numbers.get(asking.purpose() + " " + asking.strategy()))))
                .toList();
    }

    private static Fact.Asked batch(int number, List<Asking> items) {
        Asking first = items.getFirst();
        return new Fact.Asked(
                number,
                first.purpose(),
                first.model(),
                first.strategy(),
                items.stream().map(Asking::row).toList(),
                items.stream().map(Asking::score).toList(),
                items.stream().map(Asking::predicted).toList());
    }

    private Asking asking(
            Project project, int row, Fact.Purpose purpose, String strategy, double score, @Nullable String why) {
        Predictions predictions = outlook.predictions();
        int predicted = predictions == null ? ItemState.NONE : current(project, predictions.predicted(row));
        double confidence = predicted == ItemState.NONE || predictions == null ? 0 : predictions.confidence(row);
        return new Asking(row, 0, purpose, outlook.model(), strategy, score, why, predicted, confidence);
    }

    private @Nullable String doubt(Project project, int row) {
        Predictions predictions = outlook.predictions();
        return predictions == null ? null : Doubt.of(predictions, row, project.classes());
    }

    /** A class that is offered no more is shown no more. */
    private static int current(Project project, int label) {
        List<LabelClass> classes = project.classes();
        return label < 0 || label >= classes.size() || classes.get(label).retired() ? ItemState.NONE : label;
    }

    /** One batch in the making. */
    private final class Choice {

        private final Project project;
        private final Teaching teaching;
        private final int count;
        private final Randomness random;
        private final Map<Integer, Asking> chosen = new LinkedHashMap<>();

        Choice(Project project, Teaching teaching, int count) {
            this.project = project;
            this.teaching = teaching;
            this.count = count;
            this.random = Randomness.seed(teaching.seed());
        }

        private boolean isFull() {
            return chosen.size() >= count;
        }

        private boolean isFree(int row) {
            return !chosen.containsKey(row) && Desk.this.isFree(project, row);
        }

        private void take(int row, Fact.Purpose purpose, String strategy, double score, @Nullable String why) {
            chosen.put(row, asking(project, row, purpose, strategy, score, why));
        }

        List<Asking> make(String person) {
            int batch = asked.last() + 1;
            int[] awaiting = Overlap.of(project).awaiting(project, person);
            rechecks();
            secondOpinions(awaiting, (int) Math.ceil(MOST_RECHECKS * count));
            if (outlook.model() > 0) {
                withChecks(batch);
            } else {
                ranked(outlook.ranking(), Fact.Purpose.START, "unlike what is labelled");
                atRandom(Fact.Purpose.START, "start", batch, count, "drawn at random", true);
            }
            secondOpinions(awaiting, count);
            skipped();
            return inOrder(batch);
        }

        /** Nothing but items that are drawn at random. */
        List<Asking> checks() {
            int batch = asked.last() + 1;
            atRandom(Fact.Purpose.CHECK, "check-item", batch, count, CHECKED, false);
            return List.copyOf(chosen.values());
        }

        /** What somebody else labelled and this person labels too, without being shown that label or a prediction. */
        private void secondOpinions(int[] awaiting, int most) {
            IntStream.of(awaiting)
                    .filter(row -> leases.of(row) == null && !chosen.containsKey(row))
                    .limit(Math.min(most, (long) count - chosen.size()))
                    .forEach(row -> take(
                            row,
                            Fact.Purpose.RECHECK,
                            "second-opinion",
                            0,
                            "labelled by somebody else too, to know how far people agree"));
        }

        /** The strategy's choice, with slots in between for items that are drawn at random. */
        private void withChecks(int batch) {
            Randomness slots = random.purpose("check").round(batch);
            int left = count - chosen.size();
            int checks = (int) IntStream.range(0, left)
                    .filter(slot -> slots.uniform(slot) < teaching.checkShare())
                    .count();
            atRandom(Fact.Purpose.CHECK, "check-item", batch, checks, CHECKED, false);
            ranked(outlook.ranking(), Fact.Purpose.ACTIVE, null);
            ranked(outlook.reserve(), Fact.Purpose.ACTIVE, null);
            atRandom(Fact.Purpose.ACTIVE, "rest", batch, left, "one of the last", true);
        }

        private void ranked(Ranking ranking, Fact.Purpose purpose, @Nullable String why) {
            for (int i = 0; i < ranking.size() && !isFull(); i++) {
                int row = ranking.rows()[i];
                if (isFree(row)) {
                    take(
                            row,
                            purpose,
                            ranking.strategy(),
                            ranking.scores()[i],
                            why == null ? doubt(project, row) : why);
                }
            }
        }

        /**
         * Uniformly at random.
         *
         * @param again whether items that were asked for and not answered are among them
         */
        private void atRandom(Fact.Purpose purpose, String draw, int batch, int most, String why, boolean again) {
            int size = project.size();
            Randomness draws = random.purpose(draw).round(batch);
            int wanted = Math.min(count, chosen.size() + most);
            for (int attempt = 0; attempt < DRAWS + 4 * count && chosen.size() < wanted && size > 0; attempt++) {
                int row = (int) (draws.uniform(attempt) * size);
                if ((again || !asked.has(row)) && isFree(row)) {
                    take(row, purpose, "random", draws.uniform(row), why);
                }
            }
            if (chosen.size() < wanted) { // few are left: look at all of them
                int[] left = IntStream.range(0, size)
                        .filter(row -> (again || !asked.has(row)) && isFree(row))
                        .toArray();
                int[] order = IntStream.of(left)
                        .boxed()
                        .sorted(Comparator.comparingDouble((Integer row) -> draws.uniform(row)))
                        .mapToInt(Integer::intValue)
                        .toArray();
                for (int i = 0; i < order.length && chosen.size() < wanted; i++) {
                    take(order[i], purpose, "random", draws.uniform(order[i]), why);
                }
            }
        }

        private void rechecks() {
            int most = (int) Math.ceil(MOST_RECHECKS * count);
            List<Integer> due = recheck.stream()
                    .filter(row -> leases.of(row) == null)
                    .limit(most)
                    .toList();
            due.forEach(row ->
                    take(row, Fact.Purpose.RECHECK, "recheck", 0, "let stand earlier, to know how reliable that is"));
        }

        /** When nothing else is left, what was passed over comes back, what waits longest first. */
        private void skipped() {
            if (isFull()) {
                return;
            }
            IntStream.range(0, project.size())
                    .filter(row -> Candidates.isSkipped(project.item(row)))
                    .filter(row -> leases.of(row) == null && !chosen.containsKey(row))
                    .boxed()
                    .sorted(Comparator.comparingLong(row -> project.item(row).version()))
                    .limit(count - (long) chosen.size())
                    .forEach(row -> take(row, Fact.Purpose.CHOSEN, "skipped", 0, "passed over earlier"));
        }

        /** What is drawn at random or comes back stands anywhere between the others, which keep their order. */
        private List<Asking> inOrder(int batch) {
            Randomness places = random.purpose("place").round(batch);
            List<Asking> order = new ArrayList<>(chosen.values().stream()
                    .filter(asking ->
                            asking.purpose() != Fact.Purpose.CHECK && asking.purpose() != Fact.Purpose.RECHECK)
                    .toList());
            for (Asking asking : chosen.values()) {
                if (!order.contains(asking)) {
                    order.add((int) (places.uniform(asking.row()) * (order.size() + 1)), asking);
                }
            }
            return order;
        }
    }
}
