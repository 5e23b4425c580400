package dev.quarry.dataset.catalogue;

import dev.quarry.dataset.BadDataException;
import dev.quarry.dataset.DataFile;
import dev.quarry.dataset.Dataset;
import dev.quarry.dataset.DatasetBuilder;
import dev.quarry.dataset.Provenance;
import dev.quarry.dataset.read.Format;
import dev.quarry.dataset.read.Source;
import dev.quarry.part.PartType;
import dev.quarry.part.Parts;
import dev.quarry.part.Spec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Somebody's own file or folder, with options. */
final class OwnData {

    private final Path path;
    private final List<Path> tests = new ArrayList<>();
    private final Optional<Double> testFraction;
    private final Format format;

    OwnData(Path path, Map<String, Spec> options) throws BadDataException {
        this.path = path;
        Map<String, Spec> rest = new LinkedHashMap<>(options);
        Spec test = rest.remove("test");
        if (test != null) {
            List<Spec> items = test instanceof Spec.Many many ? many.items() : List.of(test);
            items.forEach(item -> tests.add(Path.of(item.toString())));
        }
        this.testFraction = Optional.ofNullable(rest.remove("test-fraction")).map(OwnData::number);
        this.format = format(rest);
    }

    private Format format(Map<String, Spec> options) throws BadDataException {
        Spec explicit = options.remove("format");
        if (explicit == null) {
            return Parts.read(Format.class, new Spec.Call(claiming().name(), options));
        } else if (!options.isEmpty()) {
            throw new IllegalArgumentException(
                    "The option (%s) of (%s) belongs into its format. Maybe (format: csv{%s: …})."
                            .formatted(
                                    options.keySet().iterator().next(),
                                    path,
                                    options.keySet().iterator().next()));
        }
        return Parts.read(Format.class, explicit);
    }

    private PartType claiming() throws BadDataException {
        List<PartType> formats = Parts.of(Format.class);
        for (PartType type : formats) {
            if (!((Format) type.standard()).claims(path).isEmpty()) {
                return type;
            }
        }
        throw new BadDataException(
                "The name of (%s) does not tell its format. Maybe say (%s{format: csv}); formats are %s."
                        .formatted(
                                path, path, formats.stream().map(PartType::name).toList()));
    }

    private static double number(Spec spec) {
        try {
            return Double.parseDouble(spec.toString());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("The test-fraction (%s) must be a number in [0, 1).".formatted(spec), e);
        }
    }

    Dataset open(long seed) throws IOException {
        List<Source> sources = new ArrayList<>(Source.all(files(path), false));
        for (Path test : tests) {
            sources.addAll(Source.all(files(test), true));
        }
        DatasetBuilder builder = format.read(sources).name(name());
        List<DataFile> files = new ArrayList<>();
        for (Source source : sources) {
            files.add(Hashes.describe(source.path()));
        }
        builder.provenance(new Provenance(path.toString(), "", "", files));
        testFraction.ifPresent(fraction -> builder.testFraction(fraction, seed));
        return builder.build();
    }

    private List<Path> files(Path named) {
        List<Path> claimed = format.claims(named);
        return claimed.isEmpty() ? List.of(named) : claimed;
    }

    private String name() {
        Path last = path.toAbsolutePath().normalize().getFileName();
        return last == null ? path.toString() : last.toString();
    }
}
