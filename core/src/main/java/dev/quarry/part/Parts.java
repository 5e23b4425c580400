package dev.quarry.part;

import java.lang.invoke.MethodType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All parts on the class path, and the way from a name to a part and back. A further jar with one more part is enough.
 */
public final class Parts {

    private Parts() {}

    /** Loaded when first asked for, once. */
    private static final class Found {
        static final List<PartType> ALL = ServiceLoader.load(Part.class, Parts.class.getClassLoader()).stream()
                .map(provider -> PartType.of(provider.type()))
                .sorted(Comparator.comparing(PartType::name))
                .toList();
        static final List<Lift> LIFTS = ServiceLoader.load(Lift.class, Parts.class.getClassLoader()).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
    }

    /** The parts of a kind, by name. */
    public static List<PartType> of(Class<? extends Part> kind) {
        return Found.ALL.stream()
                .filter(part -> kind.isAssignableFrom(part.type()))
                .toList();
    }

    /**
     * The part of a kind and name.
     *
     * @throws IllegalStateException if two of them have that name
     */
    public static Optional<PartType> find(Class<? extends Part> kind, String name) {
        List<PartType> found =
                of(kind).stream().filter(part -> part.name().equals(name)).toList();
        if (found.size() > 1) {
            throw new IllegalStateException("The name (%s) stands for %s. Maybe remove one of them from the class path."
                    .formatted(
                            name,
                            found.stream()
                                    .map(part -> "(%s)".formatted(part.type().getName()))
                                    .collect(Collectors.joining(" and "))));
        }
        return found.stream().findFirst();
    }

    /**
     * The part that a text means, for example {@code random-forest{trees: 200}}.
     *
     * @throws IllegalArgumentException if it means none, with the nearest names or the broken rule
     */
    public static <P extends Part> P read(Class<P> kind, String text) {
        return read(kind, Spec.parse(text));
    }

    /**
     * The part that a specification means.
     *
     * @throws IllegalArgumentException if it means none, with the nearest names or the broken rule
     */
    public static <P extends Part> P read(Class<P> kind, Spec spec) {
        String name;
        Map<String, Spec> given;
        if (spec instanceof Spec.Word word) {
            name = word.text();
            given = Map.of();
        } else if (spec instanceof Spec.Call call) {
            name = call.name();
            given = call.components();
        } else {
            throw new IllegalArgumentException("(%s) is a list where one %s is expected.".formatted(spec, word(kind)));
        }
        Optional<PartType> found = find(kind, name);
        if (found.isPresent()) {
            return kind.cast(build(found.get(), given));
        }
        for (Lift lift : Found.LIFTS) {
            if (kind.isAssignableFrom(lift.to())) {
                Optional<PartType> other = find(lift.from(), name);
                if (other.isPresent()) {
                    return kind.cast(lift.lift(build(other.get(), given)));
                }
            }
        }
        throw new IllegalArgumentException(unknown(word(kind), name, known(kind)));
    }

    private static List<String> known(Class<? extends Part> kind) {
        Stream<String> lifted = Found.LIFTS.stream()
                .filter(lift -> kind.isAssignableFrom(lift.to()))
                .flatMap(lift -> of(lift.from()).stream().map(PartType::name));
        return Stream.concat(of(kind).stream().map(PartType::name), lifted)
                .sorted()
                .distinct()
                .toList();
    }

    private static Part build(PartType type, Map<String, Spec> given) {
        Map<String, Spec> rest = new LinkedHashMap<>(given);
        Object[] values = new Object[type.parameters().size()];
        for (int i = 0; i < values.length; i++) {
            PartType.Parameter parameter = type.parameters().get(i);
            Spec spec = rest.remove(parameter.name());
            values[i] = spec == null
                    ? parameter.standard()
                    : convert(spec, parameter.type(), "%s.%s".formatted(type.name(), parameter.name()));
        }
        if (!rest.isEmpty()) {
            String key = rest.keySet().iterator().next();
            List<String> keys =
                    type.parameters().stream().map(PartType.Parameter::name).toList();
            throw new IllegalArgumentException(
                    keys.isEmpty()
                            ? "The part (%s) has no parameters, so (%s) means nothing to it."
                                    .formatted(type.name(), key)
                            : unknown("parameter of (%s)".formatted(type.name()), key, keys));
        }
        return type.create(values);
    }

