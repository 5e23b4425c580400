package dev.quarry.dataset;

import java.util.List;

/**
 * Where a dataset comes from.
 *
 * @param source an address, a path or the text of a generator with its seed
 * @param licence under which terms it may be used; empty where nobody said
 * @param citation whom to cite; empty where nobody asked for it
 * @param files what was read, in order of reading
 */
public record Provenance(String source, String licence, String citation, List<DataFile> files) {

    /** Copies the list. */
    public Provenance {
        files = List.copyOf(files);
    }

    /** Data without a file: a generator and its seed. */
    public static Provenance of(String source) {
        return new Provenance(source, "", "", List.of());
    }
}
