package dev.quarry.acquire;

import dev.quarry.item.Items;
import java.util.Comparator;
import java.util.stream.IntStream;

/** The order of ids, in which sums are the same to the last bit whatever the order of the candidates. */
final class ById {

    private ById() {}

    /** All rows. */
    static int[] rows(Items items) {
        return rows(items, IntStream.range(0, items.size()));
    }

    /** Some rows. */
    static int[] rows(Items items, IntStream some) {
        return some.boxed()
                .sorted(Comparator.comparingLong(items::id))
                .mapToInt(Integer::intValue)
                .toArray();
    }
}
