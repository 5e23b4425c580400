package dev.quarry.strategy;

import dev.quarry.acquire.Selection;
import dev.quarry.evidence.Evidence;
import dev.quarry.item.Attributes;
import dev.quarry.item.Items;
import java.util.List;

/** Another supply whose items have attributes that somebody else knows. */
record AttributedSupply(Supply base, Attributes attributes) implements Supply {

    @Override
    public Items candidates() {
        return base.candidates();
    }

    @Override
    public int labelled() {
        return base.labelled();
    }

    @Override
    public boolean trained() {
        return base.trained();
    }

    @Override
    public <E extends Evidence> E supply(Demand<E> demand) {
        return base.supply(demand);
    }

    @Override
    public List<Asked> past() {
        return base.past();
    }

    @Override
    public Supply among(int[] rows) {
        return new AttributedSupply(base.among(rows), attributes);
    }

    @Override
    public Supply after(Selection chosen) {
        return new AttributedSupply(base.after(chosen), attributes);
    }
}
