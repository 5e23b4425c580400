package dev.quarry.server.people;

import dev.quarry.acquire.ActiveLab;
import dev.quarry.acquire.Rows;
import dev.quarry.acquire.Score;
import dev.quarry.evidence.Annotations;
import dev.quarry.evidence.AnnotatorLabels;
import dev.quarry.evidence.AnnotatorLabels.Answer;
import dev.quarry.item.Items;
import dev.quarry.kernel.Matrix;
import dev.quarry.server.project.ItemState;
import dev.quarry.server.project.Project;
import dev.quarry.server.project.Vote;
import dev.quarry.server.teach.Predictions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Labelled items of which one more opinion would tell most, by {@link ActiveLab}: what the people and the model say, each
 * weighed by how often they agree with the others. The model was taught these very labels, so it contradicts them less
 * often than it should: who it does contradict is worth a look, the others are not proven right.
 */
public final class Relabelling {

    private Relabelling() {}

    /**
     * One item.
     *
     * @param row the item
     * @param version of the item
     * @param score how badly its label is known, in (0, 1]
     * @param label what counts
     * @param predicted what the model says
     * @param confidence how sure it is, in [0, 1]
     * @param votes what each person says
     */
    public record Suggestion(
            int row, long version, double score, int label, int predicted, double confidence, List<Vote> votes) {}

    /** The first so many, the least well known first; of those that tie, the lower row. */
    public static List<Suggestion> of(Project project, Predictions predictions, int limit) {
        int classes = predictions.probabilities().cols();
        SortedMap<Integer, List<Vote>> votes = project.atOnce(() -> usable(project, predictions, classes));
        if (votes.isEmpty()) {
            return List.of();
        }
        List<Integer> rows = List.copyOf(votes.keySet());
        double[] scores = scores(rows, votes, predictions, classes);
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < scores.length; i++) {
            order.add(i);
        }
        order.sort(Comparator.comparingDouble((Integer i) -> -scores[i]));
        return order.stream()
                .limit(limit)
                .map(i -> suggestion(project, predictions, rows.get(i), scores[i]))
                .toList();
    }

    /** What was said of items that the model spoke of, in classes that it knows, and about which no reviewer decided. */
    private static SortedMap<Integer, List<Vote>> usable(Project project, Predictions predictions, int classes) {
        SortedMap<Integer, List<Vote>> usable = new TreeMap<>();
        for (Map.Entry<Integer, List<Vote>> entry : project.votes().entrySet()) {
            List<Vote> known = entry.getValue().stream()
                    .filter(vote -> vote.label() < classes)
                    .toList();
            if (!known.isEmpty()
                    && entry.getKey() < predictions.size()
                    && project.item(entry.getKey()).isLabelled()
                    && !project.isSettled(entry.getKey())) {
                usable.put(entry.getKey(), known);
            }
        }
        return usable;
    }

    private static double[] scores(
            List<Integer> rows, Map<Integer, List<Vote>> votes, Predictions predictions, int classes) {
        List<String> people = List.copyOf(votes.values().stream()
                .flatMap(List::stream)
                .map(Vote::by)
                .collect(Collectors.toCollection(TreeSet::new)));
        List<Answer> answers = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            for (Vote vote : votes.getOrDefault(rows.get(i), List.of())) {
                answers.add(new Answer(i, people.indexOf(vote.by()), vote.label()));
            }
        }
        Items items = Items.of(rows.stream().mapToLong(Integer::longValue).toArray());
        Matrix said = predictions
                .probabilities()
                .select(rows.stream().mapToInt(Integer::intValue).toArray());
        Annotations evidence = Annotations.of(items, said, new AnnotatorLabels(items, people, classes, answers), said);
        Score<Annotations> score = new ActiveLab().prepare(evidence);
        double[] scores = new double[rows.size()];
        score.score(evidence, new Rows(0, rows.size()), scores);
        return scores;
    }

    private static Suggestion suggestion(Project project, Predictions predictions, int row, double score) {
        ItemState state = project.item(row);
        return new Suggestion(
                row,
                state.version(),
                score,
                state.label(),
                predictions.predicted(row),
                predictions.confidence(row),
                project.votes(row));
    }
}
