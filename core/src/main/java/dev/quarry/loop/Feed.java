package dev.quarry.loop;

import dev.quarry.acquire.Selection;
import dev.quarry.evidence.LabelFeed;
import java.util.LinkedHashSet;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.LongFunction;

/** The answers of one batch while it is being chosen; whoever asks too much or drops what was answered is stopped. */
final class Feed implements LabelFeed {

    private final int most;
    private final LongFunction<OptionalInt> answer;
    private final Set<Long> asked = new LinkedHashSet<>();

    /**
     * @param most how many items the batch may have
     * @param answer asks for one item
     */
    Feed(int most, LongFunction<OptionalInt> answer) {
        this.most = most;
        this.answer = answer;
    }

    @Override
    public OptionalInt reveal(long id) {
        if (!asked.contains(id) && asked.size() == most) {
            throw new IllegalStateException("The item (%d) was asked for beyond a batch of (%d).".formatted(id, most));
        }
        asked.add(id);
        return answer.apply(id);
    }

    /** Asserts that everything that was answered was chosen. */
    void requireChosen(Selection selection) {
        Set<Long> lost = new LinkedHashSet<>(asked);
        for (long id : selection.ids()) {
            lost.remove(id);
        }
        if (!lost.isEmpty()) {
            throw new IllegalStateException(
                    "The items %s were answered while choosing but not chosen. Maybe the strategy around leaves some out."
                            .formatted(lost));
        }
    }
}
