package dev.quarry.acquire;

import com.google.auto.service.AutoService;
import dev.quarry.evidence.FedPredictions;
import dev.quarry.evidence.Labels;
import dev.quarry.item.Items;
import dev.quarry.kernel.Memory;
import dev.quarry.kernel.Randomness;
import dev.quarry.kernel.TopK;
import dev.quarry.part.Advice;
import dev.quarry.part.Named;
import dev.quarry.part.Part;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * GALAXY: looks for the places where the answer of the oracle changes, by bisection, and so finds as many items of a rare
 * class as of the common ones. Needs the label of each pick before the next.
 *
 * <p>For each class, candidates and labelled items stand in a row by the margin {@code p_k − max p}, and by p_k where class k
 * is the likeliest. Two labelled items that follow one another in a row, one of the class and one not, are the ends of a
 * path. Asked for is the middle of the path with the fewest candidates on it, over all rows; its label halves the path. When
 * no candidate is on any path, each of them has shrunk to a cut between neighbours, and the candidate the fewest places away
 * from a cut is next: what linking ever more distant places in the rows comes to. Where no class has items on both sides, a
 * candidate is drawn uniformly. Ties go to random numbers.
 *
 * <p>The score of a pick is minus the number of candidates on its path, or of places to the cut, or of candidates that it
 * was drawn from. What nobody can answer leaves the rows; so do items chosen earlier in the same batch without an answer.
 *
 * <p>O(C·n·log n + k·C·(m + k)) time, O(C·(n + m)) memory. Zhang, Katz-Samuels, Nowak. <i>GALAXY: graph-based active
 * learning at the extreme.</i> ICML 2022.
 */
@AutoService(Part.class)
@Named(
        value = "galaxy",
        summary =
                "The middle of the shortest path between items of other labels, in a row for each class, again and again.",
        formula = "the middle of the shortest path between opposite labels in the orders by p_k − max p",
        cost = "O(C·n·log n + k·C·(m + k)), O(C·(n + m)) memory",
        paper = "Zhang, Katz-Samuels, Nowak. GALAXY: graph-based active learning at the extreme. ICML 2022")
@Advice(
        use =
                "Very unequal classes: it walks along the boundary of each class against the rest, and its picks are far more balanced than those of margin.",
        avoid =
                "Answers must come at once, one by one, so it cannot hand out a batch. On balanced classes margin does as well.")
public record Galaxy() implements Acquisition<FedPredictions> {

    @Override
    public Selection select(FedPredictions evidence, int budget, Randomness random) {
        int size = Math.min(Math.max(budget, 0), evidence.size());
        if (size == 0) {
            return new Selection(List.of());
        }
        Search search = new Search(evidence, random);
        List<Pick> picks = new ArrayList<>(size);
        String reason = Scores.reason(this);
        while (picks.size() < size) {
            Step step = search.next();
            long id = evidence.items().id(step.row);
            picks.add(new Pick(id, -step.length, reason));
            search.learn(step.row, evidence.feed().reveal(id));
        }
        return new Selection(picks);
    }

    /** A candidate to ask for, and how many stood where it was found. */
    private static final class Step {
        private final int row;
        private final int length;

        Step(int row, int length) {
            this.row = row;
            this.length = length;
        }
    }

    /** What is known so far: rows 0 to n − 1 are the candidates, the labelled items whose label is known follow. */
    private static final class Search {

        /** Instead of a label: nobody was asked yet. */
        private static final int OPEN = -1;

        /** Instead of a label: asked for, and nobody could answer. */
        private static final int GONE = -2;

        private final int[] labels;
        private final Line[] lines;
        private final TopK.Ties ties;
        private final int candidates;

        Search(FedPredictions evidence, Randomness random) {
            int[] known = evidence.labels().known();
            int all = evidence.size() + known.length;
            int classes = evidence.probabilities().cols();
            Memory.require(3L * Integer.BYTES * classes * all, "GALAXY with an order of all items for each class");
            this.candidates = evidence.size();
            this.ties = ties(evidence.items(), evidence.labels(), known, random);
            this.labels = new int[all];
            Arrays.setAll(
                    labels, row -> row < candidates ? OPEN : evidence.labels().of(known[row - candidates]));
            this.lines = new Line[classes];
            double[] most = new double[all];
            for (int row = 0; row < all; row++) {
                for (int c = 0; c < classes; c++) {
                    most[row] = Math.max(most[row], share(evidence, known, row, c));
                }
            }
            double[] margins = new double[all];
            for (int k = 0; k < classes; k++) {
                for (int row = 0; row < all; row++) {
                    double share = share(evidence, known, row, k);
                    margins[row] = share == most[row] ? share : share - most[row];
                }
                lines[k] = new Line(k, TopK.largest(margins, all, ties));
            }
        }

