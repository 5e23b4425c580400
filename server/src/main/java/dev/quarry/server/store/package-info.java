/**
 * The database: SQLite in the data folder, or PostgreSQL for a team. The same statements run on both.
 */
@NullMarked
package dev.quarry.server.store;

import org.jspecify.annotations.NullMarked;
