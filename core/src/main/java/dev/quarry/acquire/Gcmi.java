package dev.quarry.acquire;

import com.google.auto.service.AutoService;
import dev.quarry.evidence.TargetedEmbeddings;
import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.Similarity;
import dev.quarry.part.Advice;
import dev.quarry.part.Help;
import dev.quarry.part.Named;
import dev.quarry.part.Part;

/**
 * Graph cut mutual information: how similar a candidate is to what is wanted, on average, less how similar it is to what is
 * avoided. The measure is a sum over the picks, so each candidate is valued alone; its factor 2λ changes no order and is
 * left out.
 *
 * <p>O(n·(q + p)·d) time, O(n) memory. Kothawade, Beck, Killamsetty, Iyer. <i>SIMILAR: submodular information measures based
 * active learning in realistic scenarios.</i> NeurIPS 2021; the part of what is avoided is that of the conditional gain of a
 * graph cut.
 */
@AutoService(Part.class)
@Named(
        value = "gcmi",
        summary = "Similar to the wanted examples on average, unlike the avoided ones.",
        formula = "mean over wanted q of s(x, q) − ν·mean over avoided p of s(x, p)",
        cost = "O(n·(q + p)·d)",
        paper =
                "Kothawade, Beck, Killamsetty, Iyer. SIMILAR: submodular information measures based active learning in realistic scenarios. NeurIPS 2021")
@Advice(
        use = "Plain retrieval: a ranking of the pool by likeness to a few examples, to find all of a kind.",
        avoid =
                "Batches: it asks for copies of the same thing, since a pick does not know of the others. The mean wants what is between the examples; where they are of several kinds take flqmi.",
        shown = "targeted{wanted: [1], avoided: [0], acquisition: gcmi}")
public record Gcmi(
        @Help("ν, how much likeness to what is avoided counts, from 0 on")
        double nu,

        @Help("what is similar: reciprocal 1 / (1 + distance), cosine (0 where negative), or gaussian")
        Similarity similarity,

        @Help("the bandwidth of the gaussian, above 0; without meaning for the others")
        double bandwidth)
        implements Prepared<TargetedEmbeddings> {

    /** States the rules. */
    public Gcmi {
        if (!(nu >= 0 && nu < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("The nu (%s) must be finite and at least 0.".formatted(nu));
        }
        Targets.requireBandwidth(bandwidth);
    }

    /** ν = 1, the cosine. */
    public Gcmi() {
        this(1, Similarity.COSINE, 1);
    }

    @Override
    public Score<TargetedEmbeddings> prepare(TargetedEmbeddings all) {
        Targets targets = Targets.of(all, similarity, bandwidth);
        return (evidence, rows, out) -> {
            Targets some = targets.holding(rows.from(), rows.to());
            for (int row = rows.from(); row < rows.to(); row++) {
                out[row - rows.from()] = mean(some, row, some.wanted()) - nu * mean(some, row, some.avoided());
            }
        };
    }

    private static double mean(Targets targets, int row, Matrix examples) {
        double sum = 0;
        for (int example = 0; example < examples.rows(); example++) {
            sum += targets.similar(row, examples, example);
        }
        return examples.rows() == 0 ? 0 : sum / examples.rows();
    }
}
