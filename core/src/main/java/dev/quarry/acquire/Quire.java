package dev.quarry.acquire;

import com.google.auto.service.AutoService;
import dev.quarry.evidence.Labels;
import dev.quarry.evidence.TaughtEmbeddings;
import dev.quarry.kernel.KernelRegression;
import dev.quarry.part.Advice;
import dev.quarry.part.Help;
import dev.quarry.part.Named;
import dev.quarry.part.Part;
import java.util.Arrays;

/**
 * QUIRE: the candidate with which a regularised least-squares classifier would fit best whatever its label is. With the
 * kernel {@code K(x, x') = exp(−γ·‖x − x'‖²)} and {@code M = (K + λ)⁻¹} over labelled items and candidates, the score of a
 * candidate is minus the largest over its labels of the smallest over the labels of all other candidates of {@code yᵀMy};
 * those of the others are taken as real numbers. For two classes y is −1 or 1.
 *
 * <p>The smallest over real numbers is {@code y_lᵀ(K_l + λ)⁻¹y_l + (1 + |f|)² / v}, where l are the labelled items, f is what
 * kernel ridge regression on them answers at the candidate and v the variance that a Gaussian process has there, λ
 * included: the other candidates drop out. No matrix of all items is needed, and none of their places matters: what QUIRE
 * calls representative is being far from labelled items. Two well-known implementations update an inverse wrongly and
 * give other numbers.
 *
 * <p>Of C classes each is coded against the rest; the score is the mean over these codes, and the largest is over the C
 * labels that a candidate may have. For two classes that is the binary definition.
 *
 * <p>Items that were chosen earlier in the same batch have no label, so they count as candidates, which means not at all;
 * the paper asks for one label at a time. Where γ is large for the distances, no item is like another and all candidates
 * tie: of standardised features, 1 / d is of the right size.
 *
 * <p>O(n·m·(m + d) + m³) time, 8·m² bytes. Huang, Jin, Zhou. <i>Active learning by querying informative and representative
 * examples.</i> NIPS 2010.
 */
@AutoService(Part.class)
@Named(
        value = "quire",
        summary = "The candidate with which a kernel classifier would fit best, whatever its label.",
        formula = "−max over y_x of min over real y_u of yᵀ(K + λ)⁻¹y",
        cost = "O(n·m·(m + d) + m³)",
        paper = "Huang, Jin, Zhou. Active learning by querying informative and representative examples. NIPS 2010")
@Advice(
        use =
                "Hundreds of items and a kernel that fits: doubt and representation in one number, before there is a model.",
        avoid =
                "An n by n matrix. Published code differs from the paper by up to 15 %, so do not compare with its figures; more than two classes are one against the rest.")
public record Quire(
        @Help("γ of the kernel exp(−γ·distance²), above 0") double gamma,

        @Help("λ, what is added to the diagonal of the kernel, above 0")
        double ridge)
        implements Prepared<TaughtEmbeddings> {

    private static final int CHUNK = 512;

    /** States the rules. */
    public Quire {
        if (!(gamma > 0 && gamma < Double.POSITIVE_INFINITY && ridge > 0 && ridge < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "The gamma (%s) and the ridge (%s) must be finite and positive.".formatted(gamma, ridge));
        }
    }

    /** γ and λ of 1. */
    public Quire() {
        this(1, 1);
    }

    @Override
    public int chunk() {
        return CHUNK;
    }

    /** Factors the kernel of the labelled items. */
    @Override
    public Score<TaughtEmbeddings> prepare(TaughtEmbeddings all) {
        KernelRegression regression = regression(all);
        return (evidence, rows, out) -> score(regression, evidence, rows, out);
    }

    private static void score(KernelRegression regression, TaughtEmbeddings evidence, Rows rows, double[] out) {
        int classes = evidence.labels().classes();
        double[] answers = new double[rows.count() * classes];
        double[] variances = new double[rows.count()];
        regression.predict(evidence.embeddings(), rows.from(), rows.to(), answers, variances);
        for (int i = 0; i < variances.length; i++) {
            double least = Double.POSITIVE_INFINITY;
            double sum = 0;
            for (int c = i * classes; c < (i + 1) * classes; c++) {
                least = Math.min(least, answers[c]);
                sum += (1 + answers[c]) * (1 + answers[c]);
            }
            double worst = (sum - 4 * least) / classes; // the label that is answered least: 1 stands for −1 there
            out[i] = -(regression.fit() / classes + worst / variances[i]);
        }
    }

    private KernelRegression regression(TaughtEmbeddings evidence) {
        Labels labels = evidence.labels();
        int[] known = ById.rows(labels.items(), Arrays.stream(labels.known()));
        double[] codes = new double[known.length * labels.classes()];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = labels.of(known[i / labels.classes()]) == i % labels.classes() ? 1 : -1;
        }
        return new KernelRegression(evidence.labelled().select(known), codes, labels.classes(), gamma, ridge);
    }
}
