package dev.quarry.dataset.read;

/** Numbers out of characters, without an object each. */
final class Numbers {

    private static final double[] TENS = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22
    };

    /** Above this a whole number of digits is not exact as float64. */
    private static final long EXACT = 1L << 53;

    private Numbers() {}

    /** The decimal number that the characters are, correctly rounded; NaN if they are none (or not finite as float32). */
    static double parse(char[] text, int from, int to) {
        int at = from;
        boolean negative = at < to && text[at] == '-';
        if (at < to && (text[at] == '-' || text[at] == '+')) {
            at++;
        }
        long digits = 0;
        int seen = 0;
        int scale = 0;
        boolean point = false;
        for (; at < to; at++) {
            char c = text[at];
            if (c >= '0' && c <= '9') {
                if (digits >= EXACT / 10) {
                    return slowly(text, from, to);
                }
                digits = 10 * digits + (c - '0');
                seen++;
                scale += point ? 1 : 0;
            } else if (c == '.' && !point) {
                point = true;
            } else {
                return seen > 0 && (c == 'e' || c == 'E') ? slowly(text, from, to) : Double.NaN;
            }
        }
        if (seen == 0) {
            return Double.NaN;
        }
        if (scale >= TENS.length) {
            return slowly(text, from, to);
        }
        double value = digits / TENS[scale]; // both exact, so the quotient is rounded once
        return inFloatRange(negative ? -value : value);
    }

    private static double slowly(char[] text, int from, int to) {
        for (int i = from; i < to; i++) {
            char c = text[i];
            if (!(c >= '0' && c <= '9') && "+-.eE".indexOf(c) < 0) {
                return Double.NaN; // Java would also take 1f, 0x1p3, Infinity
            }
        }
        try {
            return inFloatRange(Double.parseDouble(new String(text, from, to - from)));
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    private static double inFloatRange(double value) {
        return Float.isFinite((float) value) ? value : Double.NaN;
    }
}
