package dev.quarry.golden;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every case of the category {@code value} whose function exists here must be met within its tolerance. */
class GoldenCasesTest {

    @TestFactory
    Stream<DynamicTest> values_are_met() {
        List<GoldenCase> cases = GoldenFolder.present().cases();
        List<GoldenCase> ours = cases.stream()
                .filter(one -> one.category().equals("value"))
                .filter(one -> GoldenFunctions.known().containsKey(one.function()))
                .toList();
        System.out.println("Golden cases: %d values of %d functions are compared."
                .formatted(
                        ours.size(),
                        ours.stream().map(GoldenCase::function).distinct().count()));
        return ours.stream().map(one -> DynamicTest.dynamicTest(one.id(), () -> GoldenComparison.assertMet(one)));
    }

    @Test
    void functions_that_are_not_compared_here_are_listed() {
        List<GoldenCase> cases = GoldenFolder.present().cases();
        Set<String> missing = cases.stream()
                .filter(one -> one.category().equals("value"))
                .map(GoldenCase::function)
                .filter(function -> !GoldenFunctions.known().containsKey(function))
                .collect(Collectors.toCollection(TreeSet::new));
        System.out.println("Golden functions not compared here: " + String.join(", ", missing));
        assertThat(missing).doesNotContainAnyElementsOf(GoldenFunctions.known().keySet());
    }
}
