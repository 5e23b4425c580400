package dev.quarry.server.web;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * How a server is to be started.
 *
 * @param data the folder of the installation: the embedded database, uploads, features, models
 * @param database the address of a PostgreSQL database; null for the embedded one
 * @param bind the address to listen on
 * @param port the port to listen on; 0 for any that is free
 * @param hostNames further names by which it is called
 * @param roots folders whose pictures and files may be read without uploading them
 * @param https whether a proxy in front of it speaks https
 * @param runs folders with runs of the lab to show, beside {@code runs} in the folder of the installation
 */
public record Settings(
        Path data,
        @Nullable String database,
        String bind,
        int port,
        List<String> hostNames,
        List<Path> roots,
        boolean https,
        List<Path> runs) {

    /** The port of whoever names none. */
    public static final int PORT = 7777;

    /** States the rules. */
    public Settings {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("The port (%d) must be between 0 and 65535.".formatted(port));
        }
        hostNames = List.copyOf(hostNames);
        roots = List.copyOf(roots);
        runs = List.copyOf(runs);
    }

    /** Without runs from elsewhere. */
    public Settings(
            Path data,
            @Nullable String database,
            String bind,
            int port,
            List<String> hostNames,
            List<Path> roots,
            boolean https) {
        this(data, database, bind, port, hostNames, roots, https, List.of());
    }

    /** On this machine alone, with the embedded database. */
    public static Settings local(Path data) {
        return new Settings(data, null, "127.0.0.1", PORT, List.of(), List.of(), false);
    }

    /** The same on another port. */
    public Settings withPort(int other) {
        return new Settings(data, database, bind, other, hostNames, roots, https, runs);
    }

    /** The same with a PostgreSQL database. */
    public Settings withDatabase(@Nullable String other) {
        return new Settings(data, other, bind, port, hostNames, roots, https, runs);
    }

    /** The same with runs of the lab from elsewhere. */
    public Settings withRuns(List<Path> folders) {
        return new Settings(data, database, bind, port, hostNames, roots, https, folders);
    }

    /** Whether only this machine can reach it. */
    public boolean isLocal() {
        try {
            return InetAddress.getByName(bind).isLoopbackAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(
                    "The address (%s) is not one of this machine. Maybe (127.0.0.1) or (0.0.0.0).".formatted(bind), e);
        }
    }

    /** All names by which it may be called. */
    Set<String> hosts() {
        Set<String> hosts = new TreeSet<>(hostNames);
        if (isLocal()) {
            hosts.addAll(List.of("localhost", "127.0.0.1", "[::1]"));
        } else if (!bind.equals("0.0.0.0") && !bind.equals("::")) {
            hosts.add(bind);
        }
        return hosts;
    }
}
