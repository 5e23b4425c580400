/**
 * The file formats: one record each, whose components are the options of the format.
 *
 * <p>A <b>source</b> is a file or folder to read, with the word whether its rows are test rows. A <b>format</b> reads
 * sources into a dataset in the making. A <b>record</b> is one row of a text file, a <b>cell</b> one of its values. A
 * <b>level</b> is one value of a nominal column. Every refusal names the file, the line where there are lines, and the
 * value.
 */
@NullMarked
package dev.quarry.dataset.read;

import org.jspecify.annotations.NullMarked;
