package dev.quarry.cli;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A sign that means the same in the formulas of all acquisitions and strategies. */
enum Sign {
    PLACE("h(x)", "\\bh\\(|⊗ ?h", "the place of x: its embedding, or the representation below the last layer"),
    LARGEST("p₁, p₂", "p₁|p₂", "the largest and the second largest class probability of x"),
    MEMBERS("p_k, p̄", "p̄", "what member k of the committee or pass k says of x, and the mean of that"),
    LABELS("p_l", "\\bp_l\\b", "the probability of label l, each by itself"),
    CLASSES("p_c", "\\bp_c\\b", "the probability of class c"),
    ANSWER("ŷ", "ŷ", "the likeliest class"),
    UNIT("e_ŷ, e_c", "\\be_[ŷc]", "1 in that class and 0 in the others"),
    ENTROPY("H(p)", "\\bH\\(p|H\\(mean", "the entropy −Σ p·ln p"),
    DIVERGENCE("KL(p ‖ q)", "\\bKL\\(", "the divergence Σ p·ln(p / q)"),
    LENGTH("‖·‖", "‖[^‖]*[−∇hxw][^‖]*‖(?!₁)", "the Euclidean length"),
    LOSS("ℓ", "ℓ", "the logarithmic loss if that were the label"),
    OUTER("⊗", "⊗", "all products of the numbers of one with those of the other"),
    POSITIVE("(·)⁺", "\\)⁺", "0 where it is negative"),
    LABELLED("L, U", "\\b[LU] ?∪|∪ ?[LU]\\b|\\|[LU]\\||I\\([LU]\\)", "the labelled items, and the candidates");

    private final String sign;
    private final Pattern pattern;
    private final String words;

    Sign(String sign, String pattern, String words) {
        this.sign = sign;
        this.pattern = Pattern.compile(pattern);
        this.words = words;
    }

    /** The signs of a formula. */
    static List<Sign> of(String formula) {
        return Stream.of(values())
                .filter(one -> one.pattern.matcher(formula).find())
                .toList();
    }

    /** How it is written. */
    String sign() {
        return sign;
    }

    /** What it means. */
    String words() {
        return words;
    }
}
