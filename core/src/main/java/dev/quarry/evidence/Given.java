package dev.quarry.evidence;

import dev.quarry.item.Items;
import dev.quarry.kernel.Information;
import dev.quarry.kernel.Matrix;

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

    record OfHeaded(LatentPredictions predictions, Head head) implements HeadedPredictions {
        @Override
        public Items items() {
            return predictions.items();
        }

        @Override
        public Matrix probabilities() {
            return predictions.probabilities();
        }

        @Override
        public Matrix embeddings() {
            return predictions.embeddings();
        }

        @Override
        public Matrix labelled() {
            return predictions.labelled();
        }
    }

    record OfTaughtEmbeddings(Embeddings places, Labels labels) implements TaughtEmbeddings {
        @Override
        public Items items() {
            return places.items();
        }

        @Override
        public Matrix embeddings() {
            return places.embeddings();
        }

        @Override
        public Matrix labelled() {
            return places.labelled();
        }
    }

    record OfTaught(LatentPredictions predictions, Labels labels, Later<Matrix> known) implements TaughtPredictions {
        @Override
        public Items items() {
            return predictions.items();
        }

        @Override
        public Matrix probabilities() {
            return predictions.probabilities();
        }

        @Override
        public Matrix embeddings() {
            return predictions.embeddings();
        }

        @Override
        public Matrix labelled() {
            return predictions.labelled();
        }

        @Override
        public Matrix labelledProbabilities() {
            return known.get();
        }
    }

    /** Something beside predictions. */
    interface BesideTaught extends TaughtPredictions {

        TaughtPredictions predictions();

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
}
