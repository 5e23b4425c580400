package dev.quarry.server.people;

import dev.quarry.server.project.ItemState;
import dev.quarry.server.project.Vote;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Who says what of which items, with gaps.
 *
 * @param people A of them
 * @param classes how many classes there are, C
 * @param items one array of length A for each item: a class index, or {@link ItemState#NONE} where that person said nothing
 */
public record Ratings(List<String> people, int classes, List<int[]> items) {

    /** Copies the lists. */
    public Ratings {
        people = List.copyOf(people);
        items = List.copyOf(items);
        for (int[] item : items) {
            if (item.length != people.size()) {
                throw new IllegalArgumentException(
                        "An item has (%d) labels, but there are (%d) people.".formatted(item.length, people.size()));
            }
        }
    }

    /** Of votes, one collection for each item. */
    public static Ratings of(Collection<List<Vote>> votes, int classes) {
        List<String> people = new ArrayList<>(
                votes.stream().flatMap(List::stream).map(Vote::by).collect(Collectors.toCollection(TreeSet::new)));
        List<int[]> items = new ArrayList<>();
        for (List<Vote> some : votes) {
            int[] item = new int[people.size()];
            Arrays.fill(item, ItemState.NONE);
            some.forEach(vote -> item[people.indexOf(vote.by())] = vote.label());
            items.add(item);
        }
        return new Ratings(people, classes, items);
    }

    /** The items of which at least two people said something. */
    public Ratings shared() {
        return new Ratings(
                people,
                classes,
                items.stream()
                        .filter(item -> Arrays.stream(item)
                                        .filter(label -> label != ItemState.NONE)
                                        .count()
                                > 1)
                        .toList());
    }
}
