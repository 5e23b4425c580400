package dev.quarry.server.search;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Many texts as UTF-8, one after the other in a few large pages: 12 bytes beside the text itself for each.
 *
 * <p>A page is held as a string with a character for each byte, since strings are searched many bytes at a time.
 */
final class Texts {

    private static final int PAGE = 1 << 24;
    private static final int SHIFT = 24;

    private final List<String> pages = new ArrayList<>();
    private byte[] filling = new byte[0];
    private long[] places;
    private int[] lengths;
    private int size;
    private int used;
    private long bytes;

    Texts(int expected) {
        places = new long[expected];
        lengths = new int[expected];
    }

    /** Adds a text; one that is longer than {@code most} bytes is cut at a character. */
    void add(String text, int most) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        int length = utf8.length;
        if (length > most) {
            length = most;
            while (length > 0 && (utf8[length] & 0xC0) == 0x80) {
                length--;
            }
        }
        if (used + length > filling.length) {
            finish();
            filling = new byte[PAGE];
        }
        if (size == places.length) {
            places = Arrays.copyOf(places, size + size / 2 + 16);
            lengths = Arrays.copyOf(lengths, places.length);
        }
        System.arraycopy(utf8, 0, filling, used, length);
        places[size] = ((long) pages.size() << SHIFT) | used;
        lengths[size++] = length;
        used += length;
        bytes += length;
    }

    /** Ends the page that is being filled; must be called before the texts are read. */
    void finish() {
        if (filling.length > 0) {
            pages.add(new String(filling, 0, used, StandardCharsets.ISO_8859_1));
            filling = new byte[0];
            used = 0;
        }
    }

    int size() {
        return size;
    }

    long bytes() {
        return bytes + 12L * places.length;
    }

    String get(int row) {
        byte[] utf8 = page(row).substring(start(row), end(row)).getBytes(StandardCharsets.ISO_8859_1);
        return new String(utf8, StandardCharsets.UTF_8);
    }

    private String page(int row) {
        return pages.get(number(row));
    }

    private int number(int row) {
        return (int) (places[row] >>> SHIFT);
    }

    private int start(int row) {
        return (int) places[row] & (PAGE - 1);
    }

    private int end(int row) {
        return start(row) + lengths[row];
    }

    /** Where the first line of a text ends, in bytes from its beginning. */
    private int firstLine(int row) {
        int at = page(row).indexOf('\n', start(row), end(row));
        return at < 0 ? lengths[row] : at - start(row);
    }

    /** Whether a text has more than its first line. */
    boolean hasMore(int row) {
        return firstLine(row) + 1 < lengths[row];
    }

    /** The place of each first line among all of them; equal ones have the same. */
    int[] ranks() {
        int[] rows = RowOrder.sorted(IntStream.range(0, size).toArray(), this::compare);
        int[] ranks = new int[size];
        for (int i = 1; i < size; i++) {
            ranks[rows[i]] = ranks[rows[i - 1]] + (compare(rows[i - 1], rows[i]) == 0 ? 0 : 1);
        }
        return ranks;
    }

    /** The order of the bytes of the first lines, which is that of the characters. */
    private int compare(int a, int b) {
        String pageA = page(a);
        String pageB = page(b);
        int startA = start(a);
        int startB = start(b);
        int least = Math.min(lengths[a], lengths[b]);
        for (int i = 0; i < least; i++) {
            char one = pageA.charAt(startA + i);
            int order = one - pageB.charAt(startB + i);
            if (order != 0) {
                return order;
            } else if (one == '\n') {
                return 0;
            }
        }
        return Integer.compare(lengths[a], lengths[b]);
    }

    /** Where in a text something must stand. */
    enum Part {
        /** Anywhere. */
        ALL,
        /** In the first line. */
        FIRST_LINE,
        /** Behind the first line. */
        REST
    }

    /** All texts in which something stands. */
    RowSet with(Needle needle, Part part) {
        return RowSet.filled(size, (from, to, words) -> look(needle, part, from, to, words));
    }

    private void look(Needle needle, Part part, int from, int to, long[] words) {
        int row = from;
        while (row < to) {
            int last = row;
            while (last + 1 < to && number(last + 1) == number(row)) {
                last++;
            }
            lookInPage(needle, part, row, last, words);
            row = last + 1;
        }
    }

    /** Rows {@code from} to {@code last}, inclusive, of one page. */
    private void lookInPage(Needle needle, Part part, int from, int last, long[] words) {
        String page = page(from);
        int end = end(last);
        int row = from;
        int at = start(from);
        while (at < end) {
            int hit = page.indexOf(needle.bytes(), at, end);
            if (hit < 0) {
                return;
            }
            while (end(row) <= hit) {
                row++;
            }
            if (needle.fits(page, hit, start(row), end(row)) && stands(part, row, hit - start(row))) {
                words[row >> 6] |= 1L << row;
                at = end(row);
            } else {
                at = hit + 1;
            }
        }
    }

    private boolean stands(Part part, int row, int at) {
        return switch (part) {
            case ALL -> true;
            case FIRST_LINE -> at < firstLine(row);
            case REST -> at > firstLine(row);
        };
    }
}
