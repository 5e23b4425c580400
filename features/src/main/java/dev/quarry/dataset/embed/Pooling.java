package dev.quarry.dataset.embed;

/** How one row is made where a network gives several for an item. */
public enum Pooling {

    /** There is one already. */
    NONE,

    /** That of the first token, which stands for the whole item in BERT and in vision transformers. */
    CLS,

    /** The mean over all tokens of the item, padding left out, or over all places of a map of features. */
    MEAN
}
