package dev.quarry.strategy;

import com.google.auto.service.AutoService;
import dev.quarry.acquire.KCenter;
import dev.quarry.acquire.Pick;
import dev.quarry.acquire.Selection;
import dev.quarry.evidence.Labels;
import dev.quarry.evidence.TaughtPredictions;
import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.Randomness;
import dev.quarry.part.Advice;
import dev.quarry.part.Help;
import dev.quarry.part.Named;
import dev.quarry.part.Part;
import dev.quarry.part.Parts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Active learning by learning: a bandit that gives each of several strategies, and uniform drawing, the more picks the
 * better the model became after theirs. Exp4.P with the strategies as arms.
 *
 * <p>Of K arms with weights w, arm k is pulled with probability {@code q_k = (1 − K·p)·w_k / Σ w + p}; it asks for the best of
 * its candidates that is not taken yet, the uniform one for any of them. An item is thus asked for with probability
 * {@code π = Σ q_k·a_k}, a_k being 1 where it is what arm k wants, for the uniform arm one over the number of candidates
 * left. When its label has been learnt, the reward is the importance-weighted accuracy {@code r = Σ [correct] / π / (N·T)}
 * of the new model on all items that were asked for in this way, N the items in all and T the labels to be asked for, 1 at
 * most. Then {@code w_k ← w_k · exp(p/2·(r·a_k / π + √(ln(K/δ) / (K·T)) / q_k))} for each pick of the round, with
 * {@code p = √(ln K / (K·T))}, 1/K at most.
 *
 * <p>Everything that the next round needs stands in the reason and the score of each pick (the weights, what the arms
 * advised, π) and so in the journal of a loop: one that goes on with it chooses as if it had never stopped. Where nobody
 * keeps a record, on files or where a loop only proposes, every choice begins with equal weights. Items that nobody could
 * answer teach nothing. Weights are scaled to a sum of 1.
 *
 * <p>The reward of a pull is what the model knows by then, whoever asked before. An arm is favoured only where the model is
 * better right after its pulls than after those of others; one whose items merely teach more shares its merit with all.
 *
 * <p>The cost is that of all strategies. Hsu, Lin. <i>Active learning by learning.</i> AAAI 2015; Beygelzimer, Langford, Li,
 * Reyzin, Schapire. <i>Contextual bandit algorithms with supervised learning guarantees.</i> AISTATS 2011.
 */
@AutoService(Part.class)
@Named(
        value = "albl",
        summary =
                "Active learning by learning: a bandit gives the picks to those strategies after which the model is better.",
        formula = "q_k = (1 − K·p)·w_k / Σ w + p, w by Exp4.P on the importance-weighted accuracy",
        cost = "that of all the strategies",
        paper = "Hsu, Lin. Active learning by learning. AAAI 2015")
@Advice(
        use = "Nobody knows which strategy fits the data: a bandit tries several and follows what helps.",
        avoid =
                "It spends labels on finding out. Its reward is the accuracy of the one model that all strategies teach, so a good and a poor one are told apart slowly if at all: in our tests no weight had left 0.2 to 0.5 after 100 labels. Where labels are few, take the best single one.")
