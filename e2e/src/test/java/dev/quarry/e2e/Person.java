package dev.quarry.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.KeyboardModifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Somebody in front of a page, who knows what every item is and finds things by what they are called. What was said is
 * noted by the names of the items.
 */
final class Person {

    private static final Pattern ANYTHING = Pattern.compile(".+");

    private final Page page;
    private final List<String> classes;
    private final UnaryOperator<String> truth;
    private final Map<String, String> said = new HashMap<>();
    private final Set<String> shown = new HashSet<>();
    private int checks;

    /**
     * Somebody in front of a page.
     *
     * @param classes the classes, in the order of their keys
     * @param truth the class of an item, by what is seen of it: the name of a picture, the words of a text
     */
    Person(Page page, List<String> classes, UnaryOperator<String> truth) {
        this.page = page;
        this.classes = classes;
        this.truth = truth;
    }

    /** The class of each item that was labelled, by name. */
    Map<String, String> said() {
        return said;
    }

    /** The names of all items that were open. */
    Set<String> shown() {
        return shown;
    }

    /** How many of them were random checks, whose prediction is kept back. */
    int checks() {
        return checks;
    }

    Locator button(String name) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
    }

    Locator button(Pattern name) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
    }

    Locator heading(String name) {
        return page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(name));
    }

    /** One of a few that stand side by side. */
    void choose(String group, String option) {
        page.getByRole(AriaRole.GROUP, new Page.GetByRoleOptions().setName(group))
                .getByText(option, new Locator.GetByTextOptions().setExact(true))
                .click();
    }

    /** Another page of the project. */
    void tab(String name) {
        page.getByRole(AriaRole.NAVIGATION)
                .getByRole(
                        AriaRole.LINK,
                        new Locator.GetByRoleOptions().setName(name).setExact(true))
                .click();
    }

    private Locator region(String name) {
        return page.getByRole(
                AriaRole.REGION, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private Locator name() {
        return region("Item").locator(".item-bar .name");
    }

    /** Waits until an item is open and its content is there, and says its name. */
    String open() {
        assertThat(region("Item").locator(".stage img, .stage .reading, .stage table"))
                .isVisible();
        assertThat(name()).hasText(ANYTHING);
        String open = name().innerText();
        shown.add(open);
        return open;
    }

    private String content() {
        Locator words = region("Item").locator(".reading");
        return words.count() > 0 ? words.innerText() : name().innerText();
    }

    /** Says what the open item is: by Enter where the model is right, by the key of the class otherwise. */
    String label() {
        String open = open();
        String what = truth.apply(content());
        Locator question = region("What is it?");
        boolean check = question.getByText("Random check").count() > 0;
        Locator accept = question.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Accept " + what));
        if (!check && accept.count() > 0) {
            page.keyboard().press("Enter");
        } else {
            page.keyboard().press(key(what));
        }
        checks += check ? 1 : 0;
        said.put(open, what);
        gone(open);
        return open;
    }

    /** Passes over the open item. */
    String skip() {
        String open = open();
        page.keyboard().press("s");
        gone(open);
        return open;
    }

    /** Takes back what was said last, which is open again then. */
    void undo(String expected) {
        page.keyboard().press("Control+z");
        assertThat(name()).hasText(expected);
        said.remove(expected);
    }

    /** Says again what was taken back. */
    void redo(String name, String label) {
        page.keyboard().press("Control+Shift+z");
        gone(name);
        said.put(name, label);
    }

    /** Waits until another item is open. */
    private void gone(String before) {
        assertThat(name().filter(new Locator.FilterOptions().setHasText(exactly(before))))
                .hasCount(0);
    }

    private static Pattern exactly(String text) {
        return Pattern.compile("^\\s*" + Pattern.quote(text) + "\\s*$");
    }

    /** Waits until everything that was said is on the server. */
    void saved() {
        assertThat(page.getByText("saved ✓")).isVisible();
    }

    /** Labels a whole grid: selects by the mouse what is wrong, class by class, and gives it its class by key. */
    void grid() {
        choose("How to label", "Grid");
        page.getByLabel("Size", new Page.GetByLabelOptions().setExact(true)).press("Home");
        assertThat(page.locator(".tile").first()).isVisible();
        List<Locator> tiles = page.locator(".tile").all().stream()
                .map(tile -> tile.getAttribute("data-row"))
                .map("[data-row='%s']"::formatted)
                .map(page::locator)
                .toList();
        for (Locator tile : tiles) {
            tile.scrollIntoViewIfNeeded();
            assertThat(tile).not().hasClass(Pattern.compile("\\bunseen\\b"));
        }
        Map<String, List<Locator>> wrong = new HashMap<>();
        for (Locator tile : tiles) {
            String words = words(tile);
            int end = words.lastIndexOf(": ");
            String name = end < 0 ? words : words.substring(0, end);
            String right = truth.apply(
                    tile.locator("p").count() > 0 ? tile.locator("p").innerText() : name);
            shown.add(name);
            said.put(name, right);
            checks += words.endsWith(": random check") ? 1 : 0;
            if (!words.endsWith(": predicted " + right)) {
                wrong.computeIfAbsent(right, key -> new ArrayList<>()).add(tile);
            }
        }
        wrong.forEach((right, all) -> {
            all.forEach(tile -> tile.click(new Locator.ClickOptions().setModifiers(List.of(KeyboardModifier.CONTROL))));
            page.keyboard().press(key(right));
            all.forEach(tile -> assertThat(tile.locator(".mark")).containsText(right));
        });
        page.keyboard().press("Control+Enter");
        assertThat(page.getByText(Pattern.compile("confirmed")).first()).isAttached();
        saved();
    }

    private static String words(Locator tile) {
        String words = tile.getAttribute("aria-label");
        return words != null ? words : tile.locator(".hidden").first().textContent();
    }

    private String key(String label) {
        int at = classes.indexOf(label);
        if (at < 0) {
            throw new IllegalStateException("There is no class (%s) among %s.".formatted(label, classes));
        }
        return Integer.toString(at + 1);
    }
}
