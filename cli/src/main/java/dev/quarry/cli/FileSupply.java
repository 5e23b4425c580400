package dev.quarry.cli;

import dev.quarry.acquire.Acquisition;
import dev.quarry.acquire.Sizes;
import dev.quarry.evidence.Annotations;
import dev.quarry.evidence.Embeddings;
import dev.quarry.evidence.Evidence;
import dev.quarry.evidence.FedPredictions;
import dev.quarry.evidence.GradientNorms;
import dev.quarry.evidence.Head;
import dev.quarry.evidence.HeadedPredictions;
import dev.quarry.evidence.InputGradients;
import dev.quarry.evidence.LabelProbabilities;
import dev.quarry.evidence.Labels;
import dev.quarry.evidence.LatentPredictions;
import dev.quarry.evidence.Layers;
import dev.quarry.evidence.Probabilities;
import dev.quarry.evidence.Refits;
import dev.quarry.evidence.RegressionCommittee;
import dev.quarry.evidence.RegressionPredictions;
import dev.quarry.evidence.SampledProbabilities;
import dev.quarry.evidence.TargetedEmbeddings;
import dev.quarry.evidence.TaughtEmbeddings;
import dev.quarry.evidence.TaughtHead;
import dev.quarry.evidence.TaughtLabelProbabilities;
import dev.quarry.evidence.TaughtPredictions;
import dev.quarry.evidence.TrainingHistory;
import dev.quarry.item.Items;
import dev.quarry.kernel.FloatMatrix;
import dev.quarry.kernel.Matrix;
import dev.quarry.part.Needs;
import dev.quarry.part.Part;
import dev.quarry.part.Parts;
import dev.quarry.strategy.Demand;
import dev.quarry.strategy.Supply;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Evidence that another program computed, in any language, and handed over in files. */
final class FileSupply implements Supply {

    private final Files files;
    private final Items candidates;
    private final boolean all; // whether all rows are candidates
    private final int[] rows; // the candidates, where that is not so
    private final int[] labelled;
    private final int @Nullable [] labels;

    /**
     * Several distributions per item.
     *
     * @param matrix shape [n, count · C]
     * @param count how many there are: passes, members or moments
     */
    record Several(Matrix matrix, int count) {}

    /**
     * What was handed over; at least one of the matrices of n rows.
     *
     * @param items all rows of the files
     * @param probabilities shape [n, C]
     * @param samples one distribution for each pass or member
     * @param joint whether pass k of every item is by the same model
     * @param history one distribution for each moment of training, oldest first
     * @param embeddings shape [n, d]
     * @param labelledEmbeddings shape [m, d]
     * @param head the last layer
     * @param gradientNorms shape [n, C]
     * @param inputGradients shape [n, features]
     * @param labelledProbabilities shape [m, C], beside {@code labelledEmbeddings}
     * @param targetSamples one distribution for each pass or member of the inputs whose predictions matter
     * @param wanted shape [q, d], examples of what is looked for
     * @param avoided shape [p, d], examples of what is to be avoided
     * @param targets what is not about one class per item
     */
    record Files(
            Items items,
            @Nullable Matrix probabilities,
            @Nullable Several samples,
            boolean joint,
            @Nullable Several history,
            @Nullable Matrix embeddings,
            @Nullable Matrix labelledEmbeddings,
            @Nullable Head head,
            @Nullable Matrix gradientNorms,
            @Nullable Matrix inputGradients,
            @Nullable Matrix labelledProbabilities,
            @Nullable Several targetSamples,
            @Nullable Matrix wanted,
            @Nullable Matrix avoided,
            TargetFiles targets) {

        /** Whether class probabilities are among them or follow from them. */
        boolean predict() {
            return probabilities != null || samples != null || history != null || (head != null && embeddings != null);
        }

        /** Whether there are examples of what is looked for, or of what is to be avoided. */
        boolean aim() {
            return wanted != null || avoided != null;
        }

        /** Whether the lengths of gradients are among them or follow from them. */
        boolean pull() {
            return gradientNorms != null || embeddings != null;
        }
    }

