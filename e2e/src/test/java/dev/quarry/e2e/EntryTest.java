package dev.quarry.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EntryTest {

    @ParameterizedTest
    @EnumSource(names = {"LIGHT", "DARK"})
    void the_address_that_is_printed_logs_in_once(ColorScheme scheme, @TempDir Path data) {
        try (Installation app = Installation.start(data);
                Chrome chrome = Chrome.open();
                Chrome.Window first = chrome.window(scheme);
                Chrome.Window second = chrome.window(scheme)) {
            Page page = first.page();
            page.navigate(app.ownersAddress());
            assertThat(heading(page, "Projects")).isVisible();
            assertThat(page.url()).doesNotContain("enter");
            first.inspect("the list of projects");
            second.page().navigate(app.ownersAddress());
            assertThat(heading(second.page(), "Log in")).isVisible();
            second.inspect("the entry");
            assertThat(first.complaints()).isEmpty();
            assertThat(first.violations()).isEmpty();
            assertThat(second.violations()).isEmpty();
        }
    }

    private static Locator heading(Page page, String name) {
        return page.getByRole(AriaRole.HEADING, new GetByRoleOptions().setName(name));
    }
}
