package dev.quarry.acquire;

import dev.quarry.evidence.Evidence;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;

/** Reads the E of {@code implements Acquisition<E>} from a class. */
final class DeclaredEvidence {

    private DeclaredEvidence() {}

    static Class<?> of(Class<?> acquisition) {
        for (Class<?> type = acquisition; type != null; type = type.getSuperclass()) {
            for (Type implemented : type.getGenericInterfaces()) {
                if (implemented instanceof ParameterizedType p
                        && p.getRawType() instanceof Class<?> raw
                        && Acquisition.class.isAssignableFrom(raw)
                        && p.getActualTypeArguments()[0] instanceof Class<?> evidence) {
                    return evidence;
                }
            }
        }
        if (acquisition.isSynthetic() || acquisition.isHidden()) {
            return Evidence.class; // a lambda has lost its type argument; the compiler has checked it already
        }
        throw new IllegalStateException(
                "The acquisition (%s) does not say which evidence it needs. Maybe override needs()."
                        .formatted(acquisition.getName()));
    }
}
