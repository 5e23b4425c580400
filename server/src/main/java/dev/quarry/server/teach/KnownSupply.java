package dev.quarry.server.teach;

import dev.quarry.evidence.Evidence;
import dev.quarry.evidence.Labels;
import dev.quarry.evidence.LatentPredictions;
import dev.quarry.evidence.TaughtPredictions;
import dev.quarry.item.Attributes;
import dev.quarry.item.Items;
import dev.quarry.kernel.FloatMatrix;
import dev.quarry.kernel.Matrix;
import dev.quarry.learn.Model;
import dev.quarry.learn.TrainingSet;
import dev.quarry.strategy.Asked;
import dev.quarry.strategy.Demand;
import dev.quarry.strategy.Supply;
import java.util.List;

/**
 * Evidence by a model whose predictions are known already, so that a ranking costs no second pass over the pool. All other
 * evidence is computed. A class that is newer than the model has probability 0.
 */
final class KnownSupply implements Supply {

    private final Supply computed;
    private final Matrix probabilities;
    private final Model model;
    private final TrainingSet examples;
    private final Items taught;

    /**
     * @param computed gives all other evidence
     * @param probabilities shape [n, C'], row i for candidate i
     * @param taught the items of {@code examples}
     */
    KnownSupply(Supply computed, Matrix probabilities, Model model, TrainingSet examples, Items taught) {
        this.computed = computed;
        this.probabilities = widened(probabilities, examples.classes());
        this.model = model;
        this.examples = examples;
        this.taught = taught;
    }

    private static Matrix widened(Matrix narrow, int classes) {
        if (narrow.cols() >= classes) {
            return narrow;
        }
        float[] values = narrow.toFloat().values();
        float[] wide = new float[Math.multiplyExact(narrow.rows(), classes)];
        for (int row = 0; row < narrow.rows(); row++) {
            System.arraycopy(values, row * narrow.cols(), wide, row * classes, narrow.cols());
        }
        return FloatMatrix.wrap(wide, narrow.rows(), classes);
    }

    @Override
    public Items candidates() {
        return computed.candidates();
    }

    @Override
    public int labelled() {
        return computed.labelled();
    }

    @Override
    public boolean trained() {
        return true;
    }

    @Override
    public Attributes attributes() {
        return computed.attributes();
    }

    @Override
    public List<Asked> past() {
        return computed.past();
    }

    @Override
    public <E extends Evidence> E supply(Demand<E> demand) {
        return demand instanceof Demand.Prediction ? demand.evidence().cast(prediction()) : computed.supply(demand);
    }

    private TaughtPredictions prediction() {
        LatentPredictions said =
                LatentPredictions.of(candidates(), probabilities, () -> computed.supply(new Demand.Places()));
        return TaughtPredictions.of(
                said,
                new Labels(taught, examples.labels(), examples.classes()),
                () -> widened(model.probabilities(examples.features()), examples.classes()));
    }

    @Override
    public Supply among(int[] rows) {
        return new KnownSupply(computed.among(rows), probabilities.select(rows), model, examples, taught);
    }
}
