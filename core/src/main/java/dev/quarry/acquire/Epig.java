package dev.quarry.acquire;

import com.google.auto.service.AutoService;
import dev.quarry.evidence.SampledProbabilities;
import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.Randomness;
import dev.quarry.kernel.TargetInformation;
import dev.quarry.kernel.TopK;
import dev.quarry.part.Advice;
import dev.quarry.part.Help;
import dev.quarry.part.Named;
import dev.quarry.part.Part;
import java.util.List;

/**
 * EPIG: how much the answer to a candidate would say about the answers to some targets, {@code mean over targets x* of
 * I(y; y*)}, in nats, in [0, min(ln C, ln K)]. What a model does not know but no target depends on counts nothing, where
 * {@link Bald} would ask for it.
 *
 * <p>The targets stand for the items to be predicted later. They are those that come with the evidence; where none do,
 * candidates stand for them: {@code targets} of them, drawn uniformly by their ids under {@code seed}, all if there are
 * fewer. A candidate that is a target itself stays among its targets, as in the paper: a second answer about it could
 * differ.
 *
 * <p>Needs samples in which member k of all candidates is the same model. O(n·T·K·C²) time for T targets, O(T·K·C) memory.
 * Bickford Smith, Kirsch, Farquhar, Gal, Foster, Rainforth. <i>Prediction-oriented Bayesian active learning.</i> AISTATS
 * 2023.
 */
@AutoService(Part.class)
@Named(
        value = "epig",
        summary = "The candidate whose answer says most about the answers to other items first.",
        formula = "mean over targets x* of H(p̄(x)) + H(p̄(x*)) − H(mean of p_k(x)·p_k(x*))",
        cost = "O(n·T·K·C²), T targets",
        paper =
                "Bickford Smith, Kirsch, Farquhar, Gal, Foster, Rainforth. Prediction-oriented Bayesian active learning. AISTATS 2023")
@Advice(
        use =
                "When the pool is broader than what the model will face: it values answers by what they say about other items, not about parameters that may not matter.",
        avoid =
                "Where no targets are given they are drawn from the candidates, so they speak for the task only if the pool does. Needs joint samples; with many classes the C² of its cost is felt.")
public record Epig(
        @Help("how many candidates are drawn as targets where none are given, at least 1")
        int targets,

        @Help("of the draw of the targets") long seed)
        implements Prepared<SampledProbabilities>, Explained<SampledProbabilities>, Estimated {

    private static final int CHUNK = 512;

    /** States the rules. */
    public Epig {
        if (targets < 1) {
            throw new IllegalArgumentException("The targets (%d) must be at least 1.".formatted(targets));
        }
    }

    /** 100 targets, as in the paper. */
    public Epig() {
        this(100, 0);
    }

    @Override
    public int chunk() {
        return CHUNK;
    }

    @Override
    public Score<SampledProbabilities> prepare(SampledProbabilities all) {
        TargetInformation information = information(all);
        return (evidence, rows, out) -> information.of(rows.from(), rows.to(), out);
    }

    private TargetInformation information(SampledProbabilities evidence) {
        Joint.require(this, evidence);
        Matrix outside = evidence.targets().orElse(null);
        if (outside != null) {
            return new TargetInformation(evidence.samples(), evidence.members(), outside);
        }
        Randomness draw = Randomness.seed(seed).purpose("targets");
        int[] rows = TopK.largest(
                Scores.uniform(evidence.items(), draw),
                Math.min(targets, evidence.size()),
                row -> draw.tie(evidence.items().id(row)));
        return new TargetInformation(
                evidence.samples(), evidence.members(), evidence.samples().select(rows));
    }

    /** What is known of the pick alone: no answer says more about others than about itself. */
    @Override
    public List<List<Term>> terms(SampledProbabilities evidence, int[] picks) {
        return Terms.each(picks, row -> Terms.information(evidence, row));
    }

    @Override
    public Estimate estimate(Sizes sizes) {
        return Estimate.exact(
                        sizes,
                        Work.products((double) sizes.n()
                                        * targets
                                        * sizes.members()
                                        * sizes.classes()
                                        * sizes.classes())
                                .plus(Work.logs((double) sizes.n() * targets * sizes.classes() * sizes.classes())))
                .holding(2.0 * Double.BYTES * (sizes.members() + 1) * targets * sizes.classes() + 64.0 * sizes.n());
    }
}
