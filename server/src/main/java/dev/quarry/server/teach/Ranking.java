package dev.quarry.server.teach;

import dev.quarry.acquire.Pick;
import dev.quarry.item.Items;
import java.util.List;

/**
 * What is to be asked next, best first, as it was when it was computed: who hands out from it leaves out what was answered
 * since.
 *
 * @param model the model that ranked; 0 where there was none
 * @param strategy the text of what chose
 * @param rows the items
 * @param scores what the strategy said of each
 */
@SuppressWarnings("ArrayRecordComponent") // read once, never compared
record Ranking(int model, String strategy, int[] rows, double[] scores) {

    /** Nothing to ask. */
    static final Ranking NONE = new Ranking(0, "random", new int[0], new double[0]);

    /** What a strategy chose. */
    static Ranking of(int model, String strategy, List<Pick> picks, Items items) {
        int[] rows = new int[picks.size()];
        double[] scores = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = items.row(picks.get(i).id());
            double score = picks.get(i).score();
            scores[i] = Double.isFinite(score) ? score : 0;
        }
        return new Ranking(model, strategy, rows, scores);
    }

    int size() {
        return rows.length;
    }
}
