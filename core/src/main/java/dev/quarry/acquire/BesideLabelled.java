package dev.quarry.acquire;

import dev.quarry.evidence.Embeddings;
import dev.quarry.kernel.DerivedDistances;
import dev.quarry.kernel.FarthestFirst;
import dev.quarry.kernel.SquaredDistances;

/**
 * The distances of candidates in a space where the labelled items count as drawn already: no candidate is farther from a
 * centre than from its nearest labelled item, and that distance stands in the place of the norm.
 */
final class BesideLabelled implements DerivedDistances {

    private final SquaredDistances plain;
    private final FarthestFirst labelled;

    BesideLabelled(SquaredDistances plain, Embeddings evidence) {
        this.plain = plain;
        this.labelled = new FarthestFirst(evidence.embeddings(), evidence.labelled());
    }

    private BesideLabelled(SquaredDistances plain, FarthestFirst labelled) {
        this.plain = plain;
        this.labelled = labelled;
    }

    @Override
    public SquaredDistances plain() {
        return plain;
    }

    @Override
    public double between(int row, int centre, double limit) {
        return Math.min(plain.between(row, centre, limit), norm(row));
    }

    @Override
    public double norm(int row) {
        return labelled.gain(row, Double.NEGATIVE_INFINITY);
    }

    @Override
    public SquaredDistances block(int from, int to) {
        return new BesideLabelled(plain.block(from, to), labelled);
    }
}
