package dev.quarry.strategy;

import com.google.auto.service.AutoService;
import dev.quarry.acquire.Scores;
import dev.quarry.acquire.Selection;
import dev.quarry.item.Items;
import dev.quarry.kernel.Admission;
import dev.quarry.kernel.Randomness;
import dev.quarry.part.Advice;
import dev.quarry.part.Named;
import dev.quarry.part.Part;
import java.util.List;

/** Every candidate is as likely as any other, none comes twice: the floor that every strategy is compared with. */
@AutoService(Part.class)
@Named(
        value = "random",
        summary = "Uniformly at random without replacement: the floor every strategy is compared with.",
        formula = "the k largest of u(x), u uniform on (0, 1) for each candidate by itself",
        cost = "O(n)")
@Advice(
        use =
                "Always: no strategy is worth anything that does not beat it with paired seeds. And for test sets, which must be drawn by nothing else.",
        avoid =
                "Rare classes and redundant pools waste its labels. It is hard to beat with a well-tuned model and strong regularisation (Munjal et al. 2022), which is a reason to try it, not to leave it out.")
public record Random() implements Strategy {

    @Override
    public List<Demand<?>> demands() {
        return List.of();
    }

    @Override
    public Selection select(Supply supply, int budget, Randomness random) {
        return select(supply, budget, Admission.ALL, random);
    }

    @Override
    public Selection select(Supply supply, int budget, Admission admission, Randomness random) {
        Items items = supply.candidates();
        double[] numbers = Scores.uniform(items, random.purpose("random"));
        int[] rows = Scores.admitted(numbers, budget, Scores.ties(items, random), admission);
        return Scores.picks(items, rows, row -> numbers[row], "random");
    }
}
