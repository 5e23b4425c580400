package dev.quarry.cli;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The browser of whoever sits at this machine. */
final class BrowserWindow {

    private BrowserWindow() {}

    /** Opens an address, where somebody sits at a terminal of a machine with a screen; otherwise they open it themselves. */
    static boolean open(String address) {
        if (!Terminal.isThere()) {
            return false;
        }
        List<String> command = command(System.getProperty("os.name"), System.getenv(), address);
        try {
            if (!command.isEmpty()) {
                new ProcessBuilder(command)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
            }
            return !command.isEmpty();
        } catch (IOException e) {
            return false; // no such program; the address stands on the terminal
        }
    }

    /** What opens an address on a system; nothing where there is no screen. */
    static List<String> command(String system, Map<String, String> environment, String address) {
        String name = system.toLowerCase(Locale.ROOT);
        if (name.startsWith("mac")) {
            return List.of("open", address);
        } else if (name.startsWith("windows")) {
            return List.of("rundll32", "url.dll,FileProtocolHandler", address);
        }
        boolean screen = environment.containsKey("DISPLAY") || environment.containsKey("WAYLAND_DISPLAY");
        return screen ? List.of("xdg-open", address) : List.of();
    }
}
