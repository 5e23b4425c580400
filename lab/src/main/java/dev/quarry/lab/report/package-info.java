/**
 * Reports: pure functions of results. The same results give the same bytes; there are no dates and no random ids in them.
 */
@NullMarked
package dev.quarry.lab.report;

import org.jspecify.annotations.NullMarked;
