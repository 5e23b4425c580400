package dev.quarry.cli;

import dev.quarry.evidence.Annotations;
import dev.quarry.evidence.Embeddings;
import dev.quarry.evidence.Evidence;
import dev.quarry.evidence.FedPredictions;
import dev.quarry.evidence.GradientNorms;
import dev.quarry.evidence.HeadedPredictions;
import dev.quarry.evidence.InputGradients;
import dev.quarry.evidence.LabelProbabilities;
import dev.quarry.evidence.LatentPredictions;
import dev.quarry.evidence.PlacedCommittee;
import dev.quarry.evidence.PlacedRegression;
import dev.quarry.evidence.Probabilities;
import dev.quarry.evidence.Refits;
import dev.quarry.evidence.RegressionCommittee;
import dev.quarry.evidence.RegressionPredictions;
import dev.quarry.evidence.SampledProbabilities;
import dev.quarry.evidence.TargetedEmbeddings;
import dev.quarry.evidence.TaughtEmbeddings;
import dev.quarry.evidence.TaughtHead;
import dev.quarry.evidence.TaughtLabelProbabilities;
import dev.quarry.evidence.TaughtPredictions;
import dev.quarry.evidence.TrainingHistory;
import dev.quarry.part.Parts;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Kinds of evidence in words, and the files in which {@code quarry select} takes them. */
enum EvidenceWords {
    NOTHING(Evidence.class, "Without evidence", "nothing but which items there are", "--probabilities p.npy"),
    PROBABILITIES(
            Probabilities.class,
            "By class probabilities",
            "class probabilities, shape [n, C]",
            "--probabilities p.npy"),
    SAMPLED_PROBABILITIES(
            SampledProbabilities.class,
            "By samples: Monte Carlo passes or a committee",
            "class probabilities of several passes or members, shape [n, K, C]",
            "--samples passes.npy"),
    EMBEDDINGS(
            Embeddings.class,
            "By places: geometry of embeddings",
            "places of the candidates and of the labelled items, shapes [n, d] and [m, d]",
            "--embeddings e.npy --labelled ids.csv"),
    LATENT_PREDICTIONS(
            LatentPredictions.class,
            "By probabilities and places",
            "class probabilities and the representation below the last layer, shapes [n, C] and [n, d]",
            "--probabilities p.npy --embeddings e.npy --labelled ids.csv"),
    HEADED_PREDICTIONS(
            HeadedPredictions.class,
            "By the last layer of the model",
            "class probabilities, the representation below the last layer, and that layer itself",
            "--probabilities p.npy --embeddings e.npy --head-weights w.npy --head-biases b.npy --labelled ids.csv"),
    TAUGHT_EMBEDDINGS(
            TaughtEmbeddings.class,
            "By what labelled items are",
            "places of the candidates and of the labelled items, and the labels of these",
            "--embeddings e.npy --labelled ids.csv --labels classes.csv"),
    TAUGHT_PREDICTIONS(
            TaughtPredictions.class,
            "By what labelled items are",
            "class probabilities and representations of candidates and labelled items, and the labels of these",
            "--probabilities p.npy --embeddings e.npy --labelled ids.csv --labels classes.csv"),
    TAUGHT_HEAD(
            TaughtHead.class,
            "By the last layer of the model",
            "class probabilities and representations of candidates and labelled items, the labels of these, and the last layer",
            "--probabilities p.npy --embeddings e.npy --head-weights w.npy --head-biases b.npy --labelled ids.csv --labels classes.csv"),
    TARGETED_EMBEDDINGS(
            TargetedEmbeddings.class,
            "By examples of what is looked for",
            "places of the candidates, of examples of what is looked for, and of what is to be avoided",
            "--embeddings e.npy --wanted-embeddings wanted.npy --avoided-embeddings avoided.npy"),
    LABEL_PROBABILITIES(
            LabelProbabilities.class,
            "For several labels per item",
            "the probability of each label, shape [n, L]",
            "--label-probabilities p.npy"),
    TAUGHT_LABEL_PROBABILITIES(
            TaughtLabelProbabilities.class,
            "For several labels per item",
            "the probability of each label of candidates and labelled items, and which labels these have",
            "--label-probabilities p.npy --label-sets y.npy --labelled-label-probabilities q.npy"),
    REGRESSION_PREDICTIONS(
            RegressionPredictions.class,
            "For numbers",
            "a predicted number per candidate, and the numbers of labelled items",
            "--predictions f.npy --targets y.npy"),
    REGRESSION_COMMITTEE(
            RegressionCommittee.class,
            "For numbers",
            "predicted numbers of several members, shape [n, K]",
            "--member-predictions f.npy"),
    PLACED_REGRESSION(
            PlacedRegression.class,
            "For numbers",
            "a predicted number and a place per candidate, and those of labelled items",
            "--predictions f.npy --targets y.npy --embeddings e.npy --labelled ids.csv"),
    PLACED_COMMITTEE(
            PlacedCommittee.class,
            "For numbers",
            "predicted numbers of several members and places, shapes [n, K] and [n, d]",
            "--member-predictions f.npy --embeddings e.npy"),
    ANNOTATIONS(
            Annotations.class,
            "For several annotators",
            "who said what of which items, and what the model says",
            "--probabilities p.npy --annotations said.csv"),
    FED_PREDICTIONS(
            FedPredictions.class,
            "By answers while choosing",
            "what the model says, and the label of each pick before the next one is chosen",
            ""),
    REFITS(
            Refits.class,
            "By models with one more label",
            "what the model says, and what it would say if it were fitted with one more label",
            ""),
    GRADIENT_NORMS(
            GradientNorms.class,
            "By gradients of the loss",
            "how long the gradient of the loss would be for each label that a candidate may have, shape [n, C]",
            "--probabilities p.npy --embeddings e.npy"),
    INPUT_GRADIENTS(
            InputGradients.class,
            "By gradients of the input",
            "the gradient by the input of ln p₁ − ln p₂, the two likeliest classes, shape [n, features]",
            "--probabilities p.npy --input-gradients g.npy"),
    TRAINING_HISTORY(
            TrainingHistory.class,
            "By the history of the training",
            "class probabilities at several moments of the training, oldest first, shape [n, T, C]",
            "--history epochs.npy");

