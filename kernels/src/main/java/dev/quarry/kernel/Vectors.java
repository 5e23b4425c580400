package dev.quarry.kernel;

/** Whether the vector module is there. It must be asked for ({@code --add-modules jdk.incubator.vector}). */
final class Vectors {

    /** {@link Simd} may be touched only if this is true; {@link Plain} gives the same bits, more slowly. */
    static final boolean PRESENT =
            ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();

    private Vectors() {}
}
