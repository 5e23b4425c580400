/**
 * Comparisons: strategies × seeds, run in parallel, stored cell by cell, resumed where they ended.
 *
 * <p>A <b>cell</b> is one strategy with one seed. Everything drawn in a cell is drawn from its seed alone, so the cells
 * of one seed are pairs: same test split, same start, same ties. The numbers of a cell never depend on which cells run
 * beside it.
 */
@NullMarked
package dev.quarry.lab;

import org.jspecify.annotations.NullMarked;
