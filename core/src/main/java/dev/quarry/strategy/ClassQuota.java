package dev.quarry.strategy;

import com.google.auto.service.AutoService;
import dev.quarry.acquire.Selection;
import dev.quarry.kernel.Admission;
import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.Randomness;
import dev.quarry.kernel.TopK;
import dev.quarry.part.Advice;
import dev.quarry.part.Help;
import dev.quarry.part.Named;
import dev.quarry.part.Part;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Another strategy whose choice is shared out among the classes that the model predicts, so that rare ones are asked for
 * too. Of a batch of k, class c has the share {@code s_c·k}, rounded by the largest remainder, the lower class first where
 * remainders are alike. In every step the best candidate of a class with room is taken. The predicted class is the
 * likeliest, the lowest where several are.
 *
 * <p>What classes cannot fill, since too few candidates are predicted to be of them, is chosen without regard to class, or
 * is not chosen at all; that is the rule {@code unfilled}.
 */
@AutoService(Part.class)
@Named(
        value = "class-quota",
        summary = "Another strategy, whose choice is shared out among the predicted classes.",
        formula = "each step the best candidate of a predicted class c with fewer than share_c·k picks",
        cost = "that of the other, and one prediction of the pool")
@Advice(
        use = "Unequal classes and a model that finds them already: a share of the batch for each predicted class.",
        avoid = "Classes that the model never predicts get nothing. Quotas by a poor model balance its mistakes.")
public record ClassQuota(
        @Help("the share of each class, from 0 on, in their order; none for equal ones")
        List<Double> shares,

        @Help("what becomes of the share that a class cannot fill: it goes to any class, or stays unfilled")
        Unfilled unfilled,

        @Help("what chooses") Strategy of)
        implements Strategy {

    /** What becomes of a share that cannot be filled. */
    public enum Unfilled {
        /** It goes to the best candidates of any class. */
        ANY,
        /** Nobody gets it: fewer items are chosen. */
        NONE
    }

    /** States the rules. */
    public ClassQuota {
        shares = List.copyOf(shares);
        boolean broken = shares.stream().anyMatch(share -> !(share >= 0 && share < Double.POSITIVE_INFINITY));
        if (broken || (!shares.isEmpty() && sum(shares) == 0)) {
            throw new IllegalArgumentException(
                    "The shares %s must be finite, at least 0, and not all 0.".formatted(shares));
        }
    }

    /** Equal shares, margin; what cannot be filled goes to any class. */
    public ClassQuota() {
        this(new Deterministic());
    }

    /** Equal shares; what cannot be filled goes to any class. */
    public ClassQuota(Strategy of) {
        this(List.of(), Unfilled.ANY, of);
    }

    @Override
    public List<Demand<?>> demands() {
        return Stream.concat(of.demands().stream(), Stream.of(new Demand.Prediction()))
                .distinct()
                .toList();
    }

    @Override
    public Selection select(Supply supply, int budget, Randomness random) {
        return select(supply, budget, Admission.ALL, random);
    }

    @Override
    public Selection select(Supply supply, int budget, Admission admission, Randomness random) {
        Matrix predicted = supply.supply(new Demand.Prediction()).probabilities();
        int k = Math.min(Math.max(budget, 0), predicted.rows());
        Admission rooms = Limit.groups(likeliest(predicted), rooms(k, predicted.cols()));
        Selection begun = of.select(supply, k, admission.and(rooms), random);
        if (begun.size() == k || unfilled == Unfilled.NONE) {
            return begun;
        }
        Supply after = supply.after(begun);
        Admission left =
                admission.among(supply.candidates().rows(after.candidates().ids()));
        return begun.followedBy(of.select(after, k - begun.size(), left, random));
    }

    /** How many of k each class may have. */
    int[] rooms(int k, int classes) {
        if (!shares.isEmpty() && shares.size() != classes) {
            throw new IllegalArgumentException(
                    "There are (%d) shares but (%d) classes. Maybe give none, for equal ones."
                            .formatted(shares.size(), classes));
        }
        double[] remainders = new double[classes];
        int[] rooms = new int[classes];
        int given = 0;
        for (int c = 0; c < classes; c++) {
            double exact = k * (shares.isEmpty() ? 1.0 / classes : shares.get(c) / sum(shares));
            rooms[c] = (int) Math.floor(exact + 1e-9); // a third of 3 is 1, however it was rounded
            remainders[c] = Math.max(0, exact - rooms[c]);
            given += rooms[c];
        }
        for (int c : TopK.largest(remainders, k - given, other -> other)) {
            rooms[c]++;
        }
        return rooms;
    }

    private static double sum(List<Double> shares) {
        return shares.stream().mapToDouble(share -> share).sum();
    }

    private static int[] likeliest(Matrix probabilities) {
        double[] p = new double[probabilities.cols()];
        int[] classes = new int[probabilities.rows()];
        Arrays.setAll(classes, row -> {
            probabilities.copyRow(row, p);
            int likeliest = 0;
            for (int c = 1; c < p.length; c++) {
                likeliest = p[c] > p[likeliest] ? c : likeliest;
            }
            return likeliest;
        });
        return classes;
    }
}
