package dev.quarry.dataset.embed;

import dev.quarry.dataset.Picture;
import dev.quarry.kernel.FloatMatrix;
import dev.quarry.kernel.Memory;
import dev.quarry.kernel.Workers;
import dev.quarry.part.Parts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The embedding of many pictures. */
final class PictureRun {

    private static final int CHUNK = 16;

    private final Embedding options;
    private final Optional<Path> cache;

    PictureRun(Embedding options, Optional<Path> cache) {
        this.options = options;
        this.cache = cache;
    }

    FloatMatrix of(List<? extends Picture> pictures) throws IOException {
        ModelFile model = ModelFile.named(options.model());
        String description =
                String.join("\n", Parts.resolve(options.anywhere()), model.engine(options.threads()), model.hash());
        try (CachedRows rows = CachedRows.open("pictures", description, keys(pictures), cache)) {
            int[] missing = rows.missing();
            if (missing.length > 0) {
                try (Network network = model.open(options.output(), options.threads())) {
                    compute(rows, missing, pictures, network, model.path());
                }
            }
            return rows.matrix();
        }
    }

    private List<ContentKey> keys(List<? extends Picture> pictures) throws IOException {
        ContentKey[] keys = new ContentKey[pictures.size()];
        each(keys.length, CHUNK, i -> keys[i] = ContentKey.of(pictures.get(i).content()));
        return Arrays.asList(keys);
    }

    private void compute(CachedRows rows, int[] missing, List<? extends Picture> pictures, Network network, Path model)
            throws IOException {
        PictureInput input = PictureInput.of(options, network.slots(), model);
        int batch = input.batch();
        Memory.require((long) batch * input.size() * Float.BYTES, "A batch of (%d) pictures".formatted(batch));
        FloatBuffer values = ByteBuffer.allocateDirect(
                        Math.multiplyExact(Math.multiplyExact(batch, input.size()), Float.BYTES))
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
        Rows pooled = new Rows(options.pooling(), options.unit(), input.channelsLast());
        rows.compute(List.of(missing), batch, new CachedRows.Computing() {
            @Override
            public float[] rows(int[] items) throws IOException {
                each(items.length, 1, i -> input.write(pictures.get(items[i]).image(), values, i * input.size()));
                for (int i = items.length * input.size(); i < batch * input.size(); i++) {
                    values.put(i, 0);
                }
                Network.Tensor out = network.run(List.of(new Network.Floats(values, input.dims())));
                return pooled.of(out, batch, items.length, null);
            }

            @Override
            public String name(int item) {
                return pictures.get(item)
                        .file()
                        .map("the picture (%s)"::formatted)
                        .orElse("picture number (%d)".formatted(item));
            }
        });
    }

    private interface Each {
        void accept(int i) throws IOException;
    }

    private void each(int n, int chunk, Each work) throws IOException {
        try {
            Workers.current().chunks(n, chunk, (from, to) -> {
                for (int i = from; i < to; i++) {
                    accept(work, i);
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static void accept(Each work, int i) {
        try {
            work.accept(i);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
