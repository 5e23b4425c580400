package dev.quarry.cli;

import dev.quarry.item.Attributes;
import dev.quarry.item.Items;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say what is known about items beside the evidence, and who must be chosen. */
final class LimitOptions {

    @Option(
            names = "--attributes",
            paramLabel = "FILE",
            description =
                    "columns about the items, CSV with a column id: what (quota), (budgeted) and their like go by")
    private @Nullable Path attributes;

    @Option(names = "--include", paramLabel = "FILE", description = "ids that must be chosen first, one a line")
    private @Nullable Path include;

    /** Reads the files. */
    Limits read(FileSupply supply) throws IOException {
        Items items = supply.items();
        Attributes known = attributes == null ? Attributes.of(items) : AttributesFile.read(attributes, items);
        return new Limits(known, include == null ? List.of() : musts(include, supply));
    }

    private static List<String> musts(Path file, FileSupply supply) throws IOException {
        List<String> names = IdFile.read(file).stream().distinct().toList();
        for (String name : names) {
            int row = IdFile.row(supply.items(), name, file);
            if (!supply.candidates().has(Items.id(name)) && !supply.isLabelled(row)) {
                throw new WrongCall(
                        "The id (%s) in (%s) is to be included, but it is excluded too.".formatted(name, file));
            }
        }
        return names;
    }
}
