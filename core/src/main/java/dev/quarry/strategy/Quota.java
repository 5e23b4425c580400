package dev.quarry.strategy;

import com.google.auto.service.AutoService;
import dev.quarry.kernel.Admission;
import dev.quarry.part.Advice;
import dev.quarry.part.Help;
import dev.quarry.part.Named;
import dev.quarry.part.Part;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Another strategy that takes at most so many of each group: one per patient, two per document. Groups are the values of a
 * column of the attributes, and every candidate must have one. The quota is that of one choice; what was labelled before
 * does not count.
 *
 * <p>A choice by scores or gains, one by BADGE, CDAL or k-means++, and any combination of them, takes in every step the best
 * candidate whose group has room. Around another strategy see {@link Strategy#select(Supply, int, Admission,
 * dev.quarry.kernel.Randomness)}.
 */
@AutoService(Part.class)
@Named(
        value = "quota",
        summary = "Another strategy, with at most so many items of each group: one per patient.",
        formula = "each step the best candidate of a group with fewer than most picks",
        cost = "that of the other; where it cannot keep a limit by itself, once for every group that is full")
@Advice(
        use = "Items that come in groups which look alike: one slice per scan, one sentence per document.",
        avoid = "The group of each item must be known. A quota of one over few groups leaves the batch short.",
        shown = "quota{column: group, most: 2}")
public record Quota(
        @Help("the column of the attributes that says the group")
        String column,

        @Help("how many of a group at most, at least 1") int most,
        @Help("what chooses") Strategy of)
        implements Limit {

    /** States the rules. */
    public Quota {
        if (most < 1) {
            throw new IllegalArgumentException("The most (%d) must be at least 1.".formatted(most));
        }
    }

    /** One per group, margin. */
    public Quota() {
        this("group", 1, new Deterministic());
    }

    @Override
    public Admission admission(Supply supply, Admission around) {
        List<String> texts = supply.attributes().texts(column, supply.candidates());
        Limit.requireAll(supply.candidates(), around, row -> !texts.get(row).isEmpty(), column);
        Map<String, Integer> numbers = new HashMap<>();
        int[] groups = new int[texts.size()];
        for (int row = 0; row < groups.length; row++) {
            groups[row] = numbers.computeIfAbsent(texts.get(row), text -> numbers.size());
        }
        int[] room = new int[numbers.size()];
        Arrays.fill(room, most);
        return Limit.groups(groups, room);
    }
}
