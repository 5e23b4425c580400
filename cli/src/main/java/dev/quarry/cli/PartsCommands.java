package dev.quarry.cli;

import dev.quarry.acquire.Acquisition;
import dev.quarry.dataset.Reduction;
import dev.quarry.dataset.feature.Imputation;
import dev.quarry.dataset.feature.PictureFeatures;
import dev.quarry.dataset.feature.Scaling;
import dev.quarry.dataset.feature.TextFeatures;
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

    @Command(
            name = "features",
            mixinStandardHelpOptions = true,
            description = "Lists what makes numbers of pictures, texts and columns, or shows one.")
    static final class Features extends Listing {
        Features() {
            super(List.of(
                    new Kind("pictures", PictureFeatures.class),
                    new Kind("texts", TextFeatures.class),
                    new Kind("scaling", Scaling.class),
                    new Kind("impute", Imputation.class),
                    new Kind("reduce", Reduction.class)));
        }
    }

    /**
     * Parts of one kind.
     *
     * @param use what they are for, where a catalogue has several kinds
     */
    record Kind(String use, Class<? extends Part> type) {
        List<PartType> parts() {
            return Parts.of(type);
        }
    }

    abstract static class Listing implements Callable<Integer> {

        private final List<Kind> kinds;

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
            this(List.of(new Kind("", kind)));
        }

        Listing(List<Kind> kinds) {
            this.kinds = kinds;
        }

        private List<PartType> all() {
            return kinds.stream().flatMap(kind -> kind.parts().stream()).toList();
        }

        @Override
        public Integer call() {
            PrintWriter out = spec.commandLine().getOut();
            if (name != null) {
                show(out, name);
            } else if (json) {
                out.println(Json.text(all().stream().map(PartPage::json).toList()));
            } else {
                table(out);
            }
            return 0;
        }

        /** One part, perhaps with parameters, on which may depend what it needs and gives. */
        private void show(PrintWriter out, String wanted) {
            String bare = wanted.split("\\{", 2)[0].strip();
            Kind kind = find(bare);
            PartType type = Parts.find(kind.type, bare).orElseThrow();
            Part shown = wanted.contains("{") ? Main.part(kind.type, wanted) : type.standard();
            if (json) {
                out.println(Json.text(PartPage.json(type, shown)));
            } else {
                out.print(PartPage.text(type, shown, Terminal.width(spec)));
            }
        }

        /** The kind of the part of that name. */
        private Kind find(String wanted) {
            return kinds.stream()
                    .filter(kind -> Parts.find(kind.type, wanted).isPresent())
                    .findFirst()
                    .orElseThrow(() -> new WrongCall(Parts.unknown(
                            spec.name().replaceAll("ies$", "y").replaceAll("s$", ""),
                            wanted,
                            all().stream().map(PartType::name).toList())));
        }

        private void table(PrintWriter out) {
            boolean learners = kinds.getFirst().type == Learner.class;
            boolean several = kinds.size() > 1;
            TextTable table = new TextTable(Terminal.width(spec));
            table.row("NAME", several ? "FOR" : learners ? "GIVES" : "NEEDS", "WHAT IT DOES");
            for (Kind kind : kinds) {
                for (PartType part : kind.parts()) {
                    table.row(
                            part.name(),
                            several ? kind.use : column(part),
                            part.about().summary());
                }
            }
            out.print(table);
            out.println();
            if (learners) {
                out.println("Every learner takes features and labels, and gives probabilities and embeddings.");
            }
            out.println("(%s NAME) shows parameters, defaults, cost and paper of one.".formatted(spec.qualifiedName()));
        }

        private static String column(PartType part) {
            return part.standard() instanceof Learner learner ? LearnerFacts.brief(learner) : PartPage.needs(part);
        }
    }
}
