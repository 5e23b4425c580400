package dev.quarry.golden;

import java.util.Collection;
import java.util.Map;

/** Golden and published cases that are not compared, by how their ids begin, and why. */
final class GoldenArgued {

    private static final Map<String, String> WHY = Map.ofEntries(
            Map.entry("acquisition/", "improvement of a maximum: optimising a function, not labelling"),
            Map.entry("cohen_kappa/", "agreement of models in time decides when to stop, not what to label"),
            Map.entry("stopping_", "decides when to stop, not what to label"),
            Map.entry("stream_", "a stream is decided item by item, which is not a choice from a pool"),
            Map.entry("modal_similarity/", "1 / (2 - cosine), one peer's own; the order is that of the cosine"),
            Map.entry("information_density/cosine", "likeness by 1 - cosine, which information-density does not have"),
            Map.entry(
                    "mcpal_cost_reduction/",
                    "a probabilistic classifier's counts around labelled items, which no model here gives"),
            Map.entry("quire_libact_formula/", "the formula of a peer, which is not that of the paper; see quire"),
            Map.entry(
                    "information_density/manhattan",
                    "no density here is by city blocks but that of graphs, which has a case"),
            Map.entry("st.kappa.", "agreement of models in time decides when to stop, not what to label"),
            Map.entry("st.deltaF.", "the change of predictions decides when to stop, not what to label"),
            Map.entry("sk.stream.", "a stream is decided item by item, which is not a choice from a pool"),
            Map.entry("ba.ece", "the error of a calibration is a measure of a model, not of a choice"),
            Map.entry("mo.acq", "improvement of a maximum: optimising a function, not labelling"),
            Map.entry("pr.ucb", "improvement of a maximum: optimising a function, not labelling"),
            Map.entry(
                    "sk.batchbald.first4",
                    "input drawn by NumPy's generator; batchbald_exact has such cases with their input"),
            Map.entry(
                    "bb.joint4",
                    "the file does not say which variables; joint_entropy has such cases with their input"),
            Map.entry("sk.epistemic_pwc", "a peer's measure of counts in a Parzen window, which no model here gives"),
            Map.entry("st.uwlci.", "a peer's own margin between labels, not that of Li and Guo"),
            Map.entry("la.quire.heart_scale", "input that the folder does not hold"));

    private GoldenArgued() {}

    /** Whether there is a reason not to compare a case. */
    static boolean covers(String id) {
        return WHY.keySet().stream().anyMatch(id::startsWith);
    }

    /** Prints the reasons that some of the cases have. */
    static void print(String what, Collection<String> ids) {
        WHY.forEach((begin, reason) -> {
            if (ids.stream().anyMatch(id -> id.startsWith(begin))) {
                System.out.println("%s not compared: %s, %s.".formatted(what, begin, reason));
            }
        });
    }

    /** How the ids begin of which there is no case. */
    static Collection<String> idle(Collection<String> ids) {
        return WHY.keySet().stream()
                .filter(begin -> ids.stream().noneMatch(id -> id.startsWith(begin)))
                .toList();
    }
}
