package dev.quarry.dataset;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** The folder of real data, which a checkout need not have. */
public final class RealData {

    private RealData() {}

    /** The folder; without it the test is skipped with a notice. */
    public static Path folder() {
        Path folder = Path.of(System.getProperty("quarry.data", "no-such-folder"));
        assumeTrue(
                Files.isDirectory(folder),
                "Skipped: there is no real data in (%s). Set quarry.data.".formatted(folder));
        return folder;
    }
}
