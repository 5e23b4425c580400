package dev.quarry.lab.report;

import dev.quarry.lab.result.CellResult;
import dev.quarry.lab.result.Results;
import dev.quarry.lab.result.Surface;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;

/** A plane while it is labelled, one pair of pictures per strategy: what the model says, and what the strategy wants. */
final class PlanePictures {

    /** Classes 0, 1, …; told apart without colour vision, on white and on black. */
    private static final List<Integer> CLASS_COLORS =
            List.of(0x2B83C6, 0xE8871E, 0x2BA58A, 0xC05FA0, 0x8A7A2F, 0x7B6FD0, 0xC8503C, 0x6B7A8F);

    private static final int WANTED_COLOR = 0x7A4FC0;
    private static final double SIDE = 300;

    private final List<CellResult> cells;
    private final Markup html = new Markup();

    private PlanePictures(List<CellResult> cells) {
        this.cells = cells;
    }

    /** A slider and the pictures; empty where nobody watched a plane. */
    static String of(Results results) {
        List<CellResult> watched =
                results.cells().stream().filter(cell -> cell.surface() != null).toList();
        return watched.isEmpty() ? "" : new PlanePictures(watched).draw(results);
    }

    /** The colour of a class in these pictures. */
    static String color(int label) {
        return "#%06x".formatted(CLASS_COLORS.get(label % CLASS_COLORS.size()));
    }

    private String draw(Results results) {
        Surface longest = cells.stream()
                .map(CellResult::surface)
                .filter(surface -> surface != null)
                .max(Comparator.comparingInt(surface -> surface.frames().size()))
                .orElseThrow();
        int last = longest.frames().size() - 1;
        int shown = Math.max(0, last - 1);
        html.open("p", "class", "slider");
        html.open("label").text("Labels ");
        html.empty(
                "input",
                "type",
                "range",
                "id",
                "round",
                "min",
                "0",
                "max",
                last,
                "value",
                shown,
                "aria-label",
                "round");
        html.open("output", "id", "labels")
                .text("" + longest.frames().get(shown).labels())
                .close();
        html.close().close();
        legend(results.configuration().classes());
        html.open("div", "class", "planes");
        cells.forEach(cell -> strategy(cell, shown));
        return html.close().done();
    }

    private void legend(List<String> classes) {
        html.open("p", "class", "keys");
        for (int c = 0; c < Math.min(classes.size(), CLASS_COLORS.size()); c++) {
            html.open("span").spot("class", "key", "style", "background:" + color(c));
            html.text(classes.get(c)).close();
        }
        html.open("span").spot("class", "key ring").text("picked next").close().close();
    }

    private void strategy(CellResult cell, int shown) {
        Surface surface = cell.surface();
        if (surface == null) {
            return;
        }
        html.open("figure").leaf("figcaption", cell.strategy());
        html.open("div", "class", "pair");
        picture(surface, shown, true, "%s: what the model says".formatted(cell.strategy()));
        if (surface.frames().stream().allMatch(frame -> frame.wanted() != null)) {
            picture(surface, shown, false, "%s: what it wants".formatted(cell.strategy()));
        }
        html.close().close();
    }

    private void picture(Surface surface, int shown, boolean model, String title) {
        html.open("div");
        html.open("svg", "class", "plane", "viewBox", "0 0 300 300", "role", "img", "aria-label", title);
        for (int i = 0; i < surface.frames().size(); i++) {
            String image = model ? says(surface, i) : wants(surface, i);
            html.open("g", "class", frame(i, shown), "data-frame", i)
                    .empty("image", "href", image, "width", "300", "height", "300", "preserveAspectRatio", "none")
                    .close();
        }
        html.open("g", "class", "dots");
        surface.pool().forEach(dot -> html.empty("circle", "cx", x(dot), "cy", y(dot), "r", 1.6));
        html.close();
        for (int i = 0; i < surface.frames().size(); i++) {
            Surface.Frame frame = surface.frames().get(i);
            html.open("g", "class", frame(i, shown), "data-frame", i, "data-labels", frame.labels());
            for (Surface.Dot dot : frame.labelled()) {
                html.empty(
                        "circle", "class", "known", "cx", x(dot), "cy", y(dot), "r", 4.0, "fill", color(dot.label()));
            }
            for (Surface.Dot dot : frame.next()) {
                html.empty("circle", "class", "next", "cx", x(dot), "cy", y(dot), "r", 6.5);
            }
            html.close();
        }
        html.close()
                .leaf("p", model ? "what the model says" : "what the strategy wants")
                .close();
    }

    private static String frame(int index, int shown) {
        return index == shown ? "frame on" : "frame";
    }

    private static double x(Surface.Dot dot) {
        return dot.x() * SIDE;
    }

    private static double y(Surface.Dot dot) {
        return (1 - dot.y()) * SIDE;
    }

    /** The colour of the likeliest class, the stronger the surer; in steps, which compress well. */
    private static String says(Surface surface, int index) {
        byte[] classes = bytes(surface.frames().get(index).classes());
        byte[] confidence = bytes(surface.frames().get(index).confidence());
        return Png.dataUri(surface.side(), (column, row) -> {
            int at = row * surface.side() + column;
            int color = CLASS_COLORS.get((classes[at] & 0xFF) % CLASS_COLORS.size());
            int steps = (confidence[at] & 0xFF) / 8;
            return (20 + steps * 4) << 24 | color;
        });
    }

    private static String wants(Surface surface, int index) {
        String mesh = surface.frames().get(index).wanted();
        byte[] wanted = bytes(mesh == null ? "" : mesh);
        return Png.dataUri(surface.side(), (column, row) -> {
            int steps = (wanted[row * surface.side() + column] & 0xFF) / 8;
            return (steps * 7) << 24 | WANTED_COLOR;
        });
    }

    private static byte[] bytes(String base64) {
        return Base64.getDecoder().decode(base64);
    }
}
