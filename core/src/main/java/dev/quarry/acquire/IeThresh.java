package dev.quarry.acquire;

import com.google.auto.service.AutoService;
import dev.quarry.evidence.Annotations;
import dev.quarry.evidence.AnnotatorLabels;
import dev.quarry.kernel.StudentT;
import dev.quarry.kernel.Uncertainty;
import dev.quarry.part.Advice;
import dev.quarry.part.Help;
import dev.quarry.part.Named;
import dev.quarry.part.Part;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Interval estimate threshold: the candidate of the least confident prediction first, {@code 1 − max p}, asked of all
 * annotators who may be nearly as good as the best one. An annotator is rewarded 1 for each answer that is that of the
 * majority, 0 for each other, and with one 1 and one 0 to begin with; the upper end of the interval of the mean reward,
 * {@code mean + t(α/2, r − 1)·s/√r} of r rewards with standard deviation s, must reach ε times that of the best. Who
 * has few answers has a wide interval and is tried.
 *
 * <p>Who answered already is not asked again about the same item; where everybody did, everybody may be. A majority that is
 * tied is broken by the model. The paper asks about one item at a time, here a batch has the same annotators throughout.
 * scikit-activeml divides squares by r where the interval of Student's t wants r − 1.
 *
 * <p>O(n·C + answers) time. Donmez, Carbonell, Schneider. <i>Efficiently learning the accuracy of labeling sources for
 * selective sampling.</i> KDD 2009.
 */
@AutoService(Part.class)
@Named(
        value = "ie-thresh",
        summary = "The least confident prediction first, to be asked of annotators who may be as good as the best.",
        formula = "1 − max p; annotators a with mean_a + t·s_a/√r_a ≥ ε·max over annotators of it",
        cost = "O(n·C + answers)",
        paper =
                "Donmez, Carbonell, Schneider. Efficiently learning the accuracy of labeling sources for selective sampling. KDD 2009")
@Advice(
        use = "Several annotators of unknown reliability: it learns who is worth asking while it asks.",
        avoid =
                "The choice of items is least confidence; what is clever is whom to ask. Annotators who were never asked look as good as the best, so the first rounds cost.")
public record IeThresh(
        @Help("the share ε of the best upper end that an annotator must reach, in [0, 1]")
        double epsilon,

        @Help("one minus the confidence of the intervals, α, in (0, 1)")
        double alpha)
        implements Score<Annotations>, Assigning<Annotations> {

    /** States the rules. */
    public IeThresh {
        if (!(epsilon >= 0 && epsilon <= 1) || !(alpha > 0 && alpha < 1)) {
            throw new IllegalArgumentException(
                    "The epsilon (%s) must be in [0, 1] and the alpha (%s) in (0, 1).".formatted(epsilon, alpha));
        }
    }

    /** ε = 0.9, intervals of 95 %. */
    public IeThresh() {
        this(0.9, 0.05);
    }

    @Override
    public void score(Annotations evidence, Rows rows, double[] out) {
        Uncertainty.leastConfidence(evidence.probabilities(), rows.from(), rows.to(), out);
    }

    @Override
    public List<Assignment> assign(Annotations evidence, Selection selection) {
        AnnotatorLabels answers = evidence.answers();
        double[] upper = upperEnds(evidence);
        List<Integer> best = IntStream.range(0, upper.length)
                .boxed()
                .sorted(Comparator.<Integer>comparingDouble(a -> -upper[a])
                        .thenComparing(a -> answers.annotators().get(a)))
                .toList();
        List<Assignment> assignments = new ArrayList<>();
        for (Pick pick : selection.picks()) {
            List<Integer> free = free(answers, pick.id(), best);
            assignments.add(new Assignment(
                    pick.id(),
                    free.stream()
                            .filter(a -> upper[a] >= epsilon * upper[free.get(0)])
                            .map(answers.annotators()::get)
                            .toList()));
        }
        return assignments;
    }

    private static List<Integer> free(AnnotatorLabels answers, long item, List<Integer> all) {
        if (!answers.items().has(item)) {
            return all;
        }
        int row = answers.items().row(item);
        Set<Integer> asked = new HashSet<>();
        for (int i = 0; i < answers.count(row); i++) {
            asked.add(answers.annotator(row, i));
        }
        return asked.size() == all.size()
                ? all
                : all.stream().filter(a -> !asked.contains(a)).toList();
    }

    /** The upper end of the interval of each annotator's reward, shape [A]. */
    double[] upperEnds(Annotations evidence) {
        AnnotatorLabels answers = evidence.answers();
        int[] majority = Majority.of(evidence);
        int[] given = new int[answers.annotators().size()];
        int[] right = new int[given.length];
        for (int row = 0; row < answers.size(); row++) {
            for (int i = 0; i < answers.count(row); i++) {
                int who = answers.annotator(row, i);
                given[who]++;
                right[who] += answers.label(row, i) == majority[row] ? 1 : 0;
            }
        }
        double[] upper = new double[given.length];
        for (int who = 0; who < upper.length; who++) {
            int rewards = given[who] + 2;
            double mean = (right[who] + 1.0) / rewards;
            double variance = mean * (1 - mean) * rewards / (rewards - 1);
            upper[who] = mean + StudentT.quantile(1 - alpha / 2, rewards - 1) * Math.sqrt(variance / rewards);
        }
        return upper;
    }
}
