package dev.quarry.learn.torch;

import com.google.auto.service.AutoService;
import dev.quarry.learn.Rules;
import dev.quarry.part.Help;
import dev.quarry.part.Named;
import dev.quarry.part.Part;
import dev.quarry.torch.Chain;
import dev.quarry.torch.Conv;
import dev.quarry.torch.Dense;
import dev.quarry.torch.Dropout;
import dev.quarry.torch.Layer;
import dev.quarry.torch.MaxPool;
import dev.quarry.torch.Net;
import dev.quarry.torch.Relu;
import dev.quarry.torch.Reshape;
import dev.quarry.torch.Standardise;
import java.util.ArrayList;
import java.util.List;

/**
 * A small convolutional network after LeNet-5: convolutions with rectifiers, pooling, one dense layer, dropout behind the
 * last pooling and the dense layer. The network of Gal, Islam, Ghahramani (<i>Deep Bayesian active learning with image
 * data.</i> ICML 2017) is {@code lenet{filters: [32, 32], kernel: 4, pooling: last, dense: 128}}.
 */
@AutoService(Part.class)
@Named(
        value = "lenet",
        summary = "A small convolutional network with dropout, for pictures of digits, clothes and the like.",
        cost = "2.3 million products per row of 28 × 28 and pass",
        paper = "LeCun et al. Gradient-based learning applied to document recognition. Proc. IEEE 1998")
public record LeNet(
        @Help("planes of each convolution") List<Integer> filters,

        @Help("side of the kernels in pixels, at least 1") int kernel,

        @Help("rows and columns of zeros at each side of what a convolution sees, at least 0")
        int padding,

        @Help("where 2 × 2 pixels become one") Pooling pooling,
        @Help("units of the dense layer, at least 1") int dense,

        @Help("how likely a number behind the last pooling is dropped, in [0, 1)")
        double poolDropout,

        @Help("how likely a unit of the dense layer is dropped, in [0, 1)")
        double dropout,

        @Help("planes of a picture, 0 for 1 or 3, whichever suits the columns")
        int channels,

        @Help("rows of a picture, 0 for a square") int height,
        @Help("how it is trained") Training training)
        implements PictureLearner {

    /** Where pooling stands. */
    public enum Pooling {
        /** Behind each convolution. */
        EACH,
        /** Behind the last convolution. */
        LAST
    }

    /** States the rules. */
    public LeNet {
        filters = List.copyOf(filters);
        filters.forEach(planes -> Rules.atLeast("filters", planes, 1));
        if (filters.isEmpty()) {
            throw new IllegalArgumentException("The filters are empty. Maybe use (mlp).");
        }
        Rules.atLeast("kernel", kernel, 1);
        Rules.atLeast("padding", padding, 0);
        Rules.atLeast("dense", dense, 1);
        Rules.fraction("pool-dropout", poolDropout);
        Rules.fraction("dropout", dropout);
        PictureLearner.requireShape(channels, height);
    }

    /** 20 and 50 kernels of 5 × 5, 500 units; a quarter and a half is dropped. */
    public LeNet() {
        this(List.of(20, 50), 5, 0, Pooling.EACH, 500, 0.25, 0.5, 0, 0, new Training());
    }

    @Override
    public boolean drops() {
        return poolDropout > 0 || dropout > 0;
    }

    @Override
    public int predictionBatch() {
        return 32;
    }

    @Override
    public Net net(int columns, int classes) {
        Pictures shape = shape(columns);
        List<Layer> layers = new ArrayList<>();
        layers.add(Reshape.to(shape.channels(), shape.height(), shape.width()));
        layers.add(new Standardise(shape.channels()));
        Pictures now = shape;
        for (int i = 0; i < filters.size(); i++) {
            Conv conv = Conv.biased("conv-" + (i + 1), now.channels(), filters.get(i), kernel, padding);
            layers.add(conv);
            layers.add(new Relu());
            boolean pooled = pooling == Pooling.EACH || i == filters.size() - 1;
            int by = pooled ? 2 : 1;
            now = new Pictures(filters.get(i), conv.side(now.height()) / by, conv.side(now.width()) / by);
            if (now.height() < 1 || now.width() < 1) {
                throw new IllegalArgumentException(
                        "The pictures of (%d × %d) pixels are too small for (%d) convolutions of kernel (%d) in (lenet). Maybe set (padding: %d)."
                                .formatted(shape.height(), shape.width(), filters.size(), kernel, kernel / 2));
            }
            if (pooled) {
                layers.add(new MaxPool(2));
            }
        }
        layers.add(Reshape.to(now.size()));
        layers.add(new Dropout("pool", poolDropout));
        layers.add(new Dense("dense", now.size(), dense));
        layers.add(new Relu());
        layers.add(new Dropout("dense", dropout));
        return new Net(columns, new Chain(layers), new Dense("head", dense, classes));
    }
}