    /**
     * @param gone the rows that may not be chosen
     * @param labelled the rows that are labelled already
     * @param labels the classes of the labelled items; null where they were not told
     */
    FileSupply(Files files, BitSet gone, int[] labelled, int @Nullable [] labels) {
        this.files = files;
        this.all = gone.isEmpty();
        this.rows = all ? new int[0] : staying(gone, files.items.size());
        this.labelled = labelled;
        this.labels = labels;
        this.candidates = all ? files.items : files.items.select(rows);
    }

    private static int[] staying(BitSet gone, int n) {
        int[] staying = new int[n - gone.cardinality()];
        int count = 0;
        for (int row = gone.nextClearBit(0); row < n; row = gone.nextClearBit(row + 1)) {
            staying[count++] = row;
        }
        return staying;
    }

    /** How large a choice from the files is. */
    Sizes sizes(int count) {
        Matrix p = files.probabilities;
        Head head = files.head;
        Several several = files.samples == null ? files.history : files.samples;
        long classes = p != null
                ? p.cols()
                : several != null ? several.matrix.cols() / several.count : head == null ? 0 : head.classes();
        return new Sizes(
                candidates.size(),
                labelled(),
                classes,
                several == null ? 0 : several.count,
                files.embeddings == null ? 0 : files.embeddings.cols(),
                count);
    }

    /** All items of the files, candidates or not. */
    Items items() {
        return files.items;
    }

    /** Whether the item in a row of the files is labelled. */
    boolean isLabelled(int row) {
        return IntStream.of(labelled).anyMatch(known -> known == row);
    }

    @Override
    public Items candidates() {
        return candidates;
    }

    @Override
    public int labelled() {
        return labelled.length + (files.labelledEmbeddings == null ? 0 : files.labelledEmbeddings.rows());
    }

    @Override
    public boolean trained() {
        return files.predict() || files.targets.predict();
    }

    /** A file without which evidence of a kind cannot be made. */
    private record Wanted(Class<? extends Evidence> kind, BooleanSupplier present, String option) {}

    /**
     * Asserts that all evidence a part needs was handed over, before anything is computed.
     *
     * @throws WrongCall naming the option that is missing
     */
    void check(Part part) {
        List<Wanted> all = List.of(
                new Wanted(GradientNorms.class, files::pull, "--gradient-norms FILE"),
                new Wanted(InputGradients.class, () -> files.inputGradients != null, "--input-gradients FILE"),
                new Wanted(TrainingHistory.class, () -> files.history != null, "--history FILE"),
                new Wanted(SampledProbabilities.class, () -> files.samples != null, "--samples FILE"),
                new Wanted(Embeddings.class, () -> files.embeddings != null, "--embeddings FILE"),
                new Wanted(HeadedPredictions.class, () -> files.head != null, "--head-weights FILE"),
                new Wanted(TaughtEmbeddings.class, () -> labels != null, "--labels FILE"),
                new Wanted(
                        TargetedEmbeddings.class, files::aim, "--wanted-embeddings FILE or --avoided-embeddings FILE"),
                new Wanted(Annotations.class, () -> files.targets.annotations() != null, "--annotations FILE"),
                new Wanted(
                        LabelProbabilities.class,
                        () -> files.targets.labelProbabilities() != null,
                        "--label-probabilities FILE"),
                new Wanted(
                        TaughtLabelProbabilities.class, () -> files.targets.labelSets() != null, "--label-sets FILE"),
                new Wanted(
                        RegressionCommittee.class, () -> files.targets.members() != null, "--member-predictions FILE"),
                new Wanted(
                        RegressionPredictions.class, () -> files.targets.predictions() != null, "--predictions FILE"),
                new Wanted(Probabilities.class, files::predict, "--probabilities FILE"));
        Parts.nested(part).filter(Needs.class::isInstance).forEach(one -> {
            Class<?> needs = ((Needs) one).needs();
            if (FedPredictions.class.isAssignableFrom(needs) || Refits.class.isAssignableFrom(needs)) {
                throw new WrongCall(
                        "The acquisition (%s) needs %s, which files cannot give: it asks or fits while it chooses. Maybe run it in a loop with (quarry simulate) or from the library."
                                .formatted(Parts.describe(one), Parts.evidence(needs)));
            }
            for (Wanted wanted : all) {
                boolean used = wanted.kind != TaughtEmbeddings.class || readsLabels(one);
                if (used && wanted.kind.isAssignableFrom(needs) && !wanted.present.getAsBoolean()) {
                    throw new WrongCall("The acquisition (%s) needs %s, but (%s) is missing."
                            .formatted(Parts.describe(one), Parts.evidence(needs), wanted.option));
                }
            }
        });
    }

