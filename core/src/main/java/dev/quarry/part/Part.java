package dev.quarry.part;

/**
 * Anything that a file or a command line can name: an acquisition, a strategy, a learner, a generator …
 *
 * <p>A part is a record. Its components are its hyper-parameters, its compact constructor states their rules, its
 * no-argument constructor gives the defaults of the paper. It carries {@link Named} and is registered with
 * {@code @AutoService(Part.class)}; nothing lists it by hand. {@link Parts} finds it, and documentation tables, the
 * command line's help and file schemas are generated from it.
 */
public interface Part {}
