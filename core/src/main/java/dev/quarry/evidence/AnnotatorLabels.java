package dev.quarry.evidence;

import dev.quarry.item.Items;
import java.util.Arrays;
import java.util.List;

/** Who said what of which items: sparse, since few annotators see an item. Immutable. O(answers) memory. */
public final class AnnotatorLabels {

    private final Items items;
    private final List<String> annotators;
    private final int classes;
    private final int[] begins; // the answers of row i stand from begins[i] to begins[i + 1]
    private final int[] who;
    private final int[] labels;

    /**
     * One answer.
     *
     * @param row of the annotated items
     * @param annotator of the annotators
     * @param label a class index
     */
    public record Answer(int row, int annotator, int label) {}

    /**
     * The answers about some items.
     *
     * @param items the annotated items, m; each has an answer
     * @param annotators what people call the annotators, A; each name once
     * @param classes how many classes there are, C
     * @param answers in any order, of each annotator at most one per item
     * @throws IllegalArgumentException if an answer is of no item, annotator or class, comes twice or an item has none; the
     *     message names item and annotator
     */
    public AnnotatorLabels(Items items, List<String> annotators, int classes, List<Answer> answers) {
        this.items = items;
        this.annotators = List.copyOf(annotators);
        this.classes = classes;
        Items.named(this.annotators); // refuses a name that comes twice
        this.begins = new int[items.size() + 1];
        for (Answer answer : answers) {
            check(answer);
            begins[answer.row + 1]++;
        }
        Arrays.parallelPrefix(begins, Integer::sum);
        this.who = new int[answers.size()];
        this.labels = new int[answers.size()];
        int[] next = begins.clone();
        for (Answer answer : answers) {
            insert(answer, next[answer.row]++);
        }
        checkRows();
    }

    private void check(Answer answer) {
        if (answer.row < 0
                || answer.row >= items.size()
                || answer.annotator < 0
                || answer.annotator >= annotators.size()) {
            throw new IllegalArgumentException("The answer (%s) is not by one of (%d) annotators of one of (%d) items."
                    .formatted(answer, annotators.size(), items.size()));
        }
        if (answer.label < 0 || answer.label >= classes) {
            throw new IllegalArgumentException("The label (%d) of item (%s) by (%s) is not one of (%d) classes."
                    .formatted(answer.label, items.name(answer.row), annotators.get(answer.annotator), classes));
        }
    }

    /** Puts an answer among those about its item, which are by annotator, so that the order of coming is forgotten. */
    private void insert(Answer answer, int end) {
        int at = end;
        while (at > begins[answer.row] && who[at - 1] > answer.annotator) {
            who[at] = who[at - 1];
            labels[at] = labels[at - 1];
            at--;
        }
        who[at] = answer.annotator;
        labels[at] = answer.label;
    }

    private void checkRows() {
        for (int row = 0; row < items.size(); row++) {
            if (count(row) == 0) {
                throw new IllegalArgumentException(
                        "The item (%s) counts as annotated but has no answer. Maybe leave it out."
                                .formatted(items.name(row)));
            }
            for (int i = 1; i < count(row); i++) {
                if (annotator(row, i) == annotator(row, i - 1)) {
                    throw new IllegalArgumentException(
                            "The annotator (%s) has two answers about item (%s). Maybe keep the last one."
                                    .formatted(annotators.get(annotator(row, i)), items.name(row)));
                }
            }
        }
    }

    /** The annotated items. */
    public Items items() {
        return items;
    }

    /** How many items are annotated, m. */
    public int size() {
        return items.size();
    }

    /** What people call the annotators, A. */
    public List<String> annotators() {
        return annotators;
    }

    /** How many classes there are, C. */
    public int classes() {
        return classes;
    }

    /** How many answers there are about an annotated row, at least 1. */
    public int count(int row) {
        return begins[row + 1] - begins[row];
    }

    /** Who gave answer i about a row, ascending in i. */
    public int annotator(int row, int i) {
        return who[begins[row] + i];
    }

    /** The class of answer i about a row. */
    public int label(int row, int i) {
        return labels[begins[row] + i];
    }

    /** How many answers there are in all. */
    public int answers() {
        return who.length;
    }
}
