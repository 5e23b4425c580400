package dev.quarry.cli;

import dev.quarry.acquire.Acquisition;
import dev.quarry.learn.Learner;
import dev.quarry.part.Part;
import dev.quarry.part.PartType;
import dev.quarry.part.Parts;
import dev.quarry.strategy.Strategy;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The catalogues of parts, generated from the parts themselves. */
final class PartsCommands {

    private PartsCommands() {}

    @Command(
            name = "strategies",
            mixinStandardHelpOptions = true,
            description = "Lists the query strategies, or shows one.")
    static final class Strategies extends Listing {
        Strategies() {
            super(Strategy.class);
        }
    }

    @Command(
            name = "acquisitions",
            mixinStandardHelpOptions = true,
            description = "Lists the acquisitions, or shows one.")
    static final class Acquisitions extends Listing {
        Acquisitions() {
            super(Acquisition.class);
        }
    }

    @Command(name = "learners", mixinStandardHelpOptions = true, description = "Lists the learners, or shows one.")
    static final class Learners extends Listing {
        Learners() {
            super(Learner.class);
        }
    }

    abstract static class Listing implements Callable<Integer> {

        private final Class<? extends Part> kind;

        @Parameters(
                arity = "0..1",
                paramLabel = "NAME",
                description = "the part to show, perhaps with parameters; all are listed without it")
        private @Nullable String name;

        @Option(names = "--json", description = "prints JSON")
        private boolean json;

        @Spec
        private CommandSpec spec = CommandSpec.create();

        Listing(Class<? extends Part> kind) {
            this.kind = kind;
        }

        @Override
        public Integer call() {
            PrintWriter out = spec.commandLine().getOut();
            if (name != null) {
                show(out, name);
            } else if (json) {
                out.println(
                        Json.text(Parts.of(kind).stream().map(PartPage::json).toList()));
            } else {
                table(out, Parts.of(kind));
            }
            return 0;
        }

        /** One part, perhaps with parameters, on which may depend what it needs and gives. */
        private void show(PrintWriter out, String wanted) {
            PartType type = find(wanted.split("\\{", 2)[0].strip());
            Part shown = wanted.contains("{") ? Main.part(kind, wanted) : type.standard();
            if (json) {
                out.println(Json.text(PartPage.json(type, shown)));
            } else {
                out.print(PartPage.text(type, shown, Terminal.width(spec)));
            }
        }

        private PartType find(String wanted) {
            return Parts.find(kind, wanted)
                    .orElseThrow(() -> new WrongCall(Parts.unknown(
                            spec.name().replaceAll("ies$", "y").replaceAll("s$", ""),
                            wanted,
                            Parts.of(kind).stream().map(PartType::name).toList())));
        }

        private void table(PrintWriter out, List<PartType> parts) {
            boolean learners = kind == Learner.class;
            TextTable table = new TextTable(Terminal.width(spec));
            table.row("NAME", learners ? "GIVES" : "NEEDS", "WHAT IT DOES");
            for (PartType part : parts) {
                table.row(
                        part.name(),
                        part.standard() instanceof Learner learner ? LearnerFacts.brief(learner) : PartPage.needs(part),
                        part.about().summary());
            }
            out.print(table);
            out.println();
            if (learners) {
                out.println("Every learner takes features and labels, and gives probabilities and embeddings.");
            }
            out.println("(%s NAME) shows parameters, defaults, cost and paper of one.".formatted(spec.qualifiedName()));
        }
    }
}
