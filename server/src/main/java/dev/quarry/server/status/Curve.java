package dev.quarry.server.status;

import dev.quarry.server.event.Fact;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** How accuracy went with the labels, from checks alone. */
final class Curve {

    private static final int FEWEST = 20;
    private static final int MOST_POINTS = 12;

    private Curve() {}

    /**
     * Some checks that follow one another.
     *
     * @param fromModel the model that was asked first
     * @param toModel the model that was asked last
     * @param labels how many labels these models had seen, on average over the checks
     * @param accuracy of them
     */
    record Point(int fromModel, int toModel, double labels, Share accuracy) {}

    /** The points, each of a like number of checks that no other has; none while there are too few for one. */
    static List<Point> of(List<Check> checks, List<Fact.Trained> models) {
        int points = Math.min(MOST_POINTS, checks.size() / FEWEST);
        Map<Integer, Integer> labels =
                models.stream().collect(Collectors.toMap(Fact.Trained::number, Fact.Trained::labels, (a, b) -> b));
        List<Point> curve = new ArrayList<>();
        for (int i = 0; i < points; i++) {
            List<Check> some = checks.subList(
                    (int) ((long) i * checks.size() / points), (int) ((i + 1L) * checks.size() / points));
            curve.add(new Point(
                    some.getFirst().model(),
                    some.getLast().model(),
                    some.stream()
                            .mapToInt(check -> labels.getOrDefault(check.model(), 0))
                            .average()
                            .orElse(0),
                    Share.of(Check.right(some))));
        }
        return curve;
    }
}
