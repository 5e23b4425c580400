package dev.quarry.acquire;

import com.google.auto.service.AutoService;
import dev.quarry.evidence.Embeddings;
import dev.quarry.kernel.Admission;
import dev.quarry.kernel.DSquaredSampling;
import dev.quarry.kernel.DSquaredSampling.First;
import dev.quarry.kernel.Randomness;
import dev.quarry.kernel.SquaredDistances;
import dev.quarry.part.Advice;
import dev.quarry.part.Named;
import dev.quarry.part.Part;

/**
 * D² sampling in the embedding space, the seeding of k-means++: each next candidate is drawn with a probability
 * proportional to its squared distance to the nearest item that is labelled or was drawn. With nothing labelled the first
 * one is drawn uniformly. A milder {@link KCenter}: outliers are likely, not certain. The score of a pick is its squared
 * distance, of an uniform first pick its squared norm.
 *
 * <p>O(n·(m + k)·d) time at most, O(n) memory over the embeddings. Arthur, Vassilvitskii. <i>k-means++: the advantages of
 * careful seeding.</i> SODA 2007.
 */
@AutoService(Part.class)
@Named(
        value = "k-means-plus-plus",
        summary = "At random, candidates far from everything labelled or drawn.",
        formula = "P(x next) ∝ min over labelled or drawn s of ‖h(x) − h(s)‖²",
        cost = "O(n·(m + k)·d) at most",
        paper = "Arthur, Vassilvitskii. k-means++: the advantages of careful seeding. SODA 2007")
@Advice(
        use =
                "As k-center with chance in it: far items are likelier, not certain, so that not every outlier is taken and repeated runs differ.",
        avoid = "The square still favours outliers, and two seeds give two batches: repeat before you judge it.")
public record KMeansPlusPlus() implements Sequential<Embeddings>, Estimated {

    @Override
    public Selection select(Embeddings evidence, int budget, Randomness random) {
        return select(evidence, budget, Admission.ALL, random);
    }

    @Override
    public Selection select(Embeddings evidence, int budget, Admission admission, Randomness random) {
        boolean cold = evidence.labelled().rows() == 0;
        SquaredDistances between = SquaredDistances.rows(evidence.embeddings());
        DSquaredSampling.Draws draws = DSquaredSampling.draw(
                cold ? between : new BesideLabelled(between, evidence),
                cold ? First.UNIFORM : First.WEIGHTED,
                budget,
                evidence.items()::id,
                admission,
                random);
        return Scores.draws(this, evidence.items(), draws);
    }

    @Override
    public Estimate estimate(Sizes sizes) {
        return Estimate.farthest(sizes);
    }
}
