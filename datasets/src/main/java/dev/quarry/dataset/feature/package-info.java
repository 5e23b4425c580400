/**
 * How cells, texts and pictures become float32 numbers.
 *
 * <p>A <b>scaling</b> is learnt from named rows and gives a {@code ColumnTransform}; <b>text features</b> turn n texts into
 * [n, d]; <b>picture features</b> turn one picture into d numbers in [0, 1]. All of them are parts, so a file can name
 * them and another jar can add one.
 */
@NullMarked
package dev.quarry.dataset.feature;

import org.jspecify.annotations.NullMarked;
