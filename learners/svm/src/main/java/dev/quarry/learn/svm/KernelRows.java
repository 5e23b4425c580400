package dev.quarry.learn.svm;

import dev.quarry.kernel.Memory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The similarities of all training rows to each other, a row of m float32 numbers at a time, when first asked for. All
 * pairs of classes and all folds share them. Rows that would take more than half the memory budget are computed anew
 * each time, with the same bits.
 */
final class KernelRows {

    private final DistinctRows rows;
    private final Similarity similarity;
    private final AtomicReferenceArray<float[]> known;
    private final AtomicInteger left;

    KernelRows(DistinctRows rows, Similarity similarity) {
        this(rows, similarity, Memory.budget() / 2);
    }

    /** Keeps rows of up to {@code bytes} bytes. */
    KernelRows(DistinctRows rows, Similarity similarity, long bytes) {
        this.rows = rows;
        this.similarity = similarity;
        this.known = new AtomicReferenceArray<>(rows.size());
        this.left = new AtomicInteger((int) Math.min(rows.size(), bytes / ((long) rows.size() * Float.BYTES + 32)));
    }

    /** The similarities of a row to all rows. Not to be written to. */
    float[] row(int row) {
        float[] ready = known.get(row);
        if (ready != null) {
            return ready;
        }
        float[] fresh = new float[rows.size()];
        for (int other = 0; other < fresh.length; other++) {
            fresh[other] = between(row, other);
        }
        if (left.getAndDecrement() > 0) {
            known.set(row, fresh);
        } else {
            left.incrementAndGet();
        }
        return fresh;
    }

    /** The similarity of a row to itself. */
    double self(int row) {
        return between(row, row);
    }

    private float between(int row, int other) {
        int d = rows.width();
        float between = (float) similarity.of(rows.values(), row * d, rows.values(), other * d, d);
        if (!Float.isFinite(between)) {
            throw new IllegalArgumentException(
                    "The learner (svm) cannot be fitted: the similarity of two rows is (%s). Maybe scale the columns first."
                            .formatted(between));
        }
        return between;
    }
}
