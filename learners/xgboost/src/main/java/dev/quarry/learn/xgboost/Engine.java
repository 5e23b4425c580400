package dev.quarry.learn.xgboost;

import dev.quarry.kernel.FloatMatrix;
import dev.quarry.kernel.Memory;
import dev.quarry.kernel.Randomness;
import dev.quarry.learn.Rules;
import dev.quarry.learn.SeenClasses;
import dev.quarry.learn.TrainingSet;
import java.util.HashMap;
import java.util.Map;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/**
 * The one class that touches the native library: rows in, bytes of a fitted booster out. One thread a fit, since the
 * threads of OpenMP spin while they wait and a fit takes milliseconds; several fits may run side by side.
 */
final class Engine {

    /** Of native memory for each number: a float32 copy and its bin. */
    private static final long BYTES = Float.BYTES + Short.BYTES;

    private Engine() {}

    /** A fitted booster in XGBoost's own universal binary JSON. */
    static byte[] fit(TrainingSet examples, SeenClasses seen, GradientBoosting rules, Randomness random) {
        try {
            return train(examples, seen, settings(examples, seen, rules, random), rules.trees());
        } catch (XGBoostError e) {
            throw new IllegalStateException(
                    "The learner (%s) failed inside XGBoost: %s".formatted(GradientBoosting.NAME, e.getMessage()), e);
        } catch (LinkageError e) {
            throw new IllegalStateException(
                    "The learner (%s) cannot run here: XGBoost's native library does not load (%s). Maybe this system lacks OpenMP (libgomp), or is none that XGBoost has a library for."
                            .formatted(GradientBoosting.NAME, e),
                    e);
        }
    }

    private static byte[] train(TrainingSet examples, SeenClasses seen, Map<String, Object> settings, int rounds)
            throws XGBoostError {
        Memory.require(
                BYTES * examples.size() * examples.features().cols(),
                "The learner (%s)".formatted(GradientBoosting.NAME));
        FloatMatrix features = Rules.narrowed(examples.features(), GradientBoosting.NAME);
        DMatrix data = new DMatrix(features.values(), features.rows(), features.cols(), Float.NaN);
        try {
            float[] labels = new float[examples.size()];
            float[] weights = new float[examples.size()];
            for (int i = 0; i < labels.length; i++) {
                labels[i] = seen.place(examples.label(i));
                weights[i] = (float) examples.weight(i);
            }
            data.setLabel(labels);
            data.setWeight(weights);
            Booster booster = XGBoost.train(data, settings, rounds, Map.of(), null, null);
            try {
                return booster.toByteArray("ubj");
            } finally {
                booster.dispose();
            }
        } finally {
            data.dispose();
        }
    }

    private static Map<String, Object> settings(
            TrainingSet examples, SeenClasses seen, GradientBoosting rules, Randomness random) {
        Map<String, Object> settings = new HashMap<>();
        if (seen.count() == 2) {
            settings.put("objective", "binary:logistic");
        } else {
            settings.put("objective", "multi:softprob");
            settings.put("num_class", seen.count());
        }
        settings.put("tree_method", "hist");
        settings.put("grow_policy", rules.maxLeafNodes() > 0 ? "lossguide" : "depthwise");
        settings.put("max_bin", rules.bins());
        settings.put("max_leaves", rules.maxLeafNodes());
        settings.put("max_depth", rules.maxDepth());
        settings.put("learning_rate", rules.learningRate());
        settings.put("subsample", rules.subsample());
        settings.put("colsample_bynode", rules.maxFeatures());
        settings.put("min_child_weight", leastCurvature(examples, seen, rules));
        settings.put("lambda", rules.l2());
        settings.put("seed", random.purpose("boosting").bits(0) >>> 33); // it takes 31 bits
        settings.put("nthread", 1);
        settings.put("verbosity", 0);
        return settings;
    }

    /** Just below the curvature that the fewest rows of a leaf have before the first round; 0 where one row will do. */
    private static double leastCurvature(TrainingSet examples, SeenClasses seen, GradientBoosting rules) {
        double rows = Math.max(rules.minSamplesLeaf(), rules.minSamplesSplit() / 2.0);
        return rows <= 1 ? 0 : (rows - 0.5) * startingCurvature(examples, seen);
    }

    /**
     * The curvature of the loss of one row before the first round: p(1 − p) by the share of the second of two classes,
     * 2p(1 − p) at p = 1/C where there are more, as XGBoost defines them.
     */
    private static double startingCurvature(TrainingSet examples, SeenClasses seen) {
        if (seen.count() > 2) {
            double p = 1.0 / seen.count();
            return 2 * p * (1 - p);
        }
        double second = 0;
        double all = 0;
        for (int i = 0; i < examples.size(); i++) {
            second += seen.place(examples.label(i)) * examples.weight(i);
            all += examples.weight(i);
        }
        return second / all * (1 - second / all);
    }
}
