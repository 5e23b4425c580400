package dev.quarry.cli.bench;

import dev.quarry.cli.bench.AppBench.Waited;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How long it takes from the start of a process to the first page, with a start-up cache of the JVM and without. */
final class StartBench {

    private static final int TIMES = 5;
    private static final String CACHE = "-XX:AOTCache";

    private StartBench() {}

    static List<Waited> run(Path folder) throws IOException {
        Files.createDirectories(folder);
        Path cache = folder.resolve("start.aot");
        Process rehearsal = quarry(List.of(CACHE + "Output=" + cache), "serve", "--rehearse")
                .redirectOutput(Redirect.DISCARD)
                .start();
        Waiting.until(rehearsal.onExit());
        List<Waited> waited = new ArrayList<>();
        if (Files.exists(cache)) {
            waited.add(new Waited("start to first page", 2_000, starts(folder, List.of(CACHE + "=" + cache))));
        }
        waited.add(new Waited("start to first page, without a start-up cache", 0, starts(folder, List.of())));
        return waited;
    }

    private static List<Double> starts(Path folder, List<String> options) throws IOException {
        List<Double> millis = new ArrayList<>();
        for (int i = 0; i < TIMES; i++) {
            millis.add(start(Files.createTempDirectory(folder, "data"), options));
        }
        return millis;
    }

    private static double start(Path data, List<String> options) throws IOException {
        long begun = System.nanoTime();
        Process app = quarry(options, "serve", "--data", data.toString(), "--port", "0", "--no-browser")
                .start();
        try (BufferedReader said = app.inputReader(StandardCharsets.UTF_8)) {
            String line = said.readLine();
            while (line != null && !line.contains("#")) { // the secret of the address that logs in
                line = said.readLine();
            }
            if (line == null) {
                throw new IllegalStateException("The app ended before it said where it is.");
            }
            Visitor owner = Visitor.entering(line.strip());
            owner.get("/").good();
            owner.get("/api/v1/me").good();
            owner.get("/api/v1/projects").good();
            return (System.nanoTime() - begun) / 1e6;
        } finally {
            app.destroy();
            Waiting.until(app.onExit());
        }
    }

    /** This program once more, by the same JVM with the same options. */
    private static ProcessBuilder quarry(List<String> options, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(one -> !one.startsWith(CACHE))
                .forEach(command::add);
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "dev.quarry.cli.Main"));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectError(Redirect.DISCARD);
    }
}
