package dev.quarry.strategy;

import dev.quarry.acquire.Selection;
import dev.quarry.evidence.Evidence;
import dev.quarry.evidence.Slices;
import dev.quarry.item.Items;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Another supply with fewer candidates; some of those that left it count as labelled. */
final class NarrowedSupply implements Supply {

    private final Supply base;
    private final int[] taken;
    private final int @Nullable [] kept;
    private final Items candidates;

    /**
     * @param taken rows of the base that count as labelled now
     * @param kept the candidates that are left: rows among those of the base that were not taken; null for all in order
     */
    private NarrowedSupply(Supply base, int[] taken, int @Nullable [] kept, Items candidates) {
        this.base = base;
        this.taken = taken;
        this.kept = kept;
        this.candidates = candidates;
    }

    static Supply among(Supply base, int[] rows) {
        return new NarrowedSupply(
                base, new int[0], rows.clone(), base.candidates().select(rows));
    }

    static Supply after(Supply base, Selection chosen) {
        Items items = base.candidates();
        BitSet gone = new BitSet(items.size());
        IntStream.of(items.rows(chosen.ids())).forEach(gone::set);
        int[] taken = gone.stream().toArray();
        int[] left =
                IntStream.range(0, items.size()).filter(row -> !gone.get(row)).toArray();
        return new NarrowedSupply(base, taken, null, items.select(left));
    }

    @Override
    public Items candidates() {
        return candidates;
    }

    @Override
    public int labelled() {
        return base.labelled() + taken.length;
    }

    @Override
    public boolean trained() {
        return base.trained();
    }

    @Override
    public List<Asked> past() {
        return base.past();
    }

    @Override
    public <E extends Evidence> E supply(Demand<E> demand) {
        E evidence = base.supply(demand);
        if (taken.length > 0) {
            evidence = Slices.labelling(evidence, demand.evidence(), taken);
        }
        return kept == null ? evidence : Slices.of(evidence, demand.evidence(), kept);
    }
}
