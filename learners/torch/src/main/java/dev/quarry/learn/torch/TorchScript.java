package dev.quarry.learn.torch;

import com.google.auto.service.AutoService;
import dev.quarry.bundle.State;
import dev.quarry.kernel.FloatMatrix;
import dev.quarry.kernel.Randomness;
import dev.quarry.learn.Model;
import dev.quarry.learn.Rules;
import dev.quarry.learn.TrainingSet;
import dev.quarry.part.Help;
import dev.quarry.part.Named;
import dev.quarry.part.Part;
import dev.quarry.part.Parts;
import dev.quarry.torch.Chain;
import dev.quarry.torch.Net;
import dev.quarry.torch.Predictor;
import dev.quarry.torch.Script;
import dev.quarry.torch.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A network of the user, saved by {@code torch.jit.script(model).save(file)} or {@code torch.jit.trace}. Its parameters are
 * learnt too, or only its last layer, on what the rest says of each row once. Rows are handed on as they are. Dropout inside
 * is off and normalisation frozen throughout.
 *
 * <p>A network that ends in a softmax is refused where logits are expected. The model holds the file's content, so it can be
 * restored without the file.
 */
@AutoService(Part.class)
@Named(
        value = "torch-script",
        summary = "A network of your own, saved as TorchScript: fine-tuned, or with a last layer learnt on it.",
        cost = "that of the network")
public record TorchScript(
        @Help("the file that the network was saved to") String file,

        @Help("sizes of a row as the network takes it, plane by plane; empty for all columns in one run")
        List<Integer> shape,

        @Help("what comes out of it: logits of a linear last layer, or features for a new one")
        Output output,

        @Help("whether all parameters are learnt, or only the last layer")
        boolean train,

        @Help("how it is trained") Training training)
        implements DeepLearner {

    /** What comes out of a network. */
    public enum Output {
        /** A logit for each class, from a linear last layer. */
        LOGITS,
        /** A representation, behind which a last layer is to be learnt. */
        FEATURES
    }

    private static final String SCRIPT = "script";

    /** States the rules. */
    public TorchScript {
        shape = List.copyOf(shape);
        shape.forEach(size -> Rules.atLeast("shape", size, 1));
    }

    /** No file yet; logits, all parameters learnt by Adam at 1e-4. */
    public TorchScript() {
        this(
                "",
                List.of(),
                Output.LOGITS,
                true,
                new Training(new Adam(1e-4, 0, false), Schedule.CONSTANT, Augmentation.NONE, 32, 30, 300));
    }

    @Override
    public boolean drops() {
        return false;
    }

    @Override
    public Net net(int columns, int classes) {
        return net(content(), columns, classes);
    }

    private Net net(byte[] content, int columns, int classes) {
        List<Integer> sizes = shape.isEmpty() ? List.of(columns) : shape;
        if (sizes.stream().reduce(1, Math::multiplyExact) != columns) {
            throw new IllegalArgumentException(
                    "The shape %s of (torch-script) has another size than a row, which has (%d) columns."
                            .formatted(sizes, columns));
        }
        Script script = output == Output.LOGITS
                ? Script.logits(file, content, sizes, classes, train)
                : Script.features(file, content, sizes, train);
        return new Net(columns, Chain.of(script), script.head(classes));
    }

    private byte[] content() {
        if (file.isEmpty()) {
            throw new IllegalArgumentException(
                    "The learner (torch-script) has no (file). Maybe write (torch-script{file: network.pt}).");
        }
        try {
            return Files.readAllBytes(Path.of(file));
        } catch (NoSuchFileException | InvalidPathException e) {
            throw new IllegalArgumentException("The file (%s) of (torch-script) is not there.".formatted(file), e);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "The file (%s) of (torch-script) cannot be read: %s.".formatted(file, e.getMessage()), e);
        }
    }

    /** Where only the last layer is learnt, the rest is asked about each row once, not once an epoch. */
    @Override
    public Fitted train(Optional<Fitted> earlier, TrainingSet examples, Randomness random) {
        if (train) {
            return DeepLearner.super.train(earlier, examples, random);
        }
        TrainingSet usable = examples.usable(name());
        Task whole = task(usable.features().cols(), usable.classes());
        Net net = whole.net();
        Weights untouched = net.layout().initial(random);
        float[] features =
                new Predictor(net, untouched, training.setting(), whole.batch()).embeddings(usable.features());
        int[] labels = new int[usable.size()];
        double[] weights = new double[usable.size()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = usable.label(i);
            weights[i] = usable.weight(i);
        }
        TrainingSet represented = TrainingSet.of(
                        FloatMatrix.wrap(features, labels.length, net.dimensions()), labels, usable.classes())
                .weighted(weights);
        Task last = new Task(
                name(),
                whole.configuration(),
                training,
                new Net(net.dimensions(), Chain.of(), net.head()),
                whole.batch(),
                Optional.empty());
        Fitted learnt = new Fitting(last, represented, random).fit(earlier.map(Fitted::weights));
        List<Weights> moments = learnt.moments().stream()
                .map(moment ->
                        net.layout().read(entry -> moment.array(entry.name()).values()))
                .toList();
        return new Fitted(net, moments, learnt.remembers(), learnt.seen(), learnt.setting(), learnt.batch());
    }

    @Override
    public Model restore(State state) {
        Net net = net(state.bytes(SCRIPT), Fitted.single(state, "columns"), Fitted.single(state, "classes"));
        return DeepModel.of(Fitted.restore(
                new Task(name(), Parts.resolve(this), training, net, predictionBatch(), Optional.empty()), state));
    }
}
