package dev.quarry.acquire;

import com.google.auto.service.AutoService;
import dev.quarry.evidence.SampledProbabilities;
import dev.quarry.kernel.Information;
import dev.quarry.part.Advice;
import dev.quarry.part.Named;
import dev.quarry.part.Part;

/**
 * Vote entropy: {@code −Σ v·ln v}, where v is the share of the members that vote for a class, in nats, in
 * [0, min(ln C, ln K)]. A member votes for its likeliest class, the lowest one where several are.
 *
 * <p>O(n·K·C) time. Dagan, Engelson. <i>Committee-based sampling for training probabilistic classifiers.</i> ICML 1995.
 */
@AutoService(Part.class)
@Named(
        value = "vote-entropy",
        summary = "The largest entropy of the votes of the members first.",
        formula = "−Σ_c v_c·ln v_c, v = votes / K",
        cost = "O(n·K·C)",
        paper = "Dagan, Engelson. Committee-based sampling for training probabilistic classifiers. ICML 1995")
@Advice(
        use =
                "Query by committee with hard votes, and how they are split matters: three against three in two camps is more than one dissenter.",
        avoid =
                "It ignores how sure the members are, and small committees tie: with five members there are seven different values.")
public record VoteEntropy() implements Score<SampledProbabilities>, Estimated {

    @Override
    public void score(SampledProbabilities evidence, Rows rows, double[] out) {
        Information.voteEntropy(evidence.samples(), evidence.members(), rows.from(), rows.to(), out);
    }

    @Override
    public Estimate estimate(Sizes sizes) {
        return Estimate.samples(sizes);
    }
}
