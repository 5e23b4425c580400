package dev.quarry.server.classes;

import dev.quarry.server.event.Fact;
import dev.quarry.server.project.LabelClass;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The classes of a project, and what may be done to them. It writes nothing itself: it says which fact a change is.
 *
 * @param all by number, retired ones included
 */
public record ClassList(List<LabelClass> all) {

    private static final int LONGEST_NAME = 120;
    private static final int MOST = 1_000;

    /** Copies the list. */
    public ClassList {
        all = List.copyOf(all);
    }

    /** The classes that can still be chosen. */
    public List<LabelClass> inUse() {
        return all.stream().filter(one -> !one.retired()).toList();
    }

    /** The class in use of this name. */
    public Optional<LabelClass> find(String name) {
        return inUse().stream().filter(one -> one.name().equals(name.strip())).findFirst();
    }

    /**
     * A further class.
     *
     * @param colour null for one that stands apart from the others
     * @param key null for the next that is free, empty for none
     * @throws IllegalArgumentException if it cannot be a class
     * @throws IllegalStateException if there is one of this name or key already
     */
    public Fact.ClassAdded added(String name, @Nullable String colour, @Nullable String key) {
        if (all.size() >= MOST) {
            throw new IllegalStateException("A project has at most (%d) classes.".formatted(MOST));
        }
        String chosen = colour == null
                ? Palette.next(inUse().stream().map(LabelClass::colour).toList())
                : colour;
        String by = key == null ? freeKey() : key;
        return new Fact.ClassAdded(all.size(), requireName(name, -1), requireColour(chosen), requireKey(by, -1));
    }

    /**
     * Another name, colour or key of a class; what is null stays as it is, an empty key takes the key away.
     *
     * @throws IllegalArgumentException if it cannot be so
     * @throws IllegalStateException if another class has this name or key, or this one is retired
     */
    public Fact.ClassChanged changed(int number, @Nullable String name, @Nullable String colour, @Nullable String key) {
        LabelClass old = requireInUse(number);
        return new Fact.ClassChanged(
                number,
                name == null ? old.name() : requireName(name, number),
                colour == null ? old.colour() : requireColour(colour),
                key == null ? old.key() : requireKey(key, number));
    }

    /**
     * A class is offered no more.
     *
     * @param into the class that its labels have from now on; null for none
     * @throws IllegalArgumentException if labels would go into the class itself
     * @throws IllegalStateException if either is retired already
     */
    public Fact.ClassRetired retired(int number, @Nullable Integer into) {
        requireInUse(number);
        if (into != null) {
            requireInUse(into);
            if (into == number) {
                throw new IllegalArgumentException("The labels of a class (%s) cannot go into itself."
                        .formatted(get(number).name()));
            }
        }
        return new Fact.ClassRetired(number, into);
    }

    /**
     * A retired class is offered again, with a key that is free, and labels that had it have it again.
     *
     * @throws IllegalStateException if it is in use, or another has its name now
     */
    public List<Fact> revived(int number) {
        LabelClass old = get(number);
        if (!old.retired()) {
            throw new IllegalStateException("The class (%s) is in use.".formatted(old.name()));
        }
        requireName(old.name(), number);
        Fact back = new Fact.ClassRevived(number);
        String key = freeKey();
        return key == null
                ? List.of(back)
                : List.of(back, new Fact.ClassChanged(number, old.name(), old.colour(), key));
    }

    private @Nullable String freeKey() {
        return ClassKeys.next(inUse().stream()
                        .map(LabelClass::key)
                        .filter(Objects::nonNull)
                        .toList())
                .orElse(null);
    }

    /** The list after a class was added. */
    public ClassList with(Fact.ClassAdded fact) {
        LabelClass added = new LabelClass(fact.number(), fact.name(), fact.colour(), fact.key(), false);
        return new ClassList(Stream.concat(all.stream(), Stream.of(added)).toList());
    }

    /**
     * The facts that add all names that are not there yet.
     *
     * @param names a line that is blank counts for nothing, a name that comes twice for one
     */
    public List<Fact.ClassAdded> addedAll(List<String> names) {
        List<Fact.ClassAdded> facts = new ArrayList<>();
        ClassList list = this;
        for (String name : names) {
            if (!name.isBlank() && list.find(name).isEmpty()) {
                Fact.ClassAdded fact = list.added(name, null, null);
                facts.add(fact);
                list = list.with(fact);
            }
        }
        return facts;
    }

    /**
     * The class of a number, retired or not.
     *
     * @throws NoSuchElementException if there is none
     */
    public LabelClass get(int number) {
        if (number < 0 || number >= all.size()) {
            throw new NoSuchElementException("There is no class (%d): there are (%d).".formatted(number, all.size()));
        }
        return all.get(number);
    }

    private LabelClass requireInUse(int number) {
        LabelClass one = get(number);
        if (one.retired()) {
            throw new IllegalStateException(
                    "The class (%s) is retired. Maybe bring it back first.".formatted(one.name()));
        }
        return one;
    }

    private String requireName(String wanted, int number) {
        String name = wanted.strip();
        if (name.isEmpty() || name.length() > LONGEST_NAME) {
            throw new IllegalArgumentException("The name of a class has between 1 and (%d) characters, not (%d)."
                    .formatted(LONGEST_NAME, name.length()));
        }
        if (name.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("The name of a class is one line of plain text.");
        }
        if (inUse().stream()
                .anyMatch(one -> one.number() != number && one.name().equals(name))) {
            throw new IllegalStateException("There is a class (%s) already.".formatted(name));
        }
        return name;
    }

    private static String requireColour(String colour) {
        if (!colour.matches("#[0-9a-fA-F]{6}")) {
            throw new IllegalArgumentException("The colour (%s) is not of the form #rrggbb.".formatted(colour));
        }
        return colour;
    }

    private @Nullable String requireKey(@Nullable String key, int number) {
        if (key == null || key.isEmpty()) {
            return null;
        }
        ClassKeys.require(key);
        inUse().stream()
                .filter(one -> one.number() != number && key.equals(one.key()))
                .findFirst()
                .ifPresent(other -> {
                    throw new IllegalStateException(
                            "The key (%s) chooses the class (%s) already.".formatted(key, other.name()));
                });
        return key;
    }
}
