package dev.quarry.acquire;

import com.google.auto.service.AutoService;
import dev.quarry.evidence.TrainingHistory;
import dev.quarry.kernel.Information;
import dev.quarry.part.Advice;
import dev.quarry.part.Named;
import dev.quarry.part.Part;

/**
 * Label dispersion: {@code 1 − f / T}, where f counts the moments of training at which the class answered most often was
 * answered; in [0, 1 − 1/min(C, T)]. What a network is surely right about it answers from early on; where it keeps
 * changing its mind it is not.
 *
 * <p>O(n·T·C) time. Bengar, Raducanu, van de Weijer. <i>When deep learners change their mind: learning dynamics for active
 * learning.</i> CAIP 2021.
 */
@AutoService(Part.class)
@Named(
        value = "label-dispersion",
        summary = "The candidates first about which the model changed its mind most in its training.",
        formula = "1 − (moments at which the most frequent answer was given) / T",
        cost = "O(n·T·C)",
        paper =
                "Bengar, Raducanu, van de Weijer. When deep learners change their mind: learning dynamics for active learning. CAIP 2021")
@Advice(
        use = "Networks, one training, no committee: what the model kept changing its mind about.",
        avoid =
                "With few snapshots there are few values and many ties, and late snapshots agree about everything: spread them over the whole training. Noise wavers too.")
public record LabelDispersion() implements Score<TrainingHistory> {

    @Override
    public void score(TrainingHistory evidence, Rows rows, double[] out) {
        Information.variationRatio(evidence.history(), evidence.moments(), rows.from(), rows.to(), out);
    }
}
