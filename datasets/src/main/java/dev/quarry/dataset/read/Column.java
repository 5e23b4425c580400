package dev.quarry.dataset.read;

import java.util.List;

/** One column of a table while it is read. */
final class Column {

    /** What a column is for. */
    enum Role {
        IGNORED,
        KEY,
        /** What is known of items beside their features. */
        ATTRIBUTE,
        LABEL,
        TEXT,
        /** A feature of which no value was seen yet: its first value decides whether it is numeric or nominal. */
        UNDECIDED,
        NUMERIC,
        NOMINAL
    }

    final String name;
    final Levels levels = new Levels();
    final boolean closed;
    Role role;

    private Column(String name, Role role, boolean closed) {
        this.name = name;
        this.role = role;
        this.closed = closed;
    }

    /** A column whose values are not known beforehand. */
    static Column open(String name, Role role) {
        return new Column(name, role, false);
    }

    /** A column that has these values and no other. */
    static Column closed(String name, Role role, List<String> values) {
        Column column = new Column(name, role, true);
        values.forEach(column.levels::add);
        return column;
    }

    boolean isFeature() {
        return role == Role.UNDECIDED || role == Role.NUMERIC || role == Role.NOMINAL;
    }
}
