package dev.quarry.dataset.feature;

import java.util.Arrays;

/** The tokens of one text, as 64-bit hashes: its words and runs of words. */
final class Tokens implements Words.Reader {

    private static final long START = 0xCBF29CE484222325L;
    private static final long PRIME = 0x100000001B3L;

    private final int ngrams;
    private long[] words = new long[64];
    private long[] hashes = new long[64];
    private int size;
    private long word;
    private int found;

    Tokens(int ngrams) {
        this.ngrams = ngrams;
    }

    /** Replaces what is held by the tokens of a text. */
    void of(String text) {
        int count = words(text);
        size = 0;
        for (int first = 0; first < count; first++) {
            long hash = START;
            for (int last = first; last < Math.min(count, first + ngrams); last++) {
                hash = last == first ? words[first] : (mix(hash) ^ words[last]) * PRIME;
                hashes = size == hashes.length ? Arrays.copyOf(hashes, 2 * size) : hashes;
                hashes[size++] = mix(hash);
            }
        }
    }

    private int words(String text) {
        found = 0;
        word = START;
        Words.read(text, this);
        return found;
    }

    @Override
    public void letter(int lowerCase) {
        word = (word ^ lowerCase) * PRIME;
    }

    @Override
    public void end() {
        add(word, found++);
        word = START;
    }

    private void add(long hash, int at) {
        words = at == words.length ? Arrays.copyOf(words, 2 * at) : words;
        words[at] = hash;
    }

    int size() {
        return size;
    }

    long hash(int token) {
        return hashes[token];
    }

    private static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
