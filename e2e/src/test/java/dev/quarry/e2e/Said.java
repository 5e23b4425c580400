package dev.quarry.e2e;

import dev.quarry.server.event.Fact;
import dev.quarry.server.project.Projects;
import dev.quarry.server.store.Database;
import dev.quarry.server.store.EventLog;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * A label that a person gave one item after the other.
 *
 * @param row of the item
 * @param label the number of its class
 * @param by who said it
 */
record Said(int row, int label, String by) {

    /** What the log of an installation that does not run says, in its order. The log adds up, or this fails. */
    static List<Said> inTheLog(Path data, String project) throws Exception {
        List<Said> all = new ArrayList<>();
        try (Database database = Database.embedded(data);
                EventLog log = new EventLog(database, Clock.systemUTC(), new Projects())) {
            log.verify();
            log.each(project, 0, event -> {
                if (event.fact() instanceof Fact.Labelled fact && fact.mode().equals("single")) {
                    all.add(new Said(fact.row(), fact.label(), event.by()));
                }
            });
        }
        return all;
    }
}
