package dev.quarry.lab.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Moves labels apart along one direction: each as near to where it wants to be as the others allow, in the same order. */
final class Spread {

    private Spread() {}

    /**
     * Where the labels go.
     *
     * @param wanted where each would like its middle
     * @param gap the least distance of two middles
     * @param low the least place of a middle
     * @param high the largest place of a middle; the labels overflow it only if there is no room for them
     */
    static List<Double> apart(List<Double> wanted, double gap, double low, double high) {
        List<Integer> order = IntStream.range(0, wanted.size())
                .boxed()
                .sorted(Comparator.comparingDouble(wanted::get))
                .toList();
        List<Group> groups = new ArrayList<>();
        for (int i : order) {
            Group group = new Group(wanted.get(i), 1);
            groups.add(group.within(gap, low, high));
            while (groups.size() > 1 && touching(groups, gap)) {
                Group last = groups.removeLast();
                Group before = groups.removeLast();
                groups.add(before.with(last).within(gap, low, high));
            }
        }
        List<Double> placed = new ArrayList<>(wanted);
        int next = 0;
        for (Group group : groups) {
            for (int i = 0; i < group.size; i++) {
                placed.set(order.get(next++), group.first(gap) + i * gap);
            }
        }
        return placed;
    }

    private static boolean touching(List<Group> groups, double gap) {
        Group last = groups.getLast();
        Group before = groups.get(groups.size() - 2);
        return last.first(gap) < before.first(gap) + before.size * gap;
    }

    /** Labels that touch each other, around one middle. */
    private record Group(double middle, int size) {

        double first(double gap) {
            return middle - (size - 1) * gap / 2;
        }

        Group with(Group other) {
            return new Group((middle * size + other.middle * other.size) / (size + other.size), size + other.size);
        }

        Group within(double gap, double low, double high) {
            double half = (size - 1) * gap / 2;
            return new Group(Math.max(low + half, Math.min(high - half, middle)), size);
        }
    }
}
