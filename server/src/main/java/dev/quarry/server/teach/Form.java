package dev.quarry.server.teach;

import dev.quarry.acquire.Acquisition;
import dev.quarry.learn.Learner;
import dev.quarry.part.Advice;
import dev.quarry.part.Part;
import dev.quarry.part.PartType;
import dev.quarry.part.Parts;
import dev.quarry.part.Spec;
import dev.quarry.strategy.Strategy;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What can be said about a part, drawn from the part itself, so that a page cannot offer what there is not.
 *
 * @param name as settings write it
 * @param title for people
 * @param summary one sentence
 * @param help formula and cost; empty for none
 * @param paper authors, title, venue, year; empty for none
 * @param advice when to use it and when not; empty for none
 * @param cold of a strategy: whether it can choose before there is a model
 * @param params its hyper-parameters, in order
 * @param disabled why it cannot be chosen; null where it can
 */
public record Form(
        String name,
        String title,
        String summary,
        String help,
        String paper,
        String advice,
        boolean cold,
        List<Param> params,
        @Nullable String disabled) {

    private static final Map<String, String> TITLES = Map.ofEntries(
            Map.entry("ada-boost", "AdaBoost"),
            Map.entry("mlp", "MLP, a small neural network"),
            Map.entry("svm", "Support vector machine"),
            Map.entry("k-nearest-neighbours", "k nearest neighbours"),
            Map.entry("linear-svm", "Linear support vector machine"),
            Map.entry("lenet", "LeNet"),
            Map.entry("resnet18", "ResNet-18"),
            Map.entry("vgg16-bn", "VGG-16"),
            Map.entry("badge", "BADGE"),
            Map.entry("bald", "BALD"),
            Map.entry("batch-bald", "BatchBALD"),
            Map.entry("typiclust", "TypiClust"),
            Map.entry("k-center", "k-center"));

    /** Which values a hyper-parameter that is a part can have; parts never change while Quarry runs. */
    private static final Map<String, List<Choice>> CHOICES = new ConcurrentHashMap<>();

    /**
     * A hyper-parameter.
     *
     * @param key as settings write it
     * @param type {@code int}, {@code double}, {@code boolean}, {@code enum}, {@code text}, {@code part} or {@code list}
     * @param standard its default: a number, a truth value, a text, or the text of a part or list
     * @param values what it can be; null where that is anything of its type
     * @param help its meaning, unit and range
     */
    public record Param(
            String key,
            String title,
            String type,

            @com.fasterxml.jackson.annotation.JsonProperty("default")
            Object standard,

            @Nullable List<Choice> values,
            String help) {}

    /**
     * A value of a hyper-parameter.
     *
     * @param disabled why it cannot be chosen; null where it can
     */
    public record Choice(
            String name, String title, @Nullable String disabled) {}

    /**
     * All learners, those that can be chosen first.
     *
     * @param strategy the text of a strategy that it must go with; null for any
     */
    public static List<Form> learners(@Nullable String strategy) {
        return sorted(Parts.of(Learner.class).stream().map(type -> {
            Optional<String> refusal =
                    strategy == null ? Optional.empty() : Pairing.refusal((Learner) type.standard(), strategy);
            return of(type, false, refusal.orElse(null));
        }));
    }

    /**
     * All strategies, and all acquisitions that stand for one, those that can be chosen first.
     *
     * @param learner the text of the learner that it must go with
     */
    public static List<Form> strategies(String learner) {
        Learner with = Parts.read(Learner.class, learner);
        Stream<PartType> all = Stream.concat(
                Parts.of(Strategy.class).stream(),
                Parts.of(Acquisition.class).stream()
                        .filter(type -> Parts.find(Strategy.class, type.name()).isEmpty()));
        return sorted(all.map(type -> {
            String refusal = Pairing.refusal(with, type.name()).orElse(null);
            return of(type, refusal == null && Pairing.isCold(Parts.read(Strategy.class, type.name())), refusal);
        }));
    }

    private static List<Form> sorted(Stream<Form> forms) {
        return forms.sorted(Comparator.comparing((Form form) -> form.disabled != null)
                        .thenComparing(Form::name))
                .toList();
    }

    private static Form of(PartType type, boolean cold, @Nullable String disabled) {
        String help = Stream.of(type.about().formula(), type.about().cost())
                .filter(text -> !text.isEmpty())
                .reduce((formula, cost) -> "%s. Takes %s.".formatted(formula, cost))
                .orElse("");
        return new Form(
                type.name(),
                title(type.name()),
                type.about().summary(),
                help,
                type.about().paper(),
                type.advice().map(Form::words).orElse(""),
                cold,
                type.parameters().stream().map(one -> param(type, one)).toList(),
                disabled);
    }

    private static String words(Advice advice) {
        return "Use it for: %s Avoid it where: %s".formatted(advice.use(), advice.avoid());
    }

    /** A name as people write it. */
    static String title(String name) {
        String known = TITLES.get(name);
        String plain = name.replace('-', ' ');
        return known != null ? known : Character.toUpperCase(plain.charAt(0)) + plain.substring(1);
    }

    private static Param param(PartType of, PartType.Parameter parameter) {
        Type type = parameter.type();
        Class<?> raw = raw(type);
        String word = raw == List.class
                ? "list"
                : Part.class.isAssignableFrom(raw)
                        ? "part"
                        : raw.isEnum()
                                ? "enum"
                                : raw == int.class || raw == long.class
                                        ? "int"
                                        : raw == double.class ? "double" : raw == boolean.class ? "boolean" : "text";
        Object standard = raw.isPrimitive() ? parameter.standard() : Parts.describeValue(parameter.standard());
        List<Choice> values = switch (word) {
            case "enum" ->
                Parts.constants(raw).stream()
                        .map(value -> new Choice(value, title(value), null))
                        .toList();
            case "part" -> choices(of, parameter, raw.asSubclass(Part.class));
            default -> null;
        };
        return new Param(parameter.name(), title(parameter.name()), word, standard, values, parameter.help());
    }

    /** Each part that could stand there is tried: what the part itself refuses is refused with its reason. */
    private static List<Choice> choices(PartType of, PartType.Parameter parameter, Class<? extends Part> kind) {
        return CHOICES.computeIfAbsent("%s.%s".formatted(of.type().getName(), parameter.name()), key -> {
            List<Choice> choices = new ArrayList<>();
            for (String name : names(kind)) {
                choices.add(new Choice(name, title(name), refusal(of, parameter, name)));
            }
            choices.sort(Comparator.comparing((Choice choice) -> choice.disabled != null)
                    .thenComparing(Choice::name));
            return List.copyOf(choices);
        });
    }

    private static List<String> names(Class<? extends Part> kind) {
        Stream<PartType> own = Parts.of(kind).stream();
        Stream<PartType> all =
                Strategy.class.isAssignableFrom(kind) ? Stream.concat(own, Parts.of(Acquisition.class).stream()) : own;
        return all.map(PartType::name).distinct().toList();
    }

    private static @Nullable String refusal(PartType of, PartType.Parameter parameter, String name) {
        try {
            Parts.read(of.type(), new Spec.Call(of.name(), Map.of(parameter.name(), new Spec.Word(name))));
            return null;
        } catch (IllegalArgumentException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static Class<?> raw(Type type) {
        if (type instanceof Class<?> known) {
            return known;
        } else if (type instanceof ParameterizedType parameterized) {
            return (Class<?>) parameterized.getRawType();
        } else if (type instanceof TypeVariable<?> variable) {
            return raw(variable.getBounds()[0]);
        }
        return String.class;
    }
}
