package dev.quarry.strategy;

import com.google.auto.service.AutoService;
import dev.quarry.acquire.Selection;
import dev.quarry.kernel.Randomness;
import dev.quarry.part.Advice;
import dev.quarry.part.Help;
import dev.quarry.part.Named;
import dev.quarry.part.Part;
import java.util.List;
import java.util.stream.IntStream;

/** One strategy makes a short list of β times the budget, another chooses from it. */
@AutoService(Part.class)
@Named(
        value = "prefilter",
        summary = "One strategy makes a short list, another chooses from it.",
        formula = "of on the first β·k of by",
        cost = "that of both, the second on factor times the budget",
        paper = "Wei, Iyer, Bilmes. Submodularity in data subset selection and active learning. ICML 2015")
@Advice(
        use =
                "Large pools and large batches: a cheap score makes the short list, a careful method picks from it (FASS).",
        avoid =
                "A short factor hands over a list that is already copies of one doubt; a long one leaves the choice to the second method alone.")
public record Prefilter(
        @Help("β: the short list is this many times the budget, at least 1")
        double factor,

        @Help("what makes the short list") Strategy by,
        @Help("what chooses from it") Strategy of)
        implements Strategy {

    /** States the rules. */
    public Prefilter {
        if (!(factor >= 1 && factor < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("The factor (%s) must be at least 1.".formatted(factor));
        }
    }

    /** Five times the budget by margin, then k-center. */
    public Prefilter() {
        this(5, new Deterministic(), new Diversity());
    }

    @Override
    public List<Demand<?>> demands() {
        return Demand.ofBoth(by, of);
    }

    @Override
    public Selection select(Supply supply, int budget, Randomness random) {
        int wanted = (int) Math.min(supply.candidates().size(), Math.ceil(factor * budget));
        long[] listed = by.select(supply, wanted, random.purpose("prefilter")).ids();
        int[] rows = supply.candidates().rows(listed);
        return of.select(supply.among(IntStream.of(rows).sorted().toArray()), budget, random);
    }
}
