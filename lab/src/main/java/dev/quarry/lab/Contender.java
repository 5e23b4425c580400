package dev.quarry.lab;

import dev.quarry.lab.measure.Comparison;
import dev.quarry.part.Parts;
import dev.quarry.part.Spec;
import dev.quarry.strategy.Random;
import dev.quarry.strategy.Strategy;
import java.util.ArrayList;
import java.util.List;

/**
 * A strategy that takes part in a comparison.
 *
 * @param name what people call it: the text that they wrote
 * @param strategy the strategy
 */
public record Contender(String name, Strategy strategy) {

    /** The floor that every strategy is compared with. */
    public static final Contender RANDOM = new Contender(Comparison.RANDOM, new Random());

    /**
     * The contender that a text means, for example {@code margin}.
     *
     * @throws IllegalArgumentException if it means none
     */
    public static Contender read(String text) {
        return read(Spec.parse(text));
    }

    /**
     * The contenders that a list means, for example {@code margin, k-center}.
     *
     * @throws IllegalArgumentException if one of them means none
     */
    public static List<Contender> readAll(String list) {
        return Spec.parseList(list).stream().map(Contender::read).toList();
    }

    private static Contender read(Spec spec) {
        return new Contender(spec.toString(), Parts.read(Strategy.class, spec));
    }

    /**
     * Random first, whether it was named or not, and every strategy once: a strategy that comes again is left out.
     *
     * @throws IllegalArgumentException if two different strategies have one name
     */
    static List<Contender> withRandomFirst(List<Contender> named) {
        List<Contender> all = new ArrayList<>(List.of(RANDOM));
        for (Contender contender : named) {
            boolean known = all.stream().anyMatch(other -> other.strategy().equals(contender.strategy()));
            if (!known && all.stream().anyMatch(other -> other.name().equals(contender.name()))) {
                throw new IllegalArgumentException(
                        "Two different strategies are named (%s). Maybe give one of them another name."
                                .formatted(contender.name()));
            }
            if (!known) {
                all.add(contender);
            }
        }
        return all;
    }
}
