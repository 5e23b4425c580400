package dev.quarry.dataset.feature;

import com.google.auto.service.AutoService;
import dev.quarry.dataset.Preparation;
import dev.quarry.part.Help;
import dev.quarry.part.Named;
import dev.quarry.part.Part;
import java.util.List;

/**
 * TF-IDF over a vocabulary that is learnt, one column for each term, named by it and in alphabetical order.
 *
 * <p>A word is a run of letters and digits ({@link Character#isLetterOrDigit}), in lower case; with {@code ngrams} 2,
 * neighbouring words are one more term, and so on. A column weighs {@code tf · (ln((1 + n) / (1 + df)) + 1)}, where tf is
 * how often its term occurs (1 + ln of it if sublinear), n and df are counted in the rows it is learnt from, and each row
 * has Euclidean length 1 (a text without known terms is all 0). The numbers are those of scikit-learn's {@code
 * TfidfVectorizer} with the same words.
 *
 * <p>With {@code dimensions} above 0, latent semantic analysis: the rows are projected on that many right singular
 * vectors of the pool's rows, which stay sparse meanwhile. The entry of greatest size of each vector is positive.
 *
 * <p>Salton, Buckley. <i>Term-weighting approaches in automatic text retrieval.</i> Information Processing &amp; Management
 * 24, 1988. Deerwester, Dumais, Furnas, Landauer, Harshman. <i>Indexing by latent semantic analysis.</i> JASIS 41, 1990.
 *
 * @param ngrams the longest run of words that is a term, 1 to 3
 * @param minDf in how many texts a term must occur, at least 1
 * @param maxDf in which share of the texts it may occur at most, above 0 to 1
 * @param maxFeatures how many terms there are at most, the most frequent ones (of equally frequent ones the first in the
 *     alphabet), at least 1
 * @param sublinear whether the count of a term enters by its logarithm
 * @param dimensions columns of the latent space; 0 for one column a term
 */
@AutoService(Part.class)
@Named(
        value = "tf-idf",
        summary = "TF-IDF of the words that occur, rows of length 1, in a latent space if wanted.",
        formula = "tf · (ln((1 + n) / (1 + df)) + 1)",
        cost = "O(characters + n·d), in a latent space O(characters + n·dimensions) and the search for its axes",
        paper = "Salton, Buckley. Term-weighting approaches in automatic text retrieval. IP&M 1988")
public record TfIdf(
        @Help("the longest run of words that is a term, 1 to 3")
        int ngrams,

        @Help("in how many texts a term must occur, at least 1")
        int minDf,

        @Help("in which share of the texts a term may occur at most, above 0 to 1")
        double maxDf,

        @Help("how many terms there are at most, at least 1")
        int maxFeatures,

        @Help("whether a count enters by its logarithm") boolean sublinear,

        @Help("columns of the latent space, 0 for one column a term")
        int dimensions)
        implements TextFeatures {

    /** Checks the ranges. */
    public TfIdf {
        if (ngrams < 1 || ngrams > 3) {
            throw new IllegalArgumentException("The ngrams (%d) must be 1, 2 or 3.".formatted(ngrams));
        }
        if (minDf < 1) {
            throw new IllegalArgumentException("The min-df (%d) must be at least 1.".formatted(minDf));
        }
        if (!(maxDf > 0 && maxDf <= 1)) {
            throw new IllegalArgumentException("The max-df (%s) must be above 0 and at most 1.".formatted(maxDf));
        }
        if (maxFeatures < 1) {
            throw new IllegalArgumentException("The max-features (%d) must be at least 1.".formatted(maxFeatures));
        }
        if (dimensions < 0) {
            throw new IllegalArgumentException("The dimensions (%d) must not be negative.".formatted(dimensions));
        }
    }

    /** Single words that occur in two texts or more, the 4,096 most frequent of them, sublinear, a column each. */
    public TfIdf() {
        this(1, 2, 1, 4096, true, 0);
    }

    @Override
    public Preparation of(List<String> texts) {
        return new WeightedTexts(this, texts);
    }
}
