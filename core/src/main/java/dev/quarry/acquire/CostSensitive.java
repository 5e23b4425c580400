package dev.quarry.acquire;

import com.google.auto.service.AutoService;
import dev.quarry.evidence.Probabilities;
import dev.quarry.part.Advice;
import dev.quarry.part.Help;
import dev.quarry.part.Named;
import dev.quarry.part.Part;
import java.util.Arrays;
import java.util.List;

/**
 * Cost-sensitive uncertainty: what the best decision is expected to cost, {@code min over j of Σ p_c·cost[c][j]}, or how
 * little the best is cheaper than the second best. Mistakes that cost more are looked at earlier. Without costs a mistake
 * costs 1 and the two are least confidence and margin.
 *
 * <p>O(n·C²) time. Margineantu. <i>Active cost-sensitive learning.</i> IJCAI 2005; Elkan. <i>The foundations of
 * cost-sensitive learning.</i> IJCAI 2001.
 */
@AutoService(Part.class)
@Named(
        value = "cost-sensitive",
        summary = "Where the best decision is expected to cost most, given what each mistake costs.",
        formula = "min over j of Σ p_c·cost[c][j], or −(second smallest − smallest)",
        cost = "O(n·C²)",
        paper = "Margineantu. Active cost-sensitive learning. IJCAI 2005")
@Advice(
        use = "Mistakes that differ in price, where you can say how much: a missed tumour against a second look.",
        avoid =
                "Costs nobody knows: with equal ones it is least confidence under another name. It needs probabilities that mean what they say; calibrate first.")
public record CostSensitive(
        @Help("a row per true class, in it the cost of each decision; empty where each mistake costs 1")
        List<List<Double>> costs,

        @Help("what is large: expected-cost of the best decision, or margin, its negated distance from the second best")
        Form form)
        implements Score<Probabilities> {

    /** What is made of the expected costs of the decisions. */
    public enum Form {
        /** The smallest. */
        EXPECTED_COST,

        /** The smallest less the second smallest, at most 0. */
        MARGIN
    }

    /** States the rules. */
    public CostSensitive {
        costs = costs.stream().map(List::copyOf).toList();
        for (List<Double> row : costs) {
            if (row.size() != costs.size()) {
                throw new IllegalArgumentException(
                        "The costs have (%d) rows but one of them has (%d) numbers. Maybe a decision is missing."
                                .formatted(costs.size(), row.size()));
            }
            for (double cost : row) {
                if (!Double.isFinite(cost)) {
                    throw new IllegalArgumentException("The cost (%s) must be finite.".formatted(cost));
                }
            }
        }
    }

    /** Each mistake costs 1; the expected cost. */
    public CostSensitive() {
        this(List.of(), Form.EXPECTED_COST);
    }

    @Override
    public void score(Probabilities evidence, Rows rows, double[] out) {
        int classes = evidence.probabilities().cols();
        double[][] table = table(classes);
        double[] p = new double[classes];
        double[] terms = new double[classes];
        double[] expected = new double[classes];
        for (int row = rows.from(); row < rows.to(); row++) {
            evidence.probabilities().copyRow(row, p);
            for (int decision = 0; decision < classes; decision++) {
                for (int c = 0; c < classes; c++) {
                    terms[c] = p[c] * table[c][decision];
                }
                Arrays.sort(terms); // the order of the classes changes no digit
                expected[decision] = Arrays.stream(terms).sum();
            }
            out[row - rows.from()] = of(expected);
        }
    }

    private double of(double[] expected) {
        Arrays.sort(expected);
        return switch (form) {
            case EXPECTED_COST -> expected[0];
            case MARGIN -> expected.length == 1 ? 0 : expected[0] - expected[1];
        };
    }

    private double[][] table(int classes) {
        double[][] table = new double[classes][classes];
        if (!costs.isEmpty() && costs.size() != classes && classes > 0) {
            throw new IllegalArgumentException(
                    "The costs are for (%d) classes but there are (%d).".formatted(costs.size(), classes));
        }
        for (int c = 0; c < classes; c++) {
            for (int decision = 0; decision < classes; decision++) {
                double mistake = c == decision ? 0 : 1;
                table[c][decision] = costs.isEmpty() ? mistake : costs.get(c).get(decision);
            }
        }
        return table;
    }
}