    private static boolean readsLabels(Part part) {
        return !(part instanceof Acquisition<?> acquisition) || acquisition.readsLabels();
    }

    @Override
    public <E extends Evidence> E supply(Demand<E> demand) {
        switch (demand) {
            case Demand.Passes passes -> requireAsMany(passes.passes());
            case Demand.Committee committee -> requireAsMany(committee.members());
            case Demand.LossGradients gradients -> requireLayers(gradients.layers());
            default -> {} // the files hold it or they do not
        }
        return evidence(demand.evidence());
    }

    private void requireAsMany(int asked) {
        if (files.samples != null && asked != files.samples.count) {
            throw new WrongCall(
                    "The strategy asks for (%d) samples but the file holds (%d). Maybe write its parameter as (%d)."
                            .formatted(asked, files.samples.count, files.samples.count));
        }
    }

    private void requireLayers(Layers layers) {
        if (layers == Layers.ALL && files.gradientNorms == null) {
            throw new WrongCall(
                    "Gradients by all layers do not follow from embeddings. Give their lengths with (--gradient-norms FILE).");
        }
    }

    /** The evidence of a kind about the candidates; what the part does not need stays empty. */
    <E extends Evidence> E evidence(Class<E> kind) {
        if (SampledProbabilities.class.isAssignableFrom(kind)) {
            return kind.cast(samples());
        } else if (kind == TrainingHistory.class) {
            return kind.cast(history());
        } else if (kind == Probabilities.class) {
            return kind.cast(probabilities());
        } else if (kind == LatentPredictions.class || kind == TaughtPredictions.class) {
            return kind.cast(taught());
        } else if (kind == HeadedPredictions.class || kind == TaughtHead.class) {
            return kind.cast(TaughtHead.of(taught(), given(files.head, "A last layer is", "--head-weights FILE")));
        } else if (kind == TargetedEmbeddings.class) {
            return kind.cast(targeted());
        } else if (kind == GradientNorms.class) {
            return kind.cast(gradientNorms());
        } else if (kind == InputGradients.class) {
            Matrix gradients = given(files.inputGradients, "Input gradients are", "--input-gradients FILE");
            return kind.cast(InputGradients.of(candidates, probabilities().probabilities(), of(gradients)));
        } else if (LabelProbabilities.class.isAssignableFrom(kind)) {
            return kind.cast(files.targets.labels(kind, candidates, this::of, labelled));
        } else if (RegressionPredictions.class.isAssignableFrom(kind)) {
            Embeddings places = Embeddings.of(candidates, places(), labelledPlaces());
            return kind.cast(files.targets.numbers(kind, candidates, this::of, places, labelled()));
        } else if (kind == Annotations.class) {
            Matrix all = given(files.probabilities, "Probabilities are", "--probabilities FILE");
            return kind.cast(files.targets.answers(probabilities(), files.items, all));
        }
        return kind.cast(TaughtEmbeddings.of(candidates, places(), labelledPlaces(), labels()));
    }