public record Albl(
        @Help("the strategies among which it chooses; uniform drawing is always one more")
        List<Strategy> of,

        @Help("T, how many labels it is to ask for in all, at least 1")
        int horizon,

        @Help(
                "δ, how likely the bound of the bandit may fail; the less, the more rarely pulled arms are favoured, in (0, 1]")
        double delta)
        implements Strategy {

    /** States the rules. */
    public Albl {
        of = List.copyOf(of);
        if (of.isEmpty() || horizon < 1 || !(delta > 0 && delta <= 1)) {
            throw new IllegalArgumentException(
                    "The strategies (%d) and the horizon (%d) must be at least 1, the delta (%s) in (0, 1]."
                            .formatted(of.size(), horizon, delta));
        }
        for (Strategy strategy : of) {
            if (strategy.demands().contains(new Demand.Answers())) {
                throw new IllegalArgumentException(
                        "The strategy (%s) asks while it chooses, but here not all of its choice is taken. Maybe one that does not."
                                .formatted(Parts.describe(strategy)));
            }
        }
    }

    /** Margin and k-center, 100 labels, δ 0.1 as in the paper. */
    public Albl() {
        this(List.of(new Deterministic(), new Diversity(new KCenter())), 100, 0.1);
    }

    @Override
    public List<Demand<?>> demands() {
        Set<Demand<?>> all = new LinkedHashSet<>();
        of.forEach(strategy -> all.addAll(strategy.demands()));
        all.add(new Demand.Prediction());
        return List.copyOf(all);
    }

    @Override
    public Selection select(Supply supply, int budget, Randomness random) {
        int size = Math.min(Math.max(budget, 0), supply.candidates().size());
        double[] weights = weights(supply);
        double[] shares = shares(weights);
        ArmAdvice advice = new ArmAdvice(supply, size, random.purpose("albl"));
        Randomness pulls = random.purpose("pull");
        List<Pick> picks = new ArrayList<>(size);
        while (picks.size() < size) {
            long id = advice.wantedBy(pulled(shares, pulls.uniform(picks.size())));
            double[] advised = advice.on(id);
            picks.add(new Pick(id, dot(shares, advised), reason(weights, advised)));
            advice.take(id);
        }
        return new Selection(picks);
    }

    private int arms() {
        return of.size() + 1;
    }

    /** p, how likely each arm is pulled at least. */
    private double least() {
        return Math.min(1.0 / arms(), Math.sqrt(StrictMath.log(arms()) / ((double) arms() * horizon)));
    }

    /** How likely each arm is pulled; the uniform one is the last. */
    private double[] shares(double[] weights) {
        double whole = Arrays.stream(weights).sum();
        double least = least();
        return Arrays.stream(weights)
                .map(weight -> (1 - arms() * least) * weight / whole + least)
                .toArray();
    }

    private static int pulled(double[] shares, double number) {
        double sum = 0;
        for (int arm = 0; arm < shares.length - 1; arm++) {
            sum += shares[arm];
            if (number < sum) {
                return arm;
            }
        }
        return shares.length - 1;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    /** The weights after what has been learnt from the last round. */
    private double[] weights(Supply supply) {
        List<Told> told = told(supply.past());
        if (told.isEmpty()) {
            double[] equal = new double[arms()];
            Arrays.fill(equal, 1.0 / arms());
            return equal;
        }
        double reward = reward(supply, told);
        int last = told.get(told.size() - 1).round;
        double[] before = told.get(told.size() - 1).weights;
        double[] exponents = new double[arms()];
        double[] shares = shares(before);
        double boldness = Math.sqrt(StrictMath.log(arms() / delta) / ((double) arms() * horizon));
        for (Told one : told) {
            for (int arm = 0; arm < exponents.length && one.round == last; arm++) {
                exponents[arm] += least() / 2 * (reward * one.advised[arm] / one.probability + boldness / shares[arm]);
            }
        }
        return grown(before, exponents);
    }

    /** Weights times e to some powers, so scaled that together they make 1. */
    private static double[] grown(double[] weights, double[] exponents) {
        double largest = Arrays.stream(exponents).max().orElse(0);
        double[] grown = new double[weights.length];
        Arrays.setAll(grown, arm -> weights[arm] * StrictMath.exp(exponents[arm] - largest));
        double whole = Arrays.stream(grown).sum();
        Arrays.setAll(grown, arm -> grown[arm] / whole);
        return grown;
    }

    /** The importance-weighted accuracy of the present model on what was asked for. */
    private double reward(Supply supply, List<Told> told) {
        TaughtPredictions evidence = supply.supply(new Demand.Prediction());
        Labels labels = evidence.labels();
        Matrix answers = evidence.labelledProbabilities();
        double sum = 0;
        for (Told one : told) {
            int row = labels.items().row(one.id);
            double[] p = new double[answers.cols()];
            answers.copyRow(row, p);
            boolean correct = p[one.label] == Arrays.stream(p).max().orElseThrow();
            sum += correct ? 1 / one.probability : 0;
        }
        double items = supply.candidates().size() + supply.labelled();
        return Math.min(1, sum / (items * horizon));
    }

    /** A pick of an earlier round. */
    private static final class Told {
        private final int round;
        private final long id;
        private final int label;
        private final double[] weights;
        private final double[] advised;
        private final double probability;

        Told(Asked asked, Matcher reason) {
            this.round = asked.round();
            this.id = asked.id();
            this.label = asked.label();
            this.weights = numbers(reason.group(1));
            this.advised = numbers(reason.group(2));
            this.probability = Double.parseDouble(reason.group(3));
        }

        private static double[] numbers(String text) {
            return Arrays.stream(text.split(", ", -1))
                    .mapToDouble(Double::parseDouble)
                    .toArray();
        }
    }

    /** The reason of a pick, as {@link Told} reads it back with the score behind it. */
    private String reason(double[] weights, double[] advised) {
        return "%s weights %s advised %s"
                .formatted(Parts.describe(this), Arrays.toString(weights), Arrays.toString(advised));
    }

    /** What this strategy has asked for, oldest first. */
    private List<Told> told(List<Asked> past) {
        Pattern own = Pattern.compile(Pattern.quote(Parts.describe(this)) + " weights \\[(.*)] advised \\[(.*)] (.*)");
        List<Told> told = new ArrayList<>();
        for (Asked asked : past) {
            Matcher reason = own.matcher(asked.reason());
            if (reason.matches()) {
                told.add(new Told(asked, reason));
            }
        }
        return told;
    }

    /** What the arms want in this round. */
    private final class ArmAdvice {
        private final List<long[]> lists = new ArrayList<>();
        private final int[] next = new int[arms()];
        private final Set<Long> taken = new HashSet<>();
        private int left;

        ArmAdvice(Supply supply, int size, Randomness random) {
            this.left = supply.candidates().size();
            for (int arm = 0; arm < of.size(); arm++) {
                lists.add(of.get(arm).select(supply, size, random.round(arm)).ids());
            }
            lists.add(
                    new Random().select(supply, size, random.purpose("uniform")).ids());
        }

        /** The best candidate of an arm that is not taken; it has as many as are wanted in all. */
        long wantedBy(int arm) {
            while (taken.contains(lists.get(arm)[next[arm]])) {
                next[arm]++;
            }
            return lists.get(arm)[next[arm]];
        }

        /** How likely each arm would have asked for an item. */
        double[] on(long id) {
            double[] advised = new double[arms()];
            Arrays.setAll(advised, arm -> wantedBy(arm) == id ? 1 : 0);
            advised[arms() - 1] = 1.0 / left;
            return advised;
        }

        void take(long id) {
            taken.add(id);
            left--;
        }
    }
}
