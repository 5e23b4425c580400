package dev.quarry.strategy;

import dev.quarry.acquire.Acquisition;
import dev.quarry.acquire.Pick;
import dev.quarry.acquire.Selection;
import dev.quarry.acquire.Term;
import dev.quarry.acquire.Terms;
import dev.quarry.evidence.Embeddings;
import dev.quarry.evidence.Evidence;
import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.NearestCentres;
import dev.quarry.part.Parts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Why an item was chosen.
 *
 * @param pick the item and its score
 * @param terms what the score is made of; none where whatever chose it has none
 * @param labelled the nearest labelled item; null where items have no places or none is labelled
 * @param standsFor how many candidates have this pick as their nearest, itself included; 0 where items have no places
 */
public record Explanation(
        Pick pick, List<Term> terms, @Nullable Near labelled, int standsFor) {

    /** Copies the terms. */
    public Explanation {
        terms = List.copyOf(terms);
    }

    /**
     * An item that is near.
     *
     * @param item what people call it
     * @param distance how far it is, Euclidean
     */
    public record Near(String item, double distance) {}

    /**
     * Explains what a strategy chose. Who chose a pick is told by its reason, and every pick is explained by the evidence
     * about all candidates, those before it counting as taken.
     */
    public static List<Explanation> of(Strategy strategy, Supply supply, Selection selection) {
        int[] picks = supply.candidates().rows(selection.ids());
        Map<String, List<List<Term>>> byReason = new HashMap<>();
        List<List<Term>> terms = new ArrayList<>();
        for (int i = 0; i < picks.length; i++) {
            String reason = selection.picks().get(i).reason();
            List<List<Term>> all = byReason.computeIfAbsent(reason, text -> terms(text, strategy, supply, picks));
            terms.add(all.isEmpty() ? List.of() : all.get(i));
        }
        return of(supply.supply(new Demand.Places()), selection, terms);
    }

    /**
     * Explains what an acquisition chose.
     *
     * @param places of all candidates; of no dimensions where they have none
     */
    public static <E extends Evidence> List<Explanation> of(
            Acquisition<E> acquisition, E evidence, Embeddings places, Selection selection) {
        int[] picks = evidence.items().rows(selection.ids());
        return of(places, selection, Terms.of(acquisition, evidence, picks));
    }

    /** The terms of all picks by the acquisition that a reason names; empty where it names none. */
    private static List<List<Term>> terms(String reason, Strategy strategy, Supply supply, int[] picks) {
        if (Parts.find(Acquisition.class, reason.split("\\{", 2)[0]).isEmpty()) {
            return List.of();
        }
        Acquisition<?> acquisition = Parts.read(Acquisition.class, reason);
        Optional<Demand<?>> demand = strategy.demands().stream()
                .filter(one -> acquisition.needs().isAssignableFrom(one.evidence()))
                .findFirst();
        return demand.isEmpty() ? List.of() : terms(acquisition, supply.supply(demand.get()), picks);
    }

    @SuppressWarnings("unchecked") // needs() is the type argument
    private static <E extends Evidence> List<List<Term>> terms(
            Acquisition<?> acquisition, Evidence evidence, int[] picks) {
        return Terms.of((Acquisition<E>) acquisition, (E) evidence, picks);
    }

    private static List<Explanation> of(Embeddings places, Selection selection, List<List<Term>> terms) {
        List<Pick> picks = selection.picks();
        boolean placed = places.embeddings().cols() > 0 && !picks.isEmpty();
        Matrix chosen = placed
                ? places.embeddings().select(places.items().rows(selection.ids()))
                : places.embeddings().select(new int[0]);
        NearestCentres labelled = NearestCentres.of(chosen, placed ? places.labelled() : chosen);
        int[] represented = new int[picks.size()];
        if (placed) {
            NearestCentres nearest = NearestCentres.of(places.embeddings(), chosen);
            IntStream.range(0, nearest.size()).forEach(row -> represented[nearest.centre(row)]++);
        }
        return IntStream.range(0, picks.size())
                .mapToObj(i -> new Explanation(
                        picks.get(i), terms.get(i), placed ? near(places, labelled, i) : null, represented[i]))
                .toList();
    }

    private static @Nullable Near near(Embeddings places, NearestCentres labelled, int pick) {
        int row = labelled.centre(pick);
        return row < 0 ? null : new Near(Terms.labelled(places, row), Math.sqrt(labelled.squared(pick)));
    }
}
