package dev.quarry.strategy;

import dev.quarry.acquire.Pick;
import dev.quarry.acquire.Selection;
import dev.quarry.item.Items;
import dev.quarry.kernel.Admission;
import dev.quarry.kernel.Randomness;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Keeps a limit with a strategy that knows nothing of it: choose, keep what is admitted, choose anew. */
final class Anew {

    private Anew() {}

    static Selection select(Strategy of, Supply supply, int budget, Admission admission, Randomness random) {
        List<Pick> kept = new ArrayList<>();
        Supply left = open(supply, supply, admission);
        while (kept.size() < budget && left.candidates().size() > 0) {
            List<Pick> chosen = of.select(left, budget - kept.size(), random).picks();
            int before = kept.size();
            for (Pick pick : chosen) {
                int row = supply.candidates().row(pick.id());
                if (!admission.open(row)) {
                    break;
                }
                admission.take(row);
                kept.add(pick);
            }
            if (kept.size() == before + chosen.size()) {
                break;
            }
            left = open(supply, supply.after(new Selection(kept)), admission);
        }
        return new Selection(kept);
    }

    /** What is left of a supply and may be taken. */
    private static Supply open(Supply all, Supply left, Admission admission) {
        Items items = left.candidates();
        int[] rows = IntStream.range(0, items.size())
                .filter(row -> admission.open(all.candidates().row(items.id(row))))
                .toArray();
        return rows.length == items.size() ? left : left.among(rows);
    }
}
