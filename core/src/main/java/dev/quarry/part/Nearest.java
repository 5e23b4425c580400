package dev.quarry.part;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** Which known names somebody may have meant. */
public final class Nearest {

    private Nearest() {}

    /** Up to three names that differ by a few letters or contain what was written: {@code (a) or (b)}; possibly empty. */
    public static String to(String name, List<String> known) {
        return known.stream()
                .filter(candidate -> distance(name, candidate) <= Math.max(2, name.length() / 3)
                        || (name.length() > 2 && candidate.contains(name)))
                .sorted(Comparator.comparingInt((String candidate) -> distance(name, candidate))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(3)
                .map("(%s)"::formatted)
                .collect(Collectors.joining(" or "));
    }

    /** How many letters must be put in, left out or changed to make one of the other. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
