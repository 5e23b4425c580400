package dev.quarry.acquire;

import com.google.auto.service.AutoService;
import dev.quarry.evidence.Embeddings;
import dev.quarry.kernel.Distances;
import dev.quarry.kernel.DoubleMatrix;
import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.Memory;
import dev.quarry.kernel.NearestCentres;
import dev.quarry.kernel.Randomness;
import dev.quarry.kernel.TopK;
import dev.quarry.kernel.Workers;
import dev.quarry.part.Advice;
import dev.quarry.part.Help;
import dev.quarry.part.Named;
import dev.quarry.part.Part;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Active finetuning: as many points on the unit sphere as items are wanted, moved by gradient descent until they are
 * distributed like the candidates and yet apart from one another; then of each the nearest candidate that is not taken.
 * Made for one batch before anything is labelled; what is labelled plays no part.
 *
 * <p>Places are scaled to unit length. With s the product of a candidate and its nearest point θ over the temperature τ, the
 * loss is the mean of {@code −s + ln(e^s + β·Σ over points θ' of e^(θ·θ'/τ))}, where θ alone is moved (the points beside it
 * are taken as fixed, as in the published code). Points begin at candidates drawn uniformly and are moved by Adam. The score
 * of a pick is how many candidates its point is nearest to; the largest comes first.
 *
 * <p>O(rounds·(n·k + k²)·d) time, O(n + k·d) memory over the embeddings and a copy of them at unit length. Xie, Lu, Yan,
 * Yang, Tomizuka, Zhan. <i>Active finetuning: exploiting annotation budget in the pretraining-finetuning paradigm.</i> CVPR
 * 2023.
 */
@AutoService(Part.class)
@Named(
        value = "active-ft",
        summary = "Candidates nearest to points that are distributed like the pool and apart from one another.",
        formula = "min over points θ of mean over x of −s + ln(e^s + β·Σ e^(θ(x)·θ'/τ)), s = max θ·h(x)/τ",
        cost = "O(rounds·(n·k + k²)·d)",
        paper =
                "Xie, Lu, Yan, Yang, Tomizuka, Zhan. Active finetuning: exploiting annotation budget in the pretraining-finetuning paradigm. CVPR 2023")
@Advice(
        use =
                "One batch for a pretrained model before there is any label: points that are distributed like the pool and apart from one another.",
        avoid =
                "A second round: it does not look at what is labelled. Its points are found by gradient descent, so other settings give another batch.")
