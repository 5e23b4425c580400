package dev.quarry.dataset.catalogue;

import dev.quarry.dataset.Dataset;
import dev.quarry.dataset.Generator;
import dev.quarry.dataset.Reduction;
import dev.quarry.dataset.read.Format;
import dev.quarry.part.PartType;
import dev.quarry.part.Parts;
import dev.quarry.part.Spec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The door to every dataset: published, generated, or somebody's own. */
public final class Datasets {

    private Datasets() {}

    /**
     * The dataset that a text means:
     *
     * <ul>
     *   <li>a name of the {@link Catalogue}: {@code letter}
     *   <li>a {@link Generator}: {@code moons{n: 500, noise: 0.2}}
     *   <li>a path: {@code ./mine.csv}, {@code photos/}, {@code X.npy} (with {@code y.npy} beside it), perhaps with
     *       options: those of its {@link Format}, {@code test} (paths of test rows), {@code test-fraction}, or {@code
     *       format} where the name of the file does not tell: {@code mine.dat{format: csv{label: 0}, test-fraction: 0.2}}
     * </ul>
     *
     * To each of them may be added how its items become features: {@code features}, {@code scaling} and {@code impute},
     * where its format knows them, and {@code reduce} anywhere: {@code mnist{reduce: pca{dimensions: 50}}}.
     *
     * @param spec the text
     * @param dataFolders where published datasets are looked for, before {@code QUARRY_DATA} and {@code ~/.quarry/data}
     * @param seed of a generator, and of test rows that are drawn
     * @throws IOException if files are missing or broken; the message says which, where and what to try
     * @throws IllegalArgumentException if the text means nothing, with the nearest names
     */
    public static Dataset open(String spec, List<Path> dataFolders, long seed) throws IOException {
        if (!Catalogue.has(spec) && exists(spec)) {
            return new OwnData(Path.of(spec), Map.of()).open(seed);
        }
        return switch (Spec.parse(spec)) {
            case Spec.Word word -> open(word.text(), Map.of(), dataFolders, seed);
            case Spec.Call call -> reduced(call, dataFolders, seed);
            case Spec.Many many ->
                throw new IllegalArgumentException("(%s) is a list where one dataset is expected.".formatted(many));
        };
    }

    private static Dataset reduced(Spec.Call call, List<Path> dataFolders, long seed) throws IOException {
        Map<String, Spec> rest = new LinkedHashMap<>(call.components());
        Spec reduce = rest.remove("reduce");
        if (reduce == null) {
            return open(call.name(), rest, dataFolders, seed);
        }
        Reduction reduction = Parts.read(Reduction.class, reduce);
        return open(call.name(), rest, dataFolders, seed).reduced(reduction);
    }

    private static Dataset open(String name, Map<String, Spec> options, List<Path> dataFolders, long seed)
            throws IOException {
        if (Catalogue.has(name)) {
            return Catalogue.find(name).with(options).load(dataFolders, seed);
        } else if (Parts.find(Generator.class, name).isPresent()) {
            return Parts.read(Generator.class, new Spec.Call(name, options)).generate(seed);
        } else if (exists(name)) {
            return new OwnData(Path.of(name), options).open(seed);
        }
        List<String> known = Stream.concat(
                        Catalogue.names().stream(),
                        Parts.of(Generator.class).stream().map(PartType::name))
                .sorted()
                .toList();
        throw new IllegalArgumentException(Parts.unknown("dataset, generator, file or folder", name, known));
    }

    private static boolean exists(String text) {
        try {
            return Files.exists(Path.of(text));
        } catch (InvalidPathException e) {
            return false;
        }
    }
}
