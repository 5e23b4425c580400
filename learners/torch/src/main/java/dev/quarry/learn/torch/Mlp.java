package dev.quarry.learn.torch;

import com.google.auto.service.AutoService;
import dev.quarry.learn.Rules;
import dev.quarry.part.Help;
import dev.quarry.part.Named;
import dev.quarry.part.Part;
import dev.quarry.torch.BatchNorm;
import dev.quarry.torch.Chain;
import dev.quarry.torch.Dense;
import dev.quarry.torch.Dropout;
import dev.quarry.torch.Layer;
import dev.quarry.torch.Net;
import dev.quarry.torch.Relu;
import dev.quarry.torch.Standardise;
import java.util.ArrayList;
import java.util.List;

/**
 * A multilayer perceptron, for tables, pixels, and texts or pictures that somebody has embedded: over embeddings, set {@code
 * scaling: together}, and {@code input-dropout} where they are sparse.
 */
@AutoService(Part.class)
@Named(
        value = "mlp",
        summary = "Fully connected layers with rectifiers and dropout, over any columns or embeddings.",
        formula = "h ← dropout(max(0, W·h + b)), p = softmax(W·h + b)",
        cost = "O(d·h + h·h' + …) per row and pass",
        paper = "Rumelhart, Hinton, Williams. Learning representations by back-propagating errors. Nature 1986")
public record Mlp(
        @Help("units of each hidden layer") List<Integer> hidden,

        @Help("how likely a hidden unit is dropped, in [0, 1); 0 for none, and no Monte Carlo")
        double dropout,

        @Help("how likely a column is dropped, in [0, 1)") double inputDropout,

        @Help("whether each hidden layer is normalised by the batch")
        boolean batchNorm,

        @Help("how the input is scaled by the labelled rows")
        Scaling scaling,

        @Help("how it is trained") Training training)
        implements DeepLearner {

    /** States the rules. */
    public Mlp {
        hidden = List.copyOf(hidden);
        hidden.forEach(units -> Rules.atLeast("hidden", units, 1));
        Rules.fraction("dropout", dropout);
        Rules.fraction("input-dropout", inputDropout);
    }

    /** One layer of 256 units, a quarter of which is dropped. */
    public Mlp() {
        this(List.of(256), 0.25, 0, false, Scaling.COLUMNS, new Training());
    }

    @Override
    public boolean drops() {
        return (dropout > 0 && !hidden.isEmpty()) || inputDropout > 0;
    }

    @Override
    public int predictionBatch() {
        return 64;
    }

    @Override
    public Net net(int columns, int classes) {
        List<Layer> layers = new ArrayList<>();
        if (scaling != Scaling.NONE) {
            layers.add(new Standardise(scaling == Scaling.COLUMNS ? columns : 1));
        }
        if (inputDropout > 0) {
            layers.add(new Dropout("input", inputDropout));
        }
        int width = columns;
        for (int i = 0; i < hidden.size(); i++) {
            String name = "hidden-" + (i + 1);
            layers.add(new Dense(name, width, hidden.get(i)));
            if (batchNorm) {
                layers.add(new BatchNorm(name + "/norm", hidden.get(i)));
            }
            layers.add(new Relu());
            layers.add(new Dropout(name, dropout));
            width = hidden.get(i);
        }
        return new Net(columns, new Chain(layers), new Dense("head", width, classes));
    }
}
