package dev.quarry.golden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.acquire.ActiveLab;
import dev.quarry.acquire.Bald;
import dev.quarry.acquire.ConsensusEntropy;
import dev.quarry.acquire.Entropy;
import dev.quarry.acquire.ExpectedEntropy;
import dev.quarry.acquire.KCenter;
import dev.quarry.acquire.KlMean;
import dev.quarry.acquire.LabelCardinalityInconsistency;
import dev.quarry.acquire.LeastConfidence;
import dev.quarry.acquire.Margin;
import dev.quarry.acquire.Quire;
import dev.quarry.acquire.Ratio;
import dev.quarry.acquire.Score;
import dev.quarry.acquire.Scores;
import dev.quarry.acquire.VariationRatio;
import dev.quarry.acquire.VoteEntropy;
import dev.quarry.evidence.Annotations;
import dev.quarry.evidence.AnnotatorLabels;
import dev.quarry.evidence.Embeddings;
import dev.quarry.evidence.Probabilities;
import dev.quarry.evidence.SampledProbabilities;
import dev.quarry.evidence.Slices;
import dev.quarry.evidence.TaughtEmbeddings;
import dev.quarry.evidence.TaughtLabelProbabilities;
import dev.quarry.item.Items;
import dev.quarry.kernel.DoubleMatrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/** Numbers from the test suites of peers: what they assert there must be ours after the change of sign or scale named. */
class GoldenPublishedTest {

    private static final Map<String, Function<JsonNode, double[]>> OURS = ours();

    private static Map<String, Function<JsonNode, double[]>> ours() {
        Map<String, Function<JsonNode, double[]>> ours = new TreeMap<>();
        ours.put("sk.lc", one(new LeastConfidence(), DoubleUnaryOperator.identity()));
        ours.put("sk.entropy", one(new Entropy(), DoubleUnaryOperator.identity()));
        ours.put("sk.margin", one(new Margin(), value -> 1 + value));
        ours.put("sk.avg_kl", input -> new KlMean().score(membersFirst(input)));
        ours.put("sk.vote_entropy", input -> new VoteEntropy().score(votes(input)));
        ours.put("sk.variation_ratio", input -> new VariationRatio().score(votes(input)));
        ours.put("sk.gsx", input -> GoldenFunctions.distancesToNearest(line(1, 7, 1)));
        ours.put("sk.order", GoldenPublishedTest::order);
        ours.put("st.bt.binary", one(new Margin(), value -> -value));
        ours.put("st.bt.multi", one(new Margin(), value -> -value));
        ours.put("st.lc.binary", one(new LeastConfidence(), value -> 1 - value));
        ours.put("st.entropy.binary", one(new Entropy(), DoubleUnaryOperator.identity()));
        ours.put("st.entropy.multi", one(new Entropy(), DoubleUnaryOperator.identity()));
        ours.put("st.lci.avg2", GoldenPublishedTest::cardinality);
        ours.put("st.lci.avg1.5", GoldenPublishedTest::cardinality);
        ours.put("pr.lc_norm", one(new LeastConfidence(), value -> value * 3 / 2)); // three classes
        ours.put("pr.margin", one(new Margin(), value -> 1 + value));
        ours.put("pr.ratio", one(new Ratio(), DoubleUnaryOperator.identity()));
        ours.put("pr.entropy_norm", one(new Entropy(), value -> value / Math.log(3)));
        ours.put("pr.bald_norm", GoldenPublishedTest::normalisedBald);
        ours.put("pr.reldist", input -> GoldenFunctions.distancesToNearest(cubes()));
        ours.put("ca.pick", GoldenPublishedTest::firstPicks);
        ours.put("ca.kcenter.order", input -> farthest(input, 1, 4));
        ours.put("ca.kcenter.batches_of_2", input -> twoRounds());
        ours.put("cl.activelab.ref_run", GoldenPublishedTest::activeLab);
        ours.put("la.coreset", input -> farthest(input, 4, 1));
        ours.put("bb.cond_entropy", input -> new ExpectedEntropy().score(mixtures()));
        ours.put("bb.entropy", input -> new ConsensusEntropy().score(mixtures()));
        ours.put("bb.bald", input -> new Bald().score(mixtures()));
        ours.put("bb.batchbald4", input -> GoldenInformation.informationOfBatch(mixtures(), 4));
        ours.put("bb.uniform4", input -> new double[] {
            Arrays.stream(new ConsensusEntropy().score(even())).sum()
        });
        ours.put("la.quire.toy", GoldenPublishedTest::quireInTurn);
        return ours;
    }