    private final Class<? extends Evidence> type;
    private final String title;
    private final String words;
    private final String options;

    EvidenceWords(Class<? extends Evidence> type, String title, String words, String options) {
        this.type = type;
        this.title = title;
        this.words = words;
        this.options = options;
    }

    /** The title of the acquisitions that need a kind of evidence, in the order of a catalogue. */
    static Map<Class<?>, String> titles() {
        Map<Class<?>, String> titles = new LinkedHashMap<>();
        Stream.of(values()).forEach(known -> titles.put(known.type, known.title));
        return titles;
    }

    /** What a kind of evidence is; its name where nothing more is known. */
    static String words(Class<?> type) {
        return of(type).map(known -> known.words).findFirst().orElseGet(() -> Parts.evidence(type));
    }

    /** The options of {@code quarry select} that hand over all of some kinds of evidence; empty if one cannot be. */
    static String options(Collection<Class<?>> types) {
        List<String> options = types.stream()
                .flatMap(EvidenceWords::of)
                .map(known -> known.options)
                .filter(text -> !text.isEmpty())
                .toList();
        return options.size() < types.size()
                ? ""
                : options.stream()
                        .flatMap(text -> Stream.of(text.split(" (?=--)", -1)))
                        .distinct()
                        .collect(Collectors.joining(" "));
    }

    private static Stream<EvidenceWords> of(Class<?> type) {
        return Stream.of(values()).filter(known -> known.type == type);
    }
}
