/**
 * What {@code quarry bench} measures: whole selections on given files, as a user would call them.
 *
 * <p>Reading and checking the files is not measured; everything from evidence to picks is. CPU seconds are those of the
 * process, compiler and collector included. The selection first runs for three seconds or 300 times, so that it is
 * compiled as in a service; the very first run is reported beside the repeats.
 */
@NullMarked
package dev.quarry.cli.bench;

import org.jspecify.annotations.NullMarked;
