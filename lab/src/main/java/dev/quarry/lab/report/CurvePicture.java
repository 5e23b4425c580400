package dev.quarry.lab.report;

import dev.quarry.lab.measure.Comparison;
import dev.quarry.lab.measure.MeanCurve.Node;
import dev.quarry.lab.measure.Standing;
import dev.quarry.lab.result.Results;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.font.FontRenderContext;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** The mean learning curves as a picture, for slides and papers. */
final class CurvePicture {

    private static final List<Color> COLORS = List.of(
            new Color(0x7A838E),
            new Color(0x0072B2),
            new Color(0xD55E00),
            new Color(0x009E73),
            new Color(0xB0458C),
            new Color(0xA87700),
            new Color(0x3F9FD6),
            new Color(0x7D5A3C));
    private static final List<Float> DASHES = List.of(12f, 6f, 3f);
    private static final int WIDTH = 1200;
    private static final int HEIGHT = 720;

    private CurvePicture() {}

    /**
     * A PNG file.
     *
     * @throws IOException if there is no font to write with
     */
    static byte[] png(Results results) throws IOException {
        requireFonts();
        Comparison comparison = Comparison.of(results);
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(results.configuration().dataset())
                .xAxisTitle("labels")
                .yAxisTitle("accuracy on the test rows")
                .build();
        style(chart);
        int rank = 0;
        for (Standing standing : comparison.standings()) {
            boolean random = standing.strategy().equals(Comparison.RANDOM);
            add(chart, standing, random ? 0 : 1 + rank++, random);
        }
        BufferedImage picture = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = picture.createGraphics();
        chart.paint(graphics, WIDTH, HEIGHT);
        graphics.dispose();
        return encoded(picture);
    }

    /** Encoded in memory: a cache file would ask for a shutdown hook, which a process that is ending refuses. */
    private static byte[] encoded(BufferedImage picture) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            ImageIO.write(picture, "png", out);
        }
        return bytes.toByteArray();
    }

    /** Text is drawn with a font of the machine, and a bare container has none. */
    private static void requireFonts() throws IOException {
        try {
            new Font(Font.SANS_SERIF, Font.PLAIN, 12)
                    .createGlyphVector(new FontRenderContext(null, true, true), "a")
                    .getLogicalBounds();
        } catch (RuntimeException | Error e) { // Java has no type for this: it throws what it throws
            throw new IOException(
                    "The picture (curves.png) cannot be drawn: Java finds no font (%s). The rest of the report is written. Maybe install fontconfig and a font, for example DejaVu."
                            .formatted(e.getMessage()),
                    e);
        }
    }

    private static void add(XYChart chart, Standing standing, int rank, boolean random) {
        List<Node> nodes = standing.curve().points();
        if (nodes.isEmpty()) {
            return;
        }
        XYSeries series = chart.addSeries(
                standing.strategy(),
                nodes.stream().mapToDouble(Node::labels).toArray(),
                nodes.stream().mapToDouble(node -> node.accuracy().mean()).toArray());
        series.setMarker(SeriesMarkers.NONE);
        series.setLineColor(COLORS.get(random ? 0 : 1 + (rank - 1) % 7));
        int turn = random ? 0 : (rank - 1) / 7;
        float[] dash = random ? new float[] {2f, 6f} : turn == 0 ? null : new float[] {DASHES.get((turn - 1) % 3), 6f};
        series.setLineStyle(new BasicStroke(3f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND, 10f, dash, 0f));
    }

    private static void style(XYChart chart) {
        Font font = new Font(Font.SANS_SERIF, Font.PLAIN, 18);
        chart.getStyler()
                .setLegendPosition(Styler.LegendPosition.InsideSE)
                .setLegendBorderColor(Color.WHITE)
                .setLegendFont(font)
                .setChartBackgroundColor(Color.WHITE)
                .setPlotBackgroundColor(Color.WHITE)
                .setPlotBorderVisible(false)
                .setChartTitleFont(new Font(Font.SANS_SERIF, Font.BOLD, 22));
        chart.getStyler()
                .setAxisTitleFont(font)
                .setAxisTickLabelsFont(new Font(Font.SANS_SERIF, Font.PLAIN, 16))
                .setPlotGridLinesColor(new Color(0xDFE3E8))
                .setPlotGridVerticalLinesVisible(false)
                .setYAxisDecimalPattern("0.00")
                .setLocale(Locale.ROOT);
    }
}
