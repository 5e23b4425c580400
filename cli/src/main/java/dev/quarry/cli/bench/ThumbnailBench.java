package dev.quarry.cli.bench;

import dev.quarry.cli.bench.AppBench.Waited;
import dev.quarry.kernel.Randomness;
import dev.quarry.server.web.Server;
import dev.quarry.server.web.Settings;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import javax.imageio.ImageIO;

/** How long the grid waits for its pictures, as a browser asks for them: six at once. */
final class ThumbnailBench {

    private static final int PICTURES = 100;
    private static final int ROUNDS = 5;
    private static final int WIDTH = 1_600;
    private static final int HEIGHT = 1_200;
    private static final int DRAWN = 10;
    private static final int AT_ONCE = 6;
    private static final int SIZE = 320;

    private ThumbnailBench() {}

    static List<Waited> run(Path folder) throws IOException {
        Path pictures = Files.createDirectories(folder.resolve("pictures"));
        write(pictures);
        Settings settings =
                new Settings(folder.resolve("data"), null, "127.0.0.1", 0, List.of(), List.of(pictures), false);
        try (Server server = Server.start(settings);
                ExecutorService browser = Executors.newFixedThreadPool(AT_ONCE)) {
            Visitor owner = Visitor.entering(server.ownersAddress());
            String project = "/api/v1/projects/"
                    + owner.post("/api/v1/projects", Map.of("name", "bench", "kind", "pictures"))
                            .good()
                            .path("id")
                            .asString();
            CarefulPerson.result(
                    owner,
                    project,
                    owner.post(project + "/imports", Map.of("folder", pictures.toString()))
                            .good());
            List<Double> cold = new ArrayList<>();
            List<Double> warm = new ArrayList<>();
            for (int round = 0; round < ROUNDS; round++) {
                cold.add(grid(owner, project, round * PICTURES, browser));
                warm.add(grid(owner, project, round * PICTURES, browser));
            }
            String what = "%d thumbnails of %,d x %,d".formatted(PICTURES, WIDTH, HEIGHT);
            return List.of(new Waited(what + ", cold", 1_500, cold), new Waited(what + ", warm", 200, warm));
        }
    }

    private static double grid(Visitor owner, String project, int from, ExecutorService browser) {
        long begun = System.nanoTime();
        List<Future<?>> asked = new ArrayList<>();
        for (int row = from; row < from + PICTURES; row++) {
            String path = "%s/items/%d/thumbnail?size=%d".formatted(project, row, SIZE);
            asked.add(browser.submit(() -> owner.get(path).good()));
        }
        for (Future<?> one : asked) {
            Waiting.until(one);
        }
        return (System.nanoTime() - begun) / 1e6;
    }

    /** A few scenes, each written many times with a remark that makes every file another picture. */
    private static void write(Path folder) throws IOException {
        for (int scene = 0; scene < DRAWN; scene++) {
            byte[] jpeg = scene(scene);
            for (int i = scene; i < PICTURES * ROUNDS; i += DRAWN) {
                byte[] remark = "%08d".formatted(i).getBytes(StandardCharsets.US_ASCII);
                ByteArrayOutputStream file = new ByteArrayOutputStream(jpeg.length + 16);
                file.write(jpeg, 0, 2);
                file.write(new byte[] {(byte) 0xFF, (byte) 0xFE, 0, (byte) (remark.length + 2)});
                file.write(remark);
                file.write(jpeg, 2, jpeg.length - 2);
                Files.write(folder.resolve("picture-%05d.jpg".formatted(i)), file.toByteArray());
            }
        }
    }

    private static byte[] scene(int number) throws IOException {
        RandomGenerator random = Randomness.seed(number).generator();
        BufferedImage picture = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = picture.createGraphics();
        for (int i = 0; i < 400; i++) {
            graphics.setColor(new Color(random.nextInt(1 << 24)));
            graphics.fillOval(random.nextInt(WIDTH), random.nextInt(HEIGHT), random.nextInt(300), random.nextInt(300));
        }
        graphics.dispose();
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                int grain = random.nextInt(16) * 0x010101; // as a camera has it
                picture.setRGB(x, y, (picture.getRGB(x, y) & 0xEFEFEF) + grain);
            }
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(picture, "jpeg", bytes);
        return bytes.toByteArray();
    }
}
