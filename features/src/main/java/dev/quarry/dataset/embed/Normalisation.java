package dev.quarry.dataset.embed;

import java.util.List;

/** What is subtracted from each colour in [0, 1], and what it is then divided by: what the network was trained with. */
public enum Normalisation {

    /** Nothing. */
    NONE(List.of(0.0), List.of(1.0)),

    /** The means and standard deviations of ImageNet, as most networks for pictures have them. */
    IMAGENET(List.of(0.485, 0.456, 0.406), List.of(0.229, 0.224, 0.225)),

    /** Those of CLIP. */
    CLIP(List.of(0.48145466, 0.4578275, 0.40821073), List.of(0.26862954, 0.26130258, 0.27577711)),

    /** To [−1, 1], as Inception, SigLIP and some vision transformers have it. */
    HALF(List.of(0.5), List.of(0.5));

    @SuppressWarnings("ImmutableEnumChecker") // those of List.of
    private final List<Double> mean;

    @SuppressWarnings("ImmutableEnumChecker")
    private final List<Double> deviation;

    Normalisation(List<Double> mean, List<Double> deviation) {
        this.mean = mean;
        this.deviation = deviation;
    }

    /** What is subtracted: one number for red, green and blue each, or one for all. */
    List<Double> mean() {
        return mean;
    }

    /** What it is divided by. */
    List<Double> deviation() {
        return deviation;
    }
}
