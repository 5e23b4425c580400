/**
 * How cells, texts and pictures become float32 numbers.
 *
 * <p>An <b>imputation</b> says what stands for a missing number and a <b>scaling</b> brings columns to a common scale, both
 * learnt from named rows; <b>text features</b> turn n texts into [n, d]; <b>picture features</b> turn one picture into d
 * numbers. All of them are parts, so a file can name them and another jar can add one. What a text or picture went
 * through is kept by name with what was learnt ({@code Extracted}), so that other items go the same way.
 */
@NullMarked
package dev.quarry.dataset.feature;

import org.jspecify.annotations.NullMarked;
