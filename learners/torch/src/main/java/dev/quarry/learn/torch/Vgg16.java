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
import dev.quarry.torch.MaxPool;
import dev.quarry.torch.MeanPool;
import dev.quarry.torch.Net;
import dev.quarry.torch.Relu;
import dev.quarry.torch.Reshape;
import dev.quarry.torch.Standardise;
import java.util.ArrayList;
import java.util.List;

/**
 * VGG-16 with batch normalisation, as active learning papers use it for small pictures: 13 convolutions in five stages, each
 * of which halves the sides, then one dense layer. 15 million parameters.
 */
@AutoService(Part.class)
@Named(
        value = "vgg16-bn",
        summary = "13 convolutions in five stages, normalised by the batch, for pictures of 32 × 32 or more.",
        cost = "314 million products per row of 32 × 32 and pass",
        paper = "Simonyan, Zisserman. Very deep convolutional networks for large-scale image recognition. ICLR 2015")
public record Vgg16(
        @Help("planes of the first stage; the others have 2, 4, 8 and 8 times as many, at least 1")
        int width,

        @Help("how likely a number before the last layer is dropped, in [0, 1)")
        double dropout,

        @Help("planes of a picture, 0 for 1 or 3, whichever suits the columns")
        int channels,

        @Help("rows of a picture, 0 for a square") int height,
        @Help("how it is trained") Training training)
        implements PictureLearner {

    /** Convolutions of each stage. */
    private static final List<Integer> CONVOLUTIONS = List.of(2, 2, 3, 3, 3);

    private static final int MOST_DOUBLINGS = 3;

    /** States the rules. */
    public Vgg16 {
        Rules.atLeast("width", width, 1);
        Rules.fraction("dropout", dropout);
        PictureLearner.requireShape(channels, height);
    }

    /** 64 planes, half dropped; SGD along a cosine, pictures shifted and mirrored. */
    public Vgg16() {
        this(64, 0.5, 0, 0, Training.ofPictures());
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
        int planes = shape.channels();
        for (int stage = 0; stage < CONVOLUTIONS.size(); stage++) {
            int wider = width << Math.min(stage, MOST_DOUBLINGS);
            for (int i = 0; i < CONVOLUTIONS.get(stage); i++) {
                String name = "stage-%d/conv-%d".formatted(stage + 1, i + 1);
                layers.add(Conv.plain(name, planes, wider, 3, 1));
                layers.add(new BatchNorm(name + "/norm", wider));
                layers.add(new Relu());
                planes = wider;
            }
            if (Math.min(shape.height(), shape.width()) >> stage > 1) { // smaller pictures are halved less often
                layers.add(new MaxPool(2));
            }
        }
        layers.add(new MeanPool());
        layers.add(new Dropout("last", dropout));
        return new Net(columns, new Chain(layers), new Dense("head", planes, classes));
    }
}
