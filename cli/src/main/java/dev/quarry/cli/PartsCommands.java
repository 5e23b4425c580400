package dev.quarry.cli;

import dev.quarry.acquire.Acquisition;
import dev.quarry.learn.Learner;
import dev.quarry.part.Needs;
import dev.quarry.part.Part;
import dev.quarry.part.PartType;
import dev.quarry.part.Parts;
import dev.quarry.strategy.Strategy;
import java.io.PrintWriter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

    @Command(name = "strategies", mixinStandardHelpOptions = true, description = "Lists the query strategies, or shows one.")
    static final class Strategies extends Listing {
        Strategies() {
            super(Strategy.class);
        }
    }

    @Command(name = "acquisitions", mixinStandardHelpOptions = true, description = "Lists the acquisitions, or shows one.")
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

        @Parameters(arity = "0..1", paramLabel = "NAME", description = "the part to show; all are listed without it")
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
            List<PartType> shown = name == null ? Parts.of(kind) : List.of(find(name));
            if (json) {
                Object value = name == null
                        ? shown.stream().map(Listing::json).toList()
                        : json(shown.getFirst());
                out.println(Json.text(value));
            } else if (name == null) {
                table(out, shown);
            } else {
                page(out, shown.getFirst());
            }
            return 0;
        }

        private PartType find(String wanted) {
            return Parts.find(kind, wanted).orElseThrow(() -> new WrongCall(Parts.unknown(
                    spec.name().replaceAll("ies$", "y").replaceAll("s$", ""),
                    wanted,
                    Parts.of(kind).stream().map(PartType::name).toList())));
        }

        private void table(PrintWriter out, List<PartType> parts) {
            TextTable table = new TextTable();
            table.row("NAME", "NEEDS", "WHAT IT DOES");
            for (PartType part : parts) {
                table.row(part.name(), needs(part), part.about().summary());
            }
            out.print(table);
            out.println();
            out.println("(%s NAME) shows parameters, defaults, cost and paper of one.".formatted(spec.qualifiedName()));
        }

        private void page(PrintWriter out, PartType part) {
            out.println(part.name() + " · " + part.about().summary());
            out.println();
            TextTable facts = new TextTable();
            facts(part).forEach((what, text) -> facts.row(what, text));
            out.print(facts);
            if (!part.parameters().isEmpty()) {
                out.println();
                TextTable table = new TextTable();
                table.row("PARAMETER", "TYPE", "DEFAULT", "MEANING");
                for (PartType.Parameter parameter : part.parameters()) {
                    table.row(
                            parameter.name(),
                            type(parameter.type()),
                            Parts.describeValue(parameter.standard()),
                            parameter.help());
                }
                out.print(table);
            }
            out.println();
            out.println("Write it as: " + Parts.resolve(part.standard()));
        }

        private static Map<String, String> facts(PartType part) {
            Map<String, String> facts = new LinkedHashMap<>();
            facts.put("needs", needs(part));
            facts.put("formula", part.about().formula());
            facts.put("cost", part.about().cost());
            facts.put("paper", part.about().paper());
            facts.values().removeIf(String::isEmpty);
            return facts;
        }

        private static String needs(PartType part) {
            Part standard = part.standard();
            if (standard instanceof Needs needing) {
                return Parts.evidence(needing.needs());
            } else if (standard instanceof Strategy strategy) {
                return strategy.demands().isEmpty()
                        ? "nothing"
                        : String.join(
                                ", ",
                                strategy.demands().stream()
                                        .map(demand -> Parts.evidence(demand.evidence()))
                                        .distinct()
                                        .toList());
            }
            return standard instanceof Learner ? "features and labels" : "";
        }

        private static String type(Type type) {
            if (type instanceof ParameterizedType p) {
                return type(p.getRawType());
            }
            Class<?> raw = (Class<?>) type;
            if (raw.isEnum()) {
                return String.join(" | ", Parts.constants(raw));
            }
            return raw == int.class || raw == long.class
                    ? "whole number"
                    : raw == double.class ? "number" : raw == boolean.class ? "true | false" : Parts.evidence(raw);
        }

        private static Map<String, Object> json(PartType part) {
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("name", part.name());
            object.put("summary", part.about().summary());
            object.putAll(facts(part));
            object.put(
                    "parameters",
                    part.parameters().stream()
                            .map(parameter -> Map.of(
                                    "name", parameter.name(),
                                    "type", type(parameter.type()),
                                    "default", Parts.describeValue(parameter.standard()),
                                    "help", parameter.help()))
                            .toList());
            return object;
        }
    }
}
