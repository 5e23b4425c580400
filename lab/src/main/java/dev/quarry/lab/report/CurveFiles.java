package dev.quarry.lab.report;

import dev.quarry.lab.measure.Comparison;
import dev.quarry.lab.result.Results;
import java.io.IOException;

/** The mean learning curves as pictures by themselves. */
public final class CurveFiles {

    private static final double WIDTH = 960;
    private static final double HEIGHT = 560;

    private CurveFiles() {}

    /** An SVG document with its own style; nothing in it is loaded from elsewhere, and no script is in it. */
    public static String svg(Results results) {
        String chart = CurveChart.of(
                Comparison.of(results), new Series(results.configuration().strategies()), WIDTH, HEIGHT);
        int inside = chart.indexOf('>') + 1;
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%.0f\" height=\"%.0f\""
                        .formatted(WIDTH, HEIGHT)
                + chart.substring("<svg".length(), inside)
                + "<style><![CDATA[" + Resource.text("report.css") + "]]></style>"
                + chart.substring(inside)
                + "\n";
    }

    /**
     * A PNG picture.
     *
     * @throws IOException if there is no font to write with
     */
    public static byte[] png(Results results) throws IOException {
        return CurvePicture.png(results);
    }
}
