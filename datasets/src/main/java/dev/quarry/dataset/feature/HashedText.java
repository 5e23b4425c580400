package dev.quarry.dataset.feature;

import com.google.auto.service.AutoService;
import dev.quarry.dataset.Preparation;
import dev.quarry.part.Help;
import dev.quarry.part.Named;
import dev.quarry.part.Part;
import java.util.List;

/**
 * TF-IDF by hashing: no vocabulary is kept, a token's hash is its column.
 *
 * <p>A token is a run of letters and digits ({@link Character#isLetterOrDigit}), in lower case; everything else
 * separates. With {@code ngrams} 2, neighbouring tokens count as one more token, and so on. A column weighs
 * {@code tf · (ln((1 + n) / (1 + df)) + 1)}, where tf is the count of its tokens (1 + ln count if sublinear), n and df are
 * counted in the rows it is learnt from, and each row has Euclidean length 1 (a text without tokens is all 0).
 *
 * <p>Weinberger, Dasgupta, Langford, Smola, Attenberg. <i>Feature hashing for large scale multitask learning.</i> ICML
 * 2009.
 *
 * @param dimensions how many columns, 2 to 2²⁰
 * @param signed whether half of the tokens count negative, so that collisions cancel instead of adding up; without
 *     signs all features are in [0, 1], as naive Bayes needs
 * @param sublinear whether the count of a token enters by its logarithm
 * @param ngrams the longest run of tokens that counts as one, 1 to 3
 */
@AutoService(Part.class)
@Named(
        value = "hashed-text",
        summary = "TF-IDF of lower-case words, hashed to a fixed number of columns, rows of length 1.",
        formula = "tf · (ln((1 + n) / (1 + df)) + 1)",
        cost = "O(characters + n·d)",
        paper = "Weinberger et al. Feature hashing for large scale multitask learning. ICML 2009")
public record HashedText(
        @Help("number of columns, 2 to 1048576") int dimensions,
        @Help("whether half of the tokens count negative") boolean signed,
        @Help("whether a count enters by its logarithm") boolean sublinear,

        @Help("the longest run of words that counts as one, 1 to 3")
        int ngrams)
        implements TextFeatures {

    /** Checks the ranges. */
    public HashedText {
        if (dimensions < 2 || dimensions > 1 << 20) {
            throw new IllegalArgumentException("The dimensions (%d) must be 2 to 1048576.".formatted(dimensions));
        }
        if (ngrams < 1 || ngrams > 3) {
            throw new IllegalArgumentException("The ngrams (%d) must be 1, 2 or 3.".formatted(ngrams));
        }
    }

    /** 4,096 columns, without signs, sublinear, single words. */
    public HashedText() {
        this(1 << 12, false, true, 1);
    }

    @Override
    public Preparation of(List<String> texts) {
        return new HashedTexts(this, texts);
    }
}
