package dev.quarry.evidence;

import dev.quarry.item.Items;
import dev.quarry.kernel.Information;
import dev.quarry.kernel.Matrix;
import java.util.Optional;

/** Evidence that was computed before, or will be when it is asked for. */
final class Given {

    private Given() {}

    record OfProbabilities(Items items, Matrix probabilities) implements Probabilities {}

    record OfEmbeddings(Items items, Matrix embeddings, Matrix labelled) implements Embeddings {}

    record OfNorms(Items items, Matrix probabilities, Matrix norms, Layers layers) implements GradientNorms {}

    record OfInputGradients(Items items, Matrix probabilities, Matrix gradients) implements InputGradients {}

    record OfLatent(Items items, Matrix probabilities, Later<Embeddings> places) implements LatentPredictions {
        @Override
        public Matrix embeddings() {
            return places.get().embeddings();
        }

        @Override
        public Matrix labelled() {
            return places.get().labelled();
        }
    }

    /** Something beside places. */
    interface BesidePlaces extends Embeddings {

        Embeddings places();

        @Override
        default Items items() {
            return places().items();
        }

        @Override
        default Matrix embeddings() {
            return places().embeddings();
        }

        @Override
        default Matrix labelled() {
            return places().labelled();
        }
    }

    /** Something beside predictions. */
    interface BesideLatent extends LatentPredictions {

        LatentPredictions predictions();

        @Override
        default Items items() {
            return predictions().items();
        }

        @Override
        default Matrix probabilities() {
            return predictions().probabilities();
        }

        @Override
        default Matrix embeddings() {
            return predictions().embeddings();
        }

        @Override
        default Matrix labelled() {
            return predictions().labelled();
        }
    }

    record OfHeaded(LatentPredictions predictions, Head head) implements BesideLatent, HeadedPredictions {}

    record OfTargeted(Embeddings places, Matrix wanted, Matrix avoided) implements BesidePlaces, TargetedEmbeddings {}

    record OfTaughtEmbeddings(Embeddings places, Labels labels) implements BesidePlaces, TaughtEmbeddings {}

    record OfTaught(LatentPredictions predictions, Labels labels, Later<Matrix> known)
            implements BesideLatent, TaughtPredictions {
        @Override
        public Matrix labelledProbabilities() {
            return known.get();
        }
    }

    /** Something beside predictions that know labels. */
    interface BesideTaught extends BesideLatent, TaughtPredictions {

        @Override
        TaughtPredictions predictions();

        @Override
        default Labels labels() {
            return predictions().labels();
        }

        @Override
        default Matrix labelledProbabilities() {
            return predictions().labelledProbabilities();
        }
    }

    record OfTaughtHead(TaughtPredictions predictions, Head head) implements BesideTaught, TaughtHead {}

    record OfFed(TaughtPredictions predictions, LabelFeed feed) implements BesideTaught, FedPredictions {}

    record OfRefits(TaughtPredictions predictions, Fit fit) implements BesideTaught, Refits {
        @Override
        public Matrix refitted(int row, int label, int[] rows) {
            return fit.refitted(row, label, rows);
        }
    }

    record OfSamples(Items items, Matrix samples, int members, boolean joint, Later<Matrix> mean)
            implements SampledProbabilities {

        OfSamples(Items items, Matrix samples, int members, boolean joint) {
            this(items, samples, members, joint, new Later<>(() -> Information.meanOverMembers(samples, members)));
        }

        @Override
        public Matrix probabilities() {
            return mean.get();
        }
    }

    record OfTargetedSamples(SampledProbabilities plain, Matrix outside) implements SampledProbabilities {
        @Override
        public Items items() {
            return plain.items();
        }

        @Override
        public Matrix samples() {
            return plain.samples();
        }

        @Override
        public int members() {
            return plain.members();
        }

        @Override
        public boolean joint() {
            return plain.joint();
        }

        @Override
        public Matrix probabilities() {
            return plain.probabilities();
        }

        @Override
        public Optional<Matrix> targets() {
            return Optional.of(outside);
        }
    }

    static final class OfHistory implements TrainingHistory {

        private final Items items;
        private final Matrix history;
        private final int moments;
        private final Matrix labelledHistory;
        private final int[] labels;
        private final Later<Matrix> last;

        OfHistory(Items items, Matrix history, int moments, Matrix labelledHistory, int[] labels) {
            this.items = items;
            this.history = history;
            this.moments = moments;
            this.labelledHistory = labelledHistory;
            this.labels = labels;
            this.last = new Later<>(() -> {
                int classes = history.cols() / moments;
                return Columns.of(history, history.cols() - classes, history.cols());
            });
        }

        @Override
        public Items items() {
            return items;
        }

        @Override
        public Matrix history() {
            return history;
        }

        @Override
        public int moments() {
            return moments;
        }

        @Override
        public Matrix labelledHistory() {
            return labelledHistory;
        }

        @Override
        public int[] labels() {
            return labels.clone();
        }

        @Override
        public Matrix probabilities() {
            return last.get();
        }
    }

    record OfLabelProbabilities(Items items, Matrix labelProbabilities) implements LabelProbabilities {}

    record OfTaughtLabels(LabelProbabilities predictions, Matrix labelSets, Later<Matrix> known)
            implements TaughtLabelProbabilities {
        @Override
        public Items items() {
            return predictions.items();
        }

        @Override
        public Matrix labelProbabilities() {
            return predictions.labelProbabilities();
        }

        @Override
        public Matrix labelledLabelProbabilities() {
            return known.get();
        }
    }

    record OfRegression(Items items, Matrix predictions, Matrix targets) implements RegressionPredictions {}

    /** Something beside predicted numbers. */
    interface BesideRegression extends RegressionPredictions {

        RegressionPredictions regression();

        @Override
        default Items items() {
            return regression().items();
        }

        @Override
        default Matrix predictions() {
            return regression().predictions();
        }

        @Override
        default Matrix targets() {
            return regression().targets();
        }
    }

    /** Predicted numbers and places. */
    interface WithPlaces extends BesideRegression, PlacedRegression {

        Embeddings places();

        @Override
        default Matrix embeddings() {
            return places().embeddings();
        }

        @Override
        default Matrix labelled() {
            return places().labelled();
        }
    }

    record OfRegressionCommittee(RegressionPredictions regression, Matrix members)
            implements BesideRegression, RegressionCommittee {}

    record OfPlacedRegression(RegressionPredictions regression, Embeddings places) implements WithPlaces {}

    record OfPlacedCommittee(RegressionCommittee regression, Embeddings places) implements WithPlaces, PlacedCommittee {
        @Override
        public Matrix members() {
            return regression.members();
        }
    }

    record OfAnnotations(Probabilities predictions, AnnotatorLabels answers, Matrix answeredProbabilities)
            implements Annotations {
        @Override
        public Items items() {
            return predictions.items();
        }

        @Override
        public Matrix probabilities() {
            return predictions.probabilities();
        }
    }
}
