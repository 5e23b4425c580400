package dev.quarry.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quarry.item.Items;
import dev.quarry.kernel.DoubleMatrix;
import dev.quarry.kernel.FloatMatrix;
import dev.quarry.kernel.Matrix;
import java.util.List;
import org.junit.jupiter.api.Test;

class SlicesTest {

    private static final Items ITEMS = Items.named(List.of("a", "b", "c"));
    private static final DoubleMatrix P =
            DoubleMatrix.of(new double[] {0.5, 0.5}, new double[] {0.25, 0.75}, new double[] {1, 0});
    private static final FloatMatrix H = FloatMatrix.of(new float[] {1, 1}, new float[] {2, 2}, new float[] {3, 3});
    private static final FloatMatrix LABELLED = FloatMatrix.of(new float[] {9, 9});

    @Test
    void probabilities_are_cut_in_the_given_order() {
        Probabilities cut = Slices.of(Probabilities.of(ITEMS, P), Probabilities.class, new int[] {2, 0});
        assertThat(cut.items()).isEqualTo(Items.named(List.of("c", "a")));
        assertThat(cut.probabilities()).isEqualTo(DoubleMatrix.of(new double[] {1, 0}, new double[] {0.5, 0.5}));
    }

    @Test
    void samples_keep_their_members_and_whether_they_are_joint() {
        Matrix samples =
                DoubleMatrix.of(new double[] {1, 0, 0, 1}, new double[] {0.5, 0.5, 1, 0}, new double[] {0, 1, 0, 1});
        SampledProbabilities all = SampledProbabilities.of(ITEMS, samples, 2, true);
        SampledProbabilities cut = Slices.of(all, SampledProbabilities.class, new int[] {1});
        assertThat(cut.members()).isEqualTo(2);
        assertThat(cut.classes()).isEqualTo(2);
        assertThat(cut.joint()).isTrue();
        assertThat(cut.samples()).isEqualTo(DoubleMatrix.of(new double[] {0.5, 0.5, 1, 0}));
        assertThat(cut.probabilities()).isEqualTo(DoubleMatrix.of(new double[] {0.75, 0.25}));
    }

    @Test
    void the_labelled_items_stay_when_candidates_are_cut() {
        LatentPredictions cut =
                Slices.of(LatentPredictions.of(ITEMS, P, H, LABELLED), LatentPredictions.class, new int[] {1});
        assertThat(cut.probabilities()).isEqualTo(DoubleMatrix.of(new double[] {0.25, 0.75}));
        assertThat(cut.embeddings()).isEqualTo(FloatMatrix.of(new float[] {2, 2}));
        assertThat(cut.labelled()).isEqualTo(LABELLED);
    }

    @Test
    void only_the_kind_that_is_asked_for_is_cut() {
        LatentPredictions all = LatentPredictions.of(ITEMS, P, H, LABELLED);
        assertThat(Slices.<Embeddings>of(all, Embeddings.class, new int[] {0})).isNotInstanceOf(Probabilities.class);
        assertThat(Slices.<Probabilities>of(all, Probabilities.class, new int[] {0}))
                .isNotInstanceOf(Embeddings.class);
    }

    @Test
    void a_labelled_candidate_leaves_and_its_place_joins_the_labelled_ones_in_the_given_order() {
        Embeddings after = Slices.labelling(Embeddings.of(ITEMS, H, LABELLED), Embeddings.class, new int[] {2, 0});
        assertThat(after.items()).isEqualTo(Items.named(List.of("b")));
        assertThat(after.embeddings()).isEqualTo(FloatMatrix.of(new float[] {2, 2}));
        assertThat(after.labelled())
                .isEqualTo(FloatMatrix.of(new float[] {9, 9}, new float[] {3, 3}, new float[] {1, 1}));
    }

    @Test
    void the_first_labelled_item_needs_no_labelled_matrix_of_the_right_width() {
        Embeddings cold = Embeddings.of(ITEMS, H, FloatMatrix.of());
        assertThat(Slices.labelling(cold, Embeddings.class, new int[] {1}).labelled())
                .isEqualTo(FloatMatrix.of(new float[] {2, 2}));
    }

    @Test
    void labelled_places_are_taken_in_the_precision_of_the_candidates() {
        Embeddings mixed = Embeddings.of(ITEMS, H, DoubleMatrix.of(new double[] {0.1, 0.2}));
        assertThat(Slices.labelling(mixed, Embeddings.class, new int[] {0}).labelled())
                .isEqualTo(FloatMatrix.of(new float[] {0.1f, 0.2f}, new float[] {1, 1}));
    }

    @Test
    void labelling_what_has_no_space_only_removes_it() {
        Probabilities after = Slices.labelling(Probabilities.of(ITEMS, P), Probabilities.class, new int[] {1});
        assertThat(after.items().ids()).containsExactly(Items.id("a"), Items.id("c"));
    }

    @Test
    void nothing_and_everything_can_be_cut() {
        Embeddings all = Embeddings.of(ITEMS, H, LABELLED);
        assertThat(Slices.of(all, Embeddings.class, new int[0]).size()).isZero();
        assertThat(Slices.labelling(all, Embeddings.class, new int[] {0, 1, 2}).size())
                .isZero();
        assertThat(Slices.labelling(all, Embeddings.class, new int[0]).labelled())
                .isEqualTo(LABELLED);
    }

    @Test
    void a_kind_that_is_no_interface_of_evidence_is_refused() {
        Embeddings all = Embeddings.of(ITEMS, H, LABELLED);
        assertThatThrownBy(() -> Slices.<Evidence>of(all, Evidence.class, new int[0]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("(dev.quarry.evidence.Evidence)");
    }
}
