package dev.quarry.server.upkeep;

import dev.quarry.server.account.Accounts;
import dev.quarry.server.event.Event;
import dev.quarry.server.event.Fact;
import dev.quarry.server.item.ItemTable;
import dev.quarry.server.project.Projects;
import dev.quarry.server.store.Database;
import dev.quarry.server.store.EventLog;
import dev.quarry.server.store.Folders;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** An installation without its page, for commands. Nobody else can use it meanwhile. */
public final class Installation implements AutoCloseable {

    /** Who acts where a command does. */
    public static final String COMMAND = "quarry";

    private final Folders folders;
    private final Database database;
    private final Projects projects = new Projects();
    private final EventLog log;
    private final Accounts accounts;

    private Installation(Folders folders, Database database) {
        this.folders = folders;
        this.database = database;
        Clock clock = Clock.systemUTC();
        this.log = new EventLog(database, clock, projects);
        projects.from((id, visitor) -> log.each(id, 0, visitor));
        this.accounts = new Accounts(database, clock);
    }

    /**
     * Opens one, making it if there is none.
     *
     * @param data its folder
     * @param database the address of a PostgreSQL database; null for the embedded one
     * @throws IOException if it cannot be opened, or something else uses it
     */
    public static Installation open(Path data, @Nullable String database) throws IOException {
        return new Installation(
                new Folders(data), database == null ? Database.embedded(data) : Database.postgresql(database));
    }

    /** Its accounts. */
    public Accounts accounts() {
        return accounts;
    }

    /** Its log. */
    public EventLog log() {
        return log;
    }

    /** Its projects. */
    public Projects projects() {
        return projects;
    }

    Folders folders() {
        return folders;
    }

    ItemTable items() {
        return new ItemTable(database.jdbi());
    }

    /** Writes down what was done about an account. */
    public void note(String account, String change) {
        log.act(COMMAND, pen -> {
            pen.write(Event.INSTALLATION, new Fact.AccountChanged(account, change));
            return pen.act();
        });
    }

    @Override
    public void close() throws IOException {
        log.close();
        database.close();
    }
}
