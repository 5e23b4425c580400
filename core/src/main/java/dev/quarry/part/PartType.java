package dev.quarry.part;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One discovered part: its class, its documentation and its hyper-parameters with their defaults.
 *
 * @param type the record
 * @param about its name and documentation
 * @param parameters its components, in order
 */
public record PartType(Class<? extends Part> type, Named about, List<Parameter> parameters) {

    /**
     * One hyper-parameter.
     *
     * @param name in kebab case, as files and command lines write it
     * @param type its Java type
     * @param standard its default
     * @param help its meaning, possibly empty
     */
    public record Parameter(String name, Type type, Object standard, String help) {}

    static PartType of(Class<? extends Part> type) {
        Named about = type.getAnnotation(Named.class);
        if (about == null || !type.isRecord()) {
            throw new IllegalStateException("The part (%s) must be a record with @Named.".formatted(type.getName()));
        }
        Part standard = standard(type);
        List<Parameter> parameters = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            Help help = component.getAnnotation(Help.class);
            parameters.add(new Parameter(
                    kebab(component.getName()),
                    component.getGenericType(),
                    read(component, standard),
                    help == null ? "" : help.value()));
        }
        return new PartType(type, about, List.copyOf(parameters));
    }

    /** The name in files and on the command line. */
    public String name() {
        return about.value();
    }

    /** When to use it and when not, where it says so. */
    public Optional<Advice> advice() {
        return Optional.ofNullable(type.getAnnotation(Advice.class));
    }

    /** The part with its defaults. */
    public Part standard() {
        return standard(type);
    }

    /** The value of a parameter in a part of this type. */
    Object value(Part part, int index) {
        return read(type.getRecordComponents()[index], part);
    }

    Part create(Object[] values) {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types = new Class<?>[components.length];
        for (int i = 0; i < types.length; i++) {
            types[i] = components[i].getType();
        }
        try {
            Constructor<? extends Part> canonical = type.getDeclaredConstructor(types);
            return canonical.newInstance(values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalArgumentException broken) {
                throw new IllegalArgumentException("%s: %s".formatted(name(), broken.getMessage()), broken);
            }
            throw new IllegalStateException("The part (%s) cannot be made.".formatted(name()), e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    "The part (%s) cannot be made. Maybe it is not public.".formatted(name()), e);
        }
    }

    private static Part standard(Class<? extends Part> type) {
        try {
            return type.getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    "The part (%s) has no public constructor without arguments, which gives its defaults."
                            .formatted(type.getName()),
                    e);
        }
    }

    private static Object read(RecordComponent component, Part part) {
        try {
            return component.getAccessor().invoke(part);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    "The component (%s) of (%s) cannot be read."
                            .formatted(component.getName(), part.getClass().getName()),
                    e);
        }
    }

    /** {@code minSamples} as {@code min-samples}. */
    static String kebab(String camel) {
        return camel.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    }
}
