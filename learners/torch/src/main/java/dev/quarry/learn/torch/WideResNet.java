package dev.quarry.learn.torch;

import com.google.auto.service.AutoService;
import dev.quarry.learn.Rules;
import dev.quarry.part.Help;
import dev.quarry.part.Named;
import dev.quarry.part.Part;
import dev.quarry.torch.BatchNorm;
import dev.quarry.torch.Chain;
import dev.quarry.torch.Conv;
import dev.quarry.torch.Dense;
import dev.quarry.torch.Dropout;
import dev.quarry.torch.Layer;
import dev.quarry.torch.MeanPool;
import dev.quarry.torch.Net;
import dev.quarry.torch.PreactivationBlock;
import dev.quarry.torch.Relu;
import dev.quarry.torch.Reshape;
import dev.quarry.torch.Standardise;
import java.util.ArrayList;
import java.util.List;

/**
 * A wide residual network, WRN-depth-width, with dropout between the two convolutions of each block.
 */
@AutoService(Part.class)
@Named(
        value = "wide-resnet",
        summary = "A residual network of few but wide layers, with dropout inside its blocks.",
        cost = "O(depth·width²) products per pixel and pass",
        paper = "Zagoruyko, Komodakis. Wide residual networks. BMVC 2016")
public record WideResNet(
        @Help("layers, 6·n + 4: 10, 16, 22, 28, 40") int depth,

        @Help("how many times 16, 32 and 64 planes the stages have, at least 1")
        int width,

        @Help("how likely a number inside a block is dropped, in [0, 1)")
        double dropout,

        @Help("planes of a picture, 0 for 1 or 3, whichever suits the columns")
        int channels,

        @Help("rows of a picture, 0 for a square") int height,
        @Help("how it is trained") Training training)
        implements PictureLearner {

    private static final int STAGES = 3;
    private static final int STEM = 16;
    private static final int LAYERS_OF_A_BLOCK_IN_EACH_STAGE = 6;
    private static final int OTHER_LAYERS = 4;

    /** States the rules. */
    public WideResNet {
        if (depth < LAYERS_OF_A_BLOCK_IN_EACH_STAGE + OTHER_LAYERS
                || depth % LAYERS_OF_A_BLOCK_IN_EACH_STAGE != OTHER_LAYERS) {
            throw new IllegalArgumentException(
                    "The depth (%d) must be 6·n + 4. Maybe set (16) or (28).".formatted(depth));
        }
        Rules.atLeast("width", width, 1);
        Rules.fraction("dropout", dropout);
        PictureLearner.requireShape(channels, height);
    }

    /** WRN-16-4, three tenths dropped; SGD along a cosine, pictures shifted and mirrored. */
    public WideResNet() {
        this(16, 4, 0.3, 0, 0, Training.ofPictures());
    }

    @Override
    public boolean drops() {
        return dropout > 0;
    }

    @Override
    public Net net(int columns, int classes) {
        Pictures shape = shape(columns);
        List<Layer> layers = new ArrayList<>();
        layers.add(Reshape.to(shape.channels(), shape.height(), shape.width()));
        layers.add(new Standardise(shape.channels()));
        layers.add(Conv.plain("stem", shape.channels(), STEM, 3, 1));
        int planes = STEM;
        for (int stage = 0; stage < STAGES; stage++) {
            int wider = (STEM * width) << stage;
            for (int block = 0; block < (depth - OTHER_LAYERS) / LAYERS_OF_A_BLOCK_IN_EACH_STAGE; block++) {
                String name = "stage-%d/block-%d".formatted(stage + 1, block + 1);
                layers.add(block(name, planes, wider, stage > 0 && block == 0 ? 2 : 1));
                planes = wider;
            }
        }
        layers.add(new BatchNorm("last/norm", planes));
        layers.add(new Relu());
        layers.add(new MeanPool());
        return new Net(columns, new Chain(layers), new Dense("head", planes, classes));
    }

    private PreactivationBlock block(String name, int inputs, int outputs, int stride) {
        Chain body = Chain.of(
                Conv.plain(name + "/conv-1", inputs, outputs, 3, stride),
                new BatchNorm(name + "/norm-2", outputs),
                new Relu(),
                new Dropout(name, dropout),
                Conv.plain(name + "/conv-2", outputs, outputs, 3, 1));
        Chain shortcut = stride == 1 && inputs == outputs
                ? Chain.of()
                : Chain.of(Conv.plain(name + "/shortcut", inputs, outputs, 1, stride));
        return new PreactivationBlock(Chain.of(new BatchNorm(name + "/norm-1", inputs), new Relu()), body, shortcut);
    }
}
