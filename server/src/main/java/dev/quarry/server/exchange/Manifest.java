package dev.quarry.server.exchange;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an export is, beside it in the file.
 *
 * @param kind {@code quarry-export} or {@code quarry-project}
 * @param v the version of this form
 * @param format in which form
 * @param created when
 * @param by who asked for it
 * @param version the version of Quarry
 * @param project of which project
 * @param scope what was taken, for people
 * @param testShare the share that was set aside
 * @param counts how many items, by class, origin of the label and part
 * @param model the model in charge; null where there is none
 * @param settings of the project, learner and strategy among them, as JSON
 * @param files what else is in the file
 * @param missing items whose file is gone, by name; at most 100
 */
public record Manifest(
        String kind,
        int v,
        String format,
        Instant created,
        String by,
        String version,
        OfProject project,
        String scope,
        double testShare,
        ExportRows.@Nullable Counts counts,
        @Nullable OfModel model,
        Map<String, String> settings,
        List<OfFile> files,
        List<String> missing) {

    /** The kind of a file that holds a whole project. */
    static final String PROJECT = "quarry-project";

    /** The kind of every other file. */
    static final String EXPORT = "quarry-export";

    /**
     * The project.
     *
     * @param seq the number of its last event
     * @param hash of its last event
     * @param events how many it has
     */
    public record OfProject(String id, String name, String kind, int items, long seq, String hash, long events) {}

    /** The model. */
    public record OfModel(int number, String learner, int labels, String features) {}

    /** A file. */
    public record OfFile(String name, long bytes, String sha256) {}
}
