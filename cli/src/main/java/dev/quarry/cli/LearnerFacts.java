package dev.quarry.cli;

import dev.quarry.learn.Learner;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What a learner says about itself and its models, in words. */
final class LearnerFacts {

    private static final Set<ModelEvidence> BY_EVERYBODY =
            EnumSet.of(ModelEvidence.PROBABILITIES, ModelEvidence.EMBEDDINGS);

    private LearnerFacts() {}

    private static List<ModelEvidence> given(Learner learner) {
        return Arrays.stream(ModelEvidence.values())
                .filter(evidence -> evidence.isGivenBy(learner))
                .toList();
    }

    /** What its models give beside probabilities and embeddings. */
    static String brief(Learner learner) {
        String more = given(learner).stream()
                .filter(evidence -> !BY_EVERYBODY.contains(evidence))
                .map(evidence -> evidence.word().replaceAll("(gradient-norms|input-gradients)", "gradients"))
                .distinct()
                .collect(Collectors.joining(", "));
        return more.isEmpty() ? "–" : more;
    }

    /** The facts for people. */
    static Map<String, String> words(Learner learner) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put(
                "gives", given(learner).stream().map(one -> word(one, learner)).collect(Collectors.joining(", ")));
        facts.put(
                "rounds",
                learner.warm()
                        ? "goes on from the model of the round before (warm start)"
                        : "begins anew in every round");
        facts.put(
                "seed", learner.stochastic() ? "another seed gives another model" : "the same model whatever the seed");
        facts.put("weights", "rows may weigh more or less");
        return facts;
    }

    private static String word(ModelEvidence evidence, Learner learner) {
        return switch (evidence) {
            case SAMPLES ->
                learner.maxPasses() == Integer.MAX_VALUE
                        ? "samples (any number of passes)"
                        : "samples (%d passes at most)".formatted(learner.maxPasses());
            case HEAD -> "head (a linear last layer)";
            case HISTORY -> "history (%d moments of the training)".formatted(learner.moments());
            case PROBABILITIES, EMBEDDINGS, GRADIENT_NORMS, INPUT_GRADIENTS -> evidence.word();
        };
    }

    /** The facts for programs. */
    static Map<String, Object> values(Learner learner) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("gives", given(learner).stream().map(ModelEvidence::word).toList());
        facts.put("maxPasses", learner.maxPasses());
        facts.put("moments", learner.moments());
        facts.put("warm", learner.warm());
        facts.put("stochastic", learner.stochastic());
        facts.put("weights", true);
        return facts;
    }
}
