package dev.quarry.server.people;

import dev.quarry.server.project.ItemState;
import dev.quarry.server.project.Project;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How far people agree about the items that several of them labelled.
 *
 * @param items how many items several people labelled
 * @param unanimous on how many of them all say the same
 * @param percent the share of agreeing pairs of labels of the same item, in [0, 1]; NaN without items
 * @param alpha of all people together
 * @param pairs of each two
 * @param confusion how often one person said the class of the row where another one said that of the column, both ways;
 *     shape [C, C], symmetric
 * @param classes how far people agree on each class that was given to a shared item
 */
public record Agreement(
        int items,
        int unanimous,
        double percent,
        Krippendorff alpha,
        List<Kappa> pairs,
        List<List<Integer>> confusion,
        List<OfClass> classes) {

    /**
     * How far people agree on one class.
     *
     * @param label its number
     * @param given how often it was given to a shared item, counted once for each other label of that item
     * @param agreement the share of these others that are the same
     */
    public record OfClass(int label, int given, double agreement) {}

    /** Of what people say in a project by now. */
    public static Agreement of(Project project) {
        return of(Ratings.of(project.votes().values(), project.classes().size()));
    }

    /** Of some ratings. */
    public static Agreement of(Ratings all) {
        Ratings shared = all.shared();
        int[][] table = new int[all.classes()][all.classes()];
        int unanimous = 0;
        for (int[] item : shared.items()) {
            unanimous += count(item, table) ? 1 : 0;
        }
        List<OfClass> classes = new ArrayList<>();
        int same = 0;
        int pairs = 0;
        for (int c = 0; c < table.length; c++) {
            int given = Arrays.stream(table[c]).sum();
            same += table[c][c];
            pairs += given;
            if (given > 0) {
                classes.add(new OfClass(c, given, (double) table[c][c] / given));
            }
        }
        return new Agreement(
                shared.items().size(),
                unanimous,
                (double) same / pairs,
                Krippendorff.of(shared, 0),
                Kappa.pairs(shared),
                Arrays.stream(table)
                        .map(row -> Arrays.stream(row).boxed().toList())
                        .toList(),
                classes);
    }

    /** Counts the pairs of an item; whether all are the same. */
    private static boolean count(int[] item, int[][] table) {
        boolean same = true;
        for (int a = 0; a < item.length; a++) {
            for (int b = 0; b < item.length; b++) {
                if (a != b && item[a] != ItemState.NONE && item[b] != ItemState.NONE) {
                    table[item[a]][item[b]]++;
                    same &= item[a] == item[b];
                }
            }
        }
        return same;
    }
}
