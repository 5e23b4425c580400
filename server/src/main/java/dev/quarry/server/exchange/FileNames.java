package dev.quarry.server.exchange;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Names for files out of names that people gave: fit for every system, none twice in a folder. */
final class FileNames {

    private static final int LONGEST = 120;

    private final Set<String> taken = new HashSet<>();

    /** A name for a file or folder in {@code folder}; the second of the same name ends in {@code -2} and so on. */
    String fresh(String folder, String name) {
        String fit = fit(name);
        int dot = fit.lastIndexOf('.');
        String stem = dot > 0 ? fit.substring(0, dot) : fit;
        String ending = dot > 0 ? fit.substring(dot) : "";
        String wanted = fit;
        for (int i = 2; !taken.add((folder + "/" + wanted).toLowerCase(Locale.ROOT)); i++) {
            wanted = stem + "-" + i + ending;
        }
        return wanted;
    }

    /** Without folders, control characters and what some system forbids. */
    static String fit(String name) {
        String last = name.replace('\\', '/').replaceAll("/+$", "").replaceAll(".*/", "");
        String plain =
                last.replaceAll("[\\p{Cntrl}\\p{Cf}:*?\"<>|]", "_").strip().replaceAll("^\\.+|[. ]+$", "");
        String cut = plain.length() > LONGEST
                ? plain.substring(0, LONGEST - 20) + plain.substring(plain.length() - 20)
                : plain;
        boolean reserved = cut.toUpperCase(Locale.ROOT).matches("(CON|PRN|AUX|NUL|COM[0-9]|LPT[0-9])(\\..*)?");
        return cut.isEmpty() || reserved ? "_" + cut : cut;
    }
}
