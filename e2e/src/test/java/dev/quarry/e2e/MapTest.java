package dev.quarry.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.quarry.cli.bench.CarefulPerson;
import dev.quarry.cli.bench.PoolFiles;
import dev.quarry.cli.bench.Visitor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Moves the map of many items where there is no graphics card, and says how long a picture takes; {@code
 * -Dquarry.points=100000} for as many as people complain of.
 */
class MapTest {

    private static final int POINTS = Integer.getInteger("quarry.points", 20_000);
    private static final int FRAMES = 60;

    /** Presses an arrow before each of many frames and notes how long each frame took. */
    private static final String MOVE = """
            (frames) => new Promise((done) => {
              const canvas = document.querySelector(".map-canvas canvas");
              const millis = [];
              let before = performance.now();
              const frame = () => {
                const now = performance.now();
                millis.push(now - before);
                before = now;
                if (millis.length > frames) {
                  done(millis.slice(1));
                } else {
                  const key = millis.length % 20 < 10 ? "ArrowLeft" : "ArrowRight";
                  canvas.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
                  requestAnimationFrame(frame);
                }
              };
              requestAnimationFrame(frame);
            })
            """;

    @TempDir
    Path folder;

    @Test
    void the_map_follows_whoever_moves_it() throws IOException {
        Path pool = folder.resolve("pool");
        new PoolFiles(POINTS, 16, 5, 0).write(pool, done -> {});
        Files.delete(pool.resolve(PoolFiles.PROBABILITIES));
        try (Chrome chrome = Chrome.open();
                Installation app =
                        Installation.start(folder.resolve("data"), "--no-browser", "--allow", pool.toString());
                Chrome.Window window = chrome.window()) {
            Visitor owner = app.owner();
            String id = owner.post("/api/v1/projects", Map.of("name", "map", "kind", "rows"))
                    .good()
                    .path("id")
                    .asString();
            String project = "/api/v1/projects/" + id;
            for (int label = 0; label < 5; label++) {
                owner.post(project + "/classes", Map.of("name", "class-" + label))
                        .good();
            }
            JsonNode imported = owner.post(project + "/imports", Map.of("folder", pool.toString()))
                    .good();
            CarefulPerson.result(owner, project, imported);
            CarefulPerson.usualFeatures(owner, project);
            window.enter(app, owner);
            Page page = window.page();
            page.navigate(app.address() + "/p/" + id + "/map");
            page.waitForSelector(".map-canvas canvas");
            page.waitForSelector(".legend .chip");
            page.locator(".map-canvas canvas").focus();
            assertThat(page.evaluate("document.querySelector('.map-canvas canvas').getContext('2d') !== null"))
                    .as("drawn without what only imitates a graphics card")
                    .isEqualTo(true);
            byte[] before = page.locator(".map-canvas canvas").screenshot();
            page.evaluate(MOVE, FRAMES);
            List<Double> millis = ((List<?>) page.evaluate(MOVE, FRAMES))
                    .stream().map(one -> ((Number) one).doubleValue()).sorted().toList();
            page.keyboard().press("ArrowLeft");
            page.waitForTimeout(200);
            Chrome.Window.keep(page, "map-of-many");
            System.out.printf(
                    "a picture of %,d points: %.1f ms, of twenty the slowest %.1f ms%n",
                    POINTS, millis.get(FRAMES / 2), millis.get(FRAMES * 19 / 20));
            assertThat(page.locator(".map-canvas canvas").screenshot())
                    .as("the map has moved")
                    .isNotEqualTo(before);
            assertThat(millis.get(FRAMES / 2))
                    .as("milliseconds of a frame, many tests at once")
                    .isLessThan(250);
            assertThat(window.complaints()).isEmpty();
        }
    }
}
