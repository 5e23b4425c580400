package dev.quarry.torch;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.util.Optional;

/**
 * The environment of this process as native libraries see it. OpenMP reads its settings there once, when it is loaded, and
 * Java has no call that writes it.
 */
final class Environment {

    private Environment() {}

    /** Sets a variable unless somebody has; does nothing where the system's C library offers no way. */
    static void setUnlessSet(String name, String value) {
        if (System.getenv(name) == null) {
            set(name, value);
        }
    }

    /** Sets a variable, whatever it is; does nothing where the system's C library offers no way. */
    @SuppressWarnings("restricted") // the native library that needs the setting asks for the same permission
    static void set(String name, String value) {
        Linker linker = Linker.nativeLinker();
        SymbolLookup library = linker.defaultLookup();
        Optional<MemorySegment> setenv = library.find("setenv");
        Optional<MemorySegment> putenv = library.find("_putenv_s"); // Windows
        FunctionDescriptor two = FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment key = arena.allocateFrom(name);
            MemorySegment text = arena.allocateFrom(value);
            if (setenv.isPresent()) {
                Object ignored = linker.downcallHandle(setenv.get(), two.appendArgumentLayouts(ValueLayout.JAVA_INT))
                        .invoke(key, text, 1);
            } else if (putenv.isPresent()) {
                Object ignored = linker.downcallHandle(putenv.get(), two).invoke(key, text);
            }
        } catch (Throwable e) {
            throw new IllegalStateException("The environment variable (%s) cannot be set.".formatted(name), e);
        }
    }
}
