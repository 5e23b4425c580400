package dev.quarry.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.acquire.KCenter;
import dev.quarry.acquire.Margin;
import dev.quarry.item.Attributes;
import dev.quarry.item.Items;
import dev.quarry.journal.Entry;
import dev.quarry.journal.Journal;
import dev.quarry.kernel.FloatMatrix;
import dev.quarry.oracle.KnownLabels;
import dev.quarry.pool.Pool;
import dev.quarry.strategy.Albl;
import dev.quarry.strategy.Deterministic;
import dev.quarry.strategy.Diversity;
import dev.quarry.strategy.Exclude;
import dev.quarry.strategy.Random;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A strategy whose state is in the journal. */
class AlblInLoopTest {

    private static final Example EXAMPLE = Example.of(90);

    private static Loop loop() {
        Albl albl = new Albl(List.of(new Deterministic(new Margin()), new Diversity(new KCenter())), 24, 0.1);
        return new Loop(new NearestMean(), albl)
                .withStart(6)
                .withBatch(4)
                .withBudget(30)
                .withSeed(3);
    }

    private static Journal run(Journal journal) {
        loop().run(EXAMPLE.pool(), EXAMPLE.oracle(), journal, event -> {}, Cancellation.NEVER);
        return journal;
    }

    private static Journal run(List<Entry> before) {
        Journal journal = Journal.inMemory();
        journal.append(before);
        return run(journal);
    }

    @Test
    void a_loop_that_was_stopped_anywhere_goes_on_as_if_it_had_not() {
        List<Entry> whole = run(List.of()).entries();
        assertThat(whole).hasSize(30);
        for (int kept = 0; kept <= whole.size(); kept++) {
            assertThat(run(whole.subList(0, kept)).entries())
                    .usingRecursiveComparison()
                    .ignoringFields("at")
                    .isEqualTo(whole);
        }
    }

    @Test
    void weights_move_from_round_to_round() {
        assertThat(run(List.of()).entries().stream()
                        .filter(entry -> entry.round() > 0)
                        .map(entry -> entry.reason().replaceAll(".* weights (.*) advised .*", "$1"))
                        .distinct())
                .hasSize(6);
    }

    /** One arm asks for plain items only, the other for such as lie among those of the other class. */
    @Test
    void arms_that_teach_the_same_model_are_hardly_told_apart() {
        for (int seed = 0; seed < 4; seed++) {
            Journal journal = Journal.inMemory();
            Albl albl = new Albl(List.of(only("plain"), only("odd")), 100, 0.1);
            Pool pool = partlyOdd(seed);
            new Loop(new NearestMean(), albl)
                    .withStart(10)
                    .withBatch(1)
                    .withBudget(110)
                    .withSeed(seed)
                    .run(pool, known(pool), journal, event -> {}, Cancellation.NEVER);
            assertThat(journal.entries().stream()
                            .filter(entry -> entry.round() > 0)
                            .map(entry -> entry.reason().replaceAll(".* weights \\[(.*)] advised .*", "$1"))
                            .flatMap(weights -> Stream.of(weights.split(", ", -1)))
                            .map(Double::valueOf))
                    .hasSize(300)
                    .allSatisfy(weight -> assertThat(weight).isBetween(0.2, 0.5));
        }
    }

    private static Exclude only(String kind) {
        return new Exclude("kind", List.of(kind.equals("odd") ? "plain" : "odd"), new Random());
    }

    private static Pool partlyOdd(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int n = 300;
        float[][] points = new float[n][];
        List<String> kinds = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            boolean odd = i / 2 % 3 == 0;
            double side = i % 2 == 0 ? -1 : 1;
            double middle = odd ? -3 * side : side;
            kinds.add(odd ? "odd" : "plain");
            points[i] =
                    new float[] {(float) (middle + 0.4 * random.nextGaussian()), (float) (0.4 * random.nextGaussian())};
        }
        Items items = Items.range(n);
        Attributes attributes = Attributes.of(items).withTexts("kind", kinds);
        return new Pool(items, FloatMatrix.of(points), List.of("left", "right"), attributes);
    }

    private static KnownLabels known(Pool pool) {
        int[] labels = IntStream.range(0, pool.size()).map(i -> i % 2).toArray();
        return new KnownLabels(pool.items(), labels, pool.classes());
    }
}
