@NullMarked
package dev.quarry.server.web;

import org.jspecify.annotations.NullMarked;
