package dev.quarry.learn.classical;

import dev.quarry.learn.TrainingSet;
import java.util.Arrays;

/** The classes of the task that some row has, ascending: models are fitted on these, the others have probability 0. */
final class SeenClasses {

    private final int[] seen;
    private final int[] place;

    SeenClasses(TrainingSet examples) {
        this.place = new int[examples.classes()];
        Arrays.fill(place, -1);
        for (int i = 0; i < examples.size(); i++) {
            place[examples.label(i)] = 0;
        }
        int count = 0;
        for (int c = 0; c < place.length; c++) {
            place[c] = place[c] < 0 ? -1 : count++;
        }
        this.seen = new int[count];
        for (int c = 0; c < place.length; c++) {
            if (place[c] >= 0) {
                seen[place[c]] = c;
            }
        }
    }

    /** How many there are. */
    int count() {
        return seen.length;
    }

    /** How many classes the task has, C. */
    int ofTask() {
        return place.length;
    }

    /** The place of a seen class among them. */
    int place(int label) {
        return place[label];
    }

    /** Writes values of the seen classes to where row {@code row} of a matrix of all classes holds them. */
    void scatter(double[] values, double[] matrix, int row) {
        for (int s = 0; s < seen.length; s++) {
            matrix[row * place.length + seen[s]] = values[s];
        }
    }
}
