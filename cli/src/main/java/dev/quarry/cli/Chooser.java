package dev.quarry.cli;

import dev.quarry.acquire.Acquisition;
import dev.quarry.acquire.Assigning;
import dev.quarry.acquire.Assignment;
import dev.quarry.acquire.Selection;
import dev.quarry.evidence.Embeddings;
import dev.quarry.evidence.Evidence;
import dev.quarry.evidence.Slices;
import dev.quarry.kernel.Randomness;
import dev.quarry.part.Part;
import dev.quarry.part.Parts;
import dev.quarry.strategy.Demand;
import dev.quarry.strategy.Explanation;
import dev.quarry.strategy.Include;
import dev.quarry.strategy.Strategy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who chooses from files: an acquisition is applied to them as they are, a strategy asks for its evidence. */
sealed interface Chooser {

    /** The part that a text means. */
    static Chooser of(String text) {
        String name = text.split("\\{", 2)[0].strip();
        return Parts.find(Acquisition.class, name).isPresent()
                ? new Direct(Main.part(Acquisition.class, text))
                : new ByStrategy(Main.part(Strategy.class, text));
    }

    /**
     * Asserts that the files hold what is needed.
     *
     * @throws WrongCall naming the option that is missing
     */
    void check(FileSupply supply);

    /** The part that chooses. */
    Part part();

    /** Chooses. */
    Selection select(FileSupply supply, Limits limits, int count, Randomness random);

    /** Says why each pick was chosen. */
    List<Explanation> explain(FileSupply supply, Limits limits, Selection selection);

    /** Whom to ask about each pick, in their order; null where that is not said. */
    default @Nullable List<Assignment> whom(FileSupply supply, Selection selection) {
        return null;
    }

    /** An acquisition. */
    record Direct(Acquisition<?> acquisition) implements Chooser {
        @Override
        public Part part() {
            return acquisition;
        }

        @Override
        public void check(FileSupply supply) {
            supply.check(acquisition);
        }

        @Override
        public Selection select(FileSupply supply, Limits limits, int count, Randomness random) {
            return apply(acquisition, supply, limits.rows(supply.candidates()), count, random);
        }

        private static <E extends Evidence> Selection apply(
                Acquisition<E> acquisition, FileSupply supply, int[] musts, int count, Randomness random) {
            E evidence = supply.evidence(kind(acquisition));
            if (musts.length == 0) {
                return acquisition.select(evidence, count, random);
            }
            Selection begun = Include.first(supply.candidates(), musts, count);
            E left = Slices.labelling(evidence, kind(acquisition), musts);
            return begun.followedBy(acquisition.select(left, count - musts.length, random));
        }

        /** Whatever serves any acquisition is asked for as places. */
        @SuppressWarnings("unchecked") // needs() is the type argument
        private static <E extends Evidence> Class<E> kind(Acquisition<E> acquisition) {
            Class<?> needs = acquisition.needs();
            return (Class<E>) (needs == Evidence.class ? Embeddings.class : needs);
        }

        @Override
        public @Nullable List<Assignment> whom(FileSupply supply, Selection selection) {
            return acquisition instanceof Assigning<?> assigning ? assign(assigning, supply, selection) : null;
        }

        private static <E extends Evidence> List<Assignment> assign(
                Assigning<E> acquisition, FileSupply supply, Selection selection) {
            return acquisition.assign(supply.evidence(kind(acquisition)), selection);
        }

        @Override
        public List<Explanation> explain(FileSupply supply, Limits limits, Selection selection) {
            return explain(acquisition, supply, selection);
        }

        private static <E extends Evidence> List<Explanation> explain(
                Acquisition<E> acquisition, FileSupply supply, Selection selection) {
            Embeddings places = supply.supply(new Demand.Places());
            return Explanation.of(acquisition, supply.evidence(kind(acquisition)), places, selection);
        }
    }

    /** A strategy. */
    record ByStrategy(Strategy strategy) implements Chooser {
        @Override
        public Part part() {
            return strategy;
        }

        @Override
        public void check(FileSupply supply) {
            supply.check(strategy);
        }

        @Override
        public Selection select(FileSupply supply, Limits limits, int count, Randomness random) {
            return limits.around(strategy).select(limits.of(supply), count, random);
        }

        @Override
        public List<Explanation> explain(FileSupply supply, Limits limits, Selection selection) {
            return Explanation.of(strategy, limits.of(supply), selection);
        }
    }
}
