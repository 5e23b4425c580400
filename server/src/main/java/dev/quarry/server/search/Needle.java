package dev.quarry.server.search;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * A text to look for in texts that are in small letters.
 *
 * @param bytes what is looked for in small letters, a character for each byte of its UTF-8
 * @param wordStart whether it must begin where a word begins
 * @param wordEnd whether it must end where a word ends
 */
record Needle(String bytes, boolean wordStart, boolean wordEnd) {

    static Needle of(Query.Value value) {
        String small = value.text().toLowerCase(Locale.ROOT);
        boolean begins = !value.part() && Character.isLetterOrDigit(small.codePointAt(0));
        boolean ends =
                !value.part() && value.quoted() && Character.isLetterOrDigit(small.codePointBefore(small.length()));
        return new Needle(bytes(small), begins, ends);
    }

    private static String bytes(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    /** Whether it stands in a text as people write it. */
    boolean in(String text) {
        String all = bytes(text.toLowerCase(Locale.ROOT));
        for (int at = all.indexOf(bytes); at >= 0; at = all.indexOf(bytes, at + 1)) {
            if (fits(all, at, 0, all.length())) {
                return true;
            }
        }
        return false;
    }

    /** Whether it may stand at {@code at} of a page, in a text that begins and ends there. */
    boolean fits(String page, int at, int from, int to) {
        int end = at + bytes.length();
        return end <= to
                && (!wordStart || at == from || !isWord(page.charAt(at - 1)))
                && (!wordEnd || end == to || !isWord(page.charAt(end)));
    }

    /** Small letters and digits; a byte of anything that is not ASCII counts as a letter. */
    private static boolean isWord(char c) {
        return c >= 0x80 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z');
    }
}
