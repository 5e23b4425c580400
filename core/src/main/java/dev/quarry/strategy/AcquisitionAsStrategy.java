package dev.quarry.strategy;

import com.google.auto.service.AutoService;
import dev.quarry.acquire.Acquisition;
import dev.quarry.evidence.Annotations;
import dev.quarry.evidence.Evidence;
import dev.quarry.evidence.FedPredictions;
import dev.quarry.evidence.GradientNorms;
import dev.quarry.evidence.InputGradients;
import dev.quarry.evidence.LabelProbabilities;
import dev.quarry.evidence.Layers;
import dev.quarry.evidence.Refits;
import dev.quarry.evidence.RegressionPredictions;
import dev.quarry.evidence.TargetedEmbeddings;
import dev.quarry.evidence.TaughtEmbeddings;
import dev.quarry.evidence.TaughtHead;
import dev.quarry.evidence.TaughtPredictions;
import dev.quarry.evidence.TrainingHistory;
import dev.quarry.part.Lift;
import dev.quarry.part.Part;
import dev.quarry.part.Parts;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads a bare acquisition as the strategy that gives it its evidence, the least costly one first: by its place alone it
 * is {@link Diversity}, by one pass of the model it is {@link Deterministic}, and so on. What needs samples could come
 * from Monte Carlo passes or from an ensemble, so there the strategy must be said.
 */
@AutoService(Lift.class)
public final class AcquisitionAsStrategy implements Lift {

    /** A strategy around an acquisition that needs no more than {@code supplied}. */
    private record Way<E extends Evidence>(Class<E> supplied, Function<Acquisition<? super E>, Strategy> strategy) {

        @SuppressWarnings("unchecked") // needs() is the type argument
        Optional<Strategy> around(Acquisition<?> acquisition) {
            return acquisition.needs().isAssignableFrom(supplied)
                    ? Optional.of(strategy.apply((Acquisition<? super E>) acquisition))
                    : Optional.empty();
        }
    }

    private static final List<Way<?>> WAYS = List.of(
            new Way<>(TaughtEmbeddings.class, Diversity::new),
            new Way<>(TaughtPredictions.class, Deterministic::new),
            new Way<>(TaughtHead.class, LinearHead::new),
            new Way<>(GradientNorms.class, acquisition -> new GradientNormsStrategy(Layers.LAST, acquisition)),
            new Way<>(TrainingHistory.class, HistoryStrategy::new),
            new Way<>(InputGradients.class, InputGradientsStrategy::new),
            new Way<>(FedPredictions.class, LabelByLabel::new),
            new Way<>(TargetedEmbeddings.class, acquisition -> new Targeted(List.of(), List.of(), acquisition)),
            new Way<>(Refits.class, LookAhead::new));

    @Override
    public Class<? extends Part> from() {
        return Acquisition.class;
    }

    @Override
    public Class<? extends Part> to() {
        return Strategy.class;
    }

    /** What is known where an item has not one class by one annotator, as it has in a loop. */
    private static final List<Class<? extends Evidence>> OTHER_TARGETS =
            List.of(LabelProbabilities.class, RegressionPredictions.class, Annotations.class);

    @Override
    public Strategy lift(Part part) {
        Acquisition<?> acquisition = (Acquisition<?>) part;
        for (Way<?> way : WAYS) {
            Optional<Strategy> strategy = way.around(acquisition);
            if (strategy.isPresent()) {
                return strategy.get();
            }
        }
        if (OTHER_TARGETS.stream().anyMatch(kind -> kind.isAssignableFrom(acquisition.needs()))) {
            throw new IllegalArgumentException(
                    "The acquisition (%s) needs %s, which a loop with one class per item does not have. Maybe hand it over in files with (quarry select) or from the library."
                            .formatted(Parts.describe(part), Parts.evidence(acquisition.needs())));
        }
        throw new IllegalArgumentException(
                "The acquisition (%s) needs %s, and more than one strategy can supply that. %s"
                        .formatted(
                                Parts.describe(part),
                                Parts.evidence(acquisition.needs()),
                                Parts.suppliers(acquisition)));
    }
}
