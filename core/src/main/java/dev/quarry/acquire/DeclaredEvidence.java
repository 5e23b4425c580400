package dev.quarry.acquire;

import dev.quarry.evidence.Evidence;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/** Reads the E of {@code implements Acquisition<E>} from a class. */
final class DeclaredEvidence {

    private DeclaredEvidence() {}

    static Class<?> of(Class<?> acquisition) {
        Class<?> declared = declared(acquisition);
        if (declared != null) {
            return declared;
        }
        if (acquisition.isSynthetic() || acquisition.isHidden()) {
            return Evidence.class; // a lambda has lost its type argument; the compiler has checked it already
        }
        throw new IllegalStateException(
                "The acquisition (%s) does not say which evidence it needs. Maybe override needs()."
                        .formatted(acquisition.getName()));
    }

    private static @Nullable Class<?> declared(@Nullable Class<?> type) {
        if (type == null) {
            return null;
        }
        for (Type implemented : type.getGenericInterfaces()) {
            if (implemented instanceof ParameterizedType p
                    && p.getRawType() instanceof Class<?> raw
                    && Acquisition.class.isAssignableFrom(raw)
                    && p.getActualTypeArguments()[0] instanceof Class<?> evidence) {
                return evidence;
            }
        }
        for (Class<?> implemented : type.getInterfaces()) {
            Class<?> found = declared(implemented);
            if (found != null) {
                return found;
            }
        }
        return declared(type.getSuperclass());
    }
}
