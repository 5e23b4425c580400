package dev.quarry.cli;

import dev.quarry.acquire.Acquisition;
import dev.quarry.acquire.Score;
import dev.quarry.evidence.Evidence;
import dev.quarry.item.Items;
import dev.quarry.part.Parts;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code quarry score}: one number for every item. */
@Command(
        name = "score",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Scores every item by an acquisition; higher is wanted more.",
        footer = {"", "  quarry score --acquisition entropy --probabilities p.npy > scores.csv"})
final class ScoreCommand implements Callable<Integer> {

    @Option(
            names = {"-a", "--acquisition"},
            paramLabel = "PART",
            defaultValue = "margin",
            description = "the acquisition (${DEFAULT-VALUE}); see (quarry acquisitions)")
    private String acquisition = "margin";

    @Mixin
    private EvidenceOptions evidence = new EvidenceOptions();

    @Mixin
    private WorkOptions work = new WorkOptions();

    @Option(names = "--json", description = "prints one JSON object")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        Acquisition<?> part = Main.part(Acquisition.class, acquisition);
        if (!(part instanceof Score<?> score)) {
            throw new WrongCall(
                    "The acquisition (%s) values sets of items, not each alone. Maybe use (quarry select --strategy %s)."
                            .formatted(acquisition, Parts.describe(part)));
        }
        return work.within(() -> {
            FileSupply supply = evidence.supply();
            supply.check(score);
            print(supply.candidates(), Answered.by(() -> scores(score, supply)));
            return 0;
        });
    }

    @SuppressWarnings("unchecked") // needs() is the type argument
    private static <E extends Evidence> double[] scores(Score<E> score, FileSupply supply) {
        return score.score(supply.evidence((Class<E>) score.needs()));
    }

    private void print(Items items, Answered<double[]> answered) {
        PrintWriter out = spec.commandLine().getOut();
        double[] scores = answered.result();
        if (json) {
            out.print("{\"scores\":[");
            for (int row = 0; row < scores.length; row++) {
                Object id = items.isNamed() ? items.name(row) : (Object) items.id(row);
                out.print((row == 0 ? "" : ",") + "{\"id\":" + Json.text(id) + ",\"score\":" + scores[row] + "}");
            }
            out.println("],\"cpuSeconds\":%s,\"peakBytes\":%d}".formatted(answered.cpuSeconds(), answered.peakBytes()));
            return;
        }
        out.println("id,score");
        for (int row = 0; row < scores.length; row++) {
            out.println(IdFile.quoted(items.name(row)) + "," + scores[row]);
        }
    }
}
