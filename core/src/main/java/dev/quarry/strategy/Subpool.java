package dev.quarry.strategy;

import com.google.auto.service.AutoService;
import dev.quarry.acquire.Scores;
import dev.quarry.acquire.Selection;
import dev.quarry.kernel.Randomness;
import dev.quarry.kernel.TopK;
import dev.quarry.part.Advice;
import dev.quarry.part.Help;
import dev.quarry.part.Named;
import dev.quarry.part.Part;
import java.util.List;

/** Another strategy on a random part of the candidates, drawn anew in each round: large pools, and less redundancy. */
@AutoService(Part.class)
@Named(
        value = "subpool",
        summary = "Another strategy on a random part of the candidates, drawn anew in each round.",
        formula = "of on a uniform draw of size candidates",
        cost = "that of the other strategy on size candidates",
        paper =
                "Beluch, Genewein, Nürnberger, Köhler. The power of ensembles for active learning in image classification. CVPR 2018")
@Advice(
        use =
                "Pools too large for the method, and some protection from copies: the drawn part holds fewer of them. The usual size is 10,000.",
        avoid =
                "Rare classes may not be in the draw, and a small part caps what the best item can be. It is another, random choice: say so when you compare.",
        shown = "subpool{size: 40}")
public record Subpool(
        @Help("how many candidates to draw, at least 1") int size,
        @Help("what chooses among them") Strategy of) implements Strategy {

    /** States the rules. */
    public Subpool {
        if (size < 1) {
            throw new IllegalArgumentException("The size (%d) must be at least 1.".formatted(size));
        }
    }

    /** 10,000 candidates, margin. */
    public Subpool() {
        this(10_000, new Deterministic());
    }

    @Override
    public List<Demand<?>> demands() {
        return of.demands();
    }

    @Override
    public Selection select(Supply supply, int budget, Randomness random) {
        double[] numbers = Scores.uniform(supply.candidates(), random.purpose("subpool"));
        TopK.Ties ties = row -> supply.candidates().id(row);
        int[] drawn = TopK.largest(numbers, Math.max(size, budget), ties);
        return of.select(supply.among(drawn), budget, random);
    }
}
