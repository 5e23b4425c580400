package dev.quarry.cli;

import dev.quarry.acquire.Acquisition;
import dev.quarry.acquire.Assigning;
import dev.quarry.acquire.Assignment;
import dev.quarry.acquire.Certificate;
import dev.quarry.acquire.Pick;
import dev.quarry.acquire.Selection;
import dev.quarry.evidence.Evidence;
import dev.quarry.item.Items;
import dev.quarry.kernel.Randomness;
import dev.quarry.part.Parts;
import dev.quarry.strategy.Strategy;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
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
            "  quarry select --strategy badge --probabilities p.npy --embeddings e.npy --labelled ids.csv -n 100",
            "  quarry select --strategy bald --samples dropout.npy -n 20 --json",
            "  quarry select --strategy label-dispersion --history epochs.npy -n 50",
            "  quarry select --strategy expected-gradient-length --probabilities p.npy --embeddings e.npy -n 50",
            "  quarry select --strategy bin-min --label-probabilities p.npy -n 50",
            "  quarry select --strategy active-lab --probabilities p.npy --annotations said.csv -n 50"
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

    private int choose() throws IOException {
        Chooser chooser = chooser();
        FileSupply supply = evidence.supply();
        chooser.check(supply);
        Randomness seeded = Randomness.seed(seed);
        Randomness random = lowestIdTies ? seeded.withLowestIdTies() : seeded;
        Answered<Selection> answered = Answered.by(() -> chooser.select(supply, count, random));
        print(supply.candidates(), answered, chooser.whom(supply, answered.result()));
        return 0;
    }

    /** An acquisition is applied to the files as they are; a strategy asks for its evidence. */
    private Chooser chooser() {
        String name = strategy.split("\\{", 2)[0].strip();
        if (Parts.find(Acquisition.class, name).isPresent()) {
            return new Direct(Main.part(Acquisition.class, strategy));
        }
        return new ByStrategy(Main.part(Strategy.class, strategy));
    }

    private sealed interface Chooser {
        void check(FileSupply supply);

        Selection select(FileSupply supply, int count, Randomness random);

        /** Whom to ask about each pick, in their order; null where that is not said. */
        default @Nullable List<Assignment> whom(FileSupply supply, Selection selection) {
            return null;
        }
    }

    private record Direct(Acquisition<?> acquisition) implements Chooser {
        @Override
        public void check(FileSupply supply) {
            supply.check(acquisition);
        }

        @Override
        public Selection select(FileSupply supply, int count, Randomness random) {
            return apply(acquisition, supply, count, random);
        }

        @SuppressWarnings("unchecked") // needs() is the type argument
        private static <E extends Evidence> Selection apply(
                Acquisition<E> acquisition, FileSupply supply, int count, Randomness random) {
            return acquisition.select(supply.evidence((Class<E>) acquisition.needs()), count, random);
        }

        @Override
        public @Nullable List<Assignment> whom(FileSupply supply, Selection selection) {
            return acquisition instanceof Assigning<?> assigning ? assign(assigning, supply, selection) : null;
        }

        @SuppressWarnings("unchecked") // needs() is the type argument
        private static <E extends Evidence> List<Assignment> assign(
                Assigning<E> acquisition, FileSupply supply, Selection selection) {
            return acquisition.assign(supply.evidence((Class<E>) acquisition.needs()), selection);
        }
    }

    private record ByStrategy(Strategy strategy) implements Chooser {
        @Override
        public void check(FileSupply supply) {
            supply.check(strategy);
        }

        @Override
        public Selection select(FileSupply supply, int count, Randomness random) {
            return strategy.select(supply, count, random);
        }
    }

    private void print(Items candidates, Answered<Selection> answered, @Nullable List<Assignment> whom) {
        PrintWriter out = spec.commandLine().getOut();
        List<Pick> picks = answered.result().picks();
        if (!json) {
            out.println(whom == null ? "id,score" : "id,score,annotators");
            for (int i = 0; i < picks.size(); i++) {
                Pick pick = picks.get(i);
                String asked = whom == null
                        ? ""
                        : "," + IdFile.quoted(String.join(";", whom.get(i).annotators()));
                out.println(IdFile.quoted(candidates.name(candidates.row(pick.id()))) + "," + pick.score() + asked);
            }
            return;
        }
        List<Object> selected = new ArrayList<>();
        for (int i = 0; i < picks.size(); i++) {
            Pick pick = picks.get(i);
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("id", candidates.isNamed() ? candidates.name(candidates.row(pick.id())) : (Object) pick.id());
            one.put("score", pick.score());
            if (whom != null) {
                one.put("annotators", whom.get(i).annotators());
            }
            selected.add(one);
        }
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("selected", selected);
        object.put("certificate", certificate(answered.result().certificate()));
        object.put("cpuSeconds", answered.cpuSeconds());
        object.put("peakBytes", answered.peakBytes());
        out.println(Json.text(object));
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
