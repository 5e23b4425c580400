@NullMarked
package dev.quarry.server.account;

import org.jspecify.annotations.NullMarked;
