package dev.quarry.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.quarry.cli.bench.CarefulPerson;
import dev.quarry.cli.bench.Visitor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Words that speak for the prediction are marked where somebody wants it, in light and dark. */
class WordsTest {

    @TempDir
    Path data;

    @Test
    void a_key_marks_the_words_that_speak_for_the_prediction() {
        try (Installation app = Installation.start(data);
                Chrome chrome = Chrome.open()) {
            Visitor owner = app.owner();
            String id = owner.post("/api/v1/samples", Map.of("name", "texts"))
                    .good()
                    .path("id")
                    .asString();
            CarefulPerson person = new CarefulPerson(
                    owner,
                    "/api/v1/projects/" + id,
                    item -> item.path("answers").path("topic").asString());
            for (int round = 0; round < 4; round++) {
                person.label(15);
                person.settled();
            }
            for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
                try (Chrome.Window window = chrome.window(scheme)) {
                    window.enter(app, owner);
                    Page page = window.page();
                    page.addInitScript("localStorage.setItem('quarry.label.mode', 'single')");
                    page.navigate("%s/p/%s/label".formatted(app.address(), id));
                    Locator words = page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Words"));
                    assertThat(words).isVisible();
                    for (int i = 0; i < 20 && words.isDisabled(); i++) { // a random check keeps the guess back
                        page.keyboard().press("s");
                        page.waitForTimeout(200);
                    }
                    Locator marked = page.locator("mark.speaks");
                    assertThat(marked).hasCount(0);
                    page.keyboard().press("Shift+W");
                    assertThat(marked.first()).isVisible();
                    assertThat(page.locator("mark.speaks.strong").first()).isVisible();
                    String text = page.locator(".reading").innerText();
                    assertThat(marked.allInnerTexts()).allMatch(text::contains);
                    Chrome.Window.keep(page, "words-" + scheme);
                    window.inspect("words in " + scheme);
                    page.keyboard().press("Shift+W");
                    assertThat(marked).hasCount(0);
                    assertThat(window.complaints()).isEmpty();
                    assertThat(window.violations()).as("what axe found").isEmpty();
                }
            }
        }
    }
}
