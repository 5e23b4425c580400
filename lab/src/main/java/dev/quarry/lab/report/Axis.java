package dev.quarry.lab.report;

import java.util.ArrayList;
import java.util.List;

/**
 * One axis of a chart: numbers to pixels, and round numbers to write beside it.
 *
 * @param low the number at pixel {@code from}
 * @param high the number at pixel {@code to}
 */
record Axis(double low, double high, double from, double to) {

    /** An axis over some numbers, widened a little where they are all one. */
    static Axis over(double low, double high, double from, double to) {
        double room = high > low ? 0 : Math.max(0.01, Math.abs(low) * 0.01);
        return new Axis(low - room, high + room, from, to);
    }

    /** The same axis, ending at the round numbers around it. */
    Axis rounded(int ticks) {
        double step = step(ticks);
        return new Axis(Math.floor(low / step + 1e-9) * step, Math.ceil(high / step - 1e-9) * step, from, to);
    }

    double at(double value) {
        return from + (value - low) / (high - low) * (to - from);
    }

    /** 1, 2 or 5 times a power of ten, so that there are about as many steps as asked for. */
    private double step(int ticks) {
        double rough = (high - low) / ticks;
        double power = StrictMath.pow(10, Math.floor(StrictMath.log10(rough)));
        double times = rough / power;
        return power * (times < 1.5 ? 1 : times < 3.5 ? 2 : times < 7.5 ? 5 : 10);
    }

    /** The round numbers on the axis. */
    List<Double> ticks(int about) {
        double step = step(about);
        List<Double> ticks = new ArrayList<>();
        for (long i = (long) Math.ceil(low / step - 1e-9); i * step <= high + step * 1e-9; i++) {
            ticks.add(i * step);
        }
        return ticks;
    }

    /** A tick with as many decimals as the steps need. */
    String label(double tick, int about) {
        double step = step(about);
        int decimals = 0;
        for (double rest = step; decimals < 6 && Math.abs(rest - Math.rint(rest)) > 1e-6 * rest; rest *= 10) {
            decimals++;
        }
        return Numbers.fixed(tick, decimals);
    }
}
