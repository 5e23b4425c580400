package dev.quarry.server.teach;

import dev.quarry.learn.Learner;
import dev.quarry.part.Parts;
import dev.quarry.server.project.Project;
import dev.quarry.strategy.Strategy;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * How a project is taught: what is fitted, what chooses, and how much is asked at a time. A setting of the project.
 *
 * @param learner the text of the learner
 * @param strategy the text of the strategy that chooses once there is a model
 * @param batch how many items are asked for at a time, 1 to 500
 * @param checkShare the share of items that are drawn at random to know how good the model is, in [0, 0.5]
 * @param recheckShare the share of labels taken over unseen that are asked again, in [0, 1]
 * @param weakWeight how much a weak label counts beside one that a person gave, in [0, 1]
 * @param implicitWeight the same of a label that a person let stand, in [0, 1]
 * @param coldEach how many labels of each class there are before the first model, 1 to 100
 * @param coldStrategy the text of the strategy that chooses before there is a model
 * @param seed of everything random
 * @param retrainAfter how many new labels begin a new training, from 1 on; null: a batch, but at least 5
 */
public record Teaching(
        String learner,
        String strategy,
        int batch,
        double checkShare,
        double recheckShare,
        double weakWeight,
        double implicitWeight,
        int coldEach,
        String coldStrategy,
        long seed,
        @Nullable Integer retrainAfter) {

    /** The setting that holds it. */
    public static final String KEY = "teaching";

    /** What is so where nobody said otherwise. */
    public static final Teaching STANDARD = new Teaching(
            "random-forest",
            "prefilter{factor: 10, by: margin, of: ranked-batch}",
            5,
            0.1,
            0.03,
            0.2,
            1,
            3,
            "subpool{size: 10000, of: typiclust}",
            0,
            null);

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private static final int LARGEST_BATCH = 500;
    private static final int MOST_EACH = 100;
    private static final int FEWEST_NEW = 5;

    /** States the rules of the numbers; {@link #require} those of the texts. */
    public Teaching {
        within("batch", batch, 1, LARGEST_BATCH);
        within("coldEach", coldEach, 1, MOST_EACH);
        within("checkShare", checkShare, 0, 0.5);
        within("recheckShare", recheckShare, 0, 1);
        within("weakWeight", weakWeight, 0, 1);
        within("implicitWeight", implicitWeight, 0, 1);
        if (retrainAfter != null && retrainAfter < 1) {
            throw new IllegalArgumentException(
                    "The setting (retrainAfter) must be at least 1, not (%d).".formatted(retrainAfter));
        }
    }

    private static void within(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    "The setting (%s) must be from %d to %d, not (%d).".formatted(name, least, most, value));
        }
    }

    private static void within(String name, double value, double least, double most) {
        if (!(value >= least && value <= most)) {
            throw new IllegalArgumentException(
                    "The setting (%s) must be from %s to %s, not (%s).".formatted(name, least, most, value));
        }
    }

    /** How a project is taught. */
    public static Teaching of(Project project) {
        return project.setting(KEY).map(Teaching::read).orElse(STANDARD);
    }

    /**
     * What a text says.
     *
     * @throws IllegalArgumentException if it does not say it
     */
    public static Teaching read(String json) {
        try {
            return JSON.readValue(json, Teaching.class);
        } catch (JacksonException e) {
            if (e.getCause() instanceof IllegalArgumentException broken) {
                throw broken;
            }
            throw new IllegalArgumentException(
                    "The setting (%s) cannot be read: %s.".formatted(KEY, e.getOriginalMessage()), e);
        }
    }

    /** The text of it. */
    public String write() {
        return JSON.writeValueAsString(this);
    }

    /**
     * Asserts that the texts mean parts that go together.
     *
     * @throws IllegalArgumentException if they do not, with the reason
     */
    public Teaching require() {
        Pairing.require(fitted(), warm());
        Pairing.requireCold(cold());
        return this;
    }

    /** The learner. */
    public Learner fitted() {
        return Parts.read(Learner.class, learner);
    }

    /** What chooses once there is a model. */
    public Strategy warm() {
        return Parts.read(Strategy.class, strategy);
    }

    /** What chooses before there is a model. */
    public Strategy cold() {
        return Parts.read(Strategy.class, coldStrategy);
    }

    /** How many new labels begin a new training. */
    public int newLabels() {
        return retrainAfter == null ? Math.max(FEWEST_NEW, batch) : retrainAfter;
    }
}
