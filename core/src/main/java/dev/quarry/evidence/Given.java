package dev.quarry.evidence;

import dev.quarry.item.Items;
import dev.quarry.kernel.Information;
import dev.quarry.kernel.Matrix;
import org.jspecify.annotations.Nullable;

/** Evidence that was computed before. */
final class Given {

    private Given() {}

    record OfProbabilities(Items items, Matrix probabilities) implements Probabilities {}

    record OfEmbeddings(Items items, Matrix embeddings, Matrix labelled) implements Embeddings {}

    record OfLatent(Items items, Matrix probabilities, Matrix embeddings, Matrix labelled)
            implements LatentPredictions {}

    static final class OfSamples implements SampledProbabilities {

        private final Items items;
        private final Matrix samples;
        private final int members;
        private final boolean joint;
        private @Nullable Matrix mean;

        OfSamples(Items items, Matrix samples, int members, boolean joint) {
            this.items = items;
            this.samples = samples;
            this.members = members;
            this.joint = joint;
        }

        @Override
        public Items items() {
            return items;
        }

        @Override
        public Matrix samples() {
            return samples;
        }

        @Override
        public int members() {
            return members;
        }

        @Override
        public boolean joint() {
            return joint;
        }

        @Override
        public synchronized Matrix probabilities() {
            if (mean == null) {
                mean = Information.meanOverMembers(samples, members);
            }
            return mean;
        }
    }
}
