package dev.quarry.learn.xgboost;

import java.util.Arrays;
import java.util.Map;

/**
 * The trees of a fitted booster, as XGBoost adds them up: float32, in the order of the rounds. The nodes of all trees lie
 * in the same arrays. A leaf is its own child, so that a walk takes as many steps in every row of a tree and no branch.
 */
final class BoosterTrees {

    private final int columns;
    private final int groups;
    private final float start;
    private final int[] roots;
    private final int[] depths;
    private final int[] column;
    private final int[] children;
    /** Where a node splits: rows below it go to the first child; what a leaf adds. */
    private final float[] values;

    /**
     * Reads XGBoost's own format.
     *
     * @throws IllegalArgumentException if the bytes are not a booster
     */
    BoosterTrees(byte[] booster) {
        Map<?, ?> learner = map(Ubjson.read(booster), "learner");
        Map<?, ?> parameters = map(learner, "learner_model_param");
        this.columns = (int) number(parameters, "num_feature");
        this.groups = Math.max(1, (int) number(parameters, "num_class"));
        double score = number(parameters, "base_score");
        boolean logistic = "binary:logistic".equals(map(learner, "objective").get("name"));
        this.start = (float) (logistic ? -StrictMath.log(1 / score - 1) : score);
        Object trees = map(map(learner, "gradient_booster"), "model").get("trees");
        if (!(trees instanceof Object[] all) || all.length == 0 || all.length % groups != 0) {
            throw broken("trees");
        }
        this.roots = new int[all.length];
        this.depths = new int[all.length];
        int nodes = 0;
        for (int t = 0; t < all.length; t++) {
            roots[t] = nodes;
            nodes += array(all[t], "left_children").length;
        }
        this.column = new int[nodes];
        this.children = new int[2 * nodes];
        this.values = new float[nodes];
        for (int t = 0; t < all.length; t++) {
            read(t, all[t]);
        }
    }

    private void read(int tree, Object fields) {
        double[] left = array(fields, "left_children");
        double[] right = array(fields, "right_children");
        double[] split = array(fields, "split_indices");
        double[] condition = array(fields, "split_conditions");
        if (left.length == 0
                || right.length != left.length
                || split.length != left.length
                || condition.length != left.length) {
            throw broken("trees");
        }
        int[] depth = new int[left.length];
        int root = roots[tree];
        for (int node = 0; node < left.length; node++) {
            boolean leaf = left[node] < 0;
            if (!leaf && !(after(node, left) && after(node, right) && split[node] >= 0 && split[node] < columns)) {
                throw broken("trees");
            }
            int first = leaf ? node : (int) left[node];
            int second = leaf ? node : (int) right[node];
            if (!leaf) {
                depth[first] = depth[node] + 1;
                depth[second] = depth[node] + 1;
                depths[tree] = Math.max(depths[tree], depth[node] + 1);
            }
            column[root + node] = leaf ? 0 : (int) split[node];
            children[2 * (root + node)] = root + first;
            children[2 * (root + node) + 1] = root + second;
            values[root + node] = (float) condition[node];
        }
    }

    /** Whether a child stands behind its node, so that every walk ends. */
    private static boolean after(int node, double[] child) {
        return child[node] > node && child[node] < child.length;
    }

    /** How many columns the features have, d. */
    int columns() {
        return columns;
    }

    /** How many sums there are: one of two classes, otherwise one per class. */
    int groups() {
        return groups;
    }

    /**
     * Adds up the leaves that rows fall into.
     *
     * @param features row r begins at r · d
     * @param sums receives sum g of row r at r · {@link #groups()} + g
     */
    void sums(float[] features, int rows, float[] sums) {
        Arrays.fill(sums, 0, rows * groups, start);
        for (int t = 0; t < roots.length; t++) {
            int group = t % groups;
            for (int r = 0; r < rows; r++) {
                sums[r * groups + group] += values[leaf(t, features, r * columns)];
            }
        }
    }

    /** The leaf of a tree that the row of {@code features} at {@code at} falls into, as a place among all nodes. */
    int leaf(int tree, float[] features, int at) {
        int node = roots[tree];
        for (int step = depths[tree]; step > 0; step--) {
            node = children[2 * node + (features[at + column[node]] < values[node] ? 0 : 1)];
        }
        return node;
    }

    private static Map<?, ?> map(Map<?, ?> from, String name) {
        if (from.get(name) instanceof Map<?, ?> map) {
            return map;
        }
        throw broken(name);
    }

    private static double number(Map<?, ?> from, String name) {
        try {
            return Double.parseDouble(String.valueOf(from.get(name)));
        } catch (NumberFormatException e) {
            throw broken(name);
        }
    }

    private static double[] array(Object from, String name) {
        if (from instanceof Map<?, ?> map && map.get(name) instanceof double[] array) {
            return array;
        }
        throw broken(name);
    }

    private static IllegalArgumentException broken(String name) {
        return new IllegalArgumentException(
                "The saved trees have no usable value (%s). Maybe the model was saved by another version."
                        .formatted(name));
    }
}
