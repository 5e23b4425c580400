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
import dev.quarry.torch.Relu;
import dev.quarry.torch.Reshape;
import dev.quarry.torch.Residual;
import dev.quarry.torch.Standardise;
import java.util.ArrayList;
import java.util.List;

/**
 * The residual network of 18 layers for small pictures: the stem is one 3 × 3 convolution that keeps the size, as is usual
 * for 32 × 32. 11 million parameters.
 */
@AutoService(Part.class)
@Named(
        value = "resnet18",
        summary = "A residual network of 18 layers, for pictures of about 32 × 32.",
        cost = "556 million products per row of 32 × 32 and pass",
        paper = "He, Zhang, Ren, Sun. Deep residual learning for image recognition. CVPR 2016")
public record ResNet18(
        @Help("planes of the first of four stages; each of the others has twice as many, at least 1")
        int width,

        @Help("how likely a number before the last layer is dropped, in [0, 1)")
        double dropout,

        @Help("planes of a picture, 0 for 1 or 3, whichever suits the columns")
        int channels,

        @Help("rows of a picture, 0 for a square") int height,
        @Help("how it is trained") Training training)
        implements PictureLearner {

    private static final int STAGES = 4;
    private static final int BLOCKS = 2;

    /** States the rules. */
    public ResNet18 {
        Rules.atLeast("width", width, 1);
        Rules.fraction("dropout", dropout);
        PictureLearner.requireShape(channels, height);
    }

    /** 64 planes, no dropout; SGD along a cosine, pictures shifted and mirrored. */
    public ResNet18() {
        this(64, 0, 0, 0, Training.ofPictures());
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
        layers.add(Conv.plain("stem", shape.channels(), width, 3, 1));
        layers.add(new BatchNorm("stem/norm", width));
        layers.add(new Relu());
        int planes = width;
        for (int stage = 0; stage < STAGES; stage++) {
            for (int block = 0; block < BLOCKS; block++) {
                String name = "stage-%d/block-%d".formatted(stage + 1, block + 1);
                int wider = width << stage;
                layers.add(block(name, planes, wider, stage > 0 && block == 0 ? 2 : 1));
                planes = wider;
            }
        }
        layers.add(new MeanPool());
        layers.add(new Dropout("last", dropout));
        return new Net(columns, new Chain(layers), new Dense("head", planes, classes));
    }

    private static Residual block(String name, int inputs, int outputs, int stride) {
        Chain body = Chain.of(
                Conv.plain(name + "/conv-1", inputs, outputs, 3, stride),
                new BatchNorm(name + "/norm-1", outputs),
                new Relu(),
                Conv.plain(name + "/conv-2", outputs, outputs, 3, 1),
                new BatchNorm(name + "/norm-2", outputs));
        Chain shortcut = stride == 1 && inputs == outputs
                ? Chain.of()
                : Chain.of(
                        Conv.plain(name + "/shortcut", inputs, outputs, 1, stride),
                        new BatchNorm(name + "/shortcut-norm", outputs));
        return new Residual(body, shortcut);
    }
}
