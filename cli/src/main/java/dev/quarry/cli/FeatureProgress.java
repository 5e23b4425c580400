package dev.quarry.cli;

import dev.quarry.dataset.feature.FeatureListener;

/** Shows how far features are. */
final class FeatureProgress implements FeatureListener {

    private final LongWork shown;
    private String of = "";
    private int all;
    private int last;

    FeatureProgress(LongWork shown) {
        this.shown = shown;
    }

    @Override
    public void progress(String what, int done, int total) {
        if (!what.equals(of) || total != all || done < last) {
            shown.next("Features of " + what, total, done);
        }
        of = what;
        all = total;
        last = done;
        shown.done(done);
    }

    @Override
    public void note(String sentence) {
        shown.say(sentence);
    }
}
