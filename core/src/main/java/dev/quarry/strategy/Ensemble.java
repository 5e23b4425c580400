package dev.quarry.strategy;

import com.google.auto.service.AutoService;
import dev.quarry.acquire.Acquisition;
import dev.quarry.acquire.VoteEntropy;
import dev.quarry.evidence.SampledProbabilities;
import dev.quarry.part.Advice;
import dev.quarry.part.Help;
import dev.quarry.part.Named;
import dev.quarry.part.Part;

/**
 * A committee of models like the task model: query by committee. What makes the members differ:
 *
 * <ul>
 *   <li>{@code bootstrap}: each is fitted on a bootstrap of the labels (query by bagging). Works with every learner. Abe,
 *       Mamitsuka. <i>Query learning strategies using boosting and bagging.</i> ICML 1998.
 *   <li>{@code seeds}: each is fitted on all labels with a seed of its own (a deep ensemble), for learners whose fit is
 *       random. Lakshminarayanan, Pritzel, Blundell. <i>Simple and scalable predictive uncertainty estimation using deep
 *       ensembles.</i> NeurIPS 2017; for active learning Beluch, Genewein, Nürnberger, Köhler. CVPR 2018.
 *   <li>{@code snapshots}: they are the last moments of the training of one model (a snapshot ensemble), for learners
 *       that remember them. Huang, Li, Pleiss, Liu, Hopcroft, Weinberger. <i>Snapshot ensembles: train 1, get M for
 *       free.</i> ICLR 2017.
 * </ul>
 */
@AutoService(Part.class)
@Named(
        value = "ensemble",
        summary =
                "A committee of models that differ by bootstrap, by seed or by moment of training: query by committee.",
        formula = "acquisition on p_1(x) … p_K(x), p_k by the model fitted on bootstrap k, with seed k or at moment k",
        cost = "members fits (none by snapshots) and members predictions of the pool",
        paper =
                "Abe, Mamitsuka. Query learning strategies using boosting and bagging. ICML 1998; Lakshminarayanan, Pritzel, Blundell. Simple and scalable predictive uncertainty estimation using deep ensembles. NeurIPS 2017; Huang, Li, Pleiss, Liu, Hopcroft, Weinberger. Snapshot ensembles: train 1, get M for free. ICLR 2017")
@Advice(
        use =
                "The best uncertainty for the money: any learner by bootstrap, networks by seeds. Ensembles beat Monte Carlo dropout at equal size (Beluch et al. 2018).",
        avoid =
                "It fits as many models in each round as it has members. A bootstrap of very few labels loses classes, and snapshots of one training are too alike to disagree.")
public record Ensemble(
        @Help("how many models, at least 2") int members,

        @Help("what makes them differ: a bootstrap of the labels each, a seed each, or the moment of one training")
        By by,

        @Help("what chooses by them") Acquisition<? super SampledProbabilities> acquisition)
        implements Applied<SampledProbabilities> {

    /** What makes the members of a committee differ. */
    public enum By {
        /** Each is fitted on a bootstrap of the labels. */
        BOOTSTRAP,
        /** Each is fitted on all labels, with a seed of its own. */
        SEEDS,
        /** They are the last moments of one training. */
        SNAPSHOTS
    }

    /** States the rules. */
    public Ensemble {
        new Demand.Committee(members, by);
    }

    /** A committee by bootstrap. */
    public Ensemble(int members, Acquisition<? super SampledProbabilities> acquisition) {
        this(members, By.BOOTSTRAP, acquisition);
    }

    /** 10 members by bootstrap, vote entropy. */
    public Ensemble() {
        this(10, new VoteEntropy());
    }

    @Override
    public Demand<SampledProbabilities> demand() {
        return new Demand.Committee(members, by);
    }
}
