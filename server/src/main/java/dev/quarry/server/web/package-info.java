/**
 * The HTTP interface: who may come in, what is asked and answered. It holds no state of its own.
 */
@NullMarked
package dev.quarry.server.web;

import org.jspecify.annotations.NullMarked;
