package dev.quarry.torch;

import dev.quarry.kernel.Randomness;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Which numbers a network has: each array with its name, its shape and its place. Parameters, which are learnt by gradients,
 * lie in one run of numbers, and buffers, which are not (running means), in another; so an optimiser's step is one operation
 * for the whole network.
 */
public final class Layout {

    /** Arrays begin at multiples of this many numbers, 64 bytes, as vector instructions like it. */
    private static final int ALIGNMENT = 16;

    /**
     * One array.
     *
     * @param name in kebab case, the layer's and its own: {@code conv-1/weight}
     * @param shape its sizes
     * @param at where it begins in its run
     * @param learnt whether it is a parameter
     */
    public record Entry(String name, List<Integer> shape, int at, boolean learnt, Init init) {
        /** How many numbers it has. */
        public int size() {
            return shape.stream().reduce(1, Math::multiplyExact);
        }

        /** Its rows: the first size; 1 if there is one size only. */
        public int rows() {
            return shape.size() == 1 ? 1 : shape.getFirst();
        }

        long[] sizes() {
            return shape.stream().mapToLong(Integer::longValue).toArray();
        }
    }

    private final Map<String, Entry> entries;
    private final int parameters;
    private final int buffers;

    private Layout(Map<String, Entry> entries, int parameters, int buffers) {
        this.entries = entries;
        this.parameters = parameters;
        this.buffers = buffers;
    }

    static Layout of(Layer layer) {
        Builder builder = new Builder();
        layer.declare(builder);
        return new Layout(builder.entries, builder.parameters, builder.buffers);
    }

    /** Where layers say which arrays they have. */
    static final class Builder {
        private final Map<String, Entry> entries = new LinkedHashMap<>();
        private int parameters;
        private int buffers;

        void parameter(String name, Init init, int... shape) {
            parameters = add(name, true, parameters, init, shape);
        }

        void buffer(String name, Init init, int... shape) {
            buffers = add(name, false, buffers, init, shape);
        }

        private int add(String name, boolean learnt, int at, Init init, int... shape) {
            List<Integer> sizes = new ArrayList<>();
            for (int size : shape) {
                sizes.add(size);
            }
            Entry entry = new Entry(name, List.copyOf(sizes), at, learnt, init);
            if (entries.putIfAbsent(name, entry) != null) {
                throw new IllegalArgumentException("The network has two arrays of the name (%s).".formatted(name));
            }
            return Math.multiplyExact((at + entry.size() + ALIGNMENT - 1) / ALIGNMENT, ALIGNMENT);
        }
    }

    /** The arrays, in the order of the layers. */
    public List<Entry> entries() {
        return List.copyOf(entries.values());
    }

    /** The array of a name. */
    public Entry entry(String name) {
        Entry entry = entries.get(name);
        if (entry == null) {
            throw new IllegalArgumentException("The network has no array of the name (%s).".formatted(name));
        }
        return entry;
    }

    /** The names and their shapes. */
    public Map<String, List<Integer>> shapes() {
        Map<String, List<Integer>> shapes = new LinkedHashMap<>();
        entries.values().forEach(entry -> shapes.put(entry.name(), entry.shape()));
        return shapes;
    }

    /** How long the run of the parameters is. */
    int parameters() {
        return parameters;
    }

    /** How long the run of the buffers is. */
    int buffers() {
        return buffers;
    }

    /**
     * The numbers that somebody kept.
     *
     * @param array as many numbers as each array has
     */
    public Weights read(Function<Entry, float[]> array) {
        float[] learnt = new float[parameters];
        float[] kept = new float[buffers];
        for (Entry entry : entries.values()) {
            System.arraycopy(array.apply(entry), 0, entry.learnt() ? learnt : kept, entry.at(), entry.size());
        }
        return new Weights(this, learnt, kept);
    }

    /** Fresh numbers. */
    public Weights initial(Randomness random) {
        return read(entry -> {
            Randomness own = random.purpose(entry.name());
            float[] numbers = new float[entry.size()];
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = entry.init().at(own, i);
            }
            return numbers;
        });
    }
}
