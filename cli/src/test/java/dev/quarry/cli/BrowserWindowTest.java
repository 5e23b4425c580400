package dev.quarry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class BrowserWindowTest {

    private static final String ADDRESS = "http://127.0.0.1:7777/#enter=x";

    @Test
    void each_system_has_its_own_way_to_open_an_address() {
        assertThat(BrowserWindow.command("Mac OS X", Map.of(), ADDRESS)).containsExactly("open", ADDRESS);
        assertThat(BrowserWindow.command("Windows 11", Map.of(), ADDRESS)).endsWith(ADDRESS);
        assertThat(BrowserWindow.command("Linux", Map.of("WAYLAND_DISPLAY", "wayland-0"), ADDRESS))
                .containsExactly("xdg-open", ADDRESS);
    }

    @Test
    void where_there_is_no_screen_nothing_is_opened() {
        assertThat(BrowserWindow.command("Linux", Map.of(), ADDRESS)).isEmpty();
    }

    @Test
    void a_test_opens_no_window() {
        assertThat(BrowserWindow.open(ADDRESS)).isFalse();
    }
}