        /** Labelled items have ties of their own, by their ids. */
        private static TopK.Ties ties(Items items, Labels labels, int[] known, Randomness random) {
            TopK.Ties candidates = Scores.ties(items, random);
            TopK.Ties taught = Scores.ties(labels.items(), random);
            int n = items.size();
            return row -> row < n ? candidates.of(row) : taught.of(known[row - n]);
        }

        private static double share(FedPredictions evidence, int[] known, int row, int c) {
            int n = evidence.size();
            return row < n
                    ? evidence.probabilities().get(row, c)
                    : evidence.labelledProbabilities().get(known[row - n], c);
        }

        Step next() {
            Step best = null;
            for (Line line : lines) {
                best = line.middle(best);
            }
            if (best != null) {
                return best;
            }
            for (Line line : lines) {
                best = line.besideCut(best);
            }
            return best == null ? drawn() : best;
        }

        private Step drawn() {
            int first = -1;
            int open = 0;
            for (int row = 0; row < candidates; row++) {
                if (labels[row] == OPEN) {
                    open++;
                    first = first < 0 || before(row, first) ? row : first;
                }
            }
            return new Step(first, open);
        }

        void learn(int row, OptionalInt label) {
            labels[row] = label.orElse(GONE);
            for (Line line : lines) {
                if (label.isPresent()) {
                    line.mark(row);
                } else {
                    line.drop(row);
                }
            }
        }

        private Step better(@Nullable Step best, int row, int length) {
            return best == null || length < best.length || (length == best.length && before(row, best.row))
                    ? new Step(row, length)
                    : best;
        }

        private boolean before(int a, int b) {
            return Long.compareUnsigned(ties.of(a), ties.of(b)) < 0;
        }

        /** The order by the margin of one class. */
        private final class Line {
            private final int of;
            private int[] order;
            private final int[] where;
            private int[] marks; // the places of labelled rows, ascending
            private int count;

            Line(int of, int[] order) {
                this.of = of;
                this.order = order;
                this.where = new int[order.length];
                this.marks = new int[Math.max(1, order.length - candidates)];
                place();
            }

            private void place() {
                count = 0;
                for (int at = 0; at < order.length; at++) {
                    where[order[at]] = at;
                    if (labels[order[at]] != OPEN) {
                        add(at, count);
                    }
                }
            }

            void mark(int row) {
                int at = where[row];
                add(at, -Arrays.binarySearch(marks, 0, count, at) - 1);
            }

            private void add(int at, int index) {
                if (count == marks.length) {
                    marks = Arrays.copyOf(marks, 2 * count);
                }
                System.arraycopy(marks, index, marks, index + 1, count - index);
                marks[index] = at;
                count++;
            }

            /** Closes the ranks where a row stood. */
            void drop(int row) {
                order = Arrays.stream(order).filter(other -> other != row).toArray();
                place();
            }

            /** Whether two labelled rows that follow one another are on other sides. */
            private boolean turns(int i) {
                return (labels[order[marks[i]]] == of) != (labels[order[marks[i + 1]]] == of);
            }

            /** The middle of the shortest path, or what is better already. */
            @Nullable
            Step middle(@Nullable Step best) {
                Step found = best;
                for (int i = 0; i + 1 < count; i++) {
                    int length = marks[i + 1] - marks[i] - 1;
                    if (length > 0 && turns(i)) {
                        found = better(found, order[(marks[i] + marks[i + 1]) >>> 1], length);
                    }
                }
                return found;
            }

            /** The candidate nearest to a cut, or what is better already. */
            @Nullable
            Step besideCut(@Nullable Step best) {
                Step found = best;
                int left = -1; // the last place before a run of labelled ones
                for (int i = 0; i + 1 < count; i++) {
                    left = i > 0 && marks[i - 1] == marks[i] - 1 ? left : marks[i] - 1;
                    if (turns(i) && left >= 0) {
                        found = better(found, order[left], marks[i] - left);
                    }
                }
                int right = order.length;
                for (int i = count - 1; i > 0; i--) {
                    right = i + 1 < count && marks[i + 1] == marks[i] + 1 ? right : marks[i] + 1;
                    if (turns(i - 1) && right < order.length) {
                        found = better(found, order[right], right - marks[i]);
                    }
                }
                return found;
            }
        }
    }
}
