package dev.quarry.acquire;

/**
 * Elementary operations. What one of them takes is measured on the machine at hand.
 *
 * @param products multiply-adds of blocked matrix products, which bound many distances at once
 * @param distances multiply-adds of distances that are measured one by one
 * @param logs logarithms
 * @param numbers numbers that are read, compared or added one by one
 * @param checks numbers of evidence that are checked before anything is chosen by them
 */
public record Work(double products, double distances, double logs, double numbers, double checks) {

    /** Nothing to do. */
    public static final Work NONE = new Work(0, 0, 0, 0, 0);

    /** So many multiply-adds of products. */
    public static Work products(double count) {
        return new Work(count, 0, 0, 0, 0);
    }

    /** So many multiply-adds of single distances. */
    public static Work distances(double count) {
        return new Work(0, count, 0, 0, 0);
    }

    /** So many logarithms. */
    public static Work logs(double count) {
        return new Work(0, 0, count, 0, 0);
    }

    /** So many numbers. */
    public static Work numbers(double count) {
        return new Work(0, 0, 0, count, 0);
    }

    /** So many numbers of evidence. */
    public static Work checks(double count) {
        return new Work(0, 0, 0, 0, count);
    }

    /** Both. */
    public Work plus(Work other) {
        return new Work(
                products + other.products,
                distances + other.distances,
                logs + other.logs,
                numbers + other.numbers,
                checks + other.checks);
    }

    /** The same so many times. */
    public Work times(double factor) {
        return new Work(products * factor, distances * factor, logs * factor, numbers * factor, checks * factor);
    }
}
