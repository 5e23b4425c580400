package dev.quarry.cli.bench;

import dev.quarry.acquire.Acquisition;
import dev.quarry.acquire.Badge;
import dev.quarry.acquire.Bald;
import dev.quarry.acquire.BatchBald;
import dev.quarry.acquire.Entropy;
import dev.quarry.acquire.Epig;
import dev.quarry.acquire.KCenter;
import dev.quarry.acquire.KlMean;
import dev.quarry.acquire.LeastConfidence;
import dev.quarry.acquire.Margin;
import dev.quarry.evidence.Embeddings;
import dev.quarry.evidence.Evidence;
import dev.quarry.evidence.LatentPredictions;
import dev.quarry.evidence.Probabilities;
import dev.quarry.evidence.SampledProbabilities;
import dev.quarry.item.Items;
import dev.quarry.kernel.Density;
import dev.quarry.kernel.FloatMatrix;
import dev.quarry.kernel.Information;
import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.Randomness;
import dev.quarry.kernel.Workers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The cases of {@code quarry bench}: work on files that other programs can read as well. */
public final class BenchCases {

    private static final int CHUNK = 8192;

    /** A selection uses this much CPU or runs this often before it is measured, so that it is compiled; the first run is reported. */
    private static final double WARM_UP_CPU_SECONDS = 3;

    private static final int WARM_UP_RUNS = 300;

    private static final List<String> NAMES = Stream.of(
                    List.of(
                            "entropy",
                            "margin",
                            "lc",
                            "bald",
                            "batchbald",
                            "epig",
                            "kcenter",
                            "badge",
                            "voteentropy",
                            "kl",
                            "density"),
                    GeometryCases.NAMES,
                    PoolCases.NAMES,
                    List.of("fit", "predict", "digits-loop"))
            .flatMap(List::stream)
            .toList();

    /** What the cases are called, for help. */
    public static final class Names extends ArrayList<String> {

        private static final long serialVersionUID = 1;

        Names() {
            super(NAMES);
        }
    }

    private BenchCases() {}

    /** What a case gives: the rows that it chose, or a value for every row. */
    static final class Result {
        private final double[] values;
        private final boolean areRows;

        Result(double[] values, boolean areRows) {
            this.values = values;
            this.areRows = areRows;
        }

        double[] values() {
            return values;
        }

        boolean areRows() {
            return areRows;
        }
    }

    /** The names of the cases. */
    public static List<String> names() {
        return NAMES;
    }

    /**
     * Reads the inputs of a case, then makes its selection again and again.
     *
     * @throws IllegalArgumentException if there is no such case, or its files do not fit it
     * @throws IOException if a file cannot be read
     */
    public static BenchOutcome run(BenchRequest request) throws IOException {
        BenchInputs inputs = new BenchInputs(request);
        Supplier<Result> work = switch (request.name()) {
            case "entropy" -> probabilities(inputs, new Entropy());
            case "margin" -> probabilities(inputs, new Margin());
            case "lc" -> probabilities(inputs, new LeastConfidence());
            case "bald" -> bald(inputs);
            case "batchbald" -> joint(inputs, new BatchBald(1000), 10);
            case "epig" -> joint(inputs, new Epig(), 100);
            case "kcenter" -> kcenter(inputs);
            case "badge" -> badge(inputs);
            case "voteentropy" -> voteEntropy(inputs);
            case "kl" -> kl(inputs);
            case "density" -> density(inputs);
            case "knn", "typiclust", "probcover", "ranked", "facility" -> GeometryCases.of(inputs);
            case "pool-entropy", "pool-k-center", "pool-badge" -> PoolCases.of(inputs);
            case "fit" -> LearnerCases.fit(inputs);
            case "predict" -> LearnerCases.predict(inputs);
            case "digits-loop" -> LearnerCases.digitsLoop(inputs);
            default ->
                throw new IllegalArgumentException(
                        "There is no case (%s). Maybe one of: %s.".formatted(request.name(), String.join(", ", NAMES)));
        };
        BenchOutcome outcome = measure(request, work);
        if (PoolCases.NAMES.contains(request.name())) {
            outcome.reading(PoolCases.reading(request));
        }
        return outcome;
    }

    private static BenchOutcome measure(BenchRequest request, Supplier<Result> work) {
        BenchOutcome outcome = new BenchOutcome(request);
        BenchOutcome.Seconds cold = timed(request, work, outcome);
        outcome.cold(cold);
        double spent = cold.cpu();
        for (int run = 1; run < WARM_UP_RUNS && spent < WARM_UP_CPU_SECONDS && request.repeats() > 0; run++) {
            spent += timed(request, work, outcome).cpu();
        }
        for (int repeat = 0; repeat < request.repeats(); repeat++) {
            outcome.repeat(repeat, timed(request, work, outcome));
        }
        return outcome;
    }

    private static BenchOutcome.Seconds timed(BenchRequest request, Supplier<Result> work, BenchOutcome outcome) {
        boolean oneThread = request.threads() == 1;
        double used = ProcessUse.cpuSeconds(oneThread);
        long start = System.nanoTime();
        Result result = Workers.using(request.threads(), work);
        double wall = (System.nanoTime() - start) / 1e9;
        double cpu = ProcessUse.cpuSeconds(oneThread) - used;
        outcome.result(result);
        return new BenchOutcome.Seconds(wall, cpu);
    }

