package dev.quarry.lab;

/** A cell failed. The message names it and the reason; the cells that finished before stay where they are stored. */
public final class SimulationFailedException extends RuntimeException {

    SimulationFailedException(Cell cell, Throwable cause) {
        super(
                "The run of (%s) with seed (%d) failed: %s".formatted(cell.strategy(), cell.seed(), reason(cause)),
                cause);
    }

    static String reason(Throwable cause) {
        String message = cause.getMessage();
        return message == null || message.isBlank()
                ? "It ended with (%s).".formatted(cause.getClass().getSimpleName())
                : message;
    }
}
