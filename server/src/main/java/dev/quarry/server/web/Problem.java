package dev.quarry.server.web;

import dev.quarry.server.label.Outdated;
import dev.quarry.server.label.Outdated.Present;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Why a request cannot be met: becomes problem details of RFC 9457. */
final class Problem extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** The media type of {@link Details}. */
    static final String MEDIA_TYPE = "application/problem+json";

    /** The status of what may be tried again after {@link #WAIT_SECONDS}. */
    static final int TOO_MANY = 429;

    /** How long whoever asks too much should wait. */
    static final int WAIT_SECONDS = 5;

    private final int status;
    private final String title;

    private Problem(int status, String title, @Nullable String detail) {
        super(detail);
        this.status = status;
        this.title = title;
    }

    /**
     * What is answered.
     *
     * @param title the kind of problem, the same for all of its kind
     * @param detail one sentence about this one
     */
    record Details(String type, String title, int status, String detail) {}

    /**
     * What is answered where somebody else was faster.
     *
     * @param item where the item stands by now
     * @param items the same of all items, where there were several
     */
    record Conflict(String type, String title, int status, String detail, Present item, List<Present> items) {
        static Conflict of(Outdated e) {
            Details details = conflict(e.getMessage()).details();
            return new Conflict(
                    details.type,
                    details.title,
                    details.status,
                    details.detail,
                    e.items().getFirst(),
                    e.items());
        }
    }

    static Problem invalid(@Nullable String detail) {
        return new Problem(400, "The request cannot be understood", detail);
    }

    static Problem unknown() {
        return new Problem(401, "Not logged in", "Log in first.");
    }

    static Problem forbidden(@Nullable String detail) {
        return new Problem(403, "Not allowed", detail);
    }

    static Problem missing(@Nullable String detail) {
        return new Problem(404, "Not found", detail);
    }

    static Problem conflict(@Nullable String detail) {
        return new Problem(409, "Somebody else was faster", detail);
    }

    static Problem impossible(@Nullable String detail) {
        return new Problem(409, "Not possible now", detail);
    }

    /** Too much at once, or too fast. */
    static Problem tooMany(@Nullable String detail) {
        return new Problem(TOO_MANY, "Too much at once", detail);
    }

    int status() {
        return status;
    }

    Details details() {
        return details(status, title, getMessage());
    }

    static Details details(int status, String title, @Nullable String detail) {
        return new Details("about:blank", title, status, detail == null ? "" : detail);
    }
}
