package dev.quarry.strategy;

import com.google.auto.service.AutoService;
import dev.quarry.acquire.Acquisition;
import dev.quarry.acquire.Bald;
import dev.quarry.evidence.SampledProbabilities;
import dev.quarry.part.Advice;
import dev.quarry.part.Help;
import dev.quarry.part.Named;
import dev.quarry.part.Part;

/**
 * Several stochastic passes of the task model: what its answers have in common and where they differ. Pass k is the same
 * sampled model for every candidate. Needs a model that can be sampled.
 */
@AutoService(Part.class)
@Named(
        value = "monte-carlo",
        summary = "Several stochastic passes of the task model, for a learner whose models can be sampled.",
        formula = "acquisition on p_1(x) … p_K(x), p_k by the model under random mask k, the same for all candidates",
        cost = "passes predictions of the pool",
        paper = "Gal, Islam, Ghahramani. Deep Bayesian active learning with image data. ICML 2017")
@Advice(
        use = "A committee for the price of one training, with a network that was trained with dropout.",
        avoid =
                "Without trained dropout its passes measure nothing: a known toolkit compares Bayesian methods on networks that have no dropout layer. Passes must not switch batch normalisation to training, as several peers do.")
public record MonteCarlo(
        @Help("how many passes, at least 2") int passes,
        @Help("what chooses by them") Acquisition<? super SampledProbabilities> acquisition)
        implements Applied<SampledProbabilities> {

    /** States the rules. */
    public MonteCarlo {
        new Demand.Passes(passes);
    }

    /** 20 passes, BALD. */
    public MonteCarlo() {
        this(20, new Bald());
    }

    @Override
    public Demand<SampledProbabilities> demand() {
        return new Demand.Passes(passes);
    }
}
