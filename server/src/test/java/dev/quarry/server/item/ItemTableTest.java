package dev.quarry.server.item;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quarry.server.store.Database;
import dev.quarry.server.store.Databases;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ItemTableTest {

    @TempDir
    Path folder;

    private static Item item(int row, String name) {
        return new Item(row, row * 7L, name, "text " + row, null, null, Map.of("colour", "red <b>", "", "ü"));
    }

    @ParameterizedTest
    @EnumSource
    void items_come_back_as_they_were(Databases.Kind kind) throws Exception {
        try (Database database = kind.empty(folder).open()) {
            ItemTable table = new ItemTable(database.jdbi());
            table.append("p", List.of(item(0, "a"), item(1, "b")));
            table.append("p", List.of(item(2, "c")));
            table.append("q", List.of(item(0, "other")));
            List<Item> seen = new ArrayList<>();
            table.each("p", 1, 3, seen::add);
            assertThat(seen).containsExactly(item(1, "b"), item(2, "c"));
            assertThat(table.get("p", 0)).isEqualTo(item(0, "a"));
            assertThatThrownBy(() -> table.get("p", 3))
                    .isInstanceOf(NoSuchElementException.class)
                    .hasMessage("There is no item (3) in the project.");
        }
    }

    @ParameterizedTest
    @EnumSource
    void what_a_crash_left_behind_gives_way(Databases.Kind kind) throws Exception {
        try (Database database = kind.empty(folder).open()) {
            ItemTable table = new ItemTable(database.jdbi());
            table.append("p", List.of(item(0, "a")));
            table.append("p", List.of(item(1, "never told"), item(2, "never told either")));
            table.append("p", List.of(item(1, "b")));
            List<Item> seen = new ArrayList<>();
            table.each("p", 0, 10, seen::add);
            assertThat(seen).containsExactly(item(0, "a"), item(1, "b"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void some_items_and_what_tells_them_apart(Databases.Kind kind) throws Exception {
        try (Database database = kind.empty(folder).open()) {
            ItemTable table = new ItemTable(database.jdbi());
            table.append("p", List.of(item(0, "a"), item(1, "b"), item(2, "c"), item(3, "d")));
            assertThat(table.list("p", List.of(9_000, 3, 1))).containsExactly(item(1, "b"), item(3, "d"));
            assertThat(table.list("p", List.of())).isEmpty();
            List<String> seen = new ArrayList<>();
            table.eachId("p", 2, (row, id, sha256) -> seen.add("%d %d %s".formatted(row, id, sha256)));
            assertThat(seen).containsExactly("0 0 null", "1 7 null");
        }
    }
}
