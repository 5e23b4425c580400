package dev.quarry.learn.torch;

/** What is learnt about the input from the labelled rows before anything else. */
public enum Scaling {
    /** Each column to mean 0 and variance 1; a column that is the same in all rows says nothing. For tables. */
    COLUMNS,
    /** All columns by one mean and one variance. For pixels, embeddings and words. */
    TOGETHER,
    /** Nothing: rows are used as they are. */
    NONE
}
