package dev.quarry.evidence;

import dev.quarry.item.Items;
import dev.quarry.kernel.Matrix;
import java.util.BitSet;
import java.util.stream.IntStream;

/**
 * Evidence about some of the candidates. What was valid stays valid, so nothing is checked again. Rows in memory are
 * copied, O(rows · columns); ascending rows of a file stay there.
 */
public final class Slices {

    private Slices() {}

    /**
     * The evidence about some candidates, in the given order. The labelled items stay.
     *
     * @param kind what is wanted of it: one of the interfaces of this package other than {@link Evidence}; the rest of
     *     the evidence is left behind
     * @param rows rows of the evidence, without repetition
     * @throws IllegalArgumentException if the evidence is not of that kind
     */
    public static <E extends Evidence> E of(Evidence evidence, Class<E> kind, int[] rows) {
        return slice(evidence, kind, rows.clone(), new int[0]);
    }

    /**
     * The evidence after some candidates became labelled items: they are candidates no longer, and where the evidence
     * has a space their places follow those of the items that were labelled before, in the given order. Their labels are
     * not known, so a {@link TrainingHistory} of labelled items, label sets and annotations stay as they were; the target
     * of a number is taken to be its prediction.
     *
     * @param kind what is wanted of it, as in {@link #of}
     * @param rows rows of the evidence, without repetition
     */
    public static <E extends Evidence> E labelling(Evidence evidence, Class<E> kind, int[] rows) {
        BitSet leaving = new BitSet(evidence.size());
        for (int row : rows) {
            leaving.set(row);
        }
        int[] staying = IntStream.range(0, evidence.size())
                .filter(row -> !leaving.get(row))
                .toArray();
        return slice(evidence, kind, staying, rows.clone());
    }

    private static <E extends Evidence> E slice(Evidence evidence, Class<E> kind, int[] rows, int[] labelled) {
        if (TaughtEmbeddings.class.isAssignableFrom(kind)) {
            return kind.cast(taught(evidence, kind, rows, labelled));
        }
        Items items = evidence.items().select(rows);
        if (kind == LatentPredictions.class && evidence instanceof LatentPredictions given) {
            return kind.cast(latent(items, given, rows, labelled));
        } else if (kind == HeadedPredictions.class && evidence instanceof HeadedPredictions given) {
            return kind.cast(new Given.OfHeaded(latent(items, given, rows, labelled), given.head()));
        } else if (kind == TargetedEmbeddings.class && evidence instanceof TargetedEmbeddings given) {
            Embeddings cut = places(items, given, rows, labelled);
            return kind.cast(new Given.OfTargeted(cut, given.wanted(), given.avoided()));
        } else if (kind == Embeddings.class && evidence instanceof Embeddings given) {
            return kind.cast(places(items, given, rows, labelled));
        } else if (kind == SampledProbabilities.class && evidence instanceof SampledProbabilities given) {
            SampledProbabilities cut =
                    new Given.OfSamples(items, given.samples().among(rows), given.members(), given.joint());
            return kind.cast(given.targets().map(cut::withTargets).orElse(cut));
        } else if (kind == TrainingHistory.class && evidence instanceof TrainingHistory given) {
            return kind.cast(new Given.OfHistory(
                    items, given.history().among(rows), given.moments(), given.labelledHistory(), given.labels()));
        } else if (evidence instanceof Probabilities given) {
            return ofDistributions(items, given, kind, rows);
        } else if (evidence instanceof LabelProbabilities given) {
            return ofLabels(items, given, kind, rows);
        } else if (evidence instanceof RegressionPredictions given) {
            return ofNumbers(items, given, kind, rows, labelled);
        }
        throw notOfThatKind(evidence, kind);
    }

    /** What is a probability per label. */
    private static <E extends Evidence> E ofLabels(
            Items items, LabelProbabilities evidence, Class<E> kind, int[] rows) {
        LabelProbabilities cut = new Given.OfLabelProbabilities(
                items, evidence.labelProbabilities().among(rows));
        if (kind == LabelProbabilities.class) {
            return kind.cast(cut);
        } else if (kind == TaughtLabelProbabilities.class && evidence instanceof TaughtLabelProbabilities given) {
            return kind.cast(
                    new Given.OfTaughtLabels(cut, given.labelSets(), new Later<>(given::labelledLabelProbabilities)));
        }
        throw notOfThatKind(evidence, kind);
    }

