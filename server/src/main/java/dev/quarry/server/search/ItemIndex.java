package dev.quarry.server.search;

import dev.quarry.kernel.Memory;
import dev.quarry.server.event.Event;
import dev.quarry.server.event.Fact;
import dev.quarry.server.item.Item;
import dev.quarry.server.job.Progress;
import dev.quarry.server.project.ItemState;
import dev.quarry.server.project.Project;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The items of a project as columns in memory. What items are never changes; where they stand is brought up to date
 * before each question.
 */
final class ItemIndex {

    /** How many bytes of name and text together are searched; the rest of a longer text is not found. */
    static final int SEARCHED_BYTES = 4_000;

    /** Where somebody says what an item is who looks at it a second time. */
    static final String REVIEW = "review";

    private static final int MOST_FIELDS = 200;
    private static final int MOST_NOTED = 50_000;
    private static final int TELL = 5_000;

    private final Texts names;
    private final Texts searched;
    private final Map<String, FieldColumn> fields;
    private final int[] twins;
    private final int[] nameRanks;
    private final StateColumns states;
    private final ReadWriteLock lock = new ReentrantReadWriteLock();

    private final TreeSet<Integer> changed = new TreeSet<>();
    private boolean allChanged;

    private ItemIndex(Texts names, Texts searched, Map<String, FieldColumn> fields, int[] twins) {
        this.names = names;
        this.searched = searched;
        this.fields = fields;
        this.twins = twins;
        this.nameRanks = searched.ranks();
        this.states = new StateColumns(names.size());
        this.allChanged = true;
    }

    /** Gives each item of a project to a reader, in the order of their rows. */
    @FunctionalInterface
    interface Source {
        void each(Consumer<Item> reader);
    }

    /**
     * Reads the items.
     *
     * @param rows how many there are
     * @throws IllegalStateException if they do not fit into memory
     */
    static ItemIndex read(int rows, Source source, Progress progress) {
        Memory.require(40L * rows, "The index of (%d) items".formatted(rows));
        Texts names = new Texts(rows);
        Texts searched = new Texts(rows);
        Map<String, FieldBuilder> fields = new LinkedHashMap<>();
        long[] hashes = new long[rows];
        source.each(item -> {
            int row = names.size();
            if (row % TELL == 0) {
                progress.at((double) row / Math.max(1, rows), "%,d of %,d items".formatted(row, rows));
                Memory.require(
                        names.bytes() + searched.bytes() + 12L * rows * fields.size(),
                        "The index of (%d) items".formatted(rows));
            }
            names.add(item.name(), SEARCHED_BYTES);
            String content = item.root() == null && item.content() != null ? item.content() : "";
            searched.add((item.name().replace('\n', ' ') + '\n' + content).toLowerCase(Locale.ROOT), SEARCHED_BYTES);
            hashes[row] = hash(item, row);
            item.fields().forEach((name, value) -> {
                if (fields.size() < MOST_FIELDS || fields.containsKey(name)) {
                    fields.computeIfAbsent(name, key -> new FieldBuilder(key, rows))
                            .add(row, value);
                }
            });
        });
        names.finish();
        searched.finish();
        Map<String, FieldColumn> columns = new LinkedHashMap<>();
        fields.forEach((name, field) -> columns.put(name, field.build()));
        return new ItemIndex(names, searched, columns, twins(Arrays.copyOf(hashes, names.size())));
    }

    /** 64 bits of the hash of what an item is; its own row where nobody computed one, so that it is like no other. */
    private static long hash(Item item, int row) {
        String sha = item.sha256();
        return sha == null || sha.length() < 16 ? row : Long.parseUnsignedLong(sha.substring(0, 16), 16);
    }

    /** For each item the first one that is the same; −1 where there is no other. */
    private static int[] twins(long[] hashes) {
        long[] sorted = hashes.clone();
        Arrays.sort(sorted);
        Map<Long, Integer> first = new HashMap<>();
        int[] twins = new int[hashes.length];
        for (int row = 0; row < hashes.length; row++) {
            int at = Arrays.binarySearch(sorted, hashes[row]);
            boolean twice = (at > 0 && sorted[at - 1] == hashes[row])
                    || (at + 1 < sorted.length && sorted[at + 1] == hashes[row]);
            int own = row;
            twins[row] = twice ? first.computeIfAbsent(hashes[row], key -> own) : -1;
        }
        return twins;
    }

    /** Something happened in the project; looked at before the next question. */
    void happened(Project project, Event event) {
        synchronized (changed) {
            boolean everywhere = event.fact() instanceof Fact.ClassRetired || event.fact() instanceof Fact.ClassRevived;
            if (everywhere || changed.size() > MOST_NOTED) {
                allChanged = true;
                changed.clear();
            }
            if (!allChanged) {
                changed.addAll(project.touchedBy(event.act()));
                if (event.fact() instanceof Fact.Undone undone) {
                    changed.addAll(project.touchedBy(undone.act()));
                }
            }
        }
    }

    /** Answers a question by what is true now. */
    <T> T ask(Project project, Supplier<T> question) {
        refresh(project);
        lock.readLock().lock();
        try {
            return question.get();
        } finally {
            lock.readLock().unlock();
        }
    }

    private void refresh(Project project) {
        boolean all;
        List<Integer> rows;
        synchronized (changed) {
            all = allChanged;
            rows = new ArrayList<>(changed);
            allChanged = false;
            changed.clear();
        }
        if (!all && rows.isEmpty()) {
            return;
        }
        lock.writeLock().lock();
        try {
            project.atOnce(() -> {
                if (all) {
                    for (int row = 0; row < size(); row++) {
                        set(project, row);
                    }
                } else {
                    rows.stream().filter(row -> row < size()).forEach(row -> set(project, row));
                }
                return true;
            });
        } finally {
            lock.writeLock().unlock();
        }
    }

    private void set(Project project, int row) {
        ItemState state = project.item(row);
        states.set(row, state, state.version() > 0 && reviewed(project, row));
    }

    private static boolean reviewed(Project project, int row) {
        boolean reviewed = false;
        for (Event event : project.history(row)) {
            if (!project.isUndone(event.act())) {
                reviewed = switch (event.fact()) {
                    case Fact.Labelled fact -> fact.mode().equals(REVIEW);
                    case Fact.Judged fact -> fact.mode().equals(REVIEW);
                    case Fact.Settled fact -> true;
                    case Fact.LabelledMany fact -> fact.mode().equals(REVIEW);
                    default -> reviewed;
                };
            }
        }
        return reviewed;
    }

    /** How many items it knows. */
    int size() {
        return names.size();
    }

    /** About how many bytes it takes. */
    long bytes() {
        return names.bytes()
                + searched.bytes()
                + 32L * size()
                + fields.values().stream().mapToLong(FieldColumn::bytes).sum();
    }

    /** What people call the items. */
    Texts names() {
        return names;
    }

    /** Name, line end and text of each item in small letters. */
    Texts searched() {
        return searched;
    }

    /** All fields by their names, in the order in which they came. */
    Map<String, FieldColumn> fields() {
        return fields;
    }

    /** The place of the name of an item among all names; equal names have the same. */
    int nameRank(int row) {
        return nameRanks[row];
    }

    /** The first item that is the same to the byte; −1 where an item has no twin. */
    int twin(int row) {
        return twins[row];
    }

    /** Where the items stand; only inside {@link #ask}. */
    StateColumns states() {
        return states;
    }
}
