package dev.quarry.server.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.quarry.lab.statistics.Proportion;
import dev.quarry.server.event.Fact;
import dev.quarry.server.status.Evidence.Kind;
import dev.quarry.server.status.Evidence.Verdict;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EvidenceTest {

    /** Checks of which each {@code wrongEvery}th is wrong; 0 for none. */
    private static List<Check> checks(int n, int model, int wrongEvery) {
        return IntStream.range(0, n)
                .mapToObj(i ->
                        new Check(model * 10_000 + i, model, 0, wrongEvery > 0 && i % wrongEvery == 0 ? 1 : 0, false))
                .toList();
    }

    private static List<Check> joined(List<Check> first, List<Check> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }

    /** The score interval of 20 of 20 is [0.839, 1], that of 98 of 100 [0.930, 0.994], that of 50 of 100 [0.404, 0.596]. */
    @Test
    void the_goal_is_reached_only_where_the_whole_interval_is() {
        Evidence perfect = Evidence.target(new Proportion(20, 20), 0.95);
        assertThat(perfect.verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(perfect.text()).contains("20 random checks", "between 84 % and 100 %", "about 53 more would tell");
        assertThat(Evidence.target(new Proportion(20, 20), 0.83).verdict()).isEqualTo(Verdict.STOP);
        assertThat(Evidence.target(new Proportion(98, 100), 0.92).verdict()).isEqualTo(Verdict.STOP);
        assertThat(Evidence.target(new Proportion(98, 100), 0.94).verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(Evidence.target(new Proportion(50, 100), 0.6).verdict()).isEqualTo(Verdict.CONTINUE);
        assertThat(Evidence.target(new Proportion(0, 0), 0.6).verdict()).isEqualTo(Verdict.UNKNOWN);
    }

    @Test
    void a_curve_is_flat_only_where_a_gain_worth_having_is_ruled_out() {
        assertThat(Evidence.curve(checks(59, 1, 10)).verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(Evidence.curve(checks(60, 1, 10)).text()).contains("two times 30");
        // 50 of 100 before, 90 of 100 since: a gain of 40 points
        assertThat(Evidence.curve(joined(checks(100, 1, 2), checks(100, 2, 10))).verdict())
                .isEqualTo(Verdict.CONTINUE);
        // all right before, 2 of 100 wrong since: at most 0.8 points of gain
        assertThat(Evidence.curve(joined(checks(100, 1, 0), checks(100, 2, 50))).verdict())
                .isEqualTo(Verdict.STOP);
        // 90 of 100 is [0.826, 0.945], so 90 of 100 twice is a gain between −8.7 and 8.7 points
        Evidence open = Evidence.curve(joined(checks(100, 1, 10), checks(100, 2, 10)));
        assertThat(open.verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(open.text()).contains("from 90 % to 90 %", "between -8.7 and 8.7 points");
    }

    @Test
    void predictions_are_steady_after_three_trainings_below_one_percent() {
        assertThat(Evidence.predictions(List.of(0.001, 0.002)).verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(Evidence.predictions(List.of(0.5, 0.001, 0.002, 0.0099)).verdict())
                .isEqualTo(Verdict.STOP);
        assertThat(Evidence.predictions(List.of(0.001, 0.01, 0.002)).verdict()).isEqualTo(Verdict.CONTINUE);
    }

    /** 2 of 100 wrong is [0.55 %, 7.0 %]: of 1,000 open items 20, between 6 and 70. */
    @Test
    void remaining_errors_are_the_share_of_wrong_checks_of_what_is_open() {
        Evidence errors = Evidence.errors(new Proportion(98, 100), 1_000, 1_250, 0.9);
        assertThat(errors.text()).contains("1,000 open items", "about 20 would be wrong (between 6 and 70)", "1.6 %");
        assertThat(errors.verdict()).isEqualTo(Verdict.STOP);
        assertThat(Evidence.errors(new Proportion(98, 100), 1_000, 1_250, 0.95).verdict())
                .isEqualTo(Verdict.UNKNOWN);
        assertThat(Evidence.errors(new Proportion(50, 100), 1_000, 1_250, 0.9).verdict())
                .isEqualTo(Verdict.CONTINUE);
        assertThat(Evidence.errors(new Proportion(0, 0), 1_000, 1_250, 0.9).verdict())
                .isEqualTo(Verdict.UNKNOWN);
        assertThat(Evidence.errors(new Proportion(0, 0), 0, 1_250, 0.9).verdict())
                .isEqualTo(Verdict.STOP);
    }

    @Test
    void a_budget_is_spent_by_labels_or_by_hours() {
        assertThat(Evidence.budget(Goal.STANDARD, 10_000, 1).verdict()).isEqualTo(Verdict.UNKNOWN);
        Goal labels = new Goal(0.9, 100, null, 0.05, 0);
        assertThat(Evidence.budget(labels, 99, 0).verdict()).isEqualTo(Verdict.CONTINUE);
        assertThat(Evidence.budget(labels, 100, 0).verdict()).isEqualTo(Verdict.STOP);
        Goal hours = new Goal(0.9, null, 0.5, 0.05, 0);
        assertThat(Evidence.budget(hours, 1, 1_799_999).verdict()).isEqualTo(Verdict.CONTINUE);
        assertThat(Evidence.budget(hours, 1, 1_800_000).verdict()).isEqualTo(Verdict.STOP);
        assertThat(Evidence.budget(hours, 1, 900_000).text()).contains("0.3 of 0.5 hours");
    }

    private static Evidence says(Kind kind, Verdict verdict) {
        return new Evidence(kind, verdict, "");
    }

    @Test
    void advice_is_what_the_evidence_adds_up_to() {
        assertThat(Advice.of(List.of(says(Kind.TARGET, Verdict.STOP)), false, 0).light())
                .isEqualTo(Advice.Light.ENOUGH);
        assertThat(Advice.of(List.of(says(Kind.CURVE, Verdict.STOP), says(Kind.PREDICTIONS, Verdict.STOP)), false, 0)
                        .sentence())
                .contains("not shown to be reached");
        assertThat(Advice.of(List.of(says(Kind.CURVE, Verdict.STOP)), false, 0).light())
                .isEqualTo(Advice.Light.SOON);
        assertThat(Advice.of(List.of(says(Kind.BUDGET, Verdict.STOP), says(Kind.CURVE, Verdict.CONTINUE)), false, 0)
                        .light())
                .isEqualTo(Advice.Light.SPENT);
        assertThat(Advice.of(List.of(says(Kind.BUDGET, Verdict.CONTINUE)), false, 0)
                        .light())
                .isEqualTo(Advice.Light.UNKNOWN);
        Advice on = Advice.of(List.of(says(Kind.TARGET, Verdict.CONTINUE)), true, 6_600);
        assertThat(on.light()).isEqualTo(Advice.Light.CONTINUE);
        assertThat(on.sentence())
                .isEqualTo("More labels are worth it. 100 more labels take about 11 min at the pace so far.");
        assertThat(on.quiet()).isTrue();
    }

    @Test
    void points_of_the_curve_share_no_check() {
        List<Fact.Trained> models = IntStream.rangeClosed(1, 3)
                .mapToObj(i -> new Fact.Trained(i, "forest", 10 * i, 0, "f", 1))
                .toList();
        List<Check> checks = joined(checks(30, 1, 2), joined(checks(10, 2, 0), checks(25, 3, 0)));
        List<Curve.Point> curve = Curve.of(checks, models);
        assertThat(curve).hasSize(3);
        assertThat(curve.stream().mapToInt(point -> point.accuracy().n())).containsExactly(21, 22, 22);
        assertThat(curve.getFirst().accuracy().hits()).isEqualTo(10); // of 21, each second is right
        assertThat(curve.get(1).fromModel()).isEqualTo(1);
        assertThat(curve.get(1).toModel()).isEqualTo(3);
        assertThat(curve.get(1).labels()).isCloseTo((9 * 10 + 10 * 20 + 3 * 30) / 22.0, within(1e-9));
        assertThat(Curve.of(checks.subList(0, 19), models)).isEmpty();
    }
}
