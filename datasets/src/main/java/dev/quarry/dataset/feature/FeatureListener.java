package dev.quarry.dataset.feature;

/**
 * Is told how long work on features goes on, and may end it. Datasets are opened through many hands, so the listener is
 * not passed on but stands around the work: {@code FeatureListener.during(listener, () -> Datasets.open(…))}.
 */
@FunctionalInterface
public interface FeatureListener {

    /** Nobody listens. */
    FeatureListener NONE = (what, done, all) -> {};

    /**
     * So many items have their features. Comes at the start, with those that were kept from before, and after each batch,
     * from the thread that asked for the features.
     *
     * @param what the items, in a word
     * @param done of {@code all}
     */
    void progress(String what, int done, int all);

    /** Something that people should know and that stops nothing: a sentence. */
    default void note(String sentence) {}

    /** Whether to stop; what is computed is kept for the next time. */
    default boolean isCancelled() {
        return false;
    }

    /** The one around the calling code, or {@link #NONE}. */
    static FeatureListener current() {
        return FeatureListening.CURRENT.orElse(NONE);
    }

    /** Does some work while somebody listens. */
    static <T, X extends Throwable> T during(FeatureListener listener, ScopedValue.CallableOp<T, X> work) throws X {
        return ScopedValue.where(FeatureListening.CURRENT, listener).call(work);
    }
}
