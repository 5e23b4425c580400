package dev.quarry.strategy;

import com.google.auto.service.AutoService;
import dev.quarry.acquire.Margin;
import dev.quarry.acquire.Selection;
import dev.quarry.acquire.TypiClust;
import dev.quarry.kernel.Admission;
import dev.quarry.kernel.Randomness;
import dev.quarry.part.Advice;
import dev.quarry.part.Help;
import dev.quarry.part.Named;
import dev.quarry.part.Part;
import java.util.List;

/**
 * TCM: {@link TypiClust} while labels are few, {@link Margin} from then on; {@link SwitchAt} under the name of its paper.
 * The authors switch early where the representation is pretrained, after a few batches. They count in batches of their own
 * experiments, so the number of labels is a parameter here, and its default ours.
 */
@AutoService(Part.class)
@Named(
        value = "tcm",
        summary = "TypiClust while labels are few, then margin: typical items first, doubtful ones later.",
        formula = "typiclust while |L| < labels, then margin",
        cost = "that of the one in charge",
        paper =
                "Doucet, Estermann, Aczel, Wattenhofer. Bridging diversity and uncertainty in active learning with self-supervised pre-training. ICLR 2024 workshop PML4LRS")
@Advice(
        use =
                "A pretrained representation and no label yet: typical items first, doubtful ones from a fixed number of labels on.",
        avoid = "Where to switch is a guess. Without a good representation typical items are typical of nothing.")
public record Tcm(
        @Help("from how many labels on margin is in charge, at least 0")
        int labels) implements Strategy {

    /** States the rules. */
    public Tcm {
        both(labels);
    }

    /** Margin from 100 labels on. */
    public Tcm() {
        this(100);
    }

    /** The switch that it is. */
    SwitchAt both() {
        return both(labels);
    }

    private static SwitchAt both(int labels) {
        return new SwitchAt(labels, new Diversity(new TypiClust()), new Deterministic(new Margin()));
    }

    @Override
    public List<Demand<?>> demands() {
        return both().demands();
    }

    @Override
    public Selection select(Supply supply, int budget, Randomness random) {
        return both().select(supply, budget, random);
    }

    @Override
    public Selection select(Supply supply, int budget, Admission admission, Randomness random) {
        return both().select(supply, budget, admission, random);
    }
}
