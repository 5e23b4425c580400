package dev.quarry.server.web;

import dev.quarry.kernel.FloatMatrix;
import dev.quarry.kernel.Npy;
import dev.quarry.server.event.Fact;
import dev.quarry.server.event.Provenance;
import dev.quarry.server.feature.FeatureStore;
import dev.quarry.server.item.Item;
import dev.quarry.server.web.Client.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;

/** A project of points in a few clouds, one for each class, for tests that label and teach. */
record Blobs(Server server, Client client, String id, int size, int classes, int columns) {

    private static final String FINGERPRINT = "blobs";

    /** Begins one, with items and classes and without features. */
    static Blobs begin(Server server, Client owner, int size, int classes) {
        String id = owner.post("/api/v1/projects", "{\"name\":\"Blobs\",\"kind\":\"rows\"}")
                .json()
                .path("id")
                .asString();
        List<Item> items = new ArrayList<>();
        for (int row = 0; row < size; row++) {
            items.add(new Item(row, 1_000 + row, "point %d".formatted(row), null, null, null, Map.of()));
        }
        server.app().items().append(id, items);
        server.log().act("test", pen -> {
            pen.write(id, new Fact.ItemsAdded(0, size, "test"));
            return id;
        });
        Blobs blobs = new Blobs(server, owner, id, size, classes, 6);
        for (int number = 0; number < classes; number++) {
            owner.post(
                    blobs.path("/classes"), "{\"name\":\"c%d\",\"colour\":\"#aa0000\",\"key\":null}".formatted(number));
        }
        return blobs;
    }

    /** Gives it features in which the classes overlap a little. */
    Blobs withFeatures() {
        float[] values = new float[size * columns];
        SplittableRandom random = new SplittableRandom(7);
        for (int row = 0; row < size; row++) {
            for (int col = 0; col < columns; col++) {
                double centre = col % classes == truth(row) ? 2 : 0;
                values[row * columns + col] = (float) (centre + random.nextGaussian());
            }
        }
        try {
            FeatureStore store = server.app().features();
            Npy.write(store.file(id, FINGERPRINT), FloatMatrix.wrap(values, size, columns));
            store.keep(id, FINGERPRINT, List.of("a", "b", "c", "d", "e", "f"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** The right class of an item. */
    int truth(int row) {
        return row % classes;
    }

    String path(String rest) {
        return "/api/v1/projects/%s%s".formatted(id, rest);
    }

    /** The same for another server or person. */
    Blobs by(Server other, Client person) {
        return new Blobs(other, person, id, size, classes, columns);
    }

    /** Says what an item is, rightly. */
    Answer label(int row) {
        return label(row, truth(row));
    }

    Answer label(int row, int label) {
        long version = server.app().projects().get(id).item(row).version();
        return client.post(
                path("/labels"),
                "{\"row\":%d,\"label\":%d,\"version\":%d,\"batch\":0,\"shown\":-1,\"mode\":\"single\",\"millis\":5}"
                        .formatted(row, label, version));
    }

    /** Labels rows from {@code from} to {@code to}, exclusive, rightly, all at once. */
    void many(int from, int to) {
        List<Integer> rows = new ArrayList<>();
        List<Integer> labels = new ArrayList<>();
        for (int row = from; row < to; row++) {
            rows.add(row);
            labels.add(truth(row));
        }
        server.log().act("owner", pen -> {
            pen.write(id, new Fact.LabelledMany(rows, labels, Provenance.HUMAN, "test"));
            return id;
        });
    }

    Answer next(int count) {
        return client.post(path("/queue/next"), "{\"count\":%d,\"mode\":\"single\"}".formatted(count));
    }

    static List<Integer> rows(Answer batch) {
        List<Integer> rows = new ArrayList<>();
        batch.json().path("items").forEach(item -> rows.add(item.path("row").asInt()));
        return rows;
    }

    Answer queue() {
        return client.get(path("/queue"));
    }

    /** Waits until the queue is in a state with a model of a number. */
    Answer await(String state, int model) {
        return await(() -> {
            Answer now = queue();
            return now.json().path("state").asString().equals(state)
                    && now.json().path("model").asInt() == model;
        });
    }

    /** Waits until nothing is taught any more and something holds; gives up after a minute. */
    Answer await(BooleanSupplier until) {
        long end = System.nanoTime() + 60_000_000_000L;
        while (!until.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("It did not come to that: %s".formatted(queue().json()));
            }
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
        return queue();
    }

    /** Waits until no job is left. */
    void quiet() {
        await(() -> {
            server.app().teacher().settle();
            return isIdle();
        });
    }

    private boolean isIdle() {
        return server.app().jobs().of(id).stream().allMatch(job -> job.state().isEnd());
    }
}
