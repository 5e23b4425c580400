package dev.quarry.golden;

import java.util.Map;

/** Compares what we answer with what a case wants. */
final class GoldenComparison {

    private GoldenComparison() {}

    /**
     * Asserts that every output of the case is ours, within its tolerance.
     *
     * @throws IllegalArgumentException if the case has inputs or outputs that we do not know
     */
    static void assertMet(GoldenCase one) {
        GoldenFunctions.Ours ours = GoldenFunctions.known().get(one.function());
        if (ours == null) {
            throw new IllegalArgumentException("There is no function (%s) here.".formatted(one.function()));
        }
        one.requireInputs(ours.inputs());
        Map<String, GoldenArray> outputs = ours.compute().apply(one);
        for (String name : one.output().propertyNames()) {
            GoldenArray got = outputs.get(name);
            if (got == null) {
                throw new IllegalArgumentException(
                        "The case (%s) wants the output (%s), which our (%s) does not give; it gives %s."
                                .formatted(one.id(), name, one.function(), outputs.keySet()));
            }
            GoldenArray want = GoldenArray.of(one.output().get(name));
            GoldenArray compared = one.asSet() && name.equals("selected") ? got.sorted() : got;
            if (!compared.isClose(want, one.absolute(), one.relative())) {
                throw new AssertionError("The output (%s) of (%s), %s: we give %s, but %s gives %s."
                        .formatted(
                                name,
                                one.id(),
                                one.json().path("definition").asString(""),
                                compared,
                                one.json().path("reference").path("peer").asString("the case"),
                                want));
            }
        }
    }
}
