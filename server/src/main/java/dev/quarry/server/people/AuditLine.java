package dev.quarry.server.people;

import dev.quarry.server.event.Event;
import dev.quarry.server.event.Fact;
import dev.quarry.server.project.ItemState;
import dev.quarry.server.project.LabelClass;
import dev.quarry.server.project.Project;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * An event for people to read.
 *
 * @param seq its number
 * @param act the act that it belongs to
 * @param at when
 * @param by who
 * @param kind the type of its fact
 * @param what what happened, in words
 * @param row the item that it is about; {@link ItemState#NONE} where it is about none or many
 * @param undone whether it was taken back since
 */
public record AuditLine(long seq, long act, Instant at, String by, String kind, String what, int row, boolean undone) {

    /** An event of a project. */
    public static AuditLine of(Event event, Project project) {
        return line(event, words(event.fact(), project.classes()), project.isUndone(event.act()));
    }

    /** An event that belongs to no project. */
    public static AuditLine of(Event event) {
        return line(event, words(event.fact(), List.of()), false);
    }

    private static AuditLine line(Event event, String what, boolean undone) {
        Set<Integer> rows = rows(event.fact());
        return new AuditLine(
                event.seq(),
                event.act(),
                event.at(),
                event.by(),
                event.fact().type(),
                what,
                rows.size() == 1 ? rows.iterator().next() : ItemState.NONE,
                undone);
    }

    /** The items that a fact speaks of. */
    public static Set<Integer> rows(Fact fact) {
        return switch (fact) {
            case Fact.Labelled said -> Set.of(said.row());
            case Fact.Judged said -> Set.of(said.row());
            case Fact.Cleared said -> Set.of(said.row());
            case Fact.Settled said -> Set.of(said.row());
            case Fact.Flagged said -> Set.of(said.row());
            case Fact.Noted said -> Set.of(said.row());
            case Fact.LabelledMany said -> new TreeSet<>(said.rows());
            case Fact.Asked said -> new TreeSet<>(said.rows());
            default -> Set.of();
        };
    }

    private static String words(Fact fact, List<LabelClass> classes) {
        return switch (fact) {
            case Fact.ProjectCreated said -> "began the project (%s)".formatted(said.name());
            case Fact.ProjectRenamed said -> "renamed the project to (%s)".formatted(said.name());
            case Fact.ProjectArchived said -> said.archived() ? "put the project away" : "brought the project back";
            case Fact.ProjectImported said ->
                "took over %d events of the project (%s) of another installation"
                        .formatted(said.events(), said.origin());
            case Fact.ItemsAdded said -> "added %d items from (%s)".formatted(said.count(), said.source());
            case Fact.ClassAdded said -> "added the class (%s)".formatted(said.name());
            case Fact.ClassChanged said -> "changed the class (%s)".formatted(said.name());
            case Fact.ClassRevived said -> "brought the class (%s) back".formatted(named(said.number(), classes));
            case Fact.ClassRetired said -> {
                Integer into = said.into();
                String old = named(said.number(), classes);
                yield into == null
                        ? "retired the class (%s)".formatted(old)
                        : "merged the class (%s) into (%s)".formatted(old, named(into, classes));
            }
            case Fact.SettingChanged said -> "changed the setting (%s) to %s".formatted(said.key(), said.value());
            case Fact.Asked said ->
                "was asked for %d items, %s, by %s"
                        .formatted(
                                said.rows().size(),
                                said.purpose().name().toLowerCase(Locale.ROOT),
                                said.strategy().isEmpty() ? "no strategy" : said.strategy());
            case Fact.Trained said -> "fitted the model %d on %d labels".formatted(said.number(), said.labels());
            case Fact.ModelRestored said -> "put the model %d in charge again".formatted(said.number());
            case Fact.Exported said ->
                "exported %d lines as %s (%s)".formatted(said.rows(), said.format(), said.scope());
            case Fact.RoleGiven said ->
                said.role() == null
                        ? "took (%s) out of the project".formatted(said.account())
                        : "made (%s) a %s".formatted(said.account(), said.role());
            case Fact.Invited said -> "made a link that invites a %s".formatted(said.role());
            case Fact.AccountChanged said -> "account (%s): %s".formatted(said.account(), said.change());
            case Fact.LoggedIn said -> "logged in by %s from %s".formatted(said.how(), said.from());
            case Fact.LoginRefused said -> "login as (%s) refused from %s".formatted(said.name(), said.from());
            default -> answer(fact, classes);
        };
    }

    private static String answer(Fact fact, List<LabelClass> classes) {
        return switch (fact) {
            case Fact.Labelled said ->
                "labelled item %d as (%s), %s"
                        .formatted(said.row(), named(said.label(), classes), word(said.provenance()));
            case Fact.LabelledMany said ->
                "labelled %d items at once, %s".formatted(said.rows().size(), word(said.provenance()));
            case Fact.Judged said -> "said %s of item %d".formatted(word(said.verdict()), said.row());
            case Fact.Cleared said -> "cleared item %d".formatted(said.row());
            case Fact.Settled said ->
                "decided that item %d is (%s)".formatted(said.row(), named(said.label(), classes));
            case Fact.Flagged said ->
                said.flagged() ? "flagged item %d".formatted(said.row()) : "unflagged item %d".formatted(said.row());
            case Fact.Noted said -> "wrote a note beside item %d".formatted(said.row());
            case Fact.Undone said -> "%s act %d".formatted(said.undone() ? "took back" : "did again", said.act());
            default -> fact.type();
        };
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static String named(int label, List<LabelClass> classes) {
        return label >= 0 && label < classes.size() ? classes.get(label).name() : Integer.toString(label);
    }
}
