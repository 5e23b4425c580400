package dev.quarry.cli;

import dev.quarry.dataset.feature.FeatureListener;
import java.io.PrintWriter;
import me.tongfei.progressbar.ProgressBar;
import org.jspecify.annotations.Nullable;

/** Shows how features are computed: a bar at a terminal, otherwise a line for each tenth. */
final class FeatureProgress implements FeatureListener, AutoCloseable {

    private static final int TENTHS = 10;

    private final PrintWriter err;
    private final boolean atTerminal = ProgressDisplay.atTerminal();
    private @Nullable ProgressBar bar;
    private String of = "";
    private int last;

    FeatureProgress(PrintWriter err) {
        this.err = err;
    }

    @Override
    public void progress(String what, int done, int all) {
        if (!what.equals(of) || done < last) {
            close();
            of = what;
            if (done < all) { // what is all there shows nothing
                begin(what, done, all);
            }
        } else if (bar != null) {
            bar.stepTo(done);
        } else if ((long) done * TENTHS / all > (long) last * TENTHS / all) {
            err.println("%s: %d of %d".formatted(what, done, all));
            err.flush();
        }
        last = done;
        if (done == all) {
            close();
        }
    }

    private void begin(String what, int done, int all) {
        if (atTerminal) {
            bar = ProgressDisplay.bar(what, all);
            bar.stepTo(done);
            ProgressDisplay.endInOrderOnInterrupt();
        } else if (done > 0) {
            err.println("%s: %d of %d were computed before.".formatted(what, done, all));
        }
    }

    @Override
    public void note(String sentence) {
        err.println(sentence);
        err.flush();
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
        bar = null;
        of = "";
        last = 0;
    }
}