    /** The ids of all published cases. */
    static Stream<String> ids(GoldenFolder folder) {
        return folder.published().stream().flatMap(GoldenPublishedTest::stream).map(GoldenPublishedTest::id);
    }

    @Test
    void what_is_not_compared_is_argued() {
        Optional<JsonNode> published = GoldenFolder.present().published();
        Assumptions.assumeTrue(published.isPresent(), "The folder of golden cases has no published-cases.json.");
        List<String> open = stream(published.orElseThrow())
                .map(GoldenPublishedTest::id)
                .filter(id -> !OURS.containsKey(id))
                .filter(id -> !GoldenArgued.covers(id))
                .toList();
        GoldenArgued.print("Golden published cases", ids(GoldenFolder.present()).toList());
        assertThat(open)
                .as("published cases that are neither compared nor argued")
                .isEmpty();
    }

    @TestFactory
    Stream<DynamicTest> published_numbers_are_ours() {
        Optional<JsonNode> published = GoldenFolder.present().published();
        Assumptions.assumeTrue(published.isPresent(), "The folder of golden cases has no published-cases.json.");
        List<JsonNode> cases = stream(published.orElseThrow()).toList();
        return cases.stream()
                .filter(one -> OURS.containsKey(id(one)))
                .map(one -> DynamicTest.dynamicTest(id(one), () -> {
                    double[] got =
                            OURS.getOrDefault(id(one), input -> new double[0]).apply(one.get("input"));
                    double tolerance = one.path("tol").asDouble(1e-6);
                    assertThat(GoldenArray.of(got).isClose(GoldenArray.of(expected(one)), tolerance, 0))
                            .as("%s: we give %s, published is %s", id(one), Arrays.toString(got), one.get("expected"))
                            .isTrue();
                }));
    }

