package dev.quarry.server.event;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing that happened. A fact is stored under its {@linkplain #type() type} and never changes; a field that later
 * versions add must be nullable, so that old logs stay readable.
 *
 * <p>Items are named by their row in the project, which never changes either; classes by their number.
 */
public sealed interface Fact {

    /** The name under which a fact of this class is stored. */
    default String type() {
        return Facts.type(getClass());
    }

    /**
     * A project began.
     *
     * @param kind what its items are: {@code pictures}, {@code texts} or {@code rows}
     */
    record ProjectCreated(String name, String kind) implements Fact {}

    /** A project got another name. */
    record ProjectRenamed(String name) implements Fact {}

    /** A project was put away ({@code true}) or brought back; nothing is deleted. */
    record ProjectArchived(boolean archived) implements Fact {}

    /**
     * Items were added. What they are stands beside the log, since it never changes.
     *
     * @param first the row of the first
     * @param count how many
     * @param source what they were read from, for people
     */
    record ItemsAdded(int first, int count, String source) implements Fact {}

    /**
     * A class was added.
     *
     * @param number its number, one more than that of the class before
     * @param colour {@code #rrggbb}
     * @param key the key that chooses it; null for none
     */
    record ClassAdded(
            int number,
            String name,
            String colour,
            @Nullable String key) implements Fact {}

    /** A class got another name, colour or key. */
    record ClassChanged(
            int number,
            String name,
            String colour,
            @Nullable String key) implements Fact {}

    /** Labels with a class now have another class (or none, where {@code into} is null), and it is offered no more. */
    record ClassRetired(int number, @Nullable Integer into) implements Fact {}

    /** A class that was retired is offered again, and the labels that had it have it again. */
    record ClassRevived(int number) implements Fact {}

    /** A setting was changed; the value is the text of JSON. */
    record SettingChanged(String key, String value) implements Fact {}

    /**
     * Items were asked for.
     *
     * @param batch its number in the project, from 1 on
     * @param purpose why: see {@link Purpose}
     * @param model the number of the model that asked; 0 where there was none
     * @param strategy the text of the strategy
     * @param rows the items, best first
     * @param scores what the strategy said of each
     * @param predicted what the model said of each; −1 where there was none
     */
    record Asked(
            int batch,
            Purpose purpose,
            int model,
            String strategy,
            List<Integer> rows,
            List<Double> scores,
            List<Integer> predicted)
            implements Fact {}

    /**
     * An item got a label.
     *
     * @param label the number of its class
     * @param batch the batch in which it was asked for; 0 if it was not asked for
     * @param shown the class that was shown as prediction; −1 for none
     * @param mode where it was said: {@code single}, {@code grid}, {@code review}, {@code map}, {@code import} …
     * @param millis how long it was looked at; −1 where unknown
     */
    record Labelled(int row, int label, Provenance provenance, int batch, int shown, String mode, int millis)
            implements Fact {}

    /**
     * Many items got a label at once, in one act without looking at each.
     *
     * @param labels the number of the class of each row
     */
    record LabelledMany(List<Integer> rows, List<Integer> labels, Provenance provenance, String mode) implements Fact {}

    /** An item was judged otherwise than by a class. */
    record Judged(int row, Verdict verdict, int batch, String mode, int millis) implements Fact {}

    /** The label or verdict of an item was taken away. */
    record Cleared(int row) implements Fact {}

    /** A mark for a second look was set or taken away. */
    record Flagged(int row, boolean flagged) implements Fact {}

    /** A note was written beside an item; empty takes it away. */
    record Noted(int row, String note) implements Fact {}

    /** Everything that one act did was taken back ({@code true}), or done again. */
    record Undone(long act, boolean undone) implements Fact {}

    /**
     * A model was fitted.
     *
     * @param number from 1 on
     * @param learner the text of the learner
     * @param labels how many labels it saw
     * @param through the last event that it knows
     * @param features which features it saw
     * @param millis how long the fit took
     */
    record Trained(int number, String learner, int labels, long through, String features, int millis) implements Fact {}

    /** An earlier model is in charge again. */
    record ModelRestored(int number) implements Fact {}

    /**
     * A reviewer decided what an item is. It stands against what is said of the item later, until it is cleared or decided
     * anew; what others say later still counts as their vote.
     */
    record Settled(int row, int label) implements Fact {}

    /**
     * Something was taken out of the project.
     *
     * @param format in which form
     * @param scope what of it, for people
     * @param rows how many items or lines
     * @param sha256 of the file
     */
    record Exported(String format, String scope, int rows, String sha256) implements Fact {}

    /**
     * Everything before this came from another installation with its times and people.
     *
     * @param origin the id of the project there
     * @param hash of its last event there: who has that log can tell whether this history is the same
     * @param events how many there were
     */
    record ProjectImported(String origin, String hash, long events) implements Fact {}

    /** Somebody may do something in a project from now on; null where they may nothing more. */
    record RoleGiven(String account, @Nullable String role) implements Fact {}

    /**
     * A link was made by which somebody joins a project, once.
     *
     * @param expires when it ends, milliseconds since 1970 in UTC
     */
    record Invited(String role, long expires) implements Fact {}

    /**
     * Something about an account changed; never in a project.
     *
     * @param change what, for people
     */
    record AccountChanged(String account, String change) implements Fact {}

    /**
     * Somebody logged in; never in a project.
     *
     * @param how {@code password}, {@code link} or {@code invitation}
     * @param from the address that the request came from
     */
    record LoggedIn(String how, String from) implements Fact {}

    /** Somebody tried to log in and was refused; never in a project. */
    record LoginRefused(String name, String from) implements Fact {}

    /** Why items are asked for. */
    enum Purpose {
        /** Before there is a model: spread over the data. */
        START,
        /** Chosen by the strategy. */
        ACTIVE,
        /** Drawn at random, to know how good the model is. */
        CHECK,
        /** Labelled before, asked again to see how reliable labels are. */
        RECHECK,
        /** A person chose them: a slice, a lasso, a review queue. */
        CHOSEN
    }

    /** What somebody says about an item that gets no class. */
    enum Verdict {
        /** Not now. */
        SKIPPED,
        /** Looked, cannot tell. */
        UNSURE,
        /** The prediction is wrong, the right class comes later. */
        WRONG,
        /** Does not belong here. */
        EXCLUDED
    }
}
