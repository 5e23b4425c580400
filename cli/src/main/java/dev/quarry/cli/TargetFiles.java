package dev.quarry.cli;

import dev.quarry.evidence.Annotations;
import dev.quarry.evidence.AnnotatorLabels;
import dev.quarry.evidence.Embeddings;
import dev.quarry.evidence.LabelProbabilities;
import dev.quarry.evidence.PlacedCommittee;
import dev.quarry.evidence.PlacedRegression;
import dev.quarry.evidence.Probabilities;
import dev.quarry.evidence.RegressionCommittee;
import dev.quarry.evidence.RegressionPredictions;
import dev.quarry.evidence.TaughtLabelProbabilities;
import dev.quarry.item.Items;
import dev.quarry.kernel.FloatMatrix;
import dev.quarry.kernel.Matrix;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What was handed over about targets that are not one class per item.
 *
 * @param perItem the files of n rows among them
 * @param labelProbabilities shape [n, L]
 * @param labelSets shape [m, L]
 * @param labelledLabelProbabilities shape [m, L], of labelled items that are not among the n rows
 * @param predictions shape [n, 1]
 * @param members shape [n, K]
 * @param targets shape [m, 1]
 * @param annotations what annotators said
 */
record TargetFiles(
        List<EvidenceOptions.Given> perItem,
        @Nullable Matrix labelProbabilities,
        @Nullable Matrix labelSets,
        @Nullable Matrix labelledLabelProbabilities,
        @Nullable Matrix predictions,
        @Nullable Matrix members,
        @Nullable Matrix targets,
        @Nullable List<Said> annotations) {

    /** Who said that an item is of a class. */
    record Said(String id, String annotator, int label) {}

    /** Whether a model's predictions are among them. */
    boolean predict() {
        return labelProbabilities != null || predictions != null;
    }

    /**
     * Several labels per item.
     *
     * @param kind with or without what is known of labelled items
     * @param cut gives the candidates' rows of a matrix
     * @param labelled the rows that are labelled
     */
    LabelProbabilities labels(Class<?> kind, Items candidates, UnaryOperator<Matrix> cut, int[] labelled) {
        Matrix all = FileSupply.given(labelProbabilities, "Probabilities of labels are", "--label-probabilities FILE");
        if (kind == LabelProbabilities.class) {
            return LabelProbabilities.of(candidates, cut.apply(all));
        }
        Matrix sets = FileSupply.given(labelSets, "Label sets of labelled items are", "--label-sets FILE");
        if (labelled.length > 0) {
            sameCount(sets, "label sets", labelled.length);
            return TaughtLabelProbabilities.of(candidates, cut.apply(all), sets, () -> all.select(labelled));
        }
        return TaughtLabelProbabilities.of(
                candidates,
                cut.apply(all),
                sets,
                () -> FileSupply.given(
                        labelledLabelProbabilities,
                        "Probabilities of labels of labelled items are",
                        "--labelled-label-probabilities FILE"));
    }

    /**
     * Numbers that are predicted.
     *
     * @param kind with or without places and a committee
     * @param cut gives the candidates' rows of a matrix
     * @param places of the candidates and of the labelled items; empty where the files have none
     * @param labelled how many items are labelled
     */
    RegressionPredictions numbers(
            Class<?> kind, Items candidates, UnaryOperator<Matrix> cut, Embeddings places, int labelled) {
        Matrix all = FileSupply.given(predictions, "Predicted numbers are", "--predictions FILE");
        boolean known = targets != null;
        Matrix numbers = FloatMatrix.of();
        if (!RegressionCommittee.class.isAssignableFrom(kind) && (known || labelled > 0)) {
            numbers = FileSupply.given(targets, "The numbers of labelled items are", "--targets FILE");
            if (labelled > 0 || kind == PlacedRegression.class) {
                sameCount(numbers, "targets", labelled);
            }
        }
        RegressionPredictions alone = RegressionPredictions.of(candidates, cut.apply(all), numbers);
        if (kind == RegressionPredictions.class) {
            return alone;
        } else if (kind == PlacedRegression.class) {
            return PlacedRegression.of(alone, places);
        }
        Matrix beside = FileSupply.given(members, "Predictions of a committee are", "--member-predictions FILE");
        RegressionCommittee committee =
                RegressionCommittee.of(candidates, cut.apply(all), cut.apply(beside), FloatMatrix.of());
        return kind == RegressionCommittee.class
                ? committee
                : PlacedCommittee.of(committee, Embeddings.of(candidates, places.embeddings(), FloatMatrix.of()));
    }

    private static void sameCount(Matrix matrix, String what, int labelled) {
        if (matrix.rows() != labelled) {
            throw new WrongCall(
                    "There are (%d) %s but (%d) items are labelled. Maybe give the others in (--labelled FILE)."
                            .formatted(matrix.rows(), what, labelled));
        }
    }

    /**
     * Labels by several annotators.
     *
     * @param predictions about the candidates
     * @param all the items of all rows
     * @param probabilities of all rows
     */
    Annotations answers(Probabilities predictions, Items all, Matrix probabilities) {
        List<Said> said = FileSupply.given(annotations, "What annotators said is", "--annotations FILE");
        List<String> names = said.stream().map(Said::id).distinct().toList();
        int[] rows = names.stream().mapToInt(name -> row(all, name)).toArray();
        Items answered = all.select(rows);
        List<String> people =
                List.copyOf(new TreeSet<>(said.stream().map(Said::annotator).toList()));
        Map<String, Integer> who = new HashMap<>();
        people.forEach(person -> who.put(person, who.size()));
        List<AnnotatorLabels.Answer> answers = new ArrayList<>();
        for (Said one : said) {
            int annotator = Objects.requireNonNull(who.get(one.annotator));
            answers.add(new AnnotatorLabels.Answer(answered.row(Items.id(one.id)), annotator, one.label));
        }
        AnnotatorLabels labels = new AnnotatorLabels(answered, people, probabilities.cols(), answers);
        return Annotations.of(predictions.items(), predictions.probabilities(), labels, probabilities.select(rows));
    }

    private static int row(Items all, String name) {
        long id = Items.id(name);
        if (!all.has(id)) {
            throw new WrongCall("The annotated item (%s) is not among the (%d) items.".formatted(name, all.size()));
        }
        return all.row(id);
    }
}
