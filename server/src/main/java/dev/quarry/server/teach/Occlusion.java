package dev.quarry.server.teach;

import dev.quarry.kernel.FloatMatrix;
import dev.quarry.kernel.Workers;
import dev.quarry.learn.Model;
import dev.quarry.server.event.Fact;
import dev.quarry.server.feature.FeatureBuilder;
import dev.quarry.server.item.Item;
import dev.quarry.server.project.Project;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which words of a text speak for a class, whatever the model is: each word is left out wherever it stands, and the words
 * whose absence makes the class less likely speak for it.
 */
public final class Occlusion {

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}\\p{M}'’_-]*");
    private static final int MOST_WORDS = 200;
    private static final int SHOWN = 10;

    private final Teacher teacher;
    private final FeatureBuilder features;

    /** Asks the models of this teacher. */
    public Occlusion(Teacher teacher, FeatureBuilder features) {
        this.teacher = teacher;
        this.features = features;
    }

    /**
     * What was found.
     *
     * @param model the number of the model that was asked
     * @param label the number of the class
     * @param probability of the class with all words
     * @param tried how many different words were left out, one after the other
     * @param different how many different words the text has
     * @param words those that speak for the class, the strongest first
     */
    public record Spoken(int model, int label, double probability, int tried, int different, List<Word> words) {}

    /**
     * A word.
     *
     * @param drop how much less likely the class is without it, above 0
     * @param places where it stands
     */
    public record Word(String word, double drop, List<Place> places) {}

    /**
     * Where a word stands.
     *
     * @param from its first character, counted in UTF-16 from 0
     * @param to the one behind it
     */
    public record Place(int from, int to) {}

    /**
     * The words that speak for a class.
     *
     * @param label the number of the class; null for the one that the model holds likeliest
     * @throws IllegalStateException if there is no model, or it cannot be asked about another text
     * @throws IllegalArgumentException if the model does not know the class
     */
    public Spoken words(Project project, Item item, @Nullable Integer label) throws IOException {
        Fact.Trained trained = project.model()
                .orElseThrow(() -> new IllegalStateException("There is no model yet that words could speak to."));
        Model model = teacher.known(project, trained)
                .orElseThrow(() -> new IllegalStateException(
                        "The file of the model (%d) is gone. Maybe train again.".formatted(trained.number())));
        if (label != null && label >= model.classes()) {
            throw new IllegalArgumentException("The model (%d) does not know the class (%d). Maybe train again."
                    .formatted(trained.number(), label));
        }
        String text = item.content() == null ? "" : item.content();
        Map<String, List<Place>> places = places(text);
        List<String> tried = places.keySet().stream().limit(MOST_WORDS).toList();
        List<String> texts = new ArrayList<>(List.of(text));
        for (String word : tried) {
            texts.add(without(text, places.getOrDefault(word, List.of())));
        }
        FloatMatrix rows = features.ofTexts(project, item, texts, trained.features());
        FloatMatrix said =
                Workers.using(Lesson.threads(), () -> model.probabilities(rows).toFloat());
        int asked = label == null ? likeliest(said) : label;
        List<Word> words = new ArrayList<>();
        for (int i = 0; i < tried.size(); i++) {
            double drop = said.get(0, asked) - said.get(i + 1, asked);
            if (drop > 0) {
                words.add(new Word(tried.get(i), drop, places.getOrDefault(tried.get(i), List.of())));
            }
        }
        words.sort(Comparator.comparingDouble(Word::drop).reversed());
        return new Spoken(
                trained.number(),
                asked,
                said.get(0, asked),
                tried.size(),
                places.size(),
                words.subList(0, Math.min(SHOWN, words.size())));
    }

    private static int likeliest(FloatMatrix said) {
        int best = 0;
        for (int c = 1; c < said.cols(); c++) {
            best = said.get(0, c) > said.get(0, best) ? c : best;
        }
        return best;
    }

    /** Every different word with its places, in the order in which they come; capitals make no difference. */
    private static Map<String, List<Place>> places(String text) {
        Map<String, List<Place>> places = new LinkedHashMap<>();
        Matcher matcher = WORD.matcher(text);
        while (matcher.find()) {
            places.computeIfAbsent(matcher.group().toLowerCase(Locale.ROOT), key -> new ArrayList<>())
                    .add(new Place(matcher.start(), matcher.end()));
        }
        return places;
    }

    private static String without(String text, List<Place> places) {
        StringBuilder rest = new StringBuilder();
        int at = 0;
        for (Place place : places) {
            rest.append(text, at, place.from);
            at = place.to;
        }
        return rest.append(text, at, text.length()).toString();
    }
}
