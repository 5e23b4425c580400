package dev.quarry.server.web;

import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.module.SimpleModule;

/** JSON has no word for a number that does not exist: it becomes null. */
final class FiniteNumbers extends ValueSerializer<Double> {

    private FiniteNumbers() {}

    static SimpleModule module() {
        FiniteNumbers numbers = new FiniteNumbers();
        return new SimpleModule("finite numbers")
                .addSerializer(Double.class, numbers)
                .addSerializer(Double.TYPE, numbers);
    }

    @Override
    public void serialize(Double value, JsonGenerator out, SerializationContext context) {
        if (Double.isFinite(value)) {
            out.writeNumber(value);
        } else {
            out.writeNull();
        }
    }
}
