package dev.quarry.server.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/** Empty databases of both kinds for tests. */
public final class Databases {

    private static final AtomicInteger COUNT = new AtomicInteger();

    /** One server for all tests of a JVM; it ends with it. */
    private static final class Server {
        static final EmbeddedPostgres ONLY = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder().start();
            } catch (IOException e) {
                throw new UncheckedIOException("PostgreSQL did not start.", e);
            }
        }
    }

    private Databases() {}

    /** Opens the same database again and again. */
    @FunctionalInterface
    public interface Opener {
        Database open() throws IOException;
    }

    /** Which database. */
    public enum Kind {
        SQLITE,
        POSTGRESQL;

        /** An empty database of this kind. */
        public Opener empty(Path folder) {
            if (this == SQLITE) {
                return () -> Database.embedded(folder);
            }
            String url = postgresql();
            return () -> Database.postgresql(url);
        }
    }

    /** The address of an empty PostgreSQL database. */
    public static String postgresql() {
        String name = "quarry_%d".formatted(COUNT.incrementAndGet());
        try (Connection connection = Server.ONLY.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return "postgresql://postgres:postgres@localhost:%d/%s".formatted(Server.ONLY.getPort(), name);
    }
}
