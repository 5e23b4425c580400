package dev.quarry.lab;

import dev.quarry.lab.result.Configuration;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;

/** Whether a run may go on: only with the very configuration that it began with. */
final class ConfigurationCheck {

    private ConfigurationCheck() {}

    /**
     * Asserts that two configurations are equal.
     *
     * @throws IOException if they are not, naming the first key that differs and both its values
     */
    static void same(Path folder, Configuration there, Configuration here) throws IOException {
        for (RecordComponent key : Configuration.class.getRecordComponents()) {
            Object before = value(key, there);
            Object now = value(key, here);
            if (!before.equals(now)) {
                throw new IOException(
                        "The run in (%s) cannot be resumed: its (%s) is (%s), here it is (%s). Maybe choose another folder."
                                .formatted(folder, key.getName(), before, now));
            }
        }
    }

    private static Object value(RecordComponent key, Configuration configuration) {
        try {
            return key.getAccessor().invoke(configuration);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("The key (%s) cannot be read.".formatted(key.getName()), e);
        }
    }
}
