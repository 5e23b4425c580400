/**
 * Who may do what: accounts, roles, sessions, invitations, tokens of programs.
 */
@NullMarked
package dev.quarry.server.account;

import org.jspecify.annotations.NullMarked;
