package dev.quarry.strategy;

import com.google.auto.service.AutoService;
import dev.quarry.acquire.Scores;
import dev.quarry.acquire.Selection;
import dev.quarry.item.Items;
import dev.quarry.kernel.Admission;
import dev.quarry.kernel.Randomness;
import dev.quarry.part.Named;
import dev.quarry.part.Part;
import java.util.List;

/** Every candidate is as likely as any other, none comes twice: the floor that every strategy is compared with. */
@AutoService(Part.class)
@Named(
        value = "random",
        summary = "Uniformly at random without replacement: the floor every strategy is compared with.",
        cost = "O(n)")
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