    /** What is a number per candidate, alone or with a committee or places beside it. */
    private static <E extends Evidence> E ofNumbers(
            Items items, RegressionPredictions evidence, Class<E> kind, int[] rows, int[] labelled) {
        RegressionPredictions cut = new Given.OfRegression(
                items,
                evidence.predictions().among(rows),
                joined(evidence.targets(), evidence.predictions(), labelled));
        if (kind == RegressionPredictions.class) {
            return kind.cast(cut);
        } else if (kind == PlacedRegression.class && evidence instanceof PlacedRegression given) {
            return kind.cast(new Given.OfPlacedRegression(cut, places(items, given, rows, labelled)));
        } else if (evidence instanceof RegressionCommittee given) {
            RegressionCommittee committee =
                    new Given.OfRegressionCommittee(cut, given.members().among(rows));
            if (kind == RegressionCommittee.class) {
                return kind.cast(committee);
            } else if (kind == PlacedCommittee.class && evidence instanceof PlacedCommittee placed) {
                return kind.cast(new Given.OfPlacedCommittee(committee, places(items, placed, rows, labelled)));
            }
        }
        throw notOfThatKind(evidence, kind);
    }

    /** What is one distribution per candidate, alone or with numbers of that candidate beside it. */
    private static <E extends Evidence> E ofDistributions(
            Items items, Probabilities evidence, Class<E> kind, int[] rows) {
        if (kind == Probabilities.class) {
            return kind.cast(
                    new Given.OfProbabilities(items, evidence.probabilities().among(rows)));
        } else if (kind == GradientNorms.class && evidence instanceof GradientNorms given) {
            return kind.cast(new Given.OfNorms(
                    items, given.probabilities().among(rows), given.norms().among(rows), given.layers()));
        } else if (kind == InputGradients.class && evidence instanceof InputGradients given) {
            return kind.cast(new Given.OfInputGradients(
                    items, given.probabilities().among(rows), given.gradients().among(rows)));
        } else if (kind == Annotations.class && evidence instanceof Annotations given) {
            Probabilities cut =
                    new Given.OfProbabilities(items, given.probabilities().among(rows));
            return kind.cast(new Given.OfAnnotations(cut, given.answers(), given.answeredProbabilities()));
        }
        throw notOfThatKind(evidence, kind);
    }

    /** What knows the labels of labelled items; those of items that became labelled here are not known. */
    private static TaughtEmbeddings taught(Evidence evidence, Class<?> kind, int[] rows, int[] labelled) {
        if (kind == TaughtEmbeddings.class && evidence instanceof TaughtEmbeddings given) {
            Items items = given.items().select(rows);
            return new Given.OfTaughtEmbeddings(places(items, given, rows, labelled), labels(given, labelled));
        } else if (kind == TaughtHead.class && evidence instanceof TaughtHead given) {
            return new Given.OfTaughtHead(taught(given, rows, labelled), given.head());
        } else if (kind == FedPredictions.class && evidence instanceof FedPredictions given) {
            return new Given.OfFed(taught(given, rows, labelled), given.feed());
        } else if (kind == Refits.class && evidence instanceof Refits given) {
            Refits.Fit fit = (row, label, wanted) -> given.refitted(
                    rows[row], label, IntStream.of(wanted).map(one -> rows[one]).toArray());
            return new Given.OfRefits(taught(given, rows, labelled), fit);
        } else if (kind == TaughtPredictions.class && evidence instanceof TaughtPredictions given) {
            return taught(given, rows, labelled);
        }
        throw notOfThatKind(evidence, kind);
    }

    private static TaughtPredictions taught(TaughtPredictions given, int[] rows, int[] labelled) {
        return new Given.OfTaught(
                latent(given.items().select(rows), given, rows, labelled),
                labels(given, labelled),
                new Later<>(() -> joined(given.labelledProbabilities(), given.probabilities(), labelled)));
    }

    private static Labels labels(TaughtEmbeddings given, int[] labelled) {
        return labelled.length == 0
                ? given.labels()
                : given.labels().followedBy(given.items().select(labelled));
    }

    private static IllegalArgumentException notOfThatKind(Evidence evidence, Class<?> kind) {
        return new IllegalArgumentException(
                "Evidence of the kind (%s) cannot be cut to (%s). Maybe ask for an interface that it has, for example Probabilities.class."
                        .formatted(evidence.getClass().getSimpleName(), kind.getName()));
    }

    /** The places are cut when they are asked for; until then not even the whole ones need to be known. */
    private static LatentPredictions latent(Items items, LatentPredictions given, int[] rows, int[] labelled) {
        return new Given.OfLatent(
                items, given.probabilities().among(rows), new Later<>(() -> places(items, given, rows, labelled)));
    }

    private static Embeddings places(Items items, Embeddings given, int[] rows, int[] labelled) {
        Matrix known = joined(given.labelled(), given.embeddings(), labelled);
        return new Given.OfEmbeddings(items, given.embeddings().among(rows), known);
    }

    /** What is known of labelled items and then some rows of what is known of candidates. */
    private static Matrix joined(Matrix known, Matrix candidates, int[] rows) {
        if (rows.length == 0) {
            return known;
        }
        Matrix more = candidates.select(rows);
        return known.rows() == 0 ? more : Checks.alike(known, more).followedBy(more);
    }
}
