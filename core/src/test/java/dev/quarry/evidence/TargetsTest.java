package dev.quarry.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quarry.evidence.AnnotatorLabels.Answer;
import dev.quarry.item.Items;
import dev.quarry.kernel.DoubleMatrix;
import dev.quarry.kernel.Matrix;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Evidence about items with several labels, with numbers, and with several annotators. */
class TargetsTest {

    private static final Items ITEMS = Items.named(List.of("a", "b", "c"));
    private static final DoubleMatrix P =
            DoubleMatrix.of(new double[] {0.5, 0.5}, new double[] {0.25, 0.75}, new double[] {1, 0});
    private static final DoubleMatrix SETS = DoubleMatrix.of(new double[] {1, 1}, new double[] {0, 1});
    private static final DoubleMatrix KNOWN = DoubleMatrix.of(new double[] {0.9, 0.1}, new double[] {0.2, 0.8});

    private static AbstractThrowableAssert<?, ?> refused(ThrowingCallable call) {
        return assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class);
    }

    private static DoubleMatrix column(double... values) {
        return DoubleMatrix.wrap(values, values.length, 1);
    }

    @Test
    void a_label_is_a_probability_by_itself() {
        DoubleMatrix both = DoubleMatrix.of(new double[] {1, 1}, new double[] {0, 0}, new double[] {0.5, 0.5});
        assertThat(LabelProbabilities.of(ITEMS, both).labels()).isEqualTo(2);
        DoubleMatrix logits = DoubleMatrix.of(new double[] {1, 1}, new double[] {0, -2}, new double[] {0.5, 0.5});
        refused(() -> LabelProbabilities.of(ITEMS, logits))
                .hasMessage(
                        "The probability (-2.0) of label (1) for item (b) is not in [0, 1]. Maybe the model returned logits.");
        refused(() -> LabelProbabilities.of(Items.range(2), P)).hasMessageContaining("(3) rows");
    }

    @Test
    void label_sets_are_of_the_same_labels_and_say_yes_or_no() {
        refused(() -> TaughtLabelProbabilities.of(ITEMS, P, DoubleMatrix.of(new double[] {1, 0.5}), KNOWN))
                .hasMessage("The label sets have (0.5) for label (1) of labelled row (0), which is neither 0 nor 1.");
        refused(() -> TaughtLabelProbabilities.of(ITEMS, P, DoubleMatrix.of(new double[] {1, 0, 0}), KNOWN))
                .hasMessage("The label sets have (3) columns but there are (2) labels.");
        TaughtLabelProbabilities late = TaughtLabelProbabilities.of(ITEMS, P, SETS, P);
        refused(late::labelledLabelProbabilities).hasMessageContaining("shape [3, 2] but their label sets [2, 2]");
    }

    @Test
    void label_sets_stay_when_candidates_are_cut_or_labelled() {
        TaughtLabelProbabilities all = TaughtLabelProbabilities.of(ITEMS, P, SETS, KNOWN);
        TaughtLabelProbabilities cut = Slices.of(all, TaughtLabelProbabilities.class, new int[] {2, 0});
        assertThat(cut.items()).isEqualTo(Items.named(List.of("c", "a")));
        assertThat(cut.labelProbabilities()).isEqualTo(DoubleMatrix.of(new double[] {1, 0}, new double[] {0.5, 0.5}));
        assertThat(cut.labelSets()).isEqualTo(SETS);
        assertThat(cut.labelledLabelProbabilities()).isEqualTo(KNOWN);
        TaughtLabelProbabilities after = Slices.labelling(all, TaughtLabelProbabilities.class, new int[] {0, 1});
        assertThat(after.items()).isEqualTo(Items.named(List.of("c")));
        assertThat(after.labelSets()).isEqualTo(SETS);
        assertThat(Slices.of(all, LabelProbabilities.class, new int[] {1}).labelProbabilities())
                .isEqualTo(DoubleMatrix.of(new double[] {0.25, 0.75}));
        refused(() -> Slices.of(LabelProbabilities.of(ITEMS, P), TaughtLabelProbabilities.class, new int[] {1}))
                .hasMessageContaining("cannot be cut");
    }

    private static final Matrix PREDICTIONS = column(1, 2, 3);
    private static final Matrix TARGETS = column(7, 8);
    private static final DoubleMatrix MEMBERS =
            DoubleMatrix.of(new double[] {0, 2}, new double[] {1, 3}, new double[] {2, 4});
    private static final DoubleMatrix PLACES =
            DoubleMatrix.of(new double[] {1, 1}, new double[] {2, 2}, new double[] {3, 3});
    private static final DoubleMatrix LABELLED = DoubleMatrix.of(new double[] {8, 8}, new double[] {9, 9});

    private static PlacedCommittee committee() {
        return PlacedCommittee.of(
                RegressionCommittee.of(ITEMS, PREDICTIONS, MEMBERS, TARGETS), Embeddings.of(ITEMS, PLACES, LABELLED));
    }

    @Test
    void a_number_is_predicted_for_each_candidate() {
        refused(() -> RegressionPredictions.of(ITEMS, MEMBERS, TARGETS))
                .hasMessage(
                        "The predictions have (2) columns but one number is needed for each item. Maybe they are those of a committee.");
        refused(() -> RegressionPredictions.of(ITEMS, PREDICTIONS, column(1, Double.NaN)))
                .hasMessage("The target of labelled row (1) has the value (NaN) in dimension (0).");
        refused(() -> RegressionCommittee.of(ITEMS, PREDICTIONS, PREDICTIONS, TARGETS))
                .hasMessage("The committee has (1) members but at least (2) are needed.");
    }

    @Test
    void predictions_and_places_are_of_the_same_items() {
        RegressionPredictions predictions = RegressionPredictions.of(ITEMS, PREDICTIONS, TARGETS);
        refused(() -> PlacedRegression.of(predictions, Embeddings.of(Items.range(3), PLACES, LABELLED)))
                .hasMessageContaining("not of the same candidates");
        refused(() -> PlacedRegression.of(predictions, Embeddings.of(ITEMS, PLACES, PLACES)))
                .hasMessage("There are (2) targets of labelled items but (3) embeddings of labelled items.");
    }

    @Test
    void a_candidate_that_became_labelled_has_its_prediction_as_target() {
        PlacedCommittee after = Slices.labelling(committee(), PlacedCommittee.class, new int[] {2, 0});
        assertThat(after.items()).isEqualTo(Items.named(List.of("b")));
        assertThat(after.predictions()).isEqualTo(column(2));
        assertThat(after.targets()).isEqualTo(column(7, 8, 3, 1));
        assertThat(after.members()).isEqualTo(DoubleMatrix.of(new double[] {1, 3}));
        assertThat(after.embeddings()).isEqualTo(DoubleMatrix.of(new double[] {2, 2}));
        assertThat(after.labelled().rows()).isEqualTo(4);
    }

    @Test
    void predictions_are_cut_to_every_kind() {
        int[] rows = {1};
        assertThat(Slices.of(committee(), RegressionPredictions.class, rows).predictions())
                .isEqualTo(column(2));
        assertThat(Slices.of(committee(), RegressionCommittee.class, rows)
                        .members()
                        .get(0, 1))
                .isEqualTo(3);
        assertThat(Slices.of(committee(), PlacedRegression.class, rows).targets())
                .isEqualTo(TARGETS);
        assertThat(Slices.of(committee(), Embeddings.class, rows).embeddings())
                .isEqualTo(DoubleMatrix.of(new double[] {2, 2}));
        RegressionPredictions alone = RegressionPredictions.of(ITEMS, PREDICTIONS, TARGETS);
        refused(() -> Slices.of(alone, RegressionCommittee.class, rows)).hasMessageContaining("cannot be cut");
    }

    private static final Items ANNOTATED = Items.named(List.of("b", "z"));
    private static final List<String> PEOPLE = List.of("ana", "ben");

    private static AnnotatorLabels said(Answer... answers) {
        return new AnnotatorLabels(ANNOTATED, PEOPLE, 2, List.of(answers));
    }

    @Test
    void answers_are_found_by_item_whatever_order_they_came_in() {
        AnnotatorLabels said = said(new Answer(1, 0, 1), new Answer(0, 1, 1), new Answer(0, 0, 0));
        assertThat(said.size()).isEqualTo(2);
        assertThat(said.answers()).isEqualTo(3);
        assertThat(said.count(0)).isEqualTo(2);
        assertThat(said.annotator(0, 0)).isZero();
        assertThat(said.label(0, 0)).isZero();
        assertThat(said.annotator(0, 1)).isEqualTo(1);
        assertThat(said.label(0, 1)).isEqualTo(1);
        assertThat(said.label(1, 0)).isEqualTo(1);
    }

    @Test
    void an_answer_is_of_an_item_an_annotator_and_a_class_and_comes_once() {
        refused(() -> said(new Answer(0, 0, 1)))
                .hasMessage("The item (z) counts as annotated but has no answer. Maybe leave it out.");
        refused(() -> said(new Answer(1, 0, 1), new Answer(0, 1, 1), new Answer(0, 0, 2)))
                .hasMessage("The label (2) of item (b) by (ana) is not one of (2) classes.");
        refused(() -> said(new Answer(0, 1, 1), new Answer(1, 0, 1), new Answer(0, 1, 0)))
                .hasMessage("The annotator (ben) has two answers about item (b). Maybe keep the last one.");
        refused(() -> said(new Answer(0, 2, 1))).hasMessageContaining("by one of (2) annotators of one of (2) items");
        refused(() -> new AnnotatorLabels(ANNOTATED, List.of("ana", "ana"), 2, List.of()))
                .hasMessageContaining("(ana)");
    }

    @Test
    void annotations_stay_when_candidates_are_cut() {
        AnnotatorLabels said = said(new Answer(0, 0, 1), new Answer(1, 0, 1));
        Annotations all = Annotations.of(ITEMS, P, said, KNOWN);
        Annotations cut = Slices.labelling(all, Annotations.class, new int[] {1});
        assertThat(cut.items()).isEqualTo(Items.named(List.of("a", "c")));
        assertThat(cut.answers()).isSameAs(said);
        assertThat(cut.answeredProbabilities()).isEqualTo(KNOWN);
        refused(() -> Annotations.of(ITEMS, P, said, P)).hasMessageContaining("have (3) rows but (2) items are");
        AnnotatorLabels three =
                new AnnotatorLabels(ANNOTATED, PEOPLE, 3, List.of(new Answer(0, 0, 1), new Answer(1, 0, 1)));
        refused(() -> Annotations.of(ITEMS, P, three, KNOWN)).hasMessageContaining("(2) classes but the answers (3)");
    }
}
