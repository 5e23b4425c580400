package dev.quarry.learn.torch;

import dev.quarry.torch.Layout;
import dev.quarry.torch.Trainer;
import dev.quarry.torch.Weights;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * How far a training has come, between two epochs: enough to go on as if nothing had happened.
 *
 * @param epoch how many epochs are behind
 * @param standing of the trainer
 * @param moments the snapshots so far
 * @param patience what was seen of the rows held out
 */
record Progress(int epoch, Trainer.Standing standing, List<Weights> moments, Patience patience) {

    /** The beginning. */
    static Progress beginning(Weights start, int patience) {
        return new Progress(0, new Trainer.Standing(start, List.of(), 0), List.of(), new Patience(patience));
    }

    void write(DataOutputStream out) throws IOException {
        out.writeInt(epoch);
        out.writeLong(standing.steps());
        write(out, standing.weights());
        out.writeInt(standing.memories().size());
        for (float[] memory : standing.memories()) {
            write(out, memory);
        }
        out.writeInt(moments.size());
        for (Weights moment : moments) {
            write(out, moment);
        }
        out.writeDouble(patience.lowest());
        out.writeInt(patience.waited());
        out.writeBoolean(patience.best().isPresent());
        if (patience.best().isPresent()) {
            write(out, patience.best().get());
        }
    }

    static Progress read(DataInputStream in, Layout layout, int patience) throws IOException {
        int epoch = in.readInt();
        long steps = in.readLong();
        Weights weights = weights(in, layout);
        List<float[]> memories = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            memories.add(floats(in));
        }
        List<Weights> moments = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            moments.add(weights(in, layout));
        }
        Patience seen = new Patience(patience);
        double lowest = in.readDouble();
        int waited = in.readInt();
        if (in.readBoolean()) {
            seen.restore(weights(in, layout), lowest, waited);
        }
        return new Progress(epoch, new Trainer.Standing(weights, memories, steps), moments, seen);
    }

    private static void write(DataOutputStream out, Weights weights) throws IOException {
        for (Layout.Entry entry : weights.layout().entries()) {
            write(out, weights.array(entry.name()).values());
        }
    }

    private static Weights weights(DataInputStream in, Layout layout) throws IOException {
        List<float[]> arrays = new ArrayList<>();
        for (int i = 0; i < layout.entries().size(); i++) {
            arrays.add(floats(in));
        }
        return layout.read(entry -> arrays.get(layout.entries().indexOf(entry)));
    }

    private static void write(DataOutputStream out, float[] numbers) throws IOException {
        out.writeInt(numbers.length);
        for (float number : numbers) {
            out.writeFloat(number);
        }
    }

    private static float[] floats(DataInputStream in) throws IOException {
        float[] numbers = new float[in.readInt()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = in.readFloat();
        }
        return numbers;
    }
}
