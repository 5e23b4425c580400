package dev.quarry.lab.report;

import dev.quarry.lab.result.Results;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Everything that a comparison leaves for people and programs. The files in {@link #STABLE} have the same bytes for the
 * same results (the picture also needs the same fonts, the configuration names the version); {@code report.html} has them
 * outside the marks of {@link HtmlReport#withoutTimes}. {@code timings.csv} holds what a clock measured.
 */
public final class ReportFolder {

    /** The files whose bytes depend on the results alone. */
    public static final List<String> STABLE = List.of("curves.csv", "summary.json", "configuration.json", "curves.png");

    /** The page. */
    public static final String PAGE = "report.html";

    private ReportFolder() {}

    /**
     * Writes the report, replacing what an earlier one left.
     *
     * @return the page
     * @throws IOException if the folder cannot be written
     */
    public static Path write(Results results, Path folder) throws IOException {
        Files.createDirectories(folder);
        Path page = folder.resolve(PAGE);
        Files.writeString(page, HtmlReport.of(results));
        Files.writeString(folder.resolve("curves.csv"), CurvesCsv.curves(results));
        Files.writeString(folder.resolve("timings.csv"), CurvesCsv.timings(results));
        Files.writeString(folder.resolve("summary.json"), SummaryJson.withoutTimes(results));
        Files.writeString(folder.resolve("configuration.json"), ConfigurationJson.of(results.configuration()));
        Files.write(folder.resolve("curves.png"), CurvePicture.png(results));
        return page;
    }
}
