package dev.quarry.learn;

import dev.quarry.bundle.State;
import java.util.Arrays;
import java.util.stream.IntStream;

/** The classes of the task that some row has, ascending: models are fitted on these, the others have probability 0. */
public final class SeenClasses {

    private final int[] seen;
    private final int[] place;

    /** Those of the rows. */
    public SeenClasses(TrainingSet examples) {
        this(
                IntStream.range(0, examples.size())
                        .map(examples::label)
                        .sorted()
                        .distinct()
                        .toArray(),
                examples.classes());
    }

    /** The given ones, ascending, of a task of {@code ofTask} classes. */
    private SeenClasses(int[] seen, int ofTask) {
        this.seen = seen;
        this.place = new int[ofTask];
        Arrays.fill(place, -1);
        for (int s = 0; s < seen.length; s++) {
            place[seen[s]] = s;
        }
    }

    /** Those that {@link #addTo} wrote down. */
    public static SeenClasses of(State state) {
        int[] known = state.whole("classes");
        if (known.length == 0 || IntStream.of(known).anyMatch(flag -> flag != 0 && flag != 1)) {
            throw new IllegalArgumentException("The value (classes) must hold (0) or (1) for every class, not %s."
                    .formatted(Arrays.toString(known)));
        }
        int[] seen = IntStream.range(0, known.length).filter(c -> known[c] == 1).toArray();
        return new SeenClasses(seen, known.length);
    }

    /** Writes down which classes were seen: 1, and which not: 0. */
    public State addTo(State state) {
        return state.with("classes", IntStream.of(place).map(p -> p < 0 ? 0 : 1).toArray());
    }

    /** How many there are. */
    public int count() {
        return seen.length;
    }

    /** How many classes the task has, C. */
    public int ofTask() {
        return place.length;
    }

    /** The place of a seen class among them. */
    public int place(int label) {
        return place[label];
    }

    /** The classes that were seen, ascending, as a fresh array. */
    public int[] seen() {
        return seen.clone();
    }

    /** Writes the values that the seen classes have among those of all classes. */
    public void gather(double[] ofAll, double[] values) {
        for (int s = 0; s < seen.length; s++) {
            values[s] = ofAll[seen[s]];
        }
    }

    /** Writes values of the seen classes to where row {@code row} of a matrix of all classes holds them. */
    public void scatter(double[] values, double[] matrix, int row) {
        for (int s = 0; s < seen.length; s++) {
            matrix[row * place.length + seen[s]] = values[s];
        }
    }
}
