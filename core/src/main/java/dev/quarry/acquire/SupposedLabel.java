package dev.quarry.acquire;

/** Which label stands in for the unknown one of a candidate. */
public enum SupposedLabel {
    /** Each label as probable as the model says: the expectation over them. */
    EXPECTED,
    /** The likeliest label, the lowest one where several are. */
    LIKELIEST;

    /** The value for a candidate, from the value for each supposed label. */
    double of(double[] probabilities, double[] values) {
        if (this == LIKELIEST) {
            int likeliest = 0;
            for (int c = 1; c < probabilities.length; c++) {
                likeliest = probabilities[c] > probabilities[likeliest] ? c : likeliest;
            }
            return values[likeliest];
        }
        double sum = 0;
        for (int c = 0; c < probabilities.length; c++) {
            sum += probabilities[c] * values[c];
        }
        return sum;
    }
}