    /** A choice of a hundred, unless another number is asked for; fifty where the order is what counts. */
    static <E extends Evidence> Result chosen(Acquisition<E> acquisition, E evidence, BenchRequest request) {
        return chosen(acquisition, evidence, request.kOr(request.name().equals("ranked") ? 50 : 100), request.seed());
    }

    private static <E extends Evidence> Result chosen(Acquisition<E> acquisition, E evidence, int k, long seed) {
        long[] ids = acquisition.select(evidence, k, Randomness.seed(seed)).ids();
        return new Result(Arrays.stream(ids).mapToDouble(id -> id).toArray(), true);
    }

    private static Supplier<Result> probabilities(BenchInputs inputs, Acquisition<Probabilities> acquisition)
            throws IOException {
        Matrix p = inputs.rows("probs_1M_10", inputs.request().nOr(1_000_000));
        Probabilities evidence = Probabilities.of(Items.range(p.rows()), p);
        int k = inputs.request().kOr(1000);
        return () -> chosen(acquisition, evidence, k, inputs.request().seed());
    }

    private static Supplier<Result> bald(BenchInputs inputs) throws IOException {
        Matrix samples = inputs.rows("mc_100k_20_10", inputs.request().nOr(100_000));
        SampledProbabilities evidence = SampledProbabilities.of(Items.range(samples.rows()), samples, 20, false);
        int k = inputs.request().kOr(100);
        return () -> chosen(new Bald(), evidence, k, inputs.request().seed());
    }

    private static Supplier<Result> joint(
            BenchInputs inputs, Acquisition<SampledProbabilities> acquisition, int standard) throws IOException {
        Matrix samples = inputs.rows("mc_10k_20_10", inputs.request().nOr(10_000));
        SampledProbabilities evidence = SampledProbabilities.of(Items.range(samples.rows()), samples, 20, true);
        int k = inputs.request().kOr(standard);
        return () -> chosen(acquisition, evidence, k, inputs.request().seed());
    }

    /** The labelled items stay among the candidates, as in the peer's program; at distance 0 they are never chosen. */
    private static Supplier<Result> kcenter(BenchInputs inputs) throws IOException {
        BenchRequest request = inputs.request();
        String size = BenchInputs.size(request.nOr(10_000)) + "_" + request.dOr(128);
        Matrix x = inputs.matrix("emb_" + size);
        int[] labelled = inputs.ints("labeled_" + size);
        int[] some = Arrays.copyOf(labelled, Math.min(labelled.length, request.labelled()));
        Embeddings evidence = Embeddings.of(Items.range(x.rows()), x, x.select(some));
        return () -> chosen(new KCenter(), evidence, request.kOr(500), request.seed());
    }

    private static Supplier<Result> badge(BenchInputs inputs) throws IOException {
        BenchRequest request = inputs.request();
        String size = BenchInputs.size(request.nOr(10_000)) + "_" + request.dOr(512);
        Matrix x = inputs.matrix("emb_" + size);
        Matrix p = inputs.matrix("embprobs_" + size);
        Matrix none = FloatMatrix.wrap(new float[0], 0, x.cols());
        LatentPredictions evidence = LatentPredictions.of(Items.range(x.rows()), p, x, none);
        return () -> chosen(new Badge(), evidence, request.kOr(100), request.seed());
    }

    private static Supplier<Result> voteEntropy(BenchInputs inputs) throws IOException {
        int[] votes = inputs.ints("votes_100k_10");
        int members = 10;
        int n = Math.min(votes.length / members, inputs.request().nOr(100_000));
        int classes = 1 + Arrays.stream(votes).max().orElse(0);
        return () -> {
            double[] values = new double[n];
            Workers.current().chunks(n, CHUNK, (from, to) -> {
                double[] some = new double[to - from];
                Information.voteEntropy(votes, members, classes, from, to, some);
                System.arraycopy(some, 0, values, from, some.length);
            });
            return new Result(values, false);
        };
    }

    /** The file lies by member, evidence by candidate: turning it round belongs to reading it. */
    private static Supplier<Result> kl(BenchInputs inputs) throws IOException {
        FloatMatrix byMember = inputs.matrix("committee_10_100k_10").toFloat();
        int members = byMember.rows();
        int classes = 10;
        int n = Math.min(byMember.cols() / classes, inputs.request().nOr(100_000));
        float[] samples = new float[n * members * classes];
        for (int k = 0; k < members; k++) {
            for (int i = 0; i < n; i++) {
                System.arraycopy(
                        byMember.values(),
                        k * byMember.cols() + i * classes,
                        samples,
                        (i * members + k) * classes,
                        classes);
            }
        }
        SampledProbabilities evidence = SampledProbabilities.of(
                Items.range(n), FloatMatrix.wrap(samples, n, members * classes), members, false);
        return () -> new Result(new KlMean().score(evidence), false);
    }

    private static Supplier<Result> density(BenchInputs inputs) throws IOException {
        BenchRequest request = inputs.request();
        int n = request.nOr(10_000);
        Matrix x = inputs.matrix("emb_" + BenchInputs.size(Math.max(n, 10_000)) + "_" + request.dOr(128));
        Matrix some = n >= x.rows() ? x : x.select(IntStream.range(0, n).toArray());
        return () -> new Result(Density.inverseDistance(some), false);
    }
}
