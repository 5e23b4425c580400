package dev.quarry.loop;

import dev.quarry.evidence.Embeddings;
import dev.quarry.evidence.Evidence;
import dev.quarry.evidence.LatentPredictions;
import dev.quarry.evidence.SampledProbabilities;
import dev.quarry.evidence.Slices;
import dev.quarry.item.Items;
import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.Randomness;
import dev.quarry.learn.Bootstrap;
import dev.quarry.learn.Learner;
import dev.quarry.learn.Model;
import dev.quarry.learn.SamplingModel;
import dev.quarry.learn.TrainingSet;
import dev.quarry.pool.Pool;
import dev.quarry.pool.Status;
import dev.quarry.strategy.Demand;
import dev.quarry.strategy.Supply;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Evidence by a fitted model about the unlabelled items of a pool. Everything is computed when first asked for and then
 * kept; what is asked about some of the candidates is computed for those alone.
 */
public final class FittedSupply implements Supply {

    private final Shared shared;
    private final Items candidates;
    private final int[] rows;
    private final Map<Demand<?>, Supplier<? extends Evidence>> known = new HashMap<>();
    private final Map<Demand<?>, Evidence> kept = new HashMap<>();

    /** What does not change when candidates are taken away. */
    private record Shared(
            Pool pool,
            Learner learner,
            @Nullable Model model,
            TrainingSet examples,
            Randomness random,
            Map<Integer, SamplingModel> committees) {}

    /**
     * A supply about all unlabelled items.
     *
     * @param model null where there is none yet
     * @param examples what the model was fitted on; committees are fitted on it too
     * @param random the randomness of committees and passes
     */
    public FittedSupply(Pool pool, Learner learner, @Nullable Model model, TrainingSet examples, Randomness random) {
        this(new Shared(pool, learner, model, examples, random, new HashMap<>()), pool.rows(Status.UNLABELLED));
    }

    private FittedSupply(Shared shared, int[] rows) {
        this.shared = shared;
        this.rows = rows;
        this.candidates = shared.pool.items().select(rows);
    }

    @Override
    public Items candidates() {
        return candidates;
    }

    @Override
    public int labelled() {
        return shared.examples.size();
    }

    @Override
    public boolean trained() {
        return shared.model != null;
    }

    @Override
    public <E extends Evidence> E supply(Demand<E> demand) {
        Evidence evidence = kept.get(demand);
        if (evidence == null) {
            Supplier<? extends Evidence> slice = known.get(demand);
            evidence = slice != null ? slice.get() : compute(demand);
            kept.put(demand, evidence);
        }
        return demand.evidence().cast(evidence);
    }

    private Evidence compute(Demand<?> demand) {
        Matrix features = shared.pool.features().select(rows);
        Matrix known = shared.examples.features();
        if (demand instanceof Demand.Places) {
            Model model = shared.model;
            return model == null
                    ? Embeddings.of(candidates, features, known)
                    : Embeddings.of(candidates, model.embeddings(features), model.embeddings(known));
        } else if (demand instanceof Demand.Passes passes) {
            SamplingModel model = (SamplingModel) model(demand);
            return SampledProbabilities.of(
                    candidates,
                    model.samples(features, passes.passes(), shared.random.purpose("passes")),
                    passes.passes(),
                    true);
        } else if (demand instanceof Demand.Committee committee) {
            model(demand);
            SamplingModel members = shared.committees.computeIfAbsent(
                    committee.members(),
                    size -> new Bootstrap(size, shared.learner)
                            .fit(shared.examples, shared.random.purpose("committee")));
            return SampledProbabilities.of(
                    candidates,
                    members.samples(features, committee.members(), shared.random),
                    committee.members(),
                    true);
        }
        Model model = model(demand);
        return LatentPredictions.of(
                candidates, model.probabilities(features), model.embeddings(features), model.embeddings(known));
    }

    private <E extends Evidence> E slice(Demand<E> demand, int[] some) {
        return Slices.of(supply(demand), demand.evidence(), some);
    }

    private Model model(Demand<?> demand) {
        if (shared.model == null) {
            throw new IllegalStateException(
                    "There is no model yet to answer (%s): (%d) labels of (%d) class. Maybe label a start first, or use (cold-start{warm: …})."
                            .formatted(demand, shared.examples.size(), shared.examples.distinctLabels()));
        }
        return shared.model;
    }

    @Override
    public Supply among(int[] some) {
        FittedSupply part = new FittedSupply(
                shared, IntStream.of(some).map(row -> rows[row]).toArray());
        kept.keySet().forEach(demand -> part.known.put(demand, () -> slice(demand, some)));
        return part;
    }
}
