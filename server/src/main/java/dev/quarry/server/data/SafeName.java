package dev.quarry.server.data;

import java.util.Set;
import java.util.regex.Pattern;

/** Names of files as strangers send them: what may stand in one, and how it is shown. */
final class SafeName {

    private static final int LONGEST = 1_024;
    private static final int MOST_SHOWN = 200;
    private static final Pattern DRIVE = Pattern.compile("^[A-Za-z]:.*", Pattern.DOTALL);
    private static final Set<String> PASSED_OVER = Set.of("__MACOSX", "Thumbs.db", "desktop.ini");

    private SafeName() {}

    /**
     * A path below a folder, with slashes.
     *
     * @throws IllegalArgumentException if it leads elsewhere or is no name
     */
    static String of(String given) {
        String name = given.replace('\\', '/');
        if (name.isEmpty() || name.length() > LONGEST) {
            throw new IllegalArgumentException("The name (%s) of a file has between 1 and (%d) characters, not (%d)."
                    .formatted(shown(name), LONGEST, name.length()));
        }
        if (name.startsWith("/") || DRIVE.matcher(name).matches()) {
            throw refused(given, "begins at the root of a disk");
        }
        if (name.indexOf('\0') >= 0) {
            throw refused(given, "holds a NUL character");
        }
        if (name.indexOf(':') >= 0) {
            throw refused(given, "holds a colon");
        }
        for (String part : name.split("/", -1)) {
            if (part.equals("..") || part.equals(".") || part.isBlank()) {
                throw refused(given, "leads out of its folder");
            }
        }
        return name;
    }

    private static IllegalArgumentException refused(String given, String why) {
        return new IllegalArgumentException("The name (%s) %s, so the file is refused.".formatted(shown(given), why));
    }

    /** The name without what would make a line of text look like another one. */
    static String shown(String name) {
        return name.length() <= MOST_SHOWN ? clean(name) : clean(name.substring(0, MOST_SHOWN)) + "…";
    }

    /** The name without controls, and without what turns the direction of writing. */
    static String clean(String name) {
        StringBuilder shown = new StringBuilder();
        name.codePoints().forEach(c -> {
            int type = Character.getType(c);
            boolean odd = type == Character.CONTROL || type == Character.FORMAT || type == Character.SURROGATE;
            shown.appendCodePoint(odd ? '\uFFFD' : c);
        });
        return shown.toString();
    }

    /** Whether a file is one that systems leave about, of which nobody wants to hear. */
    static boolean isPassedOver(String name) {
        for (String part : name.split("/", -1)) {
            if (part.startsWith(".") || PASSED_OVER.contains(part)) {
                return true;
            }
        }
        return false;
    }
}
