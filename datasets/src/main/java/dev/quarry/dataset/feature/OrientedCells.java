package dev.quarry.dataset.feature;

/** The gradients of one picture, counted by cell and orientation. */
final class OrientedCells {

    /** Keeps a block without any edge at 0. */
    private static final double SMALL = 1e-3;

    private static final double CUT = 0.2;

    private final int size;
    private final int cell;
    private final int orientations;
    private final int cells;
    /** Shape [cells, cells, orientations]. */
    private final double[] votes;

    /** Of channels of {@code size} × {@code size} pixels. */
    OrientedCells(Gradients options, float[][] channels) {
        this.size = options.size();
        this.cell = options.cell();
        this.orientations = options.orientations();
        this.cells = size / cell;
        this.votes = new double[cells * cells * orientations];
        for (int y = 0; y < size; y++) {
            for (int x = 0; x < size; x++) {
                vote(channels, x, y);
            }
        }
    }

    private void vote(float[][] channels, int x, int y) {
        double across = 0;
        double down = 0;
        double strongest = 0;
        for (float[] pixels : channels) {
            double dx = pixels[y * size + Math.min(size - 1, x + 1)] - pixels[y * size + Math.max(0, x - 1)];
            double dy = pixels[Math.min(size - 1, y + 1) * size + x] - pixels[Math.max(0, y - 1) * size + x];
            double strength = dx * dx + dy * dy;
            if (strength > strongest) {
                strongest = strength;
                across = dx;
                down = dy;
            }
        }
        if (strongest > 0) {
            double half = StrictMath.atan2(down, across) / StrictMath.PI; // a direction and its opposite differ by 1
            double turn = (half - Math.floor(half)) * orientations - 0.5;
            vote(x, y, turn, Math.sqrt(strongest));
        }
    }

    private void vote(int x, int y, double turn, double strength) {
        double column = (x + 0.5) / cell - 0.5;
        double row = (y + 0.5) / cell - 0.5;
        int left = (int) Math.floor(column);
        int top = (int) Math.floor(row);
        int low = (int) Math.floor(turn);
        for (int corner = 0; corner < 8; corner++) {
            int i = top + (corner >> 2);
            int j = left + (corner >> 1 & 1);
            int o = low + (corner & 1);
            if (i >= 0 && i < cells && j >= 0 && j < cells) {
                double share = (1 - Math.abs(row - i)) * (1 - Math.abs(column - j)) * (1 - Math.abs(turn - o));
                votes[(i * cells + j) * orientations + Math.floorMod(o, orientations)] += share * strength;
            }
        }
    }

    /** Writes the blocks, each normalised. */
    void write(float[] out, int at) {
        double[] block = new double[4 * orientations];
        int to = at;
        for (int i = 0; i + 1 < cells; i++) {
            for (int j = 0; j + 1 < cells; j++) {
                System.arraycopy(votes, (i * cells + j) * orientations, block, 0, 2 * orientations);
                System.arraycopy(
                        votes, ((i + 1) * cells + j) * orientations, block, 2 * orientations, 2 * orientations);
                normalise(block);
                for (int k = 0; k < block.length; k++) {
                    block[k] = Math.min(CUT, block[k]);
                }
                normalise(block);
                for (double value : block) {
                    out[to++] = (float) value;
                }
            }
        }
    }

    private static void normalise(double[] block) {
        double squares = SMALL * SMALL;
        for (double value : block) {
            squares += value * value;
        }
        double length = Math.sqrt(squares);
        for (int k = 0; k < block.length; k++) {
            block[k] /= length;
        }
    }
}
