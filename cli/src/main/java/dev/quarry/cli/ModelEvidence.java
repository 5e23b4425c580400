package dev.quarry.cli;

import dev.quarry.evidence.Head;
import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.Randomness;
import dev.quarry.learn.GradientModel;
import dev.quarry.learn.HeadedModel;
import dev.quarry.learn.HistoryModel;
import dev.quarry.learn.Learner;
import dev.quarry.learn.Model;
import dev.quarry.learn.SamplingModel;
import dev.quarry.loop.TwoLikeliest;
import dev.quarry.part.Parts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a model can say about rows, each in a file of its own. */
enum ModelEvidence {
    PROBABILITIES(null),
    SAMPLES(null),
    EMBEDDINGS(null),
    HEAD(HeadedModel.class),
    HISTORY(HistoryModel.class),
    GRADIENT_NORMS(GradientModel.class),
    INPUT_GRADIENTS(GradientModel.class);

    /** What is asked of a model beside its rows. */
    record Asked(int passes, Randomness random) {}

    private final @Nullable Class<? extends Model> giver;

    ModelEvidence(@Nullable Class<? extends Model> giver) {
        this.giver = giver;
    }

    /** The name on the command line. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The names of its files. */
    List<String> files() {
        return this == HEAD ? List.of("head-weights.npy", "head-biases.npy") : List.of(word() + ".npy");
    }

    static List<String> words() {
        return Arrays.stream(values()).map(ModelEvidence::word).toList();
    }

    /** Reads names separated by commas. */
    static List<ModelEvidence> read(String text) {
        List<ModelEvidence> read = new ArrayList<>();
        for (String word : text.split(",", -1)) {
            ModelEvidence one = Arrays.stream(values())
                    .filter(value -> value.word().equals(word.strip()))
                    .findFirst()
                    .orElseThrow(() -> new WrongCall(Parts.unknown("evidence", word.strip(), words())));
            if (!read.contains(one)) {
                read.add(one);
            }
        }
        return read;
    }

    /**
     * Asserts that models of a learner can say it.
     *
     * @throws WrongCall with the reason and the learners that could
     */
    void require(Learner learner, int passes) {
        if (this == SAMPLES && passes > learner.maxPasses()) {
            throw new WrongCall("(samples) of (%d) passes cannot be had: models of the learner (%s) %s. %s"
                    .formatted(
                            passes,
                            Parts.describe(learner),
                            learner.maxPasses() == 0
                                    ? "always answer the same"
                                    : "have (%d) that differ at most".formatted(learner.maxPasses()),
                            learner.maxPasses() > 0
                                    ? "Maybe ask for fewer with (--passes %d).".formatted(learner.maxPasses())
                                    : able()));
        } else if (!isGivenBy(learner) && this != SAMPLES) {
            throw new WrongCall("(%s) cannot be had: models of the learner (%s) do not give it. %s"
                    .formatted(word(), Parts.describe(learner), able()));
        }
    }

    /** Whether models of a learner can say it, at least in some passes. */
    boolean isGivenBy(Learner learner) {
        return this == SAMPLES ? learner.maxPasses() > 0 : giver == null || gives(learner, giver);
    }

    private static boolean gives(Learner learner, Class<? extends Model> wanted) {
        return learner.gives().stream().anyMatch(wanted::isAssignableFrom);
    }

    private String able() {
        String able = Parts.of(Learner.class).stream()
                .filter(type -> isGivenBy((Learner) type.standard()))
                .map(type -> "(" + type.name() + ")")
                .collect(Collectors.joining(", "));
        return able.isEmpty() ? "No learner here does." : "Maybe fit one of the learners that do: %s.".formatted(able);
    }

    /** The sizes of all axes but the first, where they are more than the columns of the matrix. */
    Optional<int[]> axes(Model model, Asked asked) {
        if (this == SAMPLES) {
            return Optional.of(new int[] {asked.passes, model.classes()});
        }
        return this == HISTORY && model instanceof HistoryModel history
                ? Optional.of(new int[] {history.moments(), model.classes()})
                : Optional.empty();
    }

    /** How many numbers it has for a row, at most; 0 where that is not known before. */
    int width(Model model, Asked asked) {
        return axes(model, asked).map(axes -> axes[0] * axes[1]).orElse(0);
    }

    /**
     * What the model says about rows; the {@link #HEAD} is not about rows.
     *
     * @param probabilities what it says of their classes
     */
    Matrix of(Model model, Matrix features, Matrix probabilities, Asked asked) {
        return switch (this) {
            case PROBABILITIES -> probabilities;
            case SAMPLES -> ((SamplingModel) model).samples(features, asked.passes, asked.random);
            case EMBEDDINGS -> model.embeddings(features);
            case HISTORY -> ((HistoryModel) model).history(features);
            case GRADIENT_NORMS -> ((GradientModel) model).gradientNorms(features);
            case INPUT_GRADIENTS -> TwoLikeliest.of(probabilities).difference((GradientModel) model, features, 0);
            case HEAD -> throw new IllegalStateException("The last layer is not about rows.");
        };
    }

    /** The last layer of a model that has one. */
    static Head head(Model model) {
        return ((HeadedModel) model).head();
    }
}
