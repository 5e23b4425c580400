package dev.quarry.dataset.catalogue;

import dev.quarry.dataset.read.Format;
import dev.quarry.part.Parts;
import dev.quarry.part.Spec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A format with other features than those that a published dataset comes with. */
final class OtherFeatures {

    /** What says how items become features, and nothing about what they are. */
    private static final List<String> ALLOWED = List.of("features", "scaling", "impute", "reduce");

    private OtherFeatures() {}

    static Format of(String dataset, Format format, Map<String, Spec> options) {
        Map<String, Spec> components = new LinkedHashMap<>();
        Spec written = Spec.parse(Parts.resolve(format));
        String name = written instanceof Spec.Call call ? call.name() : written.toString();
        if (written instanceof Spec.Call call) {
            components.putAll(call.components());
        }
        List<String> known = ALLOWED.stream()
                .filter(option -> option.equals("reduce") || components.containsKey(option))
                .toList();
        for (String option : options.keySet()) {
            if (!known.contains(option)) {
                throw new IllegalArgumentException(
                        "The dataset (%s) is published as it is, so (%s) cannot be said of it. Known: %s."
                                .formatted(dataset, option, String.join(", ", known)));
            }
        }
        components.putAll(options);
        return Parts.read(Format.class, new Spec.Call(name, components));
    }
}
