package dev.quarry.acquire;

import dev.quarry.evidence.Embeddings;
import dev.quarry.evidence.Evidence;
import dev.quarry.evidence.LabelProbabilities;
import dev.quarry.evidence.Probabilities;
import dev.quarry.evidence.RegressionPredictions;
import dev.quarry.evidence.SampledProbabilities;
import dev.quarry.evidence.TaughtEmbeddings;
import dev.quarry.kernel.Distances;
import dev.quarry.kernel.Information;
import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.NearestCentres;
import dev.quarry.kernel.TopK;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What scores are made of: the terms that acquisitions share, and those of any acquisition by its evidence. */
public final class Terms {

    private Terms() {}

    /**
     * The terms of each pick: those of the acquisition where it has {@linkplain Explained some}, otherwise what the evidence
     * says about the pick, which is its likeliest classes, the votes of a committee, or how far it is from what is labelled
     * or taken.
     *
     * @param evidence about all candidates
     * @param picks rows of candidates in the order they were taken
     */
    public static <E extends Evidence> List<List<Term>> of(Acquisition<E> acquisition, E evidence, int[] picks) {
        if (acquisition instanceof Explained<E> explained) {
            return explained.terms(evidence, picks);
        } else if (evidence instanceof SampledProbabilities samples) {
            return each(picks, row -> both(likeliest(samples, row, 1), votes(samples, row)));
        } else if (evidence instanceof Probabilities probabilities) {
            return each(picks, row -> likeliest(probabilities, row, 2));
        }
        List<List<Term>> terms = each(picks, row -> ofTarget(evidence, row));
        return evidence instanceof Embeddings embeddings ? beside(terms, nearest(embeddings, picks)) : terms;
    }

    /** What is said of a candidate that gets several labels, or a number. */
    private static List<Term> ofTarget(Evidence evidence, int row) {
        if (evidence instanceof LabelProbabilities labels) {
            double[] p = new double[labels.labelProbabilities().cols()];
            labels.labelProbabilities().copyRow(row, p);
            return IntStream.of(TopK.largest(doubts(p), 2, label -> label))
                    .mapToObj(label -> new Term("p", p[label], "label %d".formatted(label)))
                    .toList();
        }
        return evidence instanceof RegressionPredictions numbers
                ? List.of(new Term("prediction", numbers.predictions().get(row, 0)))
                : List.of();
    }

    /** The nearer to one half, the larger. */
    private static double[] doubts(double[] p) {
        return Arrays.stream(p).map(one -> -Math.abs(one - 0.5)).toArray();
    }

    /** The same for each pick by itself. */
    public static List<List<Term>> each(int[] picks, IntFunction<List<Term>> terms) {
        return Arrays.stream(picks).mapToObj(terms).toList();
    }

    /** The terms of one list and then those of another. */
    public static List<Term> both(List<Term> first, List<Term> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }

    /** The same pick by pick. */
    public static List<List<Term>> beside(List<List<Term>> first, List<List<Term>> second) {
        return IntStream.range(0, first.size())
                .mapToObj(i -> both(first.get(i), second.get(i)))
                .toList();
    }

    /** The largest class probabilities, {@code p1 ≥ p2 ≥ …}, of equal ones the lower class first. */
    public static List<Term> likeliest(Probabilities evidence, int row, int count) {
        double[] p = new double[evidence.probabilities().cols()];
        evidence.probabilities().copyRow(row, p);
        return largest("p", p, count);
    }

    /** The largest shares of the votes of a committee; a member votes for its likeliest class, the lowest of several. */
    public static List<Term> votes(SampledProbabilities evidence, int row) {
        int classes = evidence.classes();
        double[] samples = new double[evidence.samples().cols()];
        evidence.samples().copyRow(row, samples);
        double[] shares = new double[classes];
        for (int at = 0; at < samples.length; at += classes) {
            int vote = at;
            for (int i = at; i < at + classes; i++) {
                vote = samples[i] > samples[vote] ? i : vote;
            }
            shares[vote - at] += 1.0 / evidence.members();
        }
        return largest("votes", shares, 2);
    }

    private static List<Term> largest(String name, double[] values, int count) {
        int[] classes = TopK.largest(values, count, c -> c);
        return IntStream.range(0, classes.length)
                .mapToObj(i -> new Term(name + (i + 1), values[classes[i]], "class %d".formatted(classes[i])))
                .toList();
    }

    /** How much is not known about the answer, and how much of that each member by itself does not know, in nats. */
    public static List<Term> information(SampledProbabilities evidence, int row) {
        double[] bald = new double[1];
        double[] expected = new double[1];
        Information.bald(evidence.samples(), evidence.members(), row, row + 1, bald);
        Information.expectedEntropy(evidence.samples(), evidence.members(), row, row + 1, expected);
        return List.of(new Term("total", bald[0] + expected[0]), new Term("expected", expected[0]));
    }

    /**
     * How far each pick is from the nearest item labelled or taken before it, and which that is; nothing where there is
     * none.
     */
    public static List<List<Term>> nearest(Embeddings evidence, int[] picks) {
        return nearest(evidence, picks, places -> places);
    }

    /** The same after places were taken to another space. */
    static List<List<Term>> nearest(Embeddings evidence, int[] picks, UnaryOperator<Matrix> space) {
        Matrix places = space.apply(evidence.embeddings().select(picks));
        NearestCentres labelled = NearestCentres.of(places, space.apply(evidence.labelled()));
        List<List<Term>> terms = new ArrayList<>();
        for (int i = 0; i < picks.length; i++) {
            double least = labelled.squared(i);
            String item = labelled.centre(i) < 0 ? "" : labelled(evidence, labelled.centre(i));
            for (int before = 0; before < i; before++) {
                double squared = Distances.squared(places, i, places, before);
                if (squared < least) {
                    least = squared;
                    item = evidence.items().name(picks[before]);
                }
            }
            terms.add(item.isEmpty() ? List.of() : List.of(new Term("distance", Math.sqrt(least), item)));
        }
        return terms;
    }

    /** What people call a labelled item. */
    public static String labelled(Embeddings evidence, int row) {
        return evidence instanceof TaughtEmbeddings taught
                ? taught.labels().items().name(row)
                : "labelled row %d".formatted(row);
    }
}
