package dev.quarry.cli.picture;

import dev.quarry.lab.report.Markup;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The borders of the places where a surface is above a level, as closed SVG paths: marching squares over a regular mesh
 * that spans the picture, its borders included.
 */
final class Contours {

    private static final double OUTSIDE = -1e9;

    /** Bends of less than this many pixels are straightened. */
    private static final double STRAIGHT = 0.3;

    private final double[][] heights;
    private final double step;
    private final int rows;
    private final int cols;

    /**
     * @param mesh heights by row from the top and column from the left
     * @param step pixels between neighbouring points of the mesh
     */
    Contours(double[][] mesh, double step) {
        this.step = step;
        this.rows = mesh.length + 2;
        this.cols = mesh[0].length + 2;
        this.heights = new double[rows][cols]; // with a rim that is outside, so that every border is closed
        for (int row = 0; row < rows; row++) {
            for (int col = 0; col < cols; col++) {
                boolean rim = row == 0 || col == 0 || row == rows - 1 || col == cols - 1;
                heights[row][col] = rim ? OUTSIDE : mesh[row - 1][col - 1];
            }
        }
    }

    private record Spot(double x, double y) {}

    /** The path around all places above a level; empty if there are none. */
    String above(double level) {
        Map<Integer, Integer> next = new HashMap<>();
        List<Integer> starts = new ArrayList<>();
        for (int row = 0; row < rows - 1; row++) {
            for (int col = 0; col < cols - 1; col++) {
                for (int[] line : lines(row, col, level)) {
                    next.put(line[0], line[1]);
                    starts.add(line[0]);
                }
            }
        }
        StringBuilder path = new StringBuilder();
        for (int start : starts) {
            List<Spot> loop = new ArrayList<>();
            Integer edge = start;
            while (next.containsKey(edge)) {
                loop.add(spot(edge, level));
                edge = next.remove(edge);
            }
            if (loop.size() > 2) {
                append(straightened(loop), path);
            }
        }
        return path.toString();
    }

    /** The pieces of border in a cell, from edge to edge, what is above the level on their left. */
    private int[][] lines(int row, int col, double level) {
        int top = edge(row, col, false);
        int bottom = edge(row + 1, col, false);
        int left = edge(row, col, true);
        int right = edge(row, col + 1, true);
        double[] corners = {heights[row][col], heights[row][col + 1], heights[row + 1][col + 1], heights[row + 1][col]};
        int above = 0;
        double middle = 0;
        for (int i = 0; i < corners.length; i++) {
            above |= corners[i] > level ? 1 << i : 0;
            middle += corners[i] / corners.length;
        }
        boolean joined = middle > level;
        return switch (above) {
            case 1 -> new int[][] {{left, top}};
            case 2 -> new int[][] {{top, right}};
            case 3 -> new int[][] {{left, right}};
            case 4 -> new int[][] {{right, bottom}};
            case 5 -> joined ? new int[][] {{right, top}, {left, bottom}} : new int[][] {{left, top}, {right, bottom}};
            case 6 -> new int[][] {{top, bottom}};
            case 7 -> new int[][] {{left, bottom}};
            case 8 -> new int[][] {{bottom, left}};
            case 9 -> new int[][] {{bottom, top}};
            case 10 -> joined ? new int[][] {{top, left}, {bottom, right}} : new int[][] {{top, right}, {bottom, left}};
            case 11 -> new int[][] {{bottom, right}};
            case 12 -> new int[][] {{right, left}};
            case 13 -> new int[][] {{right, top}};
            case 14 -> new int[][] {{top, left}};
            default -> new int[][] {};
        };
    }

    /** The number of the edge from a point of the mesh down or to the right. */
    private int edge(int row, int col, boolean down) {
        return 2 * (row * cols + col) + (down ? 1 : 0);
    }

    /** Where the surface has the level on an edge. */
    private Spot spot(int edge, double level) {
        int row = edge / 2 / cols;
        int col = edge / 2 % cols;
        boolean down = edge % 2 == 1;
        double here = heights[row][col];
        double there = down ? heights[row + 1][col] : heights[row][col + 1];
        double share = (level - here) / (there - here);
        return new Spot(pixel(col + (down ? 0 : share), cols), pixel(row + (down ? share : 0), rows));
    }

    private double pixel(double index, int count) {
        return step * Math.clamp(index - 1, 0, count - 3);
    }

    /** The loop without the points that lie nearly on the line between those that stay (Douglas and Peucker). */
    private static List<Spot> straightened(List<Spot> loop) {
        int corner = farthest(loop, 0, loop.size(), loop.getFirst(), loop.getFirst());
        Collections.rotate(loop, -corner);
        int far = farthest(loop, 0, loop.size(), loop.getFirst(), loop.getFirst());
        List<Spot> kept = new ArrayList<>();
        keep(loop, 0, far, kept);
        List<Spot> back = new ArrayList<>(loop.subList(far, loop.size()));
        back.add(loop.getFirst());
        keep(back, 0, back.size() - 1, kept);
        return kept;
    }

    /** Adds the first point and those between it and the last that are needed; not the last. */
    private static void keep(List<Spot> line, int first, int last, List<Spot> kept) {
        int far = farthest(line, first + 1, last, line.get(first), line.get(last));
        if (far >= 0 && distance(line.get(far), line.get(first), line.get(last)) > STRAIGHT) {
            keep(line, first, far, kept);
            keep(line, far, last, kept);
        } else {
            kept.add(line.get(first));
        }
    }

    private static int farthest(List<Spot> line, int from, int to, Spot a, Spot b) {
        int far = -1;
        double most = -1;
        for (int i = from; i < to; i++) {
            double distance = distance(line.get(i), a, b);
            if (distance > most) {
                most = distance;
                far = i;
            }
        }
        return far;
    }

    /** The distance of a point to the line through two others, or to the one that both are. */
    private static double distance(Spot spot, Spot a, Spot b) {
        double dx = b.x - a.x;
        double dy = b.y - a.y;
        double length = Math.sqrt(dx * dx + dy * dy);
        double x = spot.x - a.x;
        double y = spot.y - a.y;
        return length == 0 ? Math.sqrt(x * x + y * y) : Math.abs(dx * y - dy * x) / length;
    }

    private static void append(List<Spot> loop, StringBuilder path) {
        for (int i = 0; i < loop.size(); i++) {
            path.append(i == 0 ? "M" : i == 1 ? "L" : " ")
                    .append(Markup.coordinate(loop.get(i).x))
                    .append(' ')
                    .append(Markup.coordinate(loop.get(i).y));
        }
        path.append('Z');
    }
}
