package dev.quarry.acquire;

import com.google.auto.service.AutoService;
import dev.quarry.evidence.Embeddings;
import dev.quarry.evidence.LatentPredictions;
import dev.quarry.evidence.Slices;
import dev.quarry.kernel.Distances;
import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.NearestCentres;
import dev.quarry.kernel.Randomness;
import dev.quarry.kernel.TopK;
import dev.quarry.part.Advice;
import dev.quarry.part.Help;
import dev.quarry.part.Named;
import dev.quarry.part.Part;
import dev.quarry.part.Parts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Any acquisition without near-duplicates: it chooses among candidates of which no two are as close together as a given
 * distance, and none to a labelled item. Of several that are, one stays by its random number. Only if too few are left do
 * the others fill the batch, with score 0.
 *
 * <p>A distance of 0 leaves out exact duplicates alone. O(n·kept·d) time beside the acquisition, O(kept·d) memory.
 *
 * @param <E> the evidence it needs: what the acquisition needs, with places
 */
@AutoService(Part.class)
@Named(
        value = "distinct",
        summary = "Another acquisition, among candidates of which no two are near-duplicates.",
        formula = "as the other, on candidates with ‖h(x) − h(x')‖ > distance",
        cost = "O(n²·d) at most, beside the other",
        paper = "Quarry. Near-duplicate suppression. 2026")
@Advice(
        use = "Pools with copies or near-copies: frames of a video, mails sent twice, the same product on two photos.",
        avoid =
                "Distance 0 removes exact copies only; a distance that is too large leaves fewer candidates than are asked for. It compares all pairs.",
        shown = "distinct{distance: 0.3}")
public record Distinct<E extends Embeddings>(
        @Help("what chooses among those that are left") Acquisition<? super E> of,

        @Help("how close two candidates are at most to be near-duplicates, from 0 on")
        double distance)
        implements Explained<E> {

    private static final int BLOCK = 256;

    /** States the rules. */
    public Distinct {
        if (!(distance >= 0 && distance < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("The distance (%s) must be finite and at least 0.".formatted(distance));
        }
        if (kind(of.needs()) == null) {
            throw new IllegalArgumentException(
                    "The acquisition (%s) needs %s, which has no places to tell near-duplicates by. Maybe one that needs probabilities or embeddings."
                            .formatted(Parts.describe(of), Parts.evidence(of.needs())));
        }
    }

    /** Entropy without exact duplicates. */
    public Distinct() {
        this(standard(), 0);
    }

    /** Whatever evidence the caller has in mind; {@link #needs()} states what it takes. */
    @SuppressWarnings("unchecked")
    private static <E extends Embeddings> Acquisition<? super E> standard() {
        return (Acquisition<? super E>) (Acquisition<?>) new Entropy();
    }

    /** What the acquisition needs, with places; null if there is no such evidence. */
    private static @Nullable Class<? extends Embeddings> kind(Class<?> needs) {
        if (needs.isAssignableFrom(Embeddings.class)) {
            return Embeddings.class;
        } else if (Embeddings.class.isAssignableFrom(needs)) {
            return needs.asSubclass(Embeddings.class);
        }
        return needs.isAssignableFrom(LatentPredictions.class) ? LatentPredictions.class : null;
    }

    @Override
    public boolean readsLabels() {
        return of.readsLabels();
    }

    @Override
    public Class<? extends Embeddings> needs() {
        return Objects.requireNonNull(kind(of.needs()));
    }

    @Override
    public Selection select(E evidence, int budget, Randomness random) {
        int size = Math.min(Math.max(budget, 0), evidence.size());
        TopK.Ties ties = Scores.ties(evidence.items(), random);
        int[] order = TopK.largest(new double[evidence.size()], evidence.size(), ties);
        boolean[] kept = kept(evidence, order);
        int[] rows = IntStream.range(0, kept.length).filter(row -> kept[row]).toArray();
        String reason = Scores.reason(this);
        List<Pick> picks = new ArrayList<>(size);
        for (Pick pick : choose(evidence, rows, size, random).picks()) {
            picks.add(new Pick(pick.id(), pick.score(), reason));
        }
        for (int i = 0; i < order.length && picks.size() < size; i++) {
            if (!kept[order[i]]) {
                picks.add(new Pick(evidence.items().id(order[i]), 0, reason));
            }
        }
        return new Selection(picks);
    }

    @SuppressWarnings("unchecked") // a slice is of the kind that the acquisition needs
    private Selection choose(E evidence, int[] rows, int size, Randomness random) {
        Embeddings some = Slices.of(evidence, needs(), rows);
        return of.select((E) some, size, random);
    }

    /** Candidates in the given order, each unless it is too close to one before it. */
    private boolean[] kept(Embeddings evidence, int[] order) {
        Matrix places = evidence.embeddings();
        boolean[] kept = new boolean[order.length];
        double least = distance * distance;
        Matrix before = evidence.labelled();
        for (int from = 0; from < order.length; from += BLOCK) {
            int[] block = Arrays.copyOfRange(order, from, Math.min(order.length, from + BLOCK));
            Matrix some = places.select(block);
            NearestCentres nearest = NearestCentres.of(some, before);
            List<Integer> staying = new ArrayList<>();
            for (int i = 0; i < block.length; i++) {
                int row = i;
                if (!(nearest.squared(i) <= least)
                        && staying.stream().noneMatch(other -> Distances.squared(some, row, some, other) <= least)) {
                    staying.add(i);
                    kept[block[i]] = true;
                }
            }
            Matrix more =
                    some.select(staying.stream().mapToInt(Integer::intValue).toArray());
            before = before.rows() == 0 ? more : before.followedBy(more);
        }
        return kept;
    }

    /** Those of the other acquisition. */
    @Override
    @SuppressWarnings("unchecked") // what the acquisition needs is what this evidence is
    public List<List<Term>> terms(E evidence, int[] picks) {
        return Terms.of((Acquisition<E>) of, evidence, picks);
    }
}
