package dev.quarry.loop;

import dev.quarry.evidence.Evidence;
import dev.quarry.evidence.FedPredictions;
import dev.quarry.evidence.GradientNorms;
import dev.quarry.evidence.InputGradients;
import dev.quarry.evidence.LabelFeed;
import dev.quarry.evidence.Labels;
import dev.quarry.evidence.LatentPredictions;
import dev.quarry.evidence.Layers;
import dev.quarry.evidence.Refits;
import dev.quarry.evidence.SampledProbabilities;
import dev.quarry.evidence.Slices;
import dev.quarry.evidence.TargetedEmbeddings;
import dev.quarry.evidence.TaughtEmbeddings;
import dev.quarry.evidence.TaughtHead;
import dev.quarry.evidence.TaughtPredictions;
import dev.quarry.evidence.TrainingHistory;
import dev.quarry.item.Attributes;
import dev.quarry.item.Items;
import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.Randomness;
import dev.quarry.learn.Bootstrap;
import dev.quarry.learn.DeepEnsemble;
import dev.quarry.learn.GradientModel;
import dev.quarry.learn.HeadedModel;
import dev.quarry.learn.HistoryModel;
import dev.quarry.learn.Learner;
import dev.quarry.learn.Model;
import dev.quarry.learn.SamplingModel;
import dev.quarry.learn.TrainingSet;
import dev.quarry.pool.Pool;
import dev.quarry.pool.Status;
import dev.quarry.strategy.Asked;
import dev.quarry.strategy.Demand;
import dev.quarry.strategy.Ensemble;
import dev.quarry.strategy.Supply;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Evidence by a fitted model about the unlabelled items of a pool. Everything is computed when first asked for and then
 * kept; what is asked about some of the candidates is computed for those alone. One demand is served from the evidence of
 * another where it can be, so that strategies share passes.
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
            Items taught,
            TrainingSet examples,
            Randomness random,
            Map<Demand.Committee, SamplingModel> committees,
            List<Asked> past,
            @Nullable LabelFeed feed) {

        Labels labels() {
            int[] values =
                    IntStream.range(0, examples.size()).map(examples::label).toArray();
            return new Labels(taught, values, examples.classes());
        }
    }

    /**
     * A supply about all unlabelled items.
     *
     * @param model null where there is none yet
     * @param taught the items of {@code examples}, in their order
     * @param examples what the model was fitted on; committees are fitted on it too
     * @param random the randomness of committees and passes
     */
    public FittedSupply(
            Pool pool, Learner learner, @Nullable Model model, Items taught, TrainingSet examples, Randomness random) {
        this(
                new Shared(pool, learner, model, taught, examples, random, new HashMap<>(), List.of(), null),
                pool.rows(Status.UNLABELLED));
    }

    /**
     * The same supply with what was asked before, and with answers at once where somebody gives them.
     *
     * @param past what was asked in earlier rounds, oldest first
     * @param feed null where nobody answers while choosing
     */
    FittedSupply knowing(List<Asked> past, @Nullable LabelFeed feed) {
        Shared known = new Shared(
                shared.pool,
                shared.learner,
                shared.model,
                shared.taught,
                shared.examples,
                shared.random,
                shared.committees,
                List.copyOf(past),
                feed);
        return new FittedSupply(known, rows);
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
    public Attributes attributes() {
        return shared.pool.attributes();
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
    public List<Asked> past() {
        return shared.past;
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
        if (demand instanceof Demand.Places) {
            return places();
        } else if (demand instanceof Demand.Targets targets) {
            return targeted(targets);
        } else if (demand instanceof Demand.Prediction) {
            return prediction(model(demand, Model.class));
        } else if (demand instanceof Demand.LastLayer) {
            HeadedModel model = model(demand, HeadedModel.class);
            return TaughtHead.of(supply(new Demand.Prediction()), model.head());
        } else if (demand instanceof Demand.Answers) {
            return FedPredictions.of(supply(new Demand.Prediction()), feed());
        } else if (demand instanceof Demand.NextModels) {
            return Refits.of(supply(new Demand.Prediction()), this::refitted);
        } else if (demand instanceof Demand.Passes passes) {
            return samples(model(demand, SamplingModel.class), passes.passes(), shared.random.purpose("passes"));
        } else if (demand instanceof Demand.Committee committee) {
            return committee(committee);
        } else if (demand instanceof Demand.History) {
            return history(model(demand, HistoryModel.class));
        } else if (demand instanceof Demand.LossGradients gradients) {
            return gradientNorms(gradients);
        } else if (demand instanceof Demand.BoundaryGradients) {
            return inputGradients(model(demand, GradientModel.class));
        }
        throw new IllegalStateException("The demand (%s) is not one that a fitted model can meet.".formatted(demand));
    }

    private TaughtEmbeddings places() {
        Matrix known = shared.examples.features();
        Model model = shared.model;
        return model == null
                ? TaughtEmbeddings.of(candidates, shared.pool.features().select(rows), known, shared.labels())
                : TaughtEmbeddings.of(
                        candidates,
                        outputs((features, first) -> model.embeddings(features)),
                        model.embeddings(known),
                        shared.labels());
    }

    /** A class that is looked for must have an example by now, or the choice would be made by nothing. */
    private TargetedEmbeddings targeted(Demand.Targets targets) {
        TaughtEmbeddings places = supply(new Demand.Places());
        Matrix wanted = examples(places, targets.wanted());
        if (wanted.rows() == 0 && !targets.wanted().isEmpty()) {
            throw new IllegalStateException(
                    "None of the (%d) labelled items is one of %s. Maybe label one of them first."
                            .formatted(places.labels().size(), targets.wanted()));
        }
        return TargetedEmbeddings.of(places, wanted, examples(places, targets.avoided()));
    }

    /** The places of the labelled items of some classes. */
    private Matrix examples(TaughtEmbeddings places, List<String> classes) {
        List<String> known = shared.pool.classes();
        for (String name : classes) {
            if (!known.contains(name)) {
                throw new IllegalArgumentException(
                        "The class (%s) is not one of the classes %s.".formatted(name, known));
            }
        }
        Labels labels = places.labels();
        int[] rows = IntStream.of(labels.known())
                .filter(row -> classes.contains(known.get(labels.of(row))))
                .toArray();
        return places.labelled().select(rows);
    }

    private TaughtPredictions prediction(Model model) {
        Matrix probabilities = outputs((features, first) -> model.probabilities(features));
        return TaughtPredictions.of(
                LatentPredictions.of(candidates, probabilities, () -> supply(new Demand.Places())),
                shared.labels(),
                () -> model.probabilities(shared.examples.features()));
    }

    private LabelFeed feed() {
        LabelFeed feed = shared.feed;
        if (feed == null) {
            throw new IllegalStateException(
                    "Nobody answers while a batch is being chosen. Maybe run the whole loop, or use a strategy that does not ask label by label.");
        }
        return feed;
    }

    /** All such fits share their random numbers: what differs between them is the label and nothing else. */
    private Matrix refitted(int row, int label, int[] wanted) {
        Randomness random = shared.random.purpose("refit");
        Matrix features = shared.pool.features();
        Model next = shared.learner.fit(shared.examples.with(features.select(new int[] {rows[row]}), label), random);
        int[] places = IntStream.of(wanted).map(one -> rows[one]).toArray();
        return Blocks.outputs(features, places, (block, first) -> next.probabilities(block));
    }

    private SampledProbabilities samples(SamplingModel model, int passes, Randomness random) {
        Matrix samples = outputs((features, first) -> model.samples(features, passes, random));
        return SampledProbabilities.of(candidates, samples, passes, true);
    }

    private SampledProbabilities committee(Demand.Committee wanted) {
        model(wanted, Model.class);
        if (wanted.by() == Ensemble.By.SNAPSHOTS) {
            return supply(new Demand.History()).snapshots(wanted.members());
        }
        return samples(shared.committees.computeIfAbsent(wanted, this::fitted), wanted.members(), shared.random);
    }

    private SamplingModel fitted(Demand.Committee wanted) {
        Randomness random = shared.random.purpose("committee");
        return wanted.by() == Ensemble.By.SEEDS
                ? new DeepEnsemble(wanted.members(), shared.learner).fit(shared.examples, random)
                : new Bootstrap(wanted.members(), shared.learner).fit(shared.examples, random);
    }

    private TrainingHistory history(HistoryModel model) {
        TrainingSet examples = shared.examples;
        return TrainingHistory.of(
                candidates,
                outputs((features, first) -> model.history(features)),
                model.moments(),
                model.history(examples.features()),
                IntStream.range(0, examples.size()).map(examples::label).toArray());
    }

    private GradientNorms gradientNorms(Demand.LossGradients wanted) {
        LatentPredictions prediction = supply(new Demand.Prediction());
        if (wanted.layers() == Layers.LAST) {
            return GradientNorms.lastLayer(prediction);
        }
        GradientModel model = model(wanted, GradientModel.class);
        Matrix norms = outputs((features, first) -> model.gradientNorms(features));
        return GradientNorms.of(candidates, prediction.probabilities(), norms, Layers.ALL);
    }

    private InputGradients inputGradients(GradientModel model) {
        Matrix probabilities = supply(new Demand.Prediction()).probabilities();
        TwoLikeliest classes = TwoLikeliest.of(probabilities);
        Matrix gradients = outputs((features, first) -> classes.difference(model, features, first));
        return InputGradients.of(candidates, probabilities, gradients);
    }

    /** What the model says about the candidates. */
    private Matrix outputs(Blocks.Output output) {
        return Blocks.outputs(shared.pool.features(), rows, output);
    }

    private <M extends Model> M model(Demand<?> demand, Class<M> kind) {
        if (shared.model == null) {
            throw new IllegalStateException(
                    "There is no model yet to answer (%s): (%d) labels of (%d) class. Maybe label a start first, or use (cold-start{warm: …})."
                            .formatted(demand, shared.examples.size(), shared.examples.distinctLabels()));
        }
        if (!kind.isInstance(shared.model)) {
            throw new IllegalStateException("The model cannot answer (%s): it is no (%s). Maybe use another learner."
                    .formatted(demand, kind.getSimpleName()));
        }
        return kind.cast(shared.model);
    }

    private <E extends Evidence> E slice(Demand<E> demand, int[] some) {
        return Slices.of(supply(demand), demand.evidence(), some);
    }

    @Override
    public Supply among(int[] some) {
        FittedSupply part = new FittedSupply(
                shared, IntStream.of(some).map(row -> rows[row]).toArray());
        kept.keySet().forEach(demand -> part.known.put(demand, () -> slice(demand, some)));
        return part;
    }
}
