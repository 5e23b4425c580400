package dev.quarry.golden;

import dev.quarry.acquire.ExpectedGradientLength;
import dev.quarry.evidence.GradientNorms;
import dev.quarry.evidence.Head;
import dev.quarry.evidence.LatentPredictions;
import dev.quarry.evidence.Layers;
import dev.quarry.evidence.LossGradients;
import dev.quarry.item.Items;
import dev.quarry.kernel.DoubleMatrix;
import dev.quarry.kernel.Matrix;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** What Quarry answers to the functions of golden files that are about gradients of the loss. */
final class GoldenGradients {

    private GoldenGradients() {}

    static Map<String, GoldenFunctions.Ours> all() {
        return Map.of(
                "expected_gradient_length",
                new GoldenFunctions.Ours(
                        Set.of("embeddings", "probs", "bias", "weights", "intercept"), GoldenGradients::expectedLength),
                "el2n",
                new GoldenFunctions.Ours(Set.of("probs", "labels"), GoldenGradients::errorLength),
                "grand_last_layer",
                new GoldenFunctions.Ours(
                        Set.of("embeddings", "probs", "labels", "bias"), GoldenGradients::gradientLength));
    }

    private static GradientNorms norms(GoldenCase one) {
        LatentPredictions evidence = GoldenFunctions.latent(one);
        Matrix norms = LossGradients.lastLayerNorms(
                evidence.probabilities(),
                evidence.embeddings(),
                one.input("bias").asBoolean());
        return GradientNorms.of(evidence.items(), evidence.probabilities(), norms, Layers.LAST);
    }

    private static Map<String, GoldenArray> expectedLength(GoldenCase one) {
        boolean binary = !one.json().get("input").has("probs");
        GradientNorms norms = binary ? normsOfOneVector(one) : norms(one);
        return Map.of("scores", GoldenArray.of(new ExpectedGradientLength().score(norms)));
    }

    /** A binary logistic model has one weight vector, where a softmax has two whose gradients are opposite. */
    private static GradientNorms normsOfOneVector(GoldenCase one) {
        double[] w = one.array("weights").values();
        Head head = new Head(
                DoubleMatrix.of(new double[w.length], w),
                DoubleMatrix.of(new double[] {0, one.array("intercept").values()[0]}));
        DoubleMatrix h = one.array("embeddings").matrix();
        DoubleMatrix p = head.probabilities(h);
        double[] norms = Arrays.stream(
                        LossGradients.lastLayerNorms(p, h, true).toDouble().values())
                .map(norm -> norm / Math.sqrt(2))
                .toArray();
        return GradientNorms.of(Items.range(h.rows()), p, DoubleMatrix.wrap(norms, h.rows(), 2), Layers.LAST);
    }

    /** Theirs is of the true label: one of the lengths for each supposed label. */
    private static Map<String, GoldenArray> gradientLength(GoldenCase one) {
        Matrix norms = norms(one).norms();
        int[] labels = one.array("labels").integers();
        return Map.of(
                "scores",
                GoldenArray.of(IntStream.range(0, labels.length)
                        .mapToDouble(i -> norms.get(i, labels[i]))
                        .toArray()));
    }

    /** The length of the error is that of the gradient by the logits, at the true label. */
    private static Map<String, GoldenArray> errorLength(GoldenCase one) {
        Matrix p = one.array("probs").matrix();
        int[] labels = one.array("labels").integers();
        double[] row = new double[p.cols()];
        double[] lengths = new double[p.cols()];
        return Map.of(
                "scores",
                GoldenArray.of(IntStream.range(0, labels.length)
                        .mapToDouble(i -> {
                            p.copyRow(i, row);
                            LossGradients.residualNorms(row, lengths);
                            return lengths[labels[i]];
                        })
                        .toArray()));
    }
}
