package dev.quarry.e2e;

import dev.quarry.cli.bench.Visitor;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The app as a process of its own, started as a user starts it. */
final class Installation implements AutoCloseable {

    private static final Path HOME = Path.of(System.getProperty("quarry.home"));

    private final Process process;
    private final String address;
    private final String ownersAddress;

    private Installation(Process process, String address, String ownersAddress) {
        this.process = process;
        this.address = address;
        this.ownersAddress = ownersAddress;
    }

    /** Starts the app on a folder, at any free port, and waits until it says where it is. */
    static Installation start(Path data, String... options) {
        return start(data, 0, options);
    }

    /** Starts it again where it was before, as a service would. */
    Installation again(Path data, String... options) {
        return start(data, URI.create(address).getPort(), options);
    }

    private static Installation start(Path data, int port, String... options) {
        Process process = launch(data, port, options);
        return awaited(process).orElseThrow(() -> new IllegalStateException("The app did not start."));
    }

    /**
     * Starts the app and ends it after a while as a power cut would, wherever it is by then.
     *
     * @return whether it had not yet said where it is
     */
    static boolean startAndKill(Path data, Duration after) throws InterruptedException {
        Process process = launch(data, 0);
        Thread.sleep(after);
        process.toHandle().destroyForcibly(); // by its handle, so that what it said can still be read
        process.waitFor();
        return awaited(process).isEmpty();
    }

    private static Process launch(Path data, int port, String... options) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "--add-modules",
                "jdk.incubator.vector",
                "-jar",
                HOME.resolve("cli/target/quarry.jar").toString(),
                "serve",
                "--port",
                Integer.toString(port),
                "--data",
                data.toString()));
        command.addAll(List.of(options));
        try {
            return new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The app once it says where it is; none where it ends before. */
    private static Optional<Installation> awaited(Process process) {
        try {
            BufferedReader out = process.inputReader();
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                int at = line.indexOf("/#enter=");
                if (at >= 0) {
                    return Optional.of(
                            new Installation(process, line.substring(0, at).strip(), line.strip()));
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where it is. */
    String address() {
        return address;
    }

    /** The address that logs in its owner, once. */
    String ownersAddress() {
        return ownersAddress;
    }

    /** The owner, logged in. */
    Visitor owner() {
        return Visitor.entering(ownersAddress);
    }

    /** Ends it as a power cut would: nothing is told, nothing is finished. */
    void kill() {
        process.destroyForcibly();
        join();
    }

    private void join() {
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        process.destroy();
        join();
    }
}