    private static String id(JsonNode one) {
        return one.get("id").asString();
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    private static double[] expected(JsonNode one) {
        JsonNode expected = one.get("expected");
        if (expected.has("labelled")) {
            return DoubleStream.concat(
                            Arrays.stream(numbers(expected.get("labelled"))),
                            Arrays.stream(numbers(expected.get("unlabelled"))))
                    .toArray();
        }
        return expected.isArray() ? numbers(expected) : new double[] {expected.doubleValue()};
    }

    private static double[] numbers(JsonNode array) {
        return stream(array).mapToDouble(JsonNode::doubleValue).toArray();
    }

    private static DoubleMatrix matrix(JsonNode rows) {
        return DoubleMatrix.of(stream(rows).map(GoldenPublishedTest::numbers).toArray(double[][]::new));
    }

    private static Function<JsonNode, double[]> one(Score<Probabilities> score, DoubleUnaryOperator change) {
        return input -> {
            DoubleMatrix p = matrix(input);
            return Arrays.stream(score.score(Probabilities.of(Items.range(p.rows()), p)))
                    .map(change)
                    .toArray();
        };
    }

    private static SampledProbabilities votes(JsonNode rows) {
        DoubleMatrix votes = matrix(rows);
        return GoldenFunctions.cast(GoldenArray.of(List.of(votes.rows(), votes.cols()), votes.values()));
    }

    /** From [member][sample][class]. */
    private static SampledProbabilities membersFirst(JsonNode input) {
        List<DoubleMatrix> members =
                stream(input).map(GoldenPublishedTest::matrix).toList();
        int n = members.get(0).rows();
        int classes = members.get(0).cols();
        double[] samples = IntStream.range(0, n * members.size() * classes)
                .mapToDouble(
                        j -> members.get(j / classes % members.size()).get(j / classes / members.size(), j % classes))
                .toArray();
        return SampledProbabilities.of(
                Items.range(n), DoubleMatrix.wrap(samples, n, members.size() * classes), members.size(), true);
    }

    /** One sample, given as its members. */
    private static double[] normalisedBald(JsonNode input) {
        DoubleMatrix members = matrix(input);
        SampledProbabilities evidence = SampledProbabilities.of(
                Items.range(1),
                DoubleMatrix.wrap(members.values().clone(), 1, members.rows() * members.cols()),
                members.rows(),
                true);
        return new double[] {new Bald().score(evidence)[0] / Math.log(members.cols())};
    }

    /** The four items of the notebook: twenty members each, from sure of one class to unsure, each of another class. */
    private static SampledProbabilities mixtures() {
        double[][] sure = {{.7, .1, .1, .1}, {.1, .7, .1, .1}, {.1, .1, .7, .1}, {.1, .1, .1, .7}};
        double[][] unsure = {{.3, .3, .2, .2}, {.2, .3, .3, .2}, {.2, .2, .3, .3}, {.3, .2, .2, .3}};
        int members = 20;
        double[] samples = IntStream.range(0, 4 * members * 4)
                .mapToDouble(j -> {
                    double share = (double) (j / 4 % members) / (members - 1);
                    int item = j / 4 / members;
                    return (1 - share) * sure[item][j % 4] + share * unsure[item][j % 4];
                })
                .toArray();
        return SampledProbabilities.of(Items.range(4), DoubleMatrix.wrap(samples, 4, 4 * members), members, true);
    }

    /** Four items about which nothing is known: their entropies add up. */
    private static SampledProbabilities even() {
        double[] quarters = new double[16];
        Arrays.fill(quarters, 0.25);
        return SampledProbabilities.of(Items.range(4), DoubleMatrix.wrap(quarters, 4, 4), 1, true);
    }

    private static double[] order(JsonNode input) {
        double[] utilities = numbers(input);
        return Arrays.stream(Scores.top(
                                Items.range(utilities.length),
                                utilities,
                                utilities.length,
                                GoldenFunctions.LOWEST,
                                "utility")
                        .ids())
                .mapToDouble(id -> id)
                .toArray();
    }

    private static double[] firstPicks(JsonNode input) {
        DoubleMatrix p = matrix(input);
        Probabilities evidence = Probabilities.of(Items.range(p.rows()), p);
        return Stream.of(new LeastConfidence(), new Margin(), new Entropy())
                .mapToDouble(
                        score -> GoldenFunctions.selected(score, evidence, 1).values()[0])
                .toArray();
    }

    /** Theirs has the labels of labelled items as lists. */
    private static double[] cardinality(JsonNode input) {
        DoubleMatrix p = matrix(input.get("proba"));
        DoubleMatrix sets = DoubleMatrix.of(stream(input.get("labelled"))
                .map(labels -> {
                    double[] set = new double[p.cols()];
                    stream(labels).forEach(label -> set[label.asInt()] = 1);
                    return set;
                })
                .toArray(double[][]::new));
        return new LabelCardinalityInconsistency()
                .score(TaughtLabelProbabilities.of(Items.range(p.rows()), p, sets, sets));
    }

    /** Theirs chose the temperature 5 for this case, and is lower for what comes first. */
    private static double[] activeLab(JsonNode input) {
        DoubleMatrix known = matrix(input.get("pred_probs"));
        DoubleMatrix all = DoubleMatrix.wrap(
                DoubleStream.concat(
                                Arrays.stream(known.values()),
                                Arrays.stream(matrix(input.get("pred_probs_unlabelled"))
                                        .values()))
                        .toArray(),
                9,
                3);
        List<AnnotatorLabels.Answer> answers = new ArrayList<>();
        for (int row = 0; row < known.rows(); row++) {
            for (int who = 0; who < 3; who++) {
                JsonNode said = input.get("labels").get(row).get(who);
                if (!said.isNull()) {
                    answers.add(new AnnotatorLabels.Answer(row, who, said.asInt()));
                }
            }
        }
        AnnotatorLabels labels = new AnnotatorLabels(Items.range(6), List.of("0", "1", "2"), 3, answers);
        return Arrays.stream(new ActiveLab(5).score(Annotations.of(Items.range(9), all, labels, known)))
                .map(score -> 1 - score)
                .toArray();
    }

    /** The places {@code from … to − 1} on a line, with 0 labelled. */
    private static Embeddings line(int from, int to, int step) {
        double[] places = IntStream.iterate(from, x -> x < to, x -> x + step)
                .asDoubleStream()
                .toArray();
        return Embeddings.of(
                Items.range(places.length), DoubleMatrix.wrap(places, places.length, 1), DoubleMatrix.of(new double[] {0
                }));
    }

    private static Embeddings cubes() {
        DoubleMatrix all = DoubleMatrix.of(new double[] {0, 0, 0}, new double[] {1, 1, 1}, new double[] {2, 2, 2});
        return Embeddings.of(Items.range(3), all, all.select(new int[] {1, 2}));
    }

    /** The first rows of the input are labelled, the others candidates with their row as id. */
    private static Embeddings afterFirst(DoubleMatrix all, int labelled) {
        int[] known = IntStream.range(0, labelled).toArray();
        int[] rest = IntStream.range(labelled, all.rows()).toArray();
        return Embeddings.of(Items.range(all.rows()).select(rest), all.select(rest), all.select(known));
    }

    private static double[] farthest(JsonNode input, int labelled, int budget) {
        return GoldenFunctions.selected(new KCenter(), afterFirst(matrix(input), labelled), budget)
                .values();
    }

    /** The points of {@code ca.kcenter.order}, which the file does not repeat, in two batches of two. */
    private static double[] twoRounds() {
        DoubleMatrix all = DoubleMatrix.of(
                new double[] {0, 0},
                new double[] {64, 1},
                new double[] {32, 0},
                new double[] {16, 1},
                new double[] {8, 0},
                new double[] {4, 1});
        Embeddings before = afterFirst(all, 1);
        double[] first = GoldenFunctions.selected(new KCenter(), before, 2).values();
        int[] rows = Arrays.stream(first).mapToInt(id -> (int) id - 1).toArray();
        Embeddings after = Slices.labelling(before, Embeddings.class, rows);
        double[] second = GoldenFunctions.selected(new KCenter(), after, 2).values();
        return new double[] {first[0], first[1], second[0], second[1]};
    }

    /** One candidate after another, each with its label before the next; the first rows are labelled from the start. */
    private static double[] quireInTurn(JsonNode input) {
        DoubleMatrix all = matrix(input.get("X"));
        double[] labels = numbers(input.get("y"));
        List<Integer> order = new ArrayList<>(
                IntStream.range(0, input.get("n_labelled").asInt()).boxed().toList());
        int begun = order.size();
        while (order.size() < labels.length) {
            List<Integer> rows = new ArrayList<>(order);
            IntStream.range(0, labels.length)
                    .filter(row -> !order.contains(row))
                    .forEach(rows::add);
            int[] known = order.stream().mapToInt(row -> (int) labels[row]).toArray();
            TaughtEmbeddings evidence = GoldenChange.afterFirst(
                    all.select(rows.stream().mapToInt(Integer::intValue).toArray()), known);
            int place = (int) GoldenFunctions.selected(new Quire(), evidence, 1).values()[0];
            order.add(rows.get(place));
        }
        return order.stream().skip(begun).mapToDouble(row -> row).toArray();
    }
}
