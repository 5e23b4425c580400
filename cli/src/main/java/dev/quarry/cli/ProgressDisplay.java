package dev.quarry.cli;

import dev.quarry.lab.Contender;
import dev.quarry.lab.Progress;
import dev.quarry.lab.Settings;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jline.utils.Signals;

/** Shows a comparison while it runs: a bar for each strategy at a terminal, otherwise a line for each finished cell. */
final class ProgressDisplay implements Consumer<Progress>, AutoCloseable {

    private static final int NAME = 28;
    private static final int INTERRUPTED = 130; // what shells expect: 128 + SIGINT

    private final PrintWriter err;
    private final Map<String, ProgressBar> bars = new LinkedHashMap<>();

    ProgressDisplay(PrintWriter err, Settings settings) {
        this.err = err;
        if (Terminal.isThere()) {
            int rounds = (settings.budget() - settings.start() + settings.batch() - 1) / settings.batch() + 1;
            for (Contender contender : settings.contenders()) {
                bars.put(contender.name(), bar(contender.name(), (long) rounds * settings.seeds()));
            }
            endInOrderOnInterrupt();
        }
    }

    /** The terminal behind the bars lets Ctrl-C kill the process; this gives it back its meaning, an orderly end. */
    private static void endInOrderOnInterrupt() {
        Signals.register("INT", () -> System.exit(INTERRUPTED));
    }

    private static ProgressBar bar(String name, long steps) {
        String shown = name.length() <= NAME ? name : name.substring(0, NAME - 1) + "…";
        return new ProgressBarBuilder()
                .setTaskName(shown + " ".repeat(NAME - shown.length()))
                .setInitialMax(steps)
                .setStyle(ProgressBarStyle.COLORFUL_UNICODE_BAR)
                .setUpdateIntervalMillis(200)
                .continuousUpdate()
                .build();
    }

    @Override
    public void accept(Progress event) {
        switch (event) {
            case Progress.Started started -> started(started);
            case Progress.CellStarted started -> {}
            case Progress.RoundDone round -> round(round);
            case Progress.CellFinished finished -> finished(finished);
            case Progress.CellFailed failed -> {}
            case Progress.Ended ended -> close();
        }
    }

    private void started(Progress.Started started) {
        if (started.done() > 0) {
            err.println("%d of %d cells were finished before.".formatted(started.done(), started.cells()));
            err.flush();
        }
    }

    private void round(Progress.RoundDone round) {
        ProgressBar bar = bars.get(round.cell().strategy());
        if (bar != null) {
            bar.step();
            bar.setExtraMessage(String.format(
                    Locale.ROOT, "seed %d, %d labels: %.3f", round.cell().seed(), round.labels(), round.accuracy()));
        }
    }

    private void finished(Progress.CellFinished finished) {
        if (bars.isEmpty()) {
            err.println(String.format(
                    Locale.ROOT,
                    "%d/%d  %s, seed %d: accuracy %.3f",
                    finished.done(),
                    finished.cells(),
                    finished.cell().strategy(),
                    finished.cell().seed(),
                    finished.accuracy()));
            err.flush();
        }
    }

    @Override
    public void close() {
        bars.values().forEach(ProgressBar::close);
    }
}
