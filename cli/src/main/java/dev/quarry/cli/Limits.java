package dev.quarry.cli;

import dev.quarry.item.Attributes;
import dev.quarry.item.Items;
import dev.quarry.strategy.Include;
import dev.quarry.strategy.Strategy;
import dev.quarry.strategy.Supply;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a choice from files has to keep to.
 *
 * @param attributes what is known about the items
 * @param musts the names of those that must be chosen, unless they are labelled already
 */
record Limits(Attributes attributes, List<String> musts) {

    /** The supply whose items have the attributes. */
    Supply of(Supply supply) {
        return supply.knowing(attributes);
    }

    /** The strategy after what must be chosen. */
    Strategy around(Strategy strategy) {
        return musts.isEmpty() ? strategy : new Include(musts, strategy);
    }

    /** The rows of the candidates that must be chosen, by id. */
    int[] rows(Items candidates) {
        return IntStream.of(candidates.rowsById())
                .filter(row -> musts.contains(candidates.name(row)))
                .toArray();
    }
}
