package dev.quarry.cli;

/** What was asked for cannot be meant: exit code 2. */
final class WrongCall extends RuntimeException {

    WrongCall(String message) {
        super(message);
    }

    WrongCall(Exception cause) {
        super(cause.getMessage(), cause);
    }
}
