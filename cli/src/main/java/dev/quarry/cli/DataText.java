package dev.quarry.cli;

import dev.quarry.dataset.Generator;
import dev.quarry.dataset.catalogue.Catalogue;
import dev.quarry.part.Parts;
import dev.quarry.part.Spec;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What somebody wrote to name data: a name or path, perhaps with options.
 *
 * @param name the name or path
 * @param options by their names
 */
record DataText(String name, Map<String, Spec> options) {

    /** Reads it. A path that exists means itself, whatever letters it has. */
    static DataText of(String text) {
        if (!Catalogue.names().contains(text) && exists(text)) {
            return new DataText(text, Map.of());
        }
        try {
            Spec spec = Spec.parse(text);
            return spec instanceof Spec.Call call
                    ? new DataText(call.name(), call.components())
                    : new DataText(spec instanceof Spec.Word word ? word.text() : text, Map.of());
        } catch (IllegalArgumentException e) {
            throw new WrongCall(e);
        }
    }

    private static boolean exists(String text) {
        try {
            return Files.exists(Path.of(text));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    /** Whether it names a file or folder of somebody's own. */
    boolean isOwn() {
        return !isPublished() && exists(name);
    }

    /** Whether it names published data or a generator, which come before files. */
    boolean isPublished() {
        return Catalogue.names().contains(name)
                || Parts.find(Generator.class, name).isPresent();
    }

    /** These data with one more option, or another value of it. */
    DataText with(String option, String value) {
        Map<String, Spec> more = new LinkedHashMap<>(options);
        more.put(option, new Spec.Word(value));
        return new DataText(name, more);
    }

    /** These data with the options of others where they say nothing themselves. */
    DataText orElse(Map<String, Spec> others) {
        Map<String, Spec> more = new LinkedHashMap<>(others);
        more.putAll(options);
        return new DataText(name, more);
    }

    @Override
    public String toString() {
        return options.isEmpty() ? name : new Spec.Call(name, options).toString();
    }
}
