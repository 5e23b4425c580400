package dev.quarry.strategy;

import com.google.auto.service.AutoService;
import dev.quarry.acquire.Acquisition;
import dev.quarry.acquire.LabelDispersion;
import dev.quarry.evidence.TrainingHistory;
import dev.quarry.part.Advice;
import dev.quarry.part.Help;
import dev.quarry.part.Named;
import dev.quarry.part.Part;

/**
 * What the task model answered at several moments of its training: candidates about which it kept changing its mind are
 * hard. Needs a learner whose models remember moments.
 */
@AutoService(Part.class)
@Named(
        value = "training-history",
        summary = "What the task model answered at several moments of its training, for a learner that remembers them.",
        formula = "acquisition on p_1(x) … p_T(x), p_t the answer at moment t of the training",
        cost = "moments predictions of the pool",
        paper =
                "Bengar, Raducanu, van de Weijer. When deep learners change their mind: learning dynamics for active learning. CAIP 2021")
@Advice(
        use = "Uncertainty without a committee: the learner remembers moments of one training anyway.",
        avoid =
                "The learner must keep snapshots, and they must be spread over the training: the last ones agree about everything.")
public record HistoryStrategy(@Help("what chooses by it") Acquisition<? super TrainingHistory> acquisition)
        implements Applied<TrainingHistory> {

    /** Label dispersion. */
    public HistoryStrategy() {
        this(new LabelDispersion());
    }

    @Override
    public Demand<TrainingHistory> demand() {
        return new Demand.History();
    }
}
