package dev.quarry.server.data;

/** Numbers as people write them into tables. */
final class Numbers {

    private Numbers() {}

    /** The number of a cell; NaN where it is none. */
    static double of(String cell) {
        int length = cell.length();
        if (length == 0 || length > 32) {
            return Double.NaN;
        }
        boolean digit = false;
        for (int i = 0; i < length; i++) {
            char c = cell.charAt(i);
            digit |= c >= '0' && c <= '9';
            boolean part = (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '+' || c == 'e' || c == 'E';
            if (!part) {
                return Double.NaN;
            }
        }
        if (!digit) {
            return Double.NaN;
        }
        try {
            double value = Double.parseDouble(cell);
            return Float.isFinite((float) value) ? value : Double.NaN;
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    /** Whether a cell says that its value is not known. */
    static boolean isMissing(String cell) {
        return cell.isEmpty()
                || cell.equals("?")
                || cell.equals("NA")
                || cell.equalsIgnoreCase("nan")
                || cell.equalsIgnoreCase("null");
    }
}
