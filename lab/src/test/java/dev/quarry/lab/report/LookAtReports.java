package dev.quarry.lab.report;

import dev.quarry.lab.Fixtures;
import dev.quarry.lab.result.CellResult;
import dev.quarry.lab.result.Results;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Writes reports of made-up results to look at in a browser: {@code LookAtReports FOLDER}. */
final class LookAtReports {

    private LookAtReports() {}

    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        Files.createDirectories(folder);
        List<String> digits = IntStream.range(0, 10).mapToObj(String::valueOf).toList();
        Files.writeString(
                folder.resolve("many.html"),
                HtmlReport.of(Fixtures.results(
                        List.of(
                                "random",
                                "margin",
                                "entropy",
                                "k-center",
                                "ensemble{members: 5, acquisition: bald}",
                                "badge"),
                        digits,
                        10)));
        Results plane = Fixtures.results(List.of("random", "margin"), List.of("upper moon", "lower moon"), 10);
        List<CellResult> cells = new ArrayList<>();
        for (CellResult cell : plane.cells()) {
            cells.add(
                    cell.seed() != 0
                            ? cell
                            : new CellResult(
                                    cell.strategy(),
                                    0,
                                    cell.curve(),
                                    cell.picked(),
                                    cell.times(),
                                    Fixtures.surface(cell.strategy().equals("margin"))));
        }
        Files.writeString(
                folder.resolve("plane.html"), HtmlReport.of(new Results(plane.configuration(), plane.jdk(), cells)));
    }
}
