package dev.quarry.server.search;

import dev.quarry.server.event.Fact.Verdict;
import dev.quarry.server.event.Provenance;
import dev.quarry.server.project.ItemState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Where each item stands, as columns: 24 bytes for each. */
final class StateColumns {

    static final List<Verdict> VERDICTS = List.of(Verdict.values());
    static final List<Provenance> PROVENANCES = List.of(Provenance.values());
    private static final byte FLAGGED = 1;
    private static final byte NOTED = 2;
    private static final byte REVIEWED = 4;

    private final int[] labels;
    private final byte[] verdicts;
    private final byte[] provenances;
    private final byte[] marks;
    private final int[] people;
    private final int[] rounds;
    private final long[] times;
    private final List<String> names;
    private final Map<String, Integer> codes;

    StateColumns(int rows) {
        labels = new int[rows];
        verdicts = new byte[rows];
        provenances = new byte[rows];
        marks = new byte[rows];
        people = new int[rows];
        rounds = new int[rows];
        times = new long[rows];
        names = new ArrayList<>();
        codes = new HashMap<>();
        for (int[] column : new int[][] {labels, people}) {
            Arrays.fill(column, ItemState.NONE);
        }
        Arrays.fill(verdicts, (byte) -1);
        Arrays.fill(provenances, (byte) -1);
    }

    private StateColumns(StateColumns other) {
        labels = other.labels.clone();
        verdicts = other.verdicts.clone();
        provenances = other.provenances.clone();
        marks = other.marks.clone();
        people = other.people.clone();
        rounds = other.rounds.clone();
        times = other.times.clone();
        names = new ArrayList<>(other.names);
        codes = new HashMap<>(other.codes);
    }

    /** As they are seen by somebody for whom some items stand otherwise. */
    StateColumns but(Map<Integer, ItemState> otherwise) {
        StateColumns seen = new StateColumns(this);
        otherwise.forEach((row, state) -> {
            if (row < size()) {
                seen.set(row, state, false);
            }
        });
        return seen;
    }

    /**
     * An item stands so.
     *
     * @param reviewed whether what it is was last said while reviewing
     */
    void set(int row, ItemState state, boolean reviewed) {
        Verdict verdict = state.verdict();
        Provenance provenance = state.provenance();
        labels[row] = state.label();
        verdicts[row] = (byte) (verdict == null ? -1 : VERDICTS.indexOf(verdict));
        provenances[row] = (byte) (provenance == null ? -1 : PROVENANCES.indexOf(provenance));
        marks[row] = (byte)
                ((state.flagged() ? FLAGGED : 0) | (state.note().isEmpty() ? 0 : NOTED) | (reviewed ? REVIEWED : 0));
        people[row] = state.by().isEmpty() ? ItemState.NONE : person(state.by());
        rounds[row] = state.batch();
        times[row] = state.at() == null ? 0 : state.at().toEpochMilli();
    }

    private int person(String name) {
        return codes.computeIfAbsent(name, key -> {
            names.add(key);
            return names.size() - 1;
        });
    }

    int size() {
        return labels.length;
    }

    /** The class; {@link ItemState#NONE} for none. */
    int label(int row) {
        return labels[row];
    }

    /** The place among {@link #VERDICTS}; −1 for none. */
    int verdict(int row) {
        return verdicts[row];
    }

    /** The place among {@link #PROVENANCES}; −1 for none. */
    int provenance(int row) {
        return provenances[row];
    }

    boolean flagged(int row) {
        return (marks[row] & FLAGGED) != 0;
    }

    boolean noted(int row) {
        return (marks[row] & NOTED) != 0;
    }

    boolean reviewed(int row) {
        return (marks[row] & REVIEWED) != 0;
    }

    boolean open(int row) {
        return labels[row] == ItemState.NONE && verdicts[row] < 0;
    }

    /** The place among {@link #people()}; −1 for nobody. */
    int person(int row) {
        return people[row];
    }

    List<String> people() {
        return names;
    }

    /** The batch in which it was asked for; 0 for none. */
    int round(int row) {
        return rounds[row];
    }

    /** When somebody said what it is, in milliseconds since 1970; 0 for never. */
    long time(int row) {
        return times[row];
    }
}
