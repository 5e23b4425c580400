package dev.quarry.cli;

import dev.quarry.evidence.Embeddings;
import dev.quarry.evidence.Evidence;
import dev.quarry.evidence.LatentPredictions;
import dev.quarry.evidence.Probabilities;
import dev.quarry.evidence.SampledProbabilities;
import dev.quarry.item.Items;
import dev.quarry.kernel.Matrix;
import dev.quarry.part.Needs;
import dev.quarry.part.Part;
import dev.quarry.part.Parts;
import dev.quarry.strategy.Demand;
import dev.quarry.strategy.Supply;
import org.jspecify.annotations.Nullable;

/** Evidence that another program computed, in any language, and handed over in files. */
final class FileSupply implements Supply {

    private final Files files;
    private final Items candidates;
    private final int[] rows;
    private final int[] labelled;

    /**
     * What was handed over; at least one of the matrices.
     *
     * @param items all rows of the files
     * @param probabilities shape [n, C]
     * @param samples shape [n, K · C]
     * @param members K
     * @param embeddings shape [n, d]
     */
    record Files(
            Items items,
            @Nullable Matrix probabilities,
            @Nullable Matrix samples,
            int members,
            @Nullable Matrix embeddings,
            @Nullable Matrix labelledEmbeddings) {}

    /**
     * @param rows the rows that may be chosen
     * @param labelled the rows that are labelled already
     */
    FileSupply(Files files, int[] rows, int[] labelled) {
        this.files = files;
        this.rows = rows;
        this.labelled = labelled;
        this.candidates = files.items.select(rows);
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
        return files.probabilities != null || files.samples != null;
    }

    /**
     * Asserts that all evidence a part needs was handed over, before anything is computed.
     *
     * @throws WrongCall naming the option that is missing
     */
    void check(Part part) {
        Parts.nested(part).filter(Needs.class::isInstance).forEach(one -> {
            Class<?> needs = ((Needs) one).needs();
            if (Embeddings.class.isAssignableFrom(needs) && files.embeddings == null) {
                throw missing(one, needs, "--embeddings FILE");
            } else if (SampledProbabilities.class.isAssignableFrom(needs) && files.samples == null) {
                throw missing(one, needs, "--samples FILE");
            } else if (Probabilities.class.isAssignableFrom(needs)
                    && files.probabilities == null
                    && files.samples == null) {
                throw missing(one, needs, "--probabilities FILE");
            }
        });
    }

    private static WrongCall missing(Part part, Class<?> needs, String option) {
        return new WrongCall("The acquisition (%s) needs %s, but (%s) is missing."
                .formatted(Parts.describe(part), Parts.evidence(needs), option));
    }

    @Override
    public <E extends Evidence> E supply(Demand<E> demand) {
        int asked = demand instanceof Demand.Passes passes
                ? passes.passes()
                : demand instanceof Demand.Committee committee ? committee.members() : files.members;
        if (demand.evidence() == SampledProbabilities.class && asked != files.members) {
            throw new WrongCall(
                    "The strategy asks for (%d) samples but the file holds (%d). Maybe write its parameter as (%d)."
                            .formatted(asked, files.members, files.members));
        }
        return evidence(demand.evidence());
    }

    /** The evidence of a kind about the candidates; what the part does not need stays empty. */
    <E extends Evidence> E evidence(Class<E> kind) {
        if (SampledProbabilities.class.isAssignableFrom(kind)) {
            return kind.cast(samples());
        } else if (kind == Probabilities.class) {
            return kind.cast(files.probabilities == null ? samples() : probabilities());
        } else if (kind == LatentPredictions.class) {
            Matrix p = files.probabilities == null
                    ? samples().probabilities()
                    : probabilities().probabilities();
            return kind.cast(LatentPredictions.of(candidates, p, places(), labelledPlaces()));
        }
        return kind.cast(Embeddings.of(candidates, places(), labelledPlaces()));
    }

    private SampledProbabilities samples() {
        if (files.samples == null) {
            throw new WrongCall("Samples are needed here. Give them with (--samples FILE).");
        }
        return SampledProbabilities.of(candidates, of(files.samples), files.members, true);
    }

    private Probabilities probabilities() {
        if (files.probabilities == null) {
            throw new WrongCall("Probabilities are needed here. Give them with (--probabilities FILE).");
        }
        return Probabilities.of(candidates, of(files.probabilities));
    }

    private Matrix places() {
        return files.embeddings == null
                ? dev.quarry.kernel.FloatMatrix.wrap(new float[0], rows.length, 0)
                : of(files.embeddings);
    }

    private Matrix labelledPlaces() {
        if (files.embeddings == null) {
            return dev.quarry.kernel.FloatMatrix.wrap(new float[0], 0, 0);
        }
        return files.labelledEmbeddings == null ? files.embeddings.select(labelled) : files.labelledEmbeddings;
    }

    /** The candidates' rows; the matrix itself where every row is a candidate, so that a mapped file stays in its file. */
    private Matrix of(Matrix matrix) {
        boolean all = rows.length == matrix.rows();
        for (int i = 0; all && i < rows.length; i++) {
            all = rows[i] == i;
        }
        return all ? matrix : matrix.select(rows);
    }
}
