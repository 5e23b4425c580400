package dev.quarry;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static java.util.Map.entry;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTag;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import dev.quarry.part.Named;
import dev.quarry.part.Part;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.NullMarked;

/** The laws of the house that bytecode can show, over all modules that the command line sees. */
@ArchTag("strict")
@AnalyzeClasses(packages = "dev.quarry", importOptions = DoNotIncludeTests.class)
final class ArchitectureTest {

    private static final String CORE =
            "kernel item part bundle evidence acquire select strategy learn pool oracle journal stream stop";

    /** What the classes in and below a package may import of ours, beside what lies in and below it. */
    private static final Map<String, String> MAY_IMPORT = Map.ofEntries(
            entry("kernel", ""),
            entry("item", ""),
            entry("part", ""),
            entry("bundle", "kernel"),
            entry("torch", "kernel"),
            entry("evidence", "kernel item part"),
            entry("acquire", "kernel item part evidence"),
            entry("select", "kernel item part evidence acquire"),
            entry("solve", "kernel item part evidence acquire"),
            entry("strategy", "kernel item part evidence acquire select"),
            entry("learn", "kernel item part bundle evidence torch"),
            entry("pool", "kernel item"),
            entry("oracle", "kernel item part pool"),
            entry("journal", "kernel item part pool"),
            entry("stream", "kernel item part evidence acquire"),
            entry("stop", "kernel item part evidence acquire learn pool"),
            entry("loop", CORE),
            entry("dataset", "kernel item part bundle pool torch"),
            entry("lab", CORE + " loop dataset"),
            entry("server", CORE + " loop dataset lab"),
            entry("cli", CORE + " loop dataset lab server"));

    @ArchTest
    static final ArchRule data_flows_one_way =
            classes().should(importOnlyWhatTheyMay()).because("only the loop knows the whole circle");

    @ArchTest
    static final ArchRule every_package_has_its_place = classes()
            .should()
            .resideInAnyPackage(below(MAY_IMPORT.keySet()))
            .because("a new package must state in this test what it may import");

    @ArchTest
    static final ArchRule what_selects_cannot_reach_labels = noClasses()
            .that()
            .resideInAnyPackage(below(List.of("acquire", "select", "solve", "strategy")))
            .should()
            .transitivelyDependOnClassesThat()
            .resideInAnyPackage(below(List.of("learn", "pool", "oracle", "journal", "loop")))
            .because("a hidden label must be out of reach of a choice by type, not by discipline");

    @ArchTest
    static final ArchRule the_vector_module_is_used_in_one_class = noClasses()
            .that()
            .haveNameNotMatching("dev\\.quarry\\.kernel\\.Simd(\\$.*)?")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("jdk.incubator..")
            .because("the vector module may change or be absent, and everything must run without it");

    @ArchTest
    static final ArchRule data_names_no_class = noClasses()
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.io.ObjectInputStream")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("com.fasterxml.jackson.annotation.JsonTypeInfo")
            .because("what is read from a file or a request must not say which code runs");

    @ArchTest
    static final ArchRule randomness_comes_from_the_seed = noClasses()
            .that()
            .resideOutsideOfPackage("dev.quarry.server..") // whose secrets nobody may compute
            .should()
            .dependOnClassesThat(assignableTo(Random.class).or(assignableTo(ThreadLocalRandom.class)))
            .orShould()
            .callMethod(Math.class, "random")
            .orShould()
            .callConstructor(SplittableRandom.class)
            .orShould()
            .callMethod(Collections.class, "shuffle", List.class)
            .orShould()
            .callMethod(UUID.class, "randomUUID")
            .because("data, configuration and seed alone decide the picks; take numbers from Randomness");

    @ArchTest
    static final ArchRule transcendental_functions_have_the_same_bits_everywhere = noClasses()
            .that()
            .resideInAnyPackage(below(
                    List.of("kernel", "evidence", "acquire", "select", "solve", "strategy", "learn", "stream", "stop")))
            .should()
            .callMethodWhere(target(owner(assignableTo(Math.class)))
                    .and(target(nameMatching(
                            "exp|expm1|log|log10|log1p|pow|cbrt|hypot|a?(sin|cos|tan)|atan2|sinh|cosh|tanh"))))
            .because("the last bit of Math may differ between machines and decide a choice; take StrictMath");

    @ArchTest
    static final ArchRule only_the_command_line_prints = noClasses()
            .that()
            .resideOutsideOfPackage("dev.quarry.cli..")
            .should(ACCESS_STANDARD_STREAMS)
            .because("a library inside somebody's service must not write to its terminal");

    @ArchTest
    static final ArchRule nothing_static_changes = fields().that()
            .areStatic()
            .should()
            .beFinal()
            .because("two runs in one process must not influence each other");

    @ArchTest
    static final ArchRule parts_are_named_records = classes()
            .that()
            .areAssignableTo(Part.class)
            .and()
            .areNotInterfaces()
            .should()
            .beRecords()
            .andShould()
            .beAnnotatedWith(Named.class)
            .because("files, help and documentation are generated from the name and the components");

    @ArchTest
    static final ArchRule every_package_is_null_marked = classes()
            .should(ArchCondition.from(DescribedPredicate.<JavaClass>describe(
                    "be in a package with @NullMarked in its package-info.java",
                    type -> type.getPackage().isAnnotatedWith(NullMarked.class))))
            .because("only there does the compiler find null dereferences");

    private static ArchCondition<JavaClass> importOnlyWhatTheyMay() {
        return new ArchCondition<>("import of ours only what stands to their left") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                Set<String> allowed = Set.of((place(type) + " " + MAY_IMPORT.getOrDefault(place(type), "")).split(" "));
                type.getDirectDependenciesFromSelf().stream()
                        .filter(use -> use.getTargetClass().getPackageName().startsWith("dev.quarry."))
                        .filter(use -> !allowed.contains(place(use.getTargetClass())))
                        .forEach(use -> events.add(SimpleConditionEvent.violated(
                                use,
                                "%s may not import %s: %s"
                                        .formatted(place(type), place(use.getTargetClass()), use.getDescription()))));
            }
        };
    }

    /** The word after {@code dev.quarry}. */
    private static String place(JavaClass type) {
        return type.getPackageName().replaceFirst("^dev\\.quarry\\.?", "").replaceFirst("\\..*", "");
    }

    private static String[] below(Collection<String> names) {
        return names.stream().map(name -> "dev.quarry." + name + "..").toArray(String[]::new);
    }
}
