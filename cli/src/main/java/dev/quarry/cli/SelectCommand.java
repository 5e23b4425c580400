package dev.quarry.cli;

import dev.quarry.acquire.Assignment;
import dev.quarry.acquire.Certificate;
import dev.quarry.acquire.Pick;
import dev.quarry.acquire.Selection;
import dev.quarry.item.Items;
import dev.quarry.kernel.Randomness;
import dev.quarry.strategy.Explanation;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code quarry select}: scores in, ids out. */
@Command(
        name = "select",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Chooses items from what your model says about them: scores in, ids out, from any language.",
        footer = {
            "",
            "Files are .npy, .parquet (columns of numbers, or one of lists) or CSV with a header; a column 'id' gives the ids.",
            "Files of floats that are large against (--memory) are used where they lie: .npy row by row (C order), little-endian.",
            "",
            "  quarry select --probabilities p.npy -n 100",
            "  quarry select --strategy badge --probabilities p.npy --embeddings e.npy \\",
            "      --labelled ids.csv -n 100",
            "  quarry select --strategy bald --samples dropout.npy -n 20 --json",
            "  quarry select --strategy \"quota{column: patient, of: margin}\" \\",
            "      --attributes a.csv --probabilities p.npy --explain",
            "  quarry select --strategy label-dispersion --history epochs.npy -n 50",
            "  quarry select --strategy expected-gradient-length \\",
            "      --probabilities p.npy --embeddings e.npy -n 50",
            "  quarry select --strategy bin-min --label-probabilities p.npy -n 50",
            "  quarry select --strategy active-lab --probabilities p.npy \\",
            "      --annotations said.csv -n 50"
        })
final class SelectCommand implements Callable<Integer> {

    @Option(
            names = {"-s", "--strategy"},
            paramLabel = "PART",
            defaultValue = "margin",
            description = "an acquisition or a strategy (${DEFAULT-VALUE}); see (quarry acquisitions)")
    private String strategy = "margin";

    @Mixin
    private EvidenceOptions evidence = new EvidenceOptions();

    @Option(
            names = {"-n", "--count"},
            paramLabel = "N",
            defaultValue = "10",
            description = "how many items to choose (${DEFAULT-VALUE})")
    private int count;

    @Option(names = "--seed", defaultValue = "0", description = "the seed of everything random (${DEFAULT-VALUE})")
    private long seed;

    @Option(
            names = "--lowest-id-ties",
            description = "ties go to the lowest id instead of a random number of the item, as in many other libraries")
    private boolean lowestIdTies;

    @Mixin
    private WorkOptions work = new WorkOptions();

    @Mixin
    private LimitOptions limitOptions = new LimitOptions();

    @Option(
            names = "--explain",
            description =
                    "prints why: the terms of each score, the nearest labelled item, how many items a pick stands for")
    private boolean explain;

    @Option(names = "--dry-run", description = "prints an estimate of CPU seconds and memory, and chooses nothing")
    private boolean dryRun;

    @Option(names = "--json", description = "prints one JSON object")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        if (count < 0) {
            throw new WrongCall("The count (%d) must be at least 0.".formatted(count));
        }
        return work.within(this::choose);
    }

    /**
     * A choice and what there is to say about it.
     *
     * @param reasons why, pick by pick; empty where nobody asked
     * @param whom whom to ask about each pick; null where that is not said
     */
    private record Chosen(
            Answered<Selection> answered,
            List<Explanation> reasons,
            @Nullable List<Assignment> whom) {

        List<Pick> picks() {
            return answered.result().picks();
        }
    }

    private int choose() throws IOException {
        Chooser chooser = Chooser.of(strategy);
        FileSupply supply = evidence.supply();
        chooser.check(supply);
        Limits limits = limitOptions.read(supply);
        if (dryRun) {
            DryRun estimate = DryRun.of(chooser.part(), supply.sizes(count), work.threads());
            spec.commandLine().getOut().print(json ? Json.text(estimate.json()) + "\n" : estimate.text());
            return 0;
        }
        Randomness seeded = Randomness.seed(seed);
        Randomness random = lowestIdTies ? seeded.withLowestIdTies() : seeded;
        Answered<Selection> answered = Answered.by(() -> chooser.select(supply, limits, count, random));
        List<Explanation> reasons = explain ? chooser.explain(supply, limits, answered.result()) : List.of();
        print(supply.candidates(), new Chosen(answered, reasons, chooser.whom(supply, answered.result())));
        return 0;
    }

    private void print(Items candidates, Chosen chosen) {
        PrintWriter out = spec.commandLine().getOut();
        LongFunction<Object> names =
                id -> candidates.isNamed() ? candidates.name(candidates.row(id)) : (Object) Long.valueOf(id);
        if (json) {
            out.println(Json.text(object(chosen, names)));
        } else if (explain) {
            out.print(Explained.table(chosen.reasons, names, Terminal.width(spec)));
            Certificate certificate = chosen.answered.result().certificate();
            if (certificate != null) {
                out.println("%n%s: %s".formatted(certificate.name(), Explained.number(certificate.value())));
            }
        } else {
            table(out, chosen, names);
        }
    }

    private static void table(PrintWriter out, Chosen chosen, LongFunction<Object> names) {
        List<Assignment> whom = chosen.whom;
        out.println(whom == null ? "id,score" : "id,score,annotators");
        for (int i = 0; i < chosen.picks().size(); i++) {
            Pick pick = chosen.picks().get(i);
            String asked = whom == null
                    ? ""
                    : "," + IdFile.quoted(String.join(";", whom.get(i).annotators()));
            out.println(IdFile.quoted(String.valueOf(names.apply(pick.id()))) + "," + pick.score() + asked);
        }
    }

    private static Map<String, @Nullable Object> object(Chosen chosen, LongFunction<Object> names) {
        List<Object> selected = new ArrayList<>();
        for (int i = 0; i < chosen.picks().size(); i++) {
            Map<String, @Nullable Object> one = new LinkedHashMap<>();
            one.put("id", names.apply(chosen.picks().get(i).id()));
            one.put("score", chosen.picks().get(i).score());
            if (chosen.whom != null) {
                one.put("annotators", chosen.whom.get(i).annotators());
            }
            if (!chosen.reasons.isEmpty()) {
                one.putAll(Explained.json(chosen.reasons.get(i)));
            }
            selected.add(one);
        }
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("selected", selected);
        object.put("certificate", certificate(chosen.answered.result().certificate()));
        object.put("cpuSeconds", chosen.answered.cpuSeconds());
        object.put("peakBytes", chosen.answered.peakBytes());
        return object;
    }

    private static @Nullable Object certificate(@Nullable Certificate certificate) {
        if (certificate == null) {
            return null;
        }
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("name", certificate.name());
        object.put("value", certificate.value());
        object.putAll(certificate.further());
        if (!certificate.status().isEmpty()) {
            object.put("status", certificate.status());
        }
        return object;
    }
}
