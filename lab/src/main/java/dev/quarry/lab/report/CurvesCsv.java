package dev.quarry.lab.report;

import dev.quarry.lab.result.CellResult;
import dev.quarry.lab.result.Point;
import dev.quarry.lab.result.Results;
import dev.quarry.lab.result.RoundTime;

/** Results as comma-separated values (RFC 4180): one line per point, or per measured round. */
public final class CurvesCsv {

    private CurvesCsv() {}

    /** The learning curves: dataset, learner, strategy, seed, labels, accuracy, balanced_accuracy. Nothing measured by a clock. */
    public static String curves(Results results) {
        StringBuilder csv = new StringBuilder("dataset,learner,strategy,seed,labels,accuracy,balanced_accuracy\n");
        for (CellResult cell : results.cells()) {
            String start = start(results, cell);
            for (Point point : cell.curve()) {
                csv.append(start).append(point.labels());
                csv.append(',').append(point.accuracy());
                csv.append(',').append(point.balancedAccuracy()).append('\n');
            }
        }
        return csv.toString();
    }

    /** How long each round took: dataset, learner, strategy, seed, labels, fit_seconds, select_seconds. */
    public static String timings(Results results) {
        StringBuilder csv = new StringBuilder("dataset,learner,strategy,seed,labels,fit_seconds,select_seconds\n");
        for (CellResult cell : results.cells()) {
            String start = start(results, cell);
            for (RoundTime time : cell.times()) {
                csv.append(start).append(time.labels());
                csv.append(',').append(time.fitSeconds());
                csv.append(',').append(time.selectSeconds()).append('\n');
            }
        }
        return csv.toString();
    }

    private static String start(Results results, CellResult cell) {
        return "%s,%s,%s,%d,"
                .formatted(
                        quote(results.configuration().dataset()),
                        quote(results.configuration().learner().name()),
                        quote(cell.strategy()),
                        cell.seed());
    }

    private static String quote(String text) {
        boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
