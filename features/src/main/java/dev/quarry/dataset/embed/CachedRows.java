package dev.quarry.dataset.embed;

import dev.quarry.dataset.BadDataException;
import dev.quarry.dataset.feature.FeatureListener;
import dev.quarry.kernel.FloatMatrix;
import dev.quarry.kernel.Memory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The rows of items: those that the cache has, and those that are computed, batch by batch, each batch kept before the
 * next begins. Items of the same content share a row.
 */
final class CachedRows implements AutoCloseable {

    private final String what;
    private final @Nullable RowFile file;
    private final Map<ContentKey, Integer> slots = new HashMap<>();
    /** Of item i, where its row is. */
    private final int[] slotOf;
    /** Of the row in a slot, the first item that has it. */
    private final int[] itemOf;

    private final List<ContentKey> keys = new ArrayList<>();
    private final BitSet known = new BitSet();
    private float[] values = new float[0];
    private int cols;

    /** Computes rows. */
    interface Computing {

        /** The rows of a few items, one after the other. */
        float[] rows(int[] items) throws IOException;

        /** What an item is called in a sentence. */
        String name(int item);
    }

    private CachedRows(String what, @Nullable RowFile file, List<ContentKey> content) {
        this.what = what;
        this.file = file;
        slotOf = new int[content.size()];
        itemOf = new int[content.size()];
        for (int item = 0; item < slotOf.length; item++) {
            Integer slot = slots.putIfAbsent(content.get(item), keys.size());
            slotOf[item] = slot == null ? keys.size() : slot;
            if (slot == null) {
                itemOf[keys.size()] = item;
                keys.add(content.get(item));
            }
        }
    }

    /**
     * Reads from the cache what is there.
     *
     * @param what the items, in a word
     * @param description everything that decides a row, beside the content of its item
     * @param cache where rows are kept; empty for nowhere
     */
    static CachedRows open(String what, String description, List<ContentKey> content, Optional<Path> cache)
            throws IOException {
        RowFile file = cache.isEmpty() ? null : RowFile.open(CacheFolder.file(cache.get(), description), description);
        CachedRows rows = new CachedRows(what, file, content);
        if (rows.file != null) {
            rows.file.read(rows::found);
        }
        FeatureListener.current().progress(what, rows.known.cardinality(), rows.keys.size());
        return rows;
    }

    private void found(ContentKey key, float[] row) {
        Integer slot = slots.get(key);
        if (slot != null) {
            keep(slot, row, 0, row.length);
        }
    }

    private void keep(int slot, float[] rows, int from, int width) {
        if (cols == 0) {
            Memory.require(
                    (long) keys.size() * width * Float.BYTES, "The embedding of (%d) %s".formatted(keys.size(), what));
            cols = width;
            values = new float[Math.multiplyExact(keys.size(), width)];
        }
        System.arraycopy(rows, from, values, slot * cols, cols);
        known.set(slot);
    }

    /** One item of each content whose row is not known, ascending. */
    int[] missing() {
        return IntStream.range(0, keys.size())
                .filter(slot -> !known.get(slot))
                .map(slot -> itemOf[slot])
                .toArray();
    }

    /**
     * Computes rows, in batches that hold items of one group only.
     *
     * @throws CancellationException if the listener asks for it
     */
    void compute(List<int[]> groups, int batch, Computing computing) throws IOException {
        for (int[] group : groups) {
            for (int at = 0; at < group.length; ) {
                int[] items = new int[Math.min(batch, group.length - at)];
                int count = 0;
                for (; at < group.length && count < items.length; at++) {
                    if (!known.get(slotOf[group[at]])) { // another process may have been faster
                        items[count++] = group[at];
                    }
                }
                if (count > 0) {
                    computed(Arrays.copyOf(items, count), computing);
                }
            }
        }
    }

    private void computed(int[] items, Computing computing) throws IOException {
        if (FeatureListener.current().isCancelled()) {
            throw new CancellationException("The embedding of %s was cancelled after (%d) of (%d); these are kept."
                    .formatted(what, known.cardinality(), keys.size()));
        }
        float[] rows = computing.rows(items);
        int width = rows.length / items.length;
        for (int i = 0; i < rows.length; i++) {
            if (!Float.isFinite(rows[i])) {
                throw new BadDataException("The model gave (%s) for %s. Maybe it needs another normalisation."
                        .formatted(rows[i], computing.name(items[i / width])));
            }
        }
        if (file != null) {
            List<ContentKey> contents = Arrays.stream(items)
                    .mapToObj(item -> keys.get(slotOf[item]))
                    .toList();
            file.append(contents, rows, width, this::found);
        }
        for (int i = 0; i < items.length; i++) {
            keep(slotOf[items[i]], rows, i * width, width);
        }
        FeatureListener.current().progress(what, known.cardinality(), keys.size());
    }

    /** The rows of all items, shape [n, d]; [0, 0] where there are none. */
    FloatMatrix matrix() {
        int n = slotOf.length;
        if (n == keys.size()) {
            return FloatMatrix.wrap(values, n, cols);
        }
        return FloatMatrix.wrap(values, keys.size(), cols).select(slotOf);
    }

    @Override
    public void close() throws IOException {
        if (file != null) {
            file.close();
        }
    }
}
