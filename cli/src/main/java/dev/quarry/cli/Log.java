package dev.quarry.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.FileHandler;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * Where libraries and the app write down what they do. A command line says what matters on the terminal, so that by
 * default it is nowhere; the app, which has no terminal to speak of, keeps files.
 */
public final class Log {

    private static final int FILE_BYTES = 5_000_000;
    private static final int FILES = 5;
    private static final List<String> TALKATIVE =
            List.of("org.flywaydb", "com.zaxxer.hikari", "org.eclipse.jetty", "io.javalin", "org.jdbi");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    /** Loggers whose level counts, held since the JDK itself would forget them. Empty until a log is kept. */
    private static final List<Logger> HELD = new ArrayList<>();

    private Log() {}

    /** What the JDK's log asks for how it is set up: in no way. */
    public static final class Nowhere {}

    /** Before anything is logged: it goes nowhere. */
    static void nowhere() {
        System.setProperty("java.util.logging.config.class", Nowhere.class.getName());
    }

    /**
     * From now on into files of a folder, the newest {@code quarry.0.log}, all together {@value #FILES} times 5 MB at
     * most.
     *
     * @throws IOException if they cannot be written
     */
    static Handler into(Path folder) throws IOException {
        Files.createDirectories(folder);
        String pattern = folder.toString().replace("%", "%%") + "/quarry.%g.log";
        FileHandler files = new FileHandler(pattern, FILE_BYTES, FILES, true);
        files.setEncoding(StandardCharsets.UTF_8.name());
        files.setFormatter(new Line());
        files.setLevel(Level.INFO);
        Logger root = Logger.getLogger("");
        root.addHandler(files);
        HELD.addAll(TALKATIVE.stream().map(Logger::getLogger).toList());
        HELD.forEach(logger -> logger.setLevel(Level.WARNING));
        Logger.getLogger("dev.quarry").info("Quarry %s begins.".formatted(Version.number()));
        return files;
    }

    /** One line for what happened, and the stack below it where something broke. */
    private static final class Line extends Formatter {

        @Override
        public String format(LogRecord line) {
            StringWriter text = new StringWriter();
            PrintWriter out = new PrintWriter(text);
            out.printf(
                    "%s %-7s %s: %s%n",
                    TIME.format(line.getInstant()),
                    line.getLevel().getName(),
                    shortName(line.getLoggerName()),
                    formatMessage(line).replaceAll("[\\r\\n]+", " | "));
            if (line.getThrown() != null) {
                line.getThrown().printStackTrace(out);
            }
            out.flush();
            return text.toString();
        }

        private static String shortName(String logger) {
            return logger.substring(logger.lastIndexOf('.') + 1);
        }
    }
}
