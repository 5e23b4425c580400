/** Tests of features from models; they write the models themselves. */
@NullMarked
package dev.quarry.dataset.embed;

import org.jspecify.annotations.NullMarked;
