package dev.quarry.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quarry.acquire.KCenter;
import dev.quarry.acquire.Margin;
import dev.quarry.dataset.Dataset;
import dev.quarry.dataset.DatasetBuilder;
import dev.quarry.dataset.Preparation;
import dev.quarry.item.Attributes;
import dev.quarry.lab.report.CurvesCsv;
import dev.quarry.lab.report.HtmlReport;
import dev.quarry.lab.report.SummaryJson;
import dev.quarry.lab.result.CellResult;
import dev.quarry.lab.result.Point;
import dev.quarry.lab.result.Results;
import dev.quarry.lab.result.Surface;
import dev.quarry.loop.Cancellation;
import dev.quarry.strategy.Budgeted;
import dev.quarry.strategy.Deterministic;
import dev.quarry.strategy.Diversity;
import dev.quarry.strategy.Quota;
import dev.quarry.strategy.Random;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SimulationTest {

    private static final Contender MARGIN = new Contender("margin", new Deterministic(new Margin()));
    private static final Contender K_CENTER = new Contender("k-center", new Diversity(new KCenter()));

    @Test
    void random_is_always_there_and_first() {
        Settings without = settings(MARGIN);
        Settings with = settings(MARGIN, new Contender("uniform", new Random()));
        assertThat(without.contenders()).extracting(Contender::name).containsExactly("random", "margin");
        assertThat(with.contenders()).extracting(Contender::name).containsExactly("random", "margin");
    }

    @Test
    void two_strategies_of_one_name_are_refused() {
        assertThatThrownBy(() -> settings(MARGIN, new Contender("margin", new Diversity(new KCenter()))))
                .hasMessageStartingWith("Two different strategies are named (margin).");
    }

    @Test
    void cells_are_strategies_times_seeds() {
        List<Cell> cells = simulation(settings(MARGIN).withSeeds(3, 7)).cells();
        assertThat(cells).hasSize(6);
        assertThat(cells).extracting(Cell::seed).containsExactly(7L, 7L, 8L, 8L, 9L, 9L);
    }

    @Test
    void a_curve_has_a_point_per_round_up_to_the_budget() {
        Results results = simulation(settings(MARGIN).withLabels(6, 4, 21).withSeeds(1, 0))
                .run();
        assertThat(results.of("margin").getFirst().curve())
                .extracting(Point::labels)
                .containsExactly(6, 10, 14, 18, 21);
        assertThat(results.of("margin").getFirst().times()).hasSize(4);
        assertThat(results.of("margin").getFirst().picked().stream()
                        .mapToInt(Integer::intValue)
                        .sum())
                .isEqualTo(15);
    }

    @Test
    void every_strategy_of_a_seed_begins_at_the_same_place() {
        Results results = simulation(settings(MARGIN, K_CENTER).withSeeds(5, 0)).run();
        for (long seed = 0; seed < 5; seed++) {
            long number = seed;
            List<Point> starts = results.cells().stream()
                    .filter(cell -> cell.seed() == number)
                    .map(cell -> cell.curve().getFirst())
                    .distinct()
                    .toList();
            assertThat(starts).hasSize(1);
        }
        assertThat(results.of("random").stream()
                        .map(cell -> cell.curve().getFirst().accuracy())
                        .distinct()
                        .count())
                .isGreaterThan(1);
    }

    @Test
    void threads_and_neighbours_change_nothing() {
        Settings settings = settings(MARGIN, K_CENTER).withSeeds(4, 0);
        Results alone = simulation(settings).run();
        Results together = simulation(settings).run(CellStore.inMemory(), 3, event -> {}, Cancellation.NEVER);
        Results fewer = simulation(settings(MARGIN).withSeeds(2, 1)).run();
        assertThat(stable(together)).isEqualTo(stable(alone));
        assertThat(fewer.of("margin").stream().map(CellResult::curve).toList())
                .isEqualTo(alone.of("margin").subList(1, 3).stream()
                        .map(CellResult::curve)
                        .toList());
    }

    @Test
    void before_two_classes_are_seen_the_answer_is_the_one_class_seen() {
        Results results =
                simulation(settings().withLabels(1, 1, 8).withSeeds(4, 0)).run();
        for (CellResult cell : results.cells()) {
            assertThat(cell.curve()).extracting(Point::labels).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
            assertThat(cell.curve().getFirst().balancedAccuracy()).isEqualTo(1.0 / 3);
        }
    }

    @Test
    void a_split_of_the_dataset_is_kept_and_seeds_draw_another_start() {
        Dataset split = Clusters.builder(120, 2).testLast(40).build();
        Simulation simulation = new Simulation(split, settings(MARGIN));
        assertThat(simulation.configuration().test()).isEqualTo("those of the dataset");
        assertThat(simulation.configuration().pool()).containsExactly(27, 27, 26);
        assertThat(simulation.run().cells()).hasSize(6);
    }

    @Test
    void rows_without_a_label_take_no_part() {
        int[] labels = Clusters.of(150, 3).labels();
        for (int i = 0; i < 60; i++) {
            labels[i] = Dataset.UNKNOWN;
        }
        Simulation simulation =
                new Simulation(Clusters.builder(150, 3).labels(labels).build(), settings(MARGIN));
        assertThat(simulation.configuration().pool().stream()
                        .mapToInt(Integer::intValue)
                        .sum())
                .isEqualTo(63);
        assertThat(simulation.run().of("margin").getFirst().curve().getLast().labels())
                .isEqualTo(24);
    }

    @Test
    void a_budget_beyond_the_pool_is_refused_before_anything_runs() {
        assertThatThrownBy(() -> new Simulation(Clusters.of(30, 2), settings(MARGIN)))
                .hasMessage(
                        "The budget (24) is more than the (21) items of the pool of (clusters). Maybe lower it to (21).");
    }

    @Test
    void settings_that_cannot_be_are_refused() {
        assertThatThrownBy(() -> settings().withLabels(10, 0, 20)).hasMessageContaining("the batch (0)");
        assertThatThrownBy(() -> settings().withLabels(20, 5, 20))
                .hasMessageContaining("The budget (20) must be more than the start (20)");
        assertThatThrownBy(() -> settings().withSeeds(0, 0)).hasMessageContaining("seeds (0)");
    }

    @Test
    void a_plane_is_watched_for_the_first_seed_without_changing_the_run() {
        Results plane = simulation(settings(MARGIN, K_CENTER).withSeeds(2, 0)).run();
        for (CellResult cell : plane.cells()) {
            assertThat(cell.surface() != null).isEqualTo(cell.seed() == 0);
        }
        Surface surface = Objects.requireNonNull(plane.of("margin").getFirst().surface());
        assertThat(surface.frames()).extracting(Surface.Frame::labels).containsExactly(9, 14, 19, 24);
        assertThat(surface.frames().getFirst().labelled()).hasSize(9);
        assertThat(surface.frames().getFirst().next()).hasSize(5);
        assertThat(surface.frames().getLast().next()).isEmpty();
        assertThat(surface.frames()).allMatch(frame -> frame.wanted() != null);
        Surface floor = Objects.requireNonNull(plane.of("random").getFirst().surface());
        assertThat(floor.frames()).allMatch(frame -> frame.wanted() == null);
    }

    @Test
    void more_dimensions_are_not_watched() {
        Results results = new Simulation(Clusters.of(90, 3), settings(MARGIN)).run();
        assertThat(results.cells()).allMatch(cell -> cell.surface() == null);
    }

    @Test
    void a_long_run_is_shown_in_twelve_frames_from_first_to_last() {
        Results results = simulation(settings(MARGIN).withLabels(5, 1, 55).withSeeds(1, 0))
                .run();
        Surface surface = Objects.requireNonNull(results.of("margin").getFirst().surface());
        assertThat(surface.frames()).hasSize(12);
        assertThat(surface.frames().getFirst().labels()).isEqualTo(5);
        assertThat(surface.frames().getLast().labels()).isEqualTo(55);
    }

    @Test
    void a_failing_cell_ends_the_run_with_its_name_and_reason() {
        Settings settings = new Settings(new NearestMean(14), List.of(MARGIN), 9, 5, 24, 3, 0, 0.3);
        List<Progress> events = Collections.synchronizedList(new ArrayList<>());
        assertThatThrownBy(() -> simulation(settings).run(CellStore.inMemory(), 1, events::add, Cancellation.NEVER))
                .isInstanceOf(SimulationFailedException.class)
                .hasMessage(
                        "The run of (random) with seed (0) failed: The learner (nearest-mean) does not like (14) examples.");
        assertThat(events.getLast()).isInstanceOf(Progress.CellFailed.class);
    }

    @Test
    void finished_cells_stay_when_a_later_one_fails() {
        CellStore store = CellStore.inMemory();
        Simulation simulation = simulation(settings(MARGIN, K_CENTER).withSeeds(2, 0));
        assertThatThrownBy(() -> simulation.run(
                        store,
                        1,
                        event -> {
                            if (event instanceof Progress.CellStarted started
                                    && started.cell().seed() == 1) {
                                throw new IllegalStateException("Here is the reason.");
                            }
                        },
                        Cancellation.NEVER))
                .hasMessageContaining("Here is the reason.");
        assertThat(store.cells()).hasSize(3);
        assertThat(simulation.run(store, 1, event -> {}, Cancellation.NEVER).cells())
                .hasSize(6);
    }

    @Test
    void a_stopped_run_has_the_cells_that_finished_and_says_what_is_missing() {
        AtomicInteger finished = new AtomicInteger();
        Simulation simulation = simulation(settings(MARGIN).withSeeds(3, 0));
        Results partial = simulation.run(
                CellStore.inMemory(),
                1,
                event -> {
                    if (event instanceof Progress.CellFinished) {
                        finished.incrementAndGet();
                    }
                },
                () -> finished.get() >= 3);
        assertThat(partial.cells()).hasSize(3);
        assertThat(partial.missing())
                .containsExactly(
                        new Results.Missing("random", List.of(2L)), new Results.Missing("margin", List.of(1L, 2L)));
        assertThat(HtmlReport.of(partial))
                .contains("This is a partial result: 3 of 6 runs are missing (random: seed 2; margin: seeds 1, 2).");
    }

    @Test
    void events_tell_the_whole_story_in_order() {
        List<Progress> events = new ArrayList<>();
        simulation(settings(MARGIN).withSeeds(1, 0)).run(CellStore.inMemory(), 1, events::add, Cancellation.NEVER);
        String story =
                events.stream().map(event -> event.getClass().getSimpleName()).collect(Collectors.joining(" "));
        String cell = "CellStarted RoundDone RoundDone RoundDone RoundDone CellFinished";
        assertThat(story).isEqualTo("Started " + cell + " " + cell + " Ended");
        assertThat(events.getFirst()).isEqualTo(new Progress.Started(2, 0));
        assertThat(events.getLast()).isEqualTo(new Progress.Ended(2, 2));
    }

    @Test
    void other_data_have_another_fingerprint() {
        String one =
                new Simulation(Clusters.of(90, 2), settings()).configuration().data();
        int[] labels = Clusters.of(90, 2).labels();
        labels[5] = 0;
        String relabelled = new Simulation(
                        Clusters.builder(90, 2).labels(labels).build(), settings())
                .configuration()
                .data();
        assertThat(one)
                .hasSize(64)
                .isEqualTo(new Simulation(Clusters.of(90, 2), settings())
                        .configuration()
                        .data());
        assertThat(relabelled).isNotEqualTo(one);
    }

    @Test
    void limits_of_groups_and_costs_are_kept_by_the_attributes_of_the_data() {
        Dataset bare = Clusters.of(90, 2);
        List<String> groups = IntStream.range(0, bare.size())
                .mapToObj(row -> "patient " + row % 3)
                .toList();
        double[] prices = new double[bare.size()];
        Arrays.fill(prices, 2.5);
        Dataset data = new DatasetBuilder(bare.items(), Preparation.fixed(bare.features(), List.of()))
                .classes(bare.classes())
                .labels(bare.labels())
                .attributes(
                        Attributes.of(bare.items()).withTexts("patient", groups).withNumbers("price", prices))
                .build();
        Settings settings = settings(
                        new Contender("one per patient", new Quota("patient", 1, new Deterministic(new Margin()))),
                        new Contender(
                                "paid", new Budgeted("price", 10, Budgeted.By.SCORE, new Deterministic(new Margin()))))
                .withLabels(6, 5, 18)
                .withSeeds(2, 0);
        Results results = new Simulation(data, settings).run();
        assertThat(results.of("one per patient").getFirst().curve())
                .as("three patients")
                .extracting(Point::labels)
                .containsExactly(6, 9, 12, 15, 18);
        assertThat(results.of("paid").getFirst().curve())
                .as("four of 2.5 each for 10")
                .extracting(Point::labels)
                .containsExactly(6, 10, 14, 18);
        assertThat(Fingerprint.of(data)).isNotEqualTo(Fingerprint.of(bare));
    }

    private static Settings settings(Contender... contenders) {
        return new Settings(new NearestMean(), List.of(contenders), 9, 5, 24, 3, 0, 0.3);
    }

    private static Simulation simulation(Settings settings) {
        return new Simulation(Clusters.of(90, 2), settings);
    }

    private static String stable(Results results) {
        return CurvesCsv.curves(results)
                + SummaryJson.withoutTimes(results)
                + HtmlReport.withoutTimes(HtmlReport.of(results));
    }
}
