package dev.quarry.server.people;

import dev.quarry.server.account.Role;
import dev.quarry.server.event.Event;
import dev.quarry.server.event.Fact;
import dev.quarry.server.project.ItemState;
import dev.quarry.server.project.PastAct;
import dev.quarry.server.project.Project;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What somebody sees of what others said. Of an item that two people label, nobody but a reviewer sees what another one
 * said it is before two say the same or a reviewer decides; whatever leaves the server about labels of single items goes
 * through here.
 */
public final class Sight {

    private final String person;
    private final Overlap blind;

    private Sight(String person, Overlap blind) {
        this.person = person;
        this.blind = blind;
    }

    /**
     * What a person sees in a project.
     *
     * @param role what they are in it; asked for only where it matters
     */
    public static Sight of(Project project, String person, Supplier<Optional<Role>> role) {
        Overlap overlap = Overlap.of(project);
        boolean everything = overlap.share() == 0
                || role.get().map(one -> one.mayAs(Role.REVIEWER)).orElse(false);
        return everything ? everything() : new Sight(person, overlap);
    }

    /** Sees everything. */
    public static Sight everything() {
        return new Sight("", Overlap.NONE);
    }

    /** By what sights that may differ are told apart: whose it is; empty for those who see everything. */
    public String whose() {
        return blind.share() == 0 ? "" : person;
    }

    /** Where an item stands, as far as it is seen. */
    public ItemState item(Project project, int row) {
        return project.atOnce(() -> {
            ItemState state = project.item(row);
            return state.version() == 0 || !blind.isGathering(project, row)
                    ? state
                    : project.item(row, event -> !isOpinionOfAnother(event));
        });
    }

    /** Whether an event about an item is seen. */
    public boolean sees(Project project, int row, Event event) {
        return !isOpinionOfAnother(event) || !blind.isGathering(project, row);
    }

    /** An act, without what it said where that is not seen of one of its items. */
    public PastAct act(Project project, PastAct act) {
        boolean hidden = blind.share() > 0
                && !act.by().equals(person)
                && project.touchedBy(act.act()).stream().anyMatch(row -> blind.isGathering(project, row));
        return hidden ? act.untold() : act;
    }

    /** The items that stand otherwise for this person than they do, and how. */
    public Map<Integer, ItemState> otherwise(Project project) {
        Map<Integer, ItemState> otherwise = new HashMap<>();
        if (blind.share() > 0) {
            project.atOnce(() -> {
                for (int row : project.spokenOf()) {
                    ItemState seen = item(project, row);
                    if (!seen.equals(project.item(row))) {
                        otherwise.put(row, seen);
                    }
                }
                return otherwise;
            });
        }
        return otherwise;
    }

    /** Whether somebody else says what an item is, rather than a file, a model or a reviewer who decides. */
    private boolean isOpinionOfAnother(Event event) {
        boolean opinion = switch (event.fact()) {
            case Fact.Labelled said -> said.provenance().isOpinion();
            case Fact.LabelledMany said -> said.provenance().isOpinion();
            case Fact.Judged said -> said.verdict() != Fact.Verdict.EXCLUDED;
            default -> false;
        };
        return opinion && !event.by().equals(person);
    }
}
