package dev.quarry.server.project;

import dev.quarry.server.event.Event;
import dev.quarry.server.event.Fact;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What is true in a project by now: the sum of its events. Events are applied by one thread; anybody may read.
 *
 * <p>Nothing here is stored. The same events give an equal project, which {@link #equals} tells.
 */
public final class Project {

    private static final ItemState[] NO_ITEMS = {};

    private final String id;
    private final ReadWriteLock lock = new ReentrantReadWriteLock();

    private String name = "";
    private String kind = "";
    private boolean archived;
    private @Nullable Instant created;
    private Instant changed = Instant.EPOCH;
    private long version;
    private int items;
    private ItemState[] states = NO_ITEMS;
    private final Map<Integer, History> histories = new HashMap<>();
    private final List<LabelClass> classes = new ArrayList<>();
    private final Map<Integer, Integer> mergedInto = new HashMap<>();
    private final Map<String, String> settings = new TreeMap<>();
    private final Map<Integer, Fact.Asked> batches = new TreeMap<>();
    private final List<Fact.Trained> models = new ArrayList<>();
    private int model;
    private final Acts acts = new Acts();

    /** A project of which nothing has happened yet. */
    public Project(String id) {
        this.id = id;
    }

    /** Its id: short, in addresses and file names. */
    public String id() {
        return id;
    }

    // ---- what happens

    /** One more event of this project happened. */
    public void apply(Event event) {
        lock.writeLock().lock();
        try {
            version = event.seq();
            changed = event.at();
            happened(event);
        } finally {
            lock.writeLock().unlock();
        }
    }

    private void happened(Event event) {
        switch (event.fact()) {
            case Fact.ProjectCreated fact -> {
                name = fact.name();
                kind = fact.kind();
                created = event.at();
            }
            case Fact.ProjectRenamed fact -> name = fact.name();
            case Fact.ProjectArchived fact -> archived = fact.archived();
            case Fact.ItemsAdded fact -> added(fact.first() + fact.count());
            case Fact.ClassAdded fact ->
                classes.add(new LabelClass(fact.number(), fact.name(), fact.colour(), fact.key(), false));
            case Fact.ClassChanged fact ->
                classes.set(
                        fact.number(),
                        new LabelClass(
                                fact.number(),
                                fact.name(),
                                fact.colour(),
                                fact.key(),
                                classes.get(fact.number()).retired()));
            case Fact.ClassRetired fact -> retired(fact);
            case Fact.ClassRevived fact -> revived(fact.number());
            case Fact.SettingChanged fact -> settings.put(fact.key(), fact.value());
            case Fact.Asked fact -> batches.put(fact.batch(), fact);
            case Fact.Trained fact -> {
                models.add(fact);
                model = fact.number();
            }
            case Fact.ModelRestored fact -> model = fact.number();
            case Fact.Undone fact -> undone(fact, event);
            case Fact.Labelled fact -> said(fact.row(), fact.label(), event);
            case Fact.Judged fact -> said(fact.row(), ItemState.NONE, event);
            case Fact.Cleared fact -> said(fact.row(), ItemState.NONE, event);
            case Fact.Settled fact -> said(fact.row(), fact.label(), event);
            case Fact.Flagged fact -> said(fact.row(), ItemState.NONE, event);
            case Fact.Noted fact -> said(fact.row(), ItemState.NONE, event);
            case Fact.LabelledMany fact -> {
                for (int i = 0; i < fact.rows().size(); i++) {
                    said(fact.rows().get(i), fact.labels().get(i), event);
                }
            }
            case Fact.ProjectImported fact -> {}
            case Fact.Exported fact -> {}
            case Fact.RoleGiven fact -> {}
            case Fact.Invited fact -> {}
            case Fact.AccountChanged fact -> {}
            case Fact.LoggedIn fact -> {}
            case Fact.LoginRefused fact -> {}
        }
    }

    private void added(int all) {
        if (all > states.length) {
            int before = states.length;
            states = Arrays.copyOf(states, Math.max(all, before + before / 2));
            Arrays.fill(states, before, states.length, ItemState.FRESH);
        }
        items = Math.max(items, all);
    }

    private void retired(Fact.ClassRetired fact) {
        LabelClass old = classes.get(fact.number());
        classes.set(fact.number(), new LabelClass(old.number(), old.name(), old.colour(), null, true));
        Integer into = fact.into();
        mergedInto.put(fact.number(), into == null ? ItemState.NONE : into);
    }

    private void revived(int number) {
        LabelClass old = classes.get(number);
        classes.set(number, new LabelClass(number, old.name(), old.colour(), null, false));
        mergedInto.remove(number);
    }

    private void said(int row, int label, Event event) {
        History history = histories.computeIfAbsent(row, key -> new History());
        history.add(event, label);
        acts.said(row, label, event);
        states[row] = history.state(acts::isUndone, event.seq());
    }

    private void undone(Fact.Undone fact, Event event) {
        acts.undone(fact, event.by());
        for (int row : acts.rows(fact.act())) {
            History history = histories.get(row);
            if (history != null) {
                states[row] = history.state(acts::isUndone, event.seq());
            }
        }
    }

    // ---- what is true

    /** Answers a question that must see everything at one moment. It must not wait for the log. */
    public <T> T atOnce(Supplier<T> question) {
        lock.readLock().lock();
        try {
            return question.get();
        } finally {
            lock.readLock().unlock();
        }
    }

    /** What people call it. */
    public String name() {
        return atOnce(() -> name);
    }

    /** What its items are: {@code pictures}, {@code texts} or {@code rows}. */
    public String kind() {
        return atOnce(() -> kind);
    }

    /** Whether it was put away. */
    public boolean archived() {
        return atOnce(() -> archived);
    }

    /** When it began. */
    public Instant created() {
        return atOnce(() -> Optional.ofNullable(created))
                .orElseThrow(() -> new NoSuchElementException("The project (%s) has not begun.".formatted(id)));
    }

    /** When something happened in it last. */
    public Instant changed() {
        return atOnce(() -> changed);
    }

    /** The number of the last event about it. */
    public long version() {
        return atOnce(() -> version);
    }

    /** How many items it has. */
    public int size() {
        return atOnce(() -> items);
    }

    /**
     * Where an item stands.
     *
     * @throws NoSuchElementException if there is no such item
     */
    public ItemState item(int row) {
        return atOnce(() -> {
            requireItem(row);
            return resolved(states[row]);
        });
    }

    /**
     * Where an item would stand if of what was said about it only some had been heard; its version is the real one.
     *
     * @param heard whether an event counts
     */
    public ItemState item(int row, Predicate<Event> heard) {
        return atOnce(() -> {
            requireItem(row);
            History history = histories.get(row);
            return history == null
                    ? states[row]
                    : resolved(history.state(acts::isUndone, states[row].version(), heard));
        });
    }

    /** The rows of all items that anybody ever said something about, ascending. */
    public int[] spokenOf() {
        return atOnce(() ->
                histories.keySet().stream().mapToInt(Integer::intValue).sorted().toArray());
    }

    private void requireItem(int row) {
        if (row < 0 || row >= items) {
            throw new NoSuchElementException(
                    "The project (%s) has no item (%d): it has (%d).".formatted(name, row, items));
        }
    }

    private ItemState resolved(ItemState state) {
        int into = merged(state.label());
        return into == state.label() ? state : state.withLabel(into);
    }

    private int merged(int label) {
        int into = label;
        while (mergedInto.containsKey(into)) {
            into = mergedInto.get(into);
        }
        return into;
    }

    /**
     * The class that stands for a class by now: itself, the one its labels went into when it was retired, or {@link
     * ItemState#NONE}.
     */
    public int standsFor(int label) {
        return atOnce(() -> merged(label));
    }

    /** Everything that was said about an item, oldest first, with what was taken back since. */
    public List<Event> history(int row) {
        return atOnce(() -> {
            requireItem(row);
            History history = histories.get(row);
            return history == null ? List.of() : history.events();
        });
    }

    /** What each person says an item is, by name: their last word that was not taken back. */
    public List<Vote> votes(int row) {
        return atOnce(() -> {
            requireItem(row);
            return votes(histories.get(row));
        });
    }

    private List<Vote> votes(@Nullable History history) {
        return history == null
                ? List.of()
                : history.votes(acts::isUndone).stream()
                        .map(vote -> vote.withLabel(merged(vote.label())))
                        .filter(vote -> vote.label() != ItemState.NONE)
                        .toList();
    }

    /** What each person says of every item that anybody spoke of, by row. */
    public SortedMap<Integer, List<Vote>> votes() {
        return atOnce(() -> {
            SortedMap<Integer, List<Vote>> all = new TreeMap<>();
            histories.forEach((row, history) -> {
                List<Vote> votes = votes(history);
                if (!votes.isEmpty()) {
                    all.put(row, votes);
                }
            });
            return all;
        });
    }

    /** Whether a reviewer decided what an item is. */
    public boolean isSettled(int row) {
        return atOnce(() -> {
            History history = histories.get(row);
            return history != null && history.isSettled(acts::isUndone);
        });
    }

    /** The rows of all labelled items, ascending. */
    public int[] labelled() {
        return atOnce(() -> IntStream.range(0, items)
                .filter(row -> resolved(states[row]).isLabelled())
                .toArray());
    }

    /** The rows of all items about which nobody has said what they are, ascending. */
    public int[] open() {
        return atOnce(() -> IntStream.range(0, items)
                .filter(row -> resolved(states[row]).isOpen())
                .toArray());
    }

    /** All classes, retired ones included, by number. */
    public List<LabelClass> classes() {
        return atOnce(() -> List.copyOf(classes));
    }

    /** A setting as the text of JSON, where it was set. */
    public Optional<String> setting(String key) {
        return atOnce(() -> Optional.ofNullable(settings.get(key)));
    }

    /** All settings that were set, by key. */
    public Map<String, String> settings() {
        return atOnce(() -> Collections.unmodifiableMap(new TreeMap<>(settings)));
    }

    /** A batch that was asked for. */
    public Optional<Fact.Asked> batch(int number) {
        return atOnce(() -> Optional.ofNullable(batches.get(number)));
    }

    /** All batches, oldest first. */
    public List<Fact.Asked> batches() {
        return atOnce(() -> List.copyOf(batches.values()));
    }

    /** All models that were fitted, oldest first. */
    public List<Fact.Trained> models() {
        return atOnce(() -> List.copyOf(models));
    }

    /** The model in charge, where there is one. */
    public Optional<Fact.Trained> model() {
        return atOnce(() -> models.stream().filter(one -> one.number() == model).reduce((first, last) -> last));
    }

    /** Whether an act was taken back. */
    public boolean isUndone(long act) {
        return atOnce(() -> acts.isUndone(act));
    }

    /** The items that an act said something about. */
    public Set<Integer> touchedBy(long act) {
        return atOnce(() -> Set.copyOf(acts.rows(act)));
    }

    /** An act by its number, where it said something about items. */
    public Optional<PastAct> act(long number) {
        return atOnce(() -> acts.find(number));
    }

    /** The last acts by hand, of everybody where {@code by} is null, newest first. */
    public List<PastAct> acts(@Nullable String by, int limit) {
        return atOnce(() -> acts.last(by, limit));
    }

    /** What somebody would take back next: the last thing they said about items that still stands. */
    public Optional<PastAct> toUndo(String by) {
        return atOnce(() -> acts.toUndo(by));
    }

    /** What somebody would do again next: what they took back last, unless they said something new since. */
    public Optional<PastAct> toRedo(String by) {
        return atOnce(() -> acts.toRedo(by));
    }

    /** How much somebody labelled since a moment. */
    public Pace pace(String by, Instant since) {
        return atOnce(() -> acts.pace(by, since));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Project that && sum().equals(that.sum());
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    private List<Object> sum() {
        return atOnce(() -> List.of(
                id,
                name,
                kind,
                archived,
                Optional.ofNullable(created),
                version,
                items,
                List.copyOf(Arrays.asList(states).subList(0, items)),
                List.copyOf(classes),
                Map.copyOf(mergedInto),
                Map.copyOf(settings),
                Map.copyOf(batches),
                List.copyOf(models),
                model,
                acts.undone()));
    }
}