    private static Object convert(Spec spec, Type type, String where) {
        if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
            List<Spec> items = spec instanceof Spec.Many many ? many.items() : List.of(spec);
            List<Object> converted = new ArrayList<>();
            for (Spec item : items) {
                converted.add(convert(item, list.getActualTypeArguments()[0], where));
            }
            return List.copyOf(converted);
        }
        Class<?> raw = MethodType.methodType(rawType(type)).unwrap().returnType(); // Integer in a list as int
        if (Part.class.isAssignableFrom(raw)) {
            return requireSupply(type, read(raw.asSubclass(Part.class), spec), where);
        }
        if (!(spec instanceof Spec.Word word)) {
            throw new IllegalArgumentException(
                    "(%s) must be %s, not (%s).".formatted(where, Scalars.article(raw), spec));
        }
        return Scalars.read(word.text(), raw, where);
    }

    /** The rule of the compiler for {@code Part<? super X>}: what the component supplies must be what the part needs. */
    private static Part requireSupply(Type component, Part part, String where) {
        Class<?> supplied = supplied(component);
        if (supplied != null
                && part instanceof Needs needing
                && !needing.needs().isAssignableFrom(supplied)) {
            throw new IllegalArgumentException("(%s) does not fit (%s): it needs %s, and there it would get %s. %s"
                    .formatted(
                            describe(part), where, evidence(needing.needs()), evidence(supplied), suppliers(needing)));
        }
        return part;
    }

    /** The X of {@code Part<? super X>}; null where the component supplies nothing, or what only the compiler knows. */
    private static @Nullable Class<?> supplied(Type component) {
        return component instanceof ParameterizedType p
                        && p.getActualTypeArguments().length == 1
                        && p.getActualTypeArguments()[0] instanceof WildcardType wildcard
                        && wildcard.getLowerBounds().length == 1
                        && !(wildcard.getLowerBounds()[0] instanceof TypeVariable<?>)
                ? rawType(wildcard.getLowerBounds()[0])
                : null;
    }

    /** One sentence that names the parts which could give {@code needing} what it needs. */
    public static String suppliers(Needs needing) {
        List<String> could = supplying(needing);
        return could.isEmpty()
                ? "Nothing here supplies that."
                : could.stream().map("(%s)"::formatted).collect(Collectors.joining(" or ", "Maybe ", "."));
    }

    /** The parts which could give {@code needing} what it needs, around it. */
    public static List<String> supplying(Needs needing) {
        List<String> could = new ArrayList<>();
        for (PartType type : Found.ALL) {
            for (PartType.Parameter parameter : type.parameters()) {
                Class<?> supplied = supplied(parameter.type());
                if (supplied != null && needing.needs().isAssignableFrom(supplied)) {
                    could.add("%s{%s: %s}".formatted(type.name(), parameter.name(), describe((Part) needing)));
                }
            }
        }
        return could;
    }

    /** A type of evidence in words: {@code SampledProbabilities} as {@code sampled-probabilities}. */
    public static String evidence(Class<?> evidence) {
        return PartType.kebab(evidence.getSimpleName());
    }

    /** The shortest text that reads back as this part: components at their default are left out. */
    public static String describe(Part part) {
        return spec(part, false).toString();
    }

    /** The text of this part with every component, defaults filled in. */
    public static String resolve(Part part) {
        return spec(part, true).toString();
    }

    /** The text of one hyper-parameter's value, as a file or a command line would say it. */
    public static String describeValue(Object value) {
        return valueSpec(value, false).toString();
    }

    /** A part and all parts inside it, in lists too. */
    public static Stream<Part> nested(Part part) {
        return Stream.concat(Stream.of(part), inside(part).flatMap(Parts::nested));
    }

    /** The parts that are components of a part. */
    public static Stream<Part> inside(Part part) {
        if (!part.getClass().isRecord()) {
            return Stream.of();
        }
        PartType type = PartType.of(part.getClass());
        return IntStream.range(0, type.parameters().size())
                .mapToObj(i -> type.value(part, i))
                .flatMap(value -> value instanceof List<?> list ? list.stream() : Stream.of(value))
                .filter(Part.class::isInstance)
                .map(Part.class::cast);
    }

    private static Spec spec(Part part, boolean all) {
        if (!part.getClass().isRecord() || part.getClass().getAnnotation(Named.class) == null) {
            String name = part.getClass().isHidden() ? "" : part.getClass().getSimpleName();
            return new Spec.Word(name.isEmpty() ? "unnamed" : name); // a lambda is called differently in every run
        }
        PartType type = PartType.of(part.getClass());
        Map<String, Spec> components = new LinkedHashMap<>();
        for (int i = 0; i < type.parameters().size(); i++) {
            PartType.Parameter parameter = type.parameters().get(i);
            Object value = type.value(part, i);
            if (all || !value.equals(parameter.standard())) {
                components.put(parameter.name(), valueSpec(value, all));
            }
        }
        return components.isEmpty() ? new Spec.Word(type.name()) : new Spec.Call(type.name(), components);
    }

    private static Spec valueSpec(Object value, boolean all) {
        if (value instanceof Part part) {
            return spec(part, all);
        } else if (value instanceof List<?> list) {
            return new Spec.Many(list.stream().map(item -> valueSpec(item, all)).toList());
        } else if (value instanceof Enum<?> constant) {
            return new Spec.Word(Scalars.enumName(constant));
        }
        String text = String.valueOf(value);
        return new Spec.Word(
                value instanceof Double && text.endsWith(".0") ? text.substring(0, text.length() - 2) : text);
    }

    /** A sentence about a name that nothing has: the nearest names first, then all of them. */
    public static String unknown(String what, String name, List<String> known) {
        if (known.isEmpty()) {
            return "There is no %s named (%s), and none of any other name.".formatted(what, name);
        }
        String nearest = Nearest.to(name, known);
        return "There is no %s named (%s).%s Known: %s."
                .formatted(what, name, nearest.isEmpty() ? "" : " Maybe " + nearest + ".", String.join(", ", known));
    }

    private static Class<?> rawType(Type type) {
        if (type instanceof Class<?> raw) {
            return raw;
        } else if (type instanceof ParameterizedType p) {
            return (Class<?>) p.getRawType();
        } else if (type instanceof TypeVariable<?> variable) {
            return rawType(variable.getBounds()[0]);
        }
        throw new IllegalStateException("The type (%s) cannot be a component of a part.".formatted(type));
    }

    /** The values of an enum in kebab case, as files write them. */
    public static List<String> constants(Class<?> type) {
        return Stream.of(type.getEnumConstants()).map(Scalars::enumName).toList();
    }

    private static String word(Class<?> kind) {
        return PartType.kebab(kind.getSimpleName()).replace('-', ' ');
    }
}
