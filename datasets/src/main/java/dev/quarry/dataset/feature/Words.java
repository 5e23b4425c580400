package dev.quarry.dataset.feature;

import java.util.ArrayList;
import java.util.List;

/** What a word is: a run of letters and digits, in lower case. Everything else separates. */
final class Words {

    private Words() {}

    /** Told of the words of a text, letter by letter. */
    interface Reader {
        /** One code point of a word. */
        void letter(int lowerCase);

        /** A word is complete. */
        void end();
    }

    static void read(String text, Reader reader) {
        boolean inside = false;
        for (int at = 0; at < text.length(); ) {
            int point = text.codePointAt(at);
            at += Character.charCount(point);
            if (Character.isLetterOrDigit(point)) {
                reader.letter(Character.toLowerCase(point));
                inside = true;
            } else if (inside) {
                reader.end();
                inside = false;
            }
        }
        if (inside) {
            reader.end();
        }
    }

    /** The words of a text and its runs of up to {@code longest} words, with a blank between them. */
    static List<String> runs(String text, int longest) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        read(text, new Reader() {
            @Override
            public void letter(int lowerCase) {
                word.appendCodePoint(lowerCase);
            }

            @Override
            public void end() {
                words.add(word.toString());
                word.setLength(0);
            }
        });
        if (longest == 1) {
            return words;
        }
        List<String> runs = new ArrayList<>();
        for (int first = 0; first < words.size(); first++) {
            for (int last = first; last < Math.min(words.size(), first + longest); last++) {
                runs.add(String.join(" ", words.subList(first, last + 1)));
            }
        }
        return runs;
    }
}
