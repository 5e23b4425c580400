package dev.quarry.acquire;

/** An acquisition that can say what it will take, by its cost in elementary operations, before it looks at anything. */
public interface Estimated {

    /** What a choice of this size takes, evidence not counted. */
    Estimate estimate(Sizes sizes);
}
