package dev.quarry.server.start;

import java.util.List;
import java.util.Map;

/**
 * What would come of start labels.
 *
 * @param labelled how many items get a label
 * @param classes how many of each class, in the order in which they first come
 * @param kept how many a person has labelled or judged already; they stay as they are
 * @param unsure how many are not sure enough
 * @param none how many say nothing that means a class
 * @param contradicting how many mean more than one class; they get none
 * @param examples some of these
 */
public record Plan(
        int labelled,
        Map<String, Integer> classes,
        int kept,
        int unsure,
        int none,
        int contradicting,
        List<Contradiction> examples) {

    /**
     * An item that means more than one class.
     *
     * @param name what people call it
     * @param classes what it means
     */
    public record Contradiction(int row, String name, List<String> classes) {}
}
