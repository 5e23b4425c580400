package dev.quarry.cli;

import dev.quarry.cli.bench.BenchCases;
import dev.quarry.cli.bench.BenchOutcome;
import dev.quarry.cli.bench.BenchRequest;
import dev.quarry.part.Parts;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code quarry bench}: how fast the kernels are. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        subcommands = {BenchPoolCommand.class, BenchAppCommand.class, BenchPersonCommand.class},
        description = "Times selections and learners on .npy files that other programs can read too.",
        footer = {
            "",
            "The work is done a few times before it is timed, so that it is compiled; cold_wall and cold_cpu are the "
                    + "very first time, process_cpu is the whole process. --repeats 0 does it once. CPU seconds are those of the "
                    + "working threads.",
            "",
            "  quarry bench kcenter --inputs inputs --n 50000 --d 512 --k 1000 --json",
            "  quarry bench pool --out pool",
            "  quarry bench pool-badge --inputs pool --memory 1g --repeats 0",
            "  quarry bench digits-loop --learner logistic-regression --repeats 0"
        })
final class BenchCommand implements Callable<Integer> {

    private static final String ESTIMATES = "estimates";

    /** Lines come one by one, as they are measured. */
    private static final String ROW = "%-32s %10s %10s %10s %8s%n";

    @Parameters(
            paramLabel = "CASE",
            arity = "0..1",
            completionCandidates = BenchCases.Names.class,
            description = "${COMPLETION-CANDIDATES}, or estimates: those of (select --dry-run) beside what the choices "
                    + "take")
    private @Nullable String name;

    @Option(
            names = "--inputs",
            paramLabel = "DIR",
            defaultValue = "inputs",
            description = "the folder of the files (${DEFAULT-VALUE})")
    private Path inputs = Path.of("inputs");

    @Option(names = "--n", defaultValue = "0", description = "how many candidates (as the case has)")
    private int n;

    @Option(names = "--d", defaultValue = "0", description = "dimensions of an embedding (as the case has)")
    private int d;

    @Option(names = "--k", defaultValue = "0", description = "how many to choose (as the case has)")
    private int k;

    @Option(
            names = "--labeled",
            defaultValue = "1000",
            description = "labelled items that are centres already (${DEFAULT-VALUE})")
    private int labelled;

    @Option(
            names = "--learner",
            paramLabel = "LEARNER",
            defaultValue = "random-forest",
            description = "of fit, predict and digits-loop (${DEFAULT-VALUE})")
    private String learner = "";

    @Option(names = "--repeats", defaultValue = "3", description = "timed repeats (${DEFAULT-VALUE})")
    private int repeats;

    @Mixin
    private WorkOptions work = new WorkOptions();

    @Option(names = "--seed", defaultValue = "1", description = "the seed of draws (${DEFAULT-VALUE})")
    private long seed;

    @Option(names = "--dump", paramLabel = "FILE", description = "writes the chosen rows, or the values, as JSON")
    private @Nullable Path dump;

    @Option(names = "--json", description = "prints one JSON object")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        if (name == null) {
            throw new WrongCall("Which case? Maybe one of: %s.".formatted(String.join(", ", BenchCases.names())));
        }
        if (name.equals(ESTIMATES)) {
            printEstimates();
            return 0;
        }
        BenchRequest request = request(name);
        if (!BenchCases.names().contains(name)) {
            throw new WrongCall(Parts.unknown("case", name, BenchCases.names()));
        }
        BenchOutcome outcome = work.within(() -> BenchCases.run(request));
        if (dump != null) {
            Files.writeString(dump, Json.text(outcome.result()));
        }
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.text(outcome.report()));
            return 0;
        }
        TextTable table = new TextTable();
        outcome.report().forEach((what, value) -> table.row(what, String.valueOf(value)));
        out.print(table);
        return 0;
    }

    /** Estimates of {@code select --dry-run} beside what the choices take. */
    private void printEstimates() {
        PrintWriter out = spec.commandLine().getOut();
        EstimateBench bench = new EstimateBench(orElse(n, 10_000), orElse(d, 64), orElse(k, 50), labelled);
        if (json) {
            bench.run(line -> out.println(Json.text(line)));
            return;
        }
        out.printf(ROW, "acquisition", "estimated", "at most", "took", "ratio");
        bench.run(line -> {
            out.printf(
                    ROW,
                    line.get("acquisition"),
                    seconds(line.get("estimated")),
                    seconds(line.get("most")),
                    seconds(line.get("took")),
                    seconds(line.get("ratio")));
            out.flush();
        });
    }

    private static String seconds(@Nullable Object value) {
        return value instanceof Double number ? Explained.number(number) : "";
    }

    private static int orElse(int stated, int standard) {
        return stated > 0 ? stated : standard;
    }

    private BenchRequest request(String name) {
        try {
            return new BenchRequest(name, inputs, n, d, k, labelled, repeats, work.threads(), seed, learner);
        } catch (IllegalArgumentException e) {
            throw new WrongCall(e);
        }
    }
}
