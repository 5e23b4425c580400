package dev.quarry.cli;

import dev.quarry.acquire.Acquisition;
import dev.quarry.acquire.Estimate;
import dev.quarry.acquire.Sizes;
import dev.quarry.kernel.Memory;
import dev.quarry.part.Named;
import dev.quarry.part.Part;
import dev.quarry.part.Parts;
import dev.quarry.strategy.Forecast;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a choice will take, before it is made: an estimate from the costs that its parts declare and from what elementary
 * operations take here.
 *
 * @param part what would choose
 * @param sizes how large the choice is
 * @param forecast the work
 * @param calibration what the work takes
 * @param threads how many threads share it
 * @param budget of memory, bytes
 */
record DryRun(Part part, Sizes sizes, Forecast forecast, Calibration calibration, int threads, long budget) {

    static DryRun of(Part part, Sizes sizes, int threads) {
        return new DryRun(part, sizes, Forecast.of(part, sizes), Calibration.measure(), threads, Memory.budget());
    }

    private Estimate estimate() {
        return forecast.estimate();
    }

    private double likely() {
        return calibration.seconds(estimate().likely());
    }

    private double most() {
        return calibration.seconds(estimate().most());
    }

    private boolean fits() {
        return fits(sizes.n());
    }

    /** The largest random part of the candidates that fits the budget, to one digit; 0 if none does. */
    private long fitting() {
        long unit = 1;
        while (unit * 10 <= sizes.n()) {
            unit *= 10;
        }
        for (; unit > 0; unit /= 10) {
            for (long size = 9 * unit; size >= unit && size > sizes.k(); size -= unit) {
                if (size <= sizes.n() && fits(size)) {
                    return size;
                }
            }
        }
        return 0;
    }

    private boolean fits(long candidates) {
        return Forecast.of(part, sizes.with(candidates, sizes.k())).estimate().held() <= budget;
    }

    /** What people read. */
    String text() {
        TextTable table = new TextTable();
        table.row("strategy", Parts.describe(part));
        table.row("candidates", "%,d, to choose %,d".formatted(sizes.n(), sizes.k()));
        table.row("CPU", seconds());
        table.row(
                "memory",
                "%s beside the evidence, of a budget of %s"
                        .formatted(size(estimate().held()), size(budget)));
        StringBuilder text = new StringBuilder(table.toString());
        text.append(
                "%nAn estimate by the declared costs and what they take on this machine, once compiled; reading files is not counted.%n"
                        .formatted());
        for (String missing : forecast.undeclared()) {
            text.append("(%s) declares no estimate, so nothing of it is counted; its cost is %s.%n"
                    .formatted(missing, cost(missing)));
        }
        if (!fits()) {
            text.append(refusal()).append(System.lineSeparator());
        }
        return text.toString();
    }

    private String seconds() {
        String likely = "about %s s".formatted(Explained.number(likely()));
        String most = most() > 1.05 * likely() ? ", at most %s s".formatted(Explained.number(most())) : "";
        return likely + most + (threads == 1 ? "" : ", shared by %d threads where it can be".formatted(threads));
    }

    private String refusal() {
        long size = fitting();
        String instead = size == 0
                ? "raise the budget"
                : "(subpool{size: %d, of: %s}), a random part, or a larger budget"
                        .formatted(size, Parts.describe(part));
        return "It may not fit: it could need %s, more than the memory budget of %s. Maybe %s."
                .formatted(size(estimate().held()), size(budget), instead);
    }

    private static String cost(String acquisition) {
        Part read = Parts.read(Acquisition.class, acquisition);
        return Objects.requireNonNull(read.getClass().getAnnotation(Named.class))
                .cost();
    }

    private static String size(long bytes) {
        return bytes < 10 << 20
                ? "%,d KiB".formatted((bytes + 1023) >> 10)
                : "%,d MiB".formatted((bytes + (1 << 20) - 1) >> 20);
    }

    /** What programs read. */
    Map<String, @Nullable Object> json() {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("estimate", true);
        object.put("strategy", Parts.describe(part));
        object.put("candidates", sizes.n());
        object.put("count", sizes.k());
        object.put("cpuSeconds", likely());
        object.put("mostCpuSeconds", most());
        object.put("bytes", estimate().held());
        object.put("budgetBytes", budget);
        object.put("fits", fits());
        object.put("undeclared", List.copyOf(forecast.undeclared()));
        object.put("calibration", calibration);
        return object;
    }
}