    private SampledProbabilities samples() {
        Several several = given(files.samples, "Samples are", "--samples FILE");
        SampledProbabilities samples =
                SampledProbabilities.of(candidates, of(several.matrix), several.count, files.joint);
        return files.targetSamples == null ? samples : samples.withTargets(files.targetSamples.matrix);
    }

    /** The labels of labelled items are in none of the files, so their history is left out. */
    private TrainingHistory history() {
        Several several = given(files.history, "A training history is", "--history FILE");
        return TrainingHistory.of(
                candidates, of(several.matrix), several.count, FloatMatrix.wrap(new float[0], 0, 0), new int[0]);
    }

    private Probabilities probabilities() {
        if (files.probabilities != null) {
            return Probabilities.of(candidates, of(files.probabilities));
        } else if (files.samples != null) {
            return samples();
        } else if (files.history != null) {
            return history();
        }
        Head head = given(files.head, "Probabilities are", "--probabilities FILE");
        return Probabilities.of(candidates, head.probabilities(places()));
    }

    private TaughtPredictions taught() {
        LatentPredictions predictions =
                LatentPredictions.of(candidates, probabilities().probabilities(), places(), labelledPlaces());
        return TaughtPredictions.of(predictions, labels(), this::labelledProbabilities);
    }

    private TargetedEmbeddings targeted() {
        Matrix none = FloatMatrix.wrap(new float[0], 0, places().cols());
        return TargetedEmbeddings.of(
                Embeddings.of(candidates, places(), labelledPlaces()),
                Objects.requireNonNullElse(files.wanted, none),
                Objects.requireNonNullElse(files.avoided, none));
    }

    /** The labelled items; those that are not among the rows have no id of their own. */
    private Labels labels() {
        Items items = files.labelledEmbeddings == null
                ? files.items.select(labelled)
                : Items.named(IntStream.range(0, files.labelledEmbeddings.rows())
                        .mapToObj("labelled row %d"::formatted)
                        .toList());
        int[] values = labels;
        if (values == null) {
            values = new int[items.size()];
            Arrays.fill(values, Labels.UNKNOWN);
        }
        int greatest = Math.max(0, IntStream.of(values).max().orElse(0));
        return new Labels(items, values, files.probabilities == null ? greatest + 1 : files.probabilities.cols());
    }

    private Matrix labelledProbabilities() {
        if (files.labelledEmbeddings != null) {
            return given(
                    files.labelledProbabilities,
                    "Probabilities of labelled items are",
                    "--labelled-probabilities FILE");
        } else if (files.probabilities != null) {
            return files.probabilities.select(labelled);
        }
        Head head = given(files.head, "Probabilities are", "--probabilities FILE");
        return head.probabilities(labelledPlaces());
    }

    private GradientNorms gradientNorms() {
        return files.gradientNorms == null
                ? GradientNorms.lastLayer(taught())
                : GradientNorms.of(candidates, probabilities().probabilities(), of(files.gradientNorms), Layers.ALL);
    }

    static <T> T given(@Nullable T file, String what, String option) {
        if (file == null) {
            throw new WrongCall("%s needed here. Give (%s).".formatted(what, option));
        }
        return file;
    }

    private Matrix places() {
        return files.embeddings == null ? FloatMatrix.wrap(new float[0], candidates.size(), 0) : of(files.embeddings);
    }

    private Matrix labelledPlaces() {
        if (files.labelledEmbeddings != null) {
            return files.labelledEmbeddings;
        }
        return files.embeddings == null
                ? FloatMatrix.wrap(new float[0], labelled.length, 0)
                : files.embeddings.select(labelled);
    }

    /** The candidates' rows: those of a mapped file stay in it. */
    private Matrix of(Matrix matrix) {
        return all ? matrix : matrix.among(rows);
    }
}
