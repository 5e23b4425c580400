package dev.quarry.acquire;

import com.google.auto.service.AutoService;
import dev.quarry.evidence.TrainingHistory;
import dev.quarry.part.Advice;
import dev.quarry.part.Named;
import dev.quarry.part.Part;

/**
 * Forgetting for a pool: how often the answer changed from one moment of training to the next, in [0, T − 1]. A forgetting
 * event of the paper is a change from the right answer to a wrong one and needs the true label; a candidate has none, so
 * every change of its answer counts. The answer is the likeliest class, the lowest one where several are.
 *
 * <p>O(n·T·C) time. Toneva, Sordoni, Tachet des Combes, Trischler, Bengio, Gordon. <i>An empirical study of example
 * forgetting during deep neural network learning.</i> ICLR 2019.
 */
@AutoService(Part.class)
@Named(
        value = "forgetting",
        summary = "The candidates first whose answer changed most often from one moment of training to the next.",
        formula = "Σ_t [ŷ_t ≠ ŷ_(t+1)]",
        cost = "O(n·T·C)",
        paper =
                "Toneva, Sordoni, Tachet des Combes, Trischler, Bengio, Gordon. An empirical study of example forgetting during deep neural network learning. ICLR 2019")
@Advice(
        use =
                "One training with snapshots, when wavering items are wanted: the sign of forgetting that a pool without labels shows.",
        avoid =
                "The paper counts with true labels, and what is never learnt counts most there; a pool cannot say that. Few moments tie, and a large learning rate makes everything waver.")
public record Forgetting() implements Score<TrainingHistory> {

    @Override
    public void score(TrainingHistory evidence, Rows rows, double[] out) {
        int classes = evidence.classes();
        double[] history = new double[evidence.history().cols()];
        for (int row = rows.from(); row < rows.to(); row++) {
            evidence.history().copyRow(row, history);
            int changes = 0;
            int before = likeliest(history, 0, classes);
            for (int at = classes; at < history.length; at += classes) {
                int now = likeliest(history, at, classes);
                changes += now == before ? 0 : 1;
                before = now;
            }
            out[row - rows.from()] = changes;
        }
    }

    private static int likeliest(double[] history, int at, int classes) {
        int likeliest = 0;
        for (int c = 1; c < classes; c++) {
            likeliest = history[at + c] > history[at + likeliest] ? c : likeliest;
        }
        return likeliest;
    }
}
