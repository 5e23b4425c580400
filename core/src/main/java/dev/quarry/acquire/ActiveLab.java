package dev.quarry.acquire;

import com.google.auto.service.AutoService;
import dev.quarry.evidence.Annotations;
import dev.quarry.evidence.AnnotatorLabels;
import dev.quarry.part.Advice;
import dev.quarry.part.Help;
import dev.quarry.part.Named;
import dev.quarry.part.Part;

/**
 * ActiveLab: one score for a first label and for another one, {@code 1 − s}, where s is how well the label of a candidate is
 * known: the weighted mean of the quality of its consensus, with the weight of all who had a say (its annotators and the
 * model), and of a guess, 1/C, with the weight of one more annotator, the average one. In (0, 1]. Items that have answers are
 * candidates as well as those that have none.
 *
 * <p>The quality of a consensus is by CROWDLAB: the weighted mean of what the model and each answer say about the class, where an
 * answer gives its class P and shares the rest among the others, P being the share of answers that are the consensus. An
 * annotator weighs {@code 1 − e / b}, e being the share of other answers about the same items that are not theirs and b the
 * error of always answering the commonest class; the model weighs {@code (1 − e_M / b)·√(answers per item)}, e_M being its
 * errors by the consensus; both at least 1e−6. All shares are over items with more than one answer. The consensus begins as
 * the majority and becomes the class of the best quality. An annotator who shares no item with another one counts as the
 * average of those who do. While no item has two answers, all weigh 1 and the model alone says how good an answer is.
 *
 * <p>The model is calibrated first by a temperature T, {@code p^(1/T)}, of the least cross entropy with the answers in [0.1,
 * 10]. Probabilities of annotated items must come from models that were not taught them, or the temperature and the weight of
 * the model are flattered.
 *
 * <p>O((n + m)·C + answers·A) time at most, O(m) memory. Goh, Mueller. <i>ActiveLab: active learning with re-labeling by multiple
 * annotators.</i> 2023; Goh, Tkachenko, Mueller. <i>CROWDLAB.</i> 2022.
 */
@AutoService(Part.class)
@Named(
        value = "active-lab",
        summary = "The label that is least well known first, whether it would be the first one or one more.",
        formula = "1 − ((w_M + Σ w_j)·q + w̄ / C) / (w_M + Σ w_j + w̄), q the quality of the consensus, or max p",
        cost = "O((n + m)·C + answers·A)",
        paper = "Goh, Mueller. ActiveLab: active learning with re-labeling by multiple annotators. 2023")
@Advice(
        use = "Several annotators who err: one ranking says whether a new item or a second opinion is worth more.",
        avoid =
                "Out-of-sample probabilities are assumed; of a model that was fitted on the same answers it asks the wrong items again.")
public record ActiveLab(
        @Help("the temperature of the model's probabilities, above 0; 0 fits it to the answers")
        double temperature) implements Prepared<Annotations> {

    /** States the rules. */
    public ActiveLab {
        if (!(temperature >= 0 && temperature < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "The temperature (%s) must be finite and at least 0.".formatted(temperature));
        }
    }

    /** A fitted temperature. */
    public ActiveLab() {
        this(0);
    }

    @Override
    public Score<Annotations> prepare(Annotations evidence) {
        AnnotatorLabels answers = evidence.answers();
        Crowd crowd = Crowd.of(evidence, temperature);
        double guess = 1.0 / evidence.probabilities().cols();
        return (e, rows, out) -> {
            RowScores.of(e.probabilities(), rows, out, p -> crowd.mostProbable(p));
            for (int i = 0; i < rows.count(); i++) {
                long id = e.items().id(rows.from() + i);
                double known = crowd.modelWeight();
                double quality = out[i];
                if (answers.items().has(id)) {
                    int row = answers.items().row(id);
                    known += crowd.weightOfAnnotators(row);
                    quality = crowd.quality(row);
                }
                double one = crowd.averageWeight();
                out[i] = 1 - (known * quality + one * guess) / (known + one);
            }
        };
    }
}
