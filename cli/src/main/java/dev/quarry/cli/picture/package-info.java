/** What a strategy picks on one small plane, drawn as SVG for its page. */
@NullMarked
package dev.quarry.cli.picture;

import org.jspecify.annotations.NullMarked;
