package dev.quarry.golden;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every case with a definition, be it a peer's own, must be met within its tolerance where the function exists here. */
class GoldenCasesTest {

    private static boolean isDefined(GoldenCase one) {
        return one.category().equals("value") || one.category().equals("peer-specific");
    }

    private static boolean isArgued(GoldenCase one) {
        return GoldenArgued.covers(one.id());
    }

    @TestFactory
    Stream<DynamicTest> values_are_met() {
        List<GoldenCase> ours = GoldenFolder.present().cases().stream()
                .filter(GoldenCasesTest::isDefined)
                .filter(one -> GoldenFunctions.known().containsKey(one.function()) && !isArgued(one))
                .toList();
        System.out.println("Golden cases: %d values of %d functions are compared."
                .formatted(
                        ours.size(),
                        ours.stream().map(GoldenCase::function).distinct().count()));
        return ours.stream().map(one -> DynamicTest.dynamicTest(one.id(), () -> GoldenComparison.assertMet(one)));
    }

    @Test
    void what_is_not_compared_is_argued() {
        List<GoldenCase> cases = GoldenFolder.present().cases();
        Set<String> open = cases.stream()
                .filter(GoldenCasesTest::isDefined)
                .filter(one -> !GoldenFunctions.known().containsKey(one.function()) && !isArgued(one))
                .map(GoldenCase::function)
                .collect(Collectors.toCollection(TreeSet::new));
        List<String> ids = cases.stream().map(GoldenCase::id).toList();
        GoldenArgued.print("Golden cases", ids);
        assertThat(open).as("functions that are neither compared nor argued").isEmpty();
    }

    @Test
    void every_argument_is_about_something() {
        GoldenFolder folder = GoldenFolder.present();
        Assumptions.assumeTrue(
                folder.published().isPresent(), "The folder of golden cases has no published-cases.json.");
        List<String> ids = Stream.concat(folder.cases().stream().map(GoldenCase::id), GoldenPublishedTest.ids(folder))
                .toList();
        assertThat(GoldenArgued.idle(ids)).isEmpty();
    }
}
