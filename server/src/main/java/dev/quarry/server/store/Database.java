package dev.quarry.server.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Jdbi;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * The database of an installation, brought to the newest form when it is opened. One process owns it: a second one that
 * opens it is refused.
 */
public final class Database implements AutoCloseable {

    /** An arbitrary number that stands for Quarry among the advisory locks of a PostgreSQL database. */
    private static final long OWNER_LOCK = 0x5155_4152_5259L;

    private final HikariDataSource source;
    private final Jdbi jdbi;
    private final Ownership ownership;

    private Database(HikariDataSource source, Ownership ownership) {
        this.source = source;
        this.jdbi = Jdbi.create(source);
        this.ownership = ownership;
    }

    /** What keeps other processes out. */
    @FunctionalInterface
    private interface Ownership {
        void release() throws IOException, SQLException;
    }

    /** How a process becomes the only one. */
    @FunctionalInterface
    private interface Owning {
        Ownership take(HikariDataSource source) throws IOException, SQLException;
    }

    /**
     * The embedded database in a folder, which is made if there is none. Every commit is on the disk when it returns.
     *
     * @throws IOException if the folder cannot be used, or another process uses it
     */
    public static Database embedded(Path folder) throws IOException {
        Files.createDirectories(folder);
        Ownership ownership = FolderLock.take(folder);
        Folders.createOwnersOnly(folder.resolve("quarry.db"));
        SQLiteConfig sqlite = new SQLiteConfig();
        sqlite.setJournalMode(SQLiteConfig.JournalMode.WAL);
        sqlite.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        sqlite.setBusyTimeout(10_000);
        SQLiteDataSource file =
                new SQLiteDataSource(sqlite); // by an address alone, every driver there is would be loaded
        file.setUrl("jdbc:sqlite:" + folder.resolve("quarry.db"));
        HikariConfig config = new HikariConfig();
        config.setDataSource(file);
        config.setMaximumPoolSize(5);
        return opened(config, "the folder (%s)".formatted(folder), source -> ownership);
    }

    /**
     * A PostgreSQL database.
     *
     * @param url {@code postgresql://user:password@host:port/name}, the form that its own tools take, or one for JDBC
     * @throws IOException if it cannot be reached, or another process uses it
     */
    public static Database postgresql(String url) throws IOException {
        HikariConfig config = PostgresUrl.parse(url).config();
        config.setMaximumPoolSize(10);
        config.setInitializationFailTimeout(5_000);
        String what = "the database (%s)".formatted(PostgresUrl.parse(url).shown());
        return opened(config, what, source -> advisory(source, what));
    }

    private static Database opened(HikariConfig config, String what, Owning owning) throws IOException {
        config.setPoolName("quarry");
        HikariDataSource source = null;
        try {
            source = new HikariDataSource(config);
            Ownership ownership = owning.take(source);
            Flyway.configure()
                    .dataSource(source)
                    .locations("classpath:dev/quarry/server/store")
                    .load()
                    .migrate();
            return new Database(source, ownership);
        } catch (FlywayException | SQLException | HikariPool.PoolInitializationException e) {
            if (source != null) {
                source.close();
            }
            throw new IOException("%s cannot be opened: %s".formatted(capital(what), rootMessage(e)), e);
        }
    }

    /** A lock that PostgreSQL itself gives back when the process ends, however it ends. */
    private static Ownership advisory(HikariDataSource source, String what) throws SQLException, IOException {
        Connection held = source.getConnection();
        try (var statement = held.prepareStatement("SELECT pg_try_advisory_lock(?)")) {
            statement.setLong(1, OWNER_LOCK);
            try (var answer = statement.executeQuery()) {
                if (answer.next() && answer.getBoolean(1)) {
                    return held::close;
                }
            }
        }
        held.close();
        throw new IOException(
                "%s is used by another Quarry. Maybe stop that one, or give this one a database of its own."
                        .formatted(capital(what)));
    }

    /** Statements on this database. */
    public Jdbi jdbi() {
        return jdbi;
    }

    @Override
    public void close() throws IOException {
        try {
            ownership.release();
        } catch (SQLException e) {
            throw new IOException("The database could not be given back: %s".formatted(e.getMessage()), e);
        } finally {
            source.close();
        }
    }

    private static String capital(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    private static String rootMessage(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String message = String.valueOf(root.getMessage()).strip();
        return message.lines().findFirst().orElse(message);
    }

    /** A lock on a file in a folder; the operating system gives it back when the process ends, however it ends. */
    private static final class FolderLock {

        static Ownership take(Path folder) throws IOException {
            Path file = folder.resolve("quarry.lock");
            Folders.createOwnersOnly(file);
            var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            try {
                if (channel.tryLock() != null) {
                    return channel::close;
                }
            } catch (OverlappingFileLockException e) {
                // held by this very process
            }
            channel.close();
            throw new IOException(
                    "The folder (%s) is used by another Quarry. Maybe stop that one, or name another folder with (--data DIR)."
                            .formatted(folder));
        }
    }
}
