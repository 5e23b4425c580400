package dev.quarry.dataset.embed;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtLoggingLevel;
import java.util.concurrent.FutureTask;

/**
 * The engine, started once. When it starts it goes through the command line of the process by a recursion about as deep as
 * the line is long, and on a stack of usual size a class path of some thousand letters kills the process (seen with 1.29).
 * So it starts in a thread whose stack has room for the longest line there can be; memory is taken for what is used.
 */
final class OnnxRuntime {

    private static final long STACK = 1L << 29;

    private OnnxRuntime() {}

    private static final class Started {
        static final OrtEnvironment ENVIRONMENT = start();
    }

    /** The engine. */
    static OrtEnvironment environment() {
        return Started.ENVIRONMENT;
    }

    private static OrtEnvironment start() {
        FutureTask<OrtEnvironment> start = new FutureTask<>(
                () -> OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL, "quarry"));
        Thread thread = new Thread(null, start, "quarry-onnx-start", STACK);
        thread.start();
        boolean interrupted = false;
        while (true) {
            try {
                thread.join();
                break;
            } catch (InterruptedException e) {
                interrupted = true; // it takes a moment, and a second start is not possible
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return start.resultNow();
    }
}
