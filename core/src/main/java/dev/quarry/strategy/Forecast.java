package dev.quarry.strategy;

import dev.quarry.acquire.Acquisition;
import dev.quarry.acquire.Estimate;
import dev.quarry.acquire.Estimated;
import dev.quarry.acquire.Sizes;
import dev.quarry.acquire.Work;
import dev.quarry.evidence.Embeddings;
import dev.quarry.evidence.Probabilities;
import dev.quarry.evidence.SampledProbabilities;
import dev.quarry.part.Part;
import dev.quarry.part.Parts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a choice will take, from the costs that its parts declare.
 *
 * @param estimate of all parts that declare one, and of checking their evidence
 * @param undeclared the parts that declare none, as they are written
 */
public record Forecast(Estimate estimate, List<String> undeclared) {

    private static final Estimate NOTHING = new Estimate(Work.NONE, Work.NONE, 0);

    /** Copies the list. */
    public Forecast {
        undeclared = List.copyOf(undeclared);
    }

    /** The forecast of a strategy or an acquisition. */
    public static Forecast of(Part part, Sizes sizes) {
        List<String> undeclared = new ArrayList<>();
        Estimate estimate = estimate(part, sizes, undeclared);
        return new Forecast(estimate, undeclared);
    }

    private static Estimate estimate(Part part, Sizes sizes, List<String> undeclared) {
        if (part instanceof Acquisition<?> acquisition) {
            return ofAcquisition(acquisition, sizes, undeclared).plus(checks(acquisition.needs(), sizes));
        } else if (part instanceof Subpool subpool) {
            long size = Math.min(sizes.n(), Math.max(subpool.size(), sizes.k()));
            return Estimate.exact(sizes, Work.NONE)
                    .plus(estimate(subpool.of(), sizes.with(size, sizes.k()), undeclared));
        } else if (part instanceof Prefilter prefilter) {
            long listed = Math.min(sizes.n(), (long) Math.ceil(prefilter.factor() * sizes.k()));
            return estimate(prefilter.by(), sizes.with(sizes.n(), listed), undeclared)
                    .plus(estimate(prefilter.of(), sizes.with(listed, sizes.k()), undeclared));
        } else if (part instanceof Split split) {
            long first = (long) Math.ceil(split.share() * sizes.k());
            Sizes rest = sizes.after(first);
            return estimate(split.first(), sizes.with(sizes.n(), first), undeclared)
                    .plus(estimate(split.second(), rest.with(rest.n(), sizes.k() - first), undeclared));
        } else if (part instanceof SwitchAt both) {
            return estimate(sizes.m() < both.labels() ? both.before() : both.after(), sizes, undeclared);
        } else if (part instanceof Tcm tcm) {
            return estimate(tcm.both(), sizes, undeclared);
        } else if (part instanceof ColdStart both) {
            return estimate(sizes.classes() > 0 ? both.warm() : both.cold(), sizes, undeclared);
        } else if (part instanceof Random) {
            return Estimate.exact(sizes, Work.NONE);
        }
        return Parts.inside(part).map(one -> estimate(one, sizes, undeclared)).reduce(NOTHING, Estimate::plus);
    }

    /** A part around others that declares nothing takes what they take. */
    private static Estimate ofAcquisition(Acquisition<?> acquisition, Sizes sizes, List<String> undeclared) {
        if (acquisition instanceof Estimated estimated) {
            return estimated.estimate(sizes);
        }
        Optional<Acquisition<?>> inside = Parts.inside(acquisition)
                .filter(Acquisition.class::isInstance)
                .<Acquisition<?>>map(one -> (Acquisition<?>) one)
                .findFirst();
        if (inside.isPresent()) {
            return ofAcquisition(inside.get(), sizes, undeclared);
        }
        undeclared.add(Parts.describe(acquisition));
        return NOTHING;
    }

    private static Estimate checks(Class<?> evidence, Sizes sizes) {
        double numbers = 0;
        if (SampledProbabilities.class.isAssignableFrom(evidence)) {
            numbers += (double) sizes.members() * sizes.classes();
        } else if (Probabilities.class.isAssignableFrom(evidence)) {
            numbers += sizes.classes();
        }
        if (Embeddings.class.isAssignableFrom(evidence)) {
            numbers += sizes.dimensions();
        }
        Work work = Work.checks(numbers * sizes.n());
        return new Estimate(work, work, 0);
    }
}
