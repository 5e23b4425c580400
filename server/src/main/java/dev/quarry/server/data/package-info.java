/**
 * Data on its way into a project: uploaded or in a folder of the server, looked through, shown, accepted.
 *
 * <p>An <b>upload</b> is a set of files that arrived and belongs to no project yet. A <b>reading</b> says what columns are
 * for, where somebody does not want what was guessed. A <b>survey</b> reads everything once and says what it would
 * become; an <b>import</b> does the same and then makes it items.
 */
@NullMarked
package dev.quarry.server.data;

import org.jspecify.annotations.NullMarked;
