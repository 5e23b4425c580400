package dev.quarry.server.search;

/** Whether something holds for an item. */
@FunctionalInterface
interface RowTest {
    boolean holds(int row);

    default RowTest not() {
        return row -> !holds(row);
    }
}
