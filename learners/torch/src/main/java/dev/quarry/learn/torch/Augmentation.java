package dev.quarry.learn.torch;

/** How pictures are varied while they are learnt from. */
public enum Augmentation {
    /** Not at all. */
    NONE,
    /**
     * Shifted by up to an eighth of the side in each direction (the mean colour comes in at the edge), and every other time
     * seen in a mirror.
     */
    CROP_FLIP
}
