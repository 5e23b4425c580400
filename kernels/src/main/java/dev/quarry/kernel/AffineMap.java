package dev.quarry.kernel;

/**
 * {@code W·x + b} of float32 rows x, at the speed of a matrix product. Each number is one chain over the elements of x, in
 * order, so it has the same bits on every processor, wherever its row lies and whatever is mapped beside it.
 */
public final class AffineMap {

    private final int inputs;
    private final int outputs;
    private final ProductTile weights;
    private final float[] offsets;

    /**
     * Lays the weights out.
     *
     * @param weights W, shape [outputs, inputs], row by row
     * @param offsets b, one for each output
     */
    public AffineMap(float[] weights, float[] offsets) {
        this.outputs = offsets.length;
        this.inputs = weights.length / outputs;
        if (inputs * outputs != weights.length) {
            throw new IllegalArgumentException("There are (%d) weights, which is no multiple of the (%d) outputs."
                    .formatted(weights.length, outputs));
        }
        this.weights = new ProductTile(weights, 0, outputs, inputs);
        this.offsets = offsets.clone();
    }

    /** How many numbers come out of a row. */
    public int outputs() {
        return outputs;
    }

    /**
     * Maps rows.
     *
     * @param rows shape [n, inputs], row by row
     * @return shape [n, outputs], row by row
     */
    public float[] of(float[] rows) {
        int n = inputs == 0 ? 0 : rows.length / inputs;
        int width = ProductTile.WIDTH;
        float[] out = new float[Math.multiplyExact(n, outputs)];
        float[] products = new float[Math.multiplyExact(n, width)];
        for (int c = 0; c < outputs; c += width) {
            weights.products(rows, 0, n, c, products);
            for (int r = 0; r < n; r++) {
                for (int j = 0; j < Math.min(width, outputs - c); j++) {
                    out[r * outputs + c + j] = products[r * width + j] * -0.5f + offsets[c + j];
                }
            }
        }
        return out;
    }
}
