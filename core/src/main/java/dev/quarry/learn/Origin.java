package dev.quarry.learn;

import dev.quarry.bundle.State;

/**
 * Where a saved model comes from.
 *
 * @param version of the Quarry that fitted it
 * @param dataset what the data are called
 * @param fingerprint SHA-256 of the data
 * @param rows how many labelled rows it was fitted on
 * @param seed of the fit
 */
public record Origin(String version, String dataset, String fingerprint, int rows, long seed) {

    State state() {
        return State.empty()
                .with("version", version)
                .with("dataset", dataset)
                .with("fingerprint", fingerprint)
                .with("rows", Integer.toString(rows))
                .with("seed", Long.toString(seed));
    }

    static Origin of(State state) {
        return new Origin(
                state.text("version"),
                state.text("dataset"),
                state.text("fingerprint"),
                Integer.parseInt(state.text("rows")),
                Long.parseLong(state.text("seed")));
    }
}