public record ActiveFt(
        @Help("τ, above 0: the smaller, the less counts what is not very near")
        double temperature,

        @Help("how often the points are moved, at least 0") int rounds,

        @Help("the step of Adam, above 0") double rate,

        @Help("β, how strongly points keep apart, above 0") double balance)
        implements Acquisition<Embeddings> {

    private static final int CHUNK = 1024;

    /** States the rules. */
    public ActiveFt {
        requirePositive("temperature", temperature);
        requirePositive("rate", rate);
        requirePositive("balance", balance);
        if (rounds < 0) {
            throw new IllegalArgumentException("The rounds (%d) must not be negative.".formatted(rounds));
        }
    }

    /** τ = 0.07, 300 rounds, rate 0.001, β = 1. */
    public ActiveFt() {
        this(0.07, 300, 1e-3, 1);
    }

    private static void requirePositive(String name, double value) {
        if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("The %s (%s) must be positive and finite.".formatted(name, value));
        }
    }

    @Override
    public Selection select(Embeddings evidence, int budget, Randomness random) {
        int n = evidence.size();
        int size = Math.min(Math.max(budget, 0), n);
        if (size == 0) {
            return new Selection(List.of());
        }
        Points points = new Points(evidence, size, random);
        for (int round = 1; round <= rounds; round++) {
            points.move(round);
        }
        return nearest(points, evidence, Scores.ties(evidence.items(), random));
    }

    /** Of each point, those that are nearest to most before the others, the nearest candidate that is not taken. */
    private Selection nearest(Points points, Embeddings evidence, TopK.Ties ties) {
        Matrix places = points.places();
        NearestCentres nearest = NearestCentres.of(points.candidates, places);
        double[] represented = new double[places.rows()];
        for (int row = 0; row < nearest.size(); row++) {
            represented[nearest.centre(row)]++;
        }
        List<Pick> picks = new ArrayList<>(represented.length);
        String reason = Scores.reason(this);
        boolean[] taken = new boolean[nearest.size()];
        double[] near = new double[nearest.size()];
        for (int point : TopK.largest(represented, represented.length, one -> one)) {
            Workers.current().chunks(near.length, CHUNK, (from, to) -> {
                double[] squared = new double[to - from];
                Distances.squared(points.candidates, from, to, places, point, squared);
                for (int row = from; row < to; row++) {
                    near[row] = taken[row] ? -5 : -squared[row - from]; // at least −4
                }
            });
            int row = TopK.largest(near, 1, ties)[0];
            taken[row] = true;
            picks.add(new Pick(evidence.items().id(row), represented[point], reason));
        }
        return new Selection(picks);
    }

    /** The points and what Adam remembers of their gradients. */
    private final class Points {
        private static final double DECAY = 0.9;
        private static final double SQUARED_DECAY = 0.999;
        private static final double TINY = 1e-8;

        private final Matrix candidates; // at unit length
        private final double[] lengths; // squared: 1, or 0 for the origin
        private final int[] byId; // rows in the order of their ids, in which sums are taken
        private final int k;
        private final int d;
        private final double[] values; // where the points are, of any length
        private final double[] first;
        private final double[] second;

        Points(Embeddings evidence, int k, Randomness random) {
            this.candidates = UnitLength.of(evidence.embeddings());
            this.k = k;
            this.d = candidates.cols();
            Memory.require(6L * k * d * Double.BYTES, "The points of active-ft");
            this.lengths = IntStream.range(0, candidates.rows())
                    .mapToDouble(row -> Distances.dot(candidates, row, candidates, row))
                    .toArray();
            this.byId = IntStream.range(0, lengths.length)
                    .boxed()
                    .sorted((a, b) -> Long.compare(
                            evidence.items().id(a), evidence.items().id(b)))
                    .mapToInt(Integer::intValue)
                    .toArray();
            int[] start = TopK.largest(
                    Scores.uniform(evidence.items(), random.purpose("start")),
                    k,
                    Scores.ties(evidence.items(), random));
            this.values = candidates.select(start).toDouble().values().clone();
            this.first = new double[values.length];
            this.second = new double[values.length];
        }

        /** The points at unit length, shape [k, d], in the precision of the candidates. */
        Matrix places() {
            DoubleMatrix exact = DoubleMatrix.wrap(unit(), k, d);
            return candidates.isDouble() ? exact : exact.toFloat();
        }

        private double[] unit() {
            double[] unit = values.clone();
            for (int point = 0; point < k; point++) {
                double length = length(point);
                for (int j = point * d; j < (point + 1) * d && length > 0; j++) {
                    unit[j] /= length;
                }
            }
            return unit;
        }

        private double length(int point) {
            return Math.sqrt(Distances.dot(values, point * d, values, point * d, d));
        }

        /** One step of Adam. */
        void move(int round) {
            NearestCentres nearest = NearestCentres.of(candidates, places());
            int[][] members = members(nearest);
            double[] unit = unit();
            double[] firstScale = {1 - StrictMath.pow(DECAY, round), 1 - StrictMath.pow(SQUARED_DECAY, round)};
            Workers.current().chunks(k, 1, (point, end) -> {
                double[] gradient = gradient(point, unit, members[point], nearest);
                for (int j = 0; j < d; j++) {
                    int at = point * d + j;
                    first[at] = DECAY * first[at] + (1 - DECAY) * gradient[j];
                    second[at] = SQUARED_DECAY * second[at] + (1 - SQUARED_DECAY) * gradient[j] * gradient[j];
                    values[at] -= rate * (first[at] / firstScale[0]) / (Math.sqrt(second[at] / firstScale[1]) + TINY);
                }
            });
        }

        /** The candidates that each point is nearest to, in the order of their ids. */
        private int[][] members(NearestCentres nearest) {
            int[] counts = new int[k];
            Arrays.stream(byId).forEach(row -> counts[nearest.centre(row)]++);
            int[][] members = new int[k][];
            Arrays.setAll(members, point -> new int[counts[point]]);
            Arrays.fill(counts, 0);
            Arrays.stream(byId).forEach(row -> {
                int point = nearest.centre(row);
                members[point][counts[point]++] = row;
            });
            return members;
        }

        /** The gradient of the loss by the values of a point, shape [d]. */
        private double[] gradient(int point, double[] unit, int[] members, NearestCentres nearest) {
            double[] gradient = new double[d];
            if (members.length == 0) {
                return gradient;
            }
            double[] apart = new double[d];
            double crowd = StrictMath.log(balance) + logCrowd(point, unit, apart);
            double[] place = new double[d];
            double all = 0;
            for (int row : members) {
                double alike = (lengths[row] + 1 - nearest.squared(row)) / 2 / temperature;
                double weight = 1 / (1 + StrictMath.exp(alike - crowd));
                candidates.copyRow(row, place);
                for (int j = 0; j < d; j++) {
                    gradient[j] -= weight * place[j];
                }
                all += weight;
            }
            double along = 0;
            for (int j = 0; j < d; j++) {
                gradient[j] = (gradient[j] + all * apart[j]) / (temperature * lengths.length);
                along += gradient[j] * unit[point * d + j];
            }
            double length = length(point);
            for (int j = 0; j < d && length > 0; j++) {
                gradient[j] = (gradient[j] - along * unit[point * d + j]) / length; // the length does not matter
            }
            return gradient;
        }

        /** ln Σ over points of e^(θ·θ'/τ); {@code mean} receives their mean with these weights. */
        private double logCrowd(int point, double[] unit, double[] mean) {
            double[] logs = new double[k];
            Arrays.setAll(logs, other -> Distances.dot(unit, point * d, unit, other * d, d) / temperature);
            double most = Arrays.stream(logs).max().orElse(0);
            double sum = 0;
            for (int other = 0; other < k; other++) {
                double weight = StrictMath.exp(logs[other] - most);
                sum += weight;
                for (int j = 0; j < d; j++) {
                    mean[j] += weight * unit[other * d + j];
                }
            }
            for (int j = 0; j < d; j++) {
                mean[j] /= sum;
            }
            return most + StrictMath.log(sum);
        }
    }
}
