package dev.quarry.strategy;

import dev.quarry.acquire.Selection;
import dev.quarry.item.Items;
import dev.quarry.kernel.Admission;
import dev.quarry.kernel.Randomness;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * A limit around another strategy: which candidates may still be taken follows from those that were. Limits nest, and all
 * of them hold.
 */
interface Limit extends Strategy {

    /** What chooses within the limit. */
    Strategy of();

    /**
     * Who may be taken.
     *
     * @param around what the limits around this one admit; nothing need be known of the others
     * @return of rows of the candidates; a new one for each choice
     * @throws IllegalArgumentException if the attributes of the items do not say it
     */
    Admission admission(Supply supply, Admission around);

    @Override
    default List<Demand<?>> demands() {
        return of().demands();
    }

    @Override
    default Selection select(Supply supply, int budget, Randomness random) {
        return select(supply, budget, Admission.ALL, random);
    }

    @Override
    default Selection select(Supply supply, int budget, Admission admission, Randomness random) {
        return of().select(supply, budget, admission.and(admission(supply, admission)), random);
    }

    /**
     * Groups with room for so many each.
     *
     * @param groups the group of each row
     * @param room how many of each group may be taken; counted down
     */
    static Admission groups(int[] groups, int[] room) {
        return new Admission() {
            @Override
            public boolean open(int row) {
                return room[groups[row]] > 0;
            }

            @Override
            public void take(int row) {
                room[groups[row]]--;
            }

            @Override
            public Admission fork() {
                return groups(groups, room.clone());
            }
        };
    }

    /** Refuses the first item that may be taken and lacks what a limit needs to know. */
    static void requireAll(Items items, Admission around, IntPredicate known, String column) {
        IntStream.range(0, items.size())
                .filter(row -> around.open(row) && !known.test(row))
                .findFirst()
                .ifPresent(row -> {
                    throw new IllegalArgumentException(
                            "The item (%s) has no value in the column (%s). Maybe fill it in, or leave such items out by (exclude{column: %s, of: …}) around this."
                                    .formatted(items.name(row), column, column));
                });
    }
}
