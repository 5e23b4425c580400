package dev.quarry.strategy;

import com.google.auto.service.AutoService;
import dev.quarry.acquire.Acquisition;
import dev.quarry.acquire.Flqmi;
import dev.quarry.evidence.TargetedEmbeddings;
import dev.quarry.part.Advice;
import dev.quarry.part.Help;
import dev.quarry.part.Named;
import dev.quarry.part.Part;
import java.util.List;

/**
 * Targeted search: more of what some labelled items are, less of what others are. The examples are the labelled items of
 * some classes, for instance of a rare one; in files they are given by themselves.
 */
@AutoService(Part.class)
@Named(
        value = "targeted",
        summary = "More of what the labelled items of some classes are, less of what those of others are (SIMILAR).",
        formula = "acquisition on h(x), with {h(l) : y(l) wanted} and {h(l) : y(l) avoided} as examples",
        cost = "one embedding of the pool",
        paper =
                "Kothawade, Beck, Killamsetty, Iyer. SIMILAR: submodular information measures based active learning in realistic scenarios. NeurIPS 2021")
@Advice(
        use =
                "A class that is rare and matters: name it, and candidates that look like its few labelled items come first.",
        avoid =
                "Accuracy over all classes: it asks near what it has seen, so a second kind of the rare class that has no example yet stays hidden.",
        shown = "targeted{wanted: [1], avoided: [0]}")
public record Targeted(
        @Help("the classes that are looked for; none takes any")
        List<String> wanted,

        @Help("the classes that are to be avoided") List<String> avoided,

        @Help("what chooses by the examples") Acquisition<? super TargetedEmbeddings> acquisition)
        implements Applied<TargetedEmbeddings> {

    /** Copies the names. */
    public Targeted {
        wanted = List.copyOf(wanted);
        avoided = List.copyOf(avoided);
    }

    /** By facility location mutual information, without a class. */
    public Targeted() {
        this(List.of(), List.of(), new Flqmi());
    }

    @Override
    public Demand<TargetedEmbeddings> demand() {
        return new Demand.Targets(wanted, avoided);
    }
}
