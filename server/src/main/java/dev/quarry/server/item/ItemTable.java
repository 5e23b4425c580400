package dev.quarry.server.item;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The items of all projects. An item is written once and never changed. */
public final class ItemTable {

    private static final String COLUMNS = "item, id, name, content, root, sha256, fields";
    private static final int FETCH = 1_000;
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<LinkedHashMap<String, String>> FIELDS = new TypeReference<>() {};

    private final Jdbi jdbi;

    /** The items of a database. */
    public ItemTable(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * Adds items in one transaction. They become part of the project by an event afterwards; rows that no event speaks of,
     * since the process ended in between, are replaced by the next ones.
     */
    public void append(String project, List<Item> items) {
        if (items.isEmpty()) {
            return;
        }
        jdbi.useTransaction(handle -> {
            handle.createUpdate("DELETE FROM item WHERE project = :project AND item >= :first")
                    .bind("project", project)
                    .bind("first", items.getFirst().row())
                    .execute();
            insert(handle, project, items);
        });
    }

    /** Without named parameters, which would take most of the time where there are a million items. */
    private static void insert(Handle handle, String project, List<Item> items) {
        try (PreparedStatement insert = handle.getConnection()
                .prepareStatement("INSERT INTO item (project, " + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?)")) {
            for (Item item : items) {
                insert.setString(1, project);
                insert.setInt(2, item.row());
                insert.setLong(3, item.id());
                insert.setString(4, item.name());
                insert.setString(5, item.content());
                insert.setString(6, item.root());
                insert.setString(7, item.sha256());
                insert.setString(8, JSON.writeValueAsString(item.fields()));
                insert.addBatch();
            }
            insert.executeBatch();
        } catch (SQLException e) {
            throw new IllegalStateException(
                    "The items could not be written: %s. Maybe the disk is full.".formatted(e.getMessage()), e);
        }
    }

    /**
     * An item.
     *
     * @throws NoSuchElementException if there is none in this row
     */
    public Item get(String project, int row) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "SELECT " + COLUMNS + " FROM item WHERE project = :project AND item = :item")
                .bind("project", project)
                .bind("item", row)
                .map(ItemTable::item)
                .findOne()
                .orElseThrow(() -> new NoSuchElementException("There is no item (%d) in the project.".formatted(row))));
    }

    /** The items of these rows, those that there are, by their rows. */
    public List<Item> list(String project, Collection<Integer> rows) {
        if (rows.isEmpty()) {
            return List.of();
        }
        return jdbi.withHandle(handle -> handle.createQuery(
                        "SELECT " + COLUMNS + " FROM item WHERE project = :project AND item IN (<rows>) ORDER BY item")
                .bind("project", project)
                .bindList("rows", rows)
                .map(ItemTable::item)
                .list());
    }

    /** What tells an item from others. */
    @FunctionalInterface
    public interface IdVisitor {
        /** An item; its hash is null where nobody computed it. */
        void item(int row, long id, @Nullable String sha256);
    }

    /** Runs through ids and hashes of the items of a project up to a row, exclusive, in order. */
    public void eachId(String project, int to, IdVisitor visitor) {
        jdbi.useTransaction(handle -> handle.createQuery(
                        "SELECT item, id, sha256 FROM item WHERE project = :project AND item < :end ORDER BY item")
                .bind("project", project)
                .bind("end", to)
                .setFetchSize(FETCH)
                .map((row, context) -> {
                    visitor.item(row.getInt("item"), row.getLong("id"), row.getString("sha256"));
                    return row.getInt("item");
                })
                .forEach(row -> {}));
    }

    /** Runs through the items of a project from row {@code from} to row {@code to}, exclusive, in order. */
    public void each(String project, int from, int to, Consumer<Item> visitor) {
        jdbi.useTransaction(handle -> handle.createQuery("SELECT " + COLUMNS
                        + " FROM item WHERE project = :project AND item >= :first AND item < :end ORDER BY item")
                .bind("project", project)
                .bind("first", from)
                .bind("end", to)
                .setFetchSize(FETCH)
                .map(ItemTable::item)
                .forEach(visitor));
    }

    /** The ids of the items of a project from row {@code from} to row {@code to}, exclusive, in order. */
    public long[] ids(String project, int from, int to) {
        return jdbi.withHandle(handle -> handle
                .createQuery(
                        "SELECT id FROM item WHERE project = :project AND item >= :first AND item < :end ORDER BY item")
                .bind("project", project)
                .bind("first", from)
                .bind("end", to)
                .setFetchSize(FETCH)
                .mapTo(Long.class)
                .stream()
                .mapToLong(Long::longValue)
                .toArray());
    }

    private static Item item(ResultSet row, StatementContext context) throws SQLException {
        Map<String, String> fields = JSON.readValue(row.getString("fields"), FIELDS);
        return new Item(
                row.getInt("item"),
                row.getLong("id"),
                row.getString("name"),
                row.getString("content"),
                row.getString("root"),
                row.getString("sha256"),
                fields);
    }
}
