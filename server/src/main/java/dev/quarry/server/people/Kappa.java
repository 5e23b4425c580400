package dev.quarry.server.people;

import dev.quarry.server.project.ItemState;
import java.util.ArrayList;
import java.util.List;

/**
 * Cohen's kappa of two people over the items that both labelled: 1 where they agree always, 0 where they agree no more than
 * by chance.
 *
 * <p>Cohen. <i>A coefficient of agreement for nominal scales.</i> Educational and Psychological Measurement 1960.
 *
 * @param first who
 * @param second and who
 * @param items how many items both labelled
 * @param agreement the share of them on which they agree; NaN without items
 * @param kappa NaN without items, or where chance alone makes them agree always
 */
public record Kappa(String first, String second, int items, double agreement, double kappa) {

    /** Of each pair of people who share an item, in the order of the people. */
    public static List<Kappa> pairs(Ratings ratings) {
        List<Kappa> pairs = new ArrayList<>();
        for (int a = 0; a < ratings.people().size(); a++) {
            for (int b = a + 1; b < ratings.people().size(); b++) {
                Kappa pair = of(ratings, a, b);
                if (pair.items > 0) {
                    pairs.add(pair);
                }
            }
        }
        return pairs;
    }

    private static Kappa of(Ratings ratings, int a, int b) {
        int[][] table = new int[ratings.classes()][ratings.classes()];
        for (int[] item : ratings.items()) {
            if (item[a] != ItemState.NONE && item[b] != ItemState.NONE) {
                table[item[a]][item[b]]++;
            }
        }
        return of(ratings.people().get(a), ratings.people().get(b), table);
    }

    /**
     * Of a table of counts.
     *
     * @param table how often the first said the class of the row and the second that of the column; square
     */
    public static Kappa of(String first, String second, int[][] table) {
        int n = 0;
        int same = 0;
        double chance = 0;
        for (int c = 0; c < table.length; c++) {
            int row = 0;
            int column = 0;
            for (int other = 0; other < table.length; other++) {
                row += table[c][other];
                column += table[other][c];
            }
            n += row;
            same += table[c][c];
            chance += (double) row * column;
        }
        double agreement = (double) same / n;
        double expected = chance / n / n;
        return new Kappa(
                first, second, n, agreement, expected == 1 ? Double.NaN : (agreement - expected) / (1 - expected));
    }
}
