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
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Opens every screen and every window over a screen, on a project under way, in light, in dark and enlarged: none complains,
 * none has what a program can tell is hard to use. With {@code -Dquarry.screenshots=DIR} each is kept as a picture.
 */
class AccessTest {

    private static final List<String> SHAPES = List.of("circle", "cross", "heart", "square", "star");
    private static final int KEYS = 20;

    /** The key that opens the list of classes. */
    private static final String FIND = "/";

    @TempDir
    Path data;

    /** A screen, and what is pressed there to open a window over it; empty for the screen itself. */
    private record Screen(String address, String window) {

        Screen(String address) {
            this(address, "");
        }

        String name() {
            String place = address.equals("/")
                    ? "projects"
                    : address.replaceFirst("^/(p/[^/]+/)?", "").replace('/', '-');
            return window.isEmpty() || window.equals(FIND)
                    ? place + window.replace(FIND, "-find")
                    : place + "-" + window.toLowerCase(Locale.ROOT).replaceAll("[^a-z]+", "-");
        }
    }

    private static List<Screen> screens(String id) {
        String project = "/p/" + id;
        return List.of(
                new Screen("/"),
                new Screen("/", "New project"),
                new Screen("/", "Rename"),
                new Screen(project + "/setup"),
                new Screen(project + "/setup/classes"),
                new Screen(project + "/setup/classes", "Paste a list"),
                new Screen(project + "/setup/classes", "Retire"),
                new Screen(project + "/setup/features"),
                new Screen(project + "/setup/start"),
                new Screen(project + "/setup/learner"),
                new Screen(project + "/label"),
                new Screen(project + "/label", "Keys"),
                new Screen(project + "/label", FIND),
                new Screen(project + "/status"),
                new Screen(project + "/status", "Goal"),
                new Screen(project + "/items"),
                new Screen(project + "/map"),
                new Screen(project + "/review"),
                new Screen(project + "/exchange"),
                new Screen(project + "/team"),
                new Screen(project + "/team", "Invite"),
                new Screen(project + "/settings"),
                new Screen("/x"),
                new Screen("/settings"),
                new Screen("/nowhere"));
    }

    @Test
    void every_screen_is_in_order() {
        try (Installation app = Installation.start(data);
                Chrome chrome = Chrome.open()) {
            Visitor owner = app.owner();
            List<Screen> screens = screens(underWay(owner));
            for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
                try (Chrome.Window window = chrome.window(scheme)) {
                    window.enter(app, owner);
                    for (Screen screen : screens) {
                        show(window.page(), app, screen);
                        keep(window.page(), screen, scheme);
                        window.inspect("%s in %s".formatted(screen.name(), scheme));
                    }
                    assertThat(window.complaints())
                            .as("what the pages complained about")
                            .isEmpty();
                    assertThat(window.violations()).as("what axe found").isEmpty();
                }
            }
            try (Chrome.Window window = chrome.enlarged()) {
                window.enter(app, owner);
                for (Screen screen : screens) {
                    assertThat(tooWide(window.page(), app, screen))
                            .as("what must be moved sideways to be read at 200 %% on %s", screen.name())
                            .isEmpty();
                }
            }
        }
    }

    @Test
    void the_keyboard_alone_suffices_and_is_always_seen() {
        try (Installation app = Installation.start(data);
                Chrome chrome = Chrome.open();
                Chrome.Window window = chrome.window()) {
            Page page = window.page();
            Person person = new Person(page, SHAPES, name -> SHAPES.get(Math.floorMod(name.hashCode(), SHAPES.size())));
            page.navigate(app.ownersAddress());
            assertThat(person.heading("Projects")).isVisible();
            reach(page, person.button("Shapes"));
            page.keyboard().press("Enter");
            for (int i = 0; i < KEYS; i++) {
                person.label();
            }
            person.saved();
            page.keyboard().press("?");
            assertThat(person.heading("All keys")).isVisible();
            page.keyboard().press("Escape");
            assertThat(person.heading("All keys")).hasCount(0);
            page.keyboard().press("/");
            Locator typing = page.getByLabel("Which class?").getByRole(AriaRole.COMBOBOX);
            assertThat(typing).isFocused();
            String open = person.open();
            page.keyboard().type("hea");
            page.keyboard().press("Enter");
            assertThat(page.getByTitle(open)).hasCount(0);
            page.keyboard().press("g");
            Locator focused = page.locator(".tile:focus");
            assertThat(focused).hasCount(1);
            String row = focused.getAttribute("data-row");
            boolean last = row.equals(page.locator(".tile").last().getAttribute("data-row"));
            page.keyboard().press(last ? "ArrowLeft" : "ArrowRight");
            assertThat(focused).not().hasAttribute("data-row", row);
            assertThat(seen(page)).as("whether the focus is seen on a tile").isTrue();
            page.keyboard().press("1");
            assertThat(page.getByText(Pattern.compile("Marked wrong 1 "))).isVisible();
            page.keyboard().press("g");
            reach(
                    page,
                    page.getByRole(
                            AriaRole.LINK,
                            new Page.GetByRoleOptions().setName("Status").setExact(true)));
            page.keyboard().press("Enter");
            assertThat(person.heading("Status")).isVisible();
            assertThat(window.complaints()).isEmpty();
            tell(page);
        }
    }

    /** A project with labels, a model and what it says. */
    private static String underWay(Visitor owner) {
        JsonNode sample =
                owner.post("/api/v1/samples", Map.of("name", "shapes")).good();
        String id = sample.path("id").asString();
        String project = "/api/v1/projects/" + id;
        CarefulPerson person = new CarefulPerson(
                owner, project, item -> item.path("answers").path("shape").asString());
        owner.put(project + "/features", Map.of("blocks", List.of(Map.of("key", "gradients", "scaled", true))))
                .good();
        person.quiet();
        for (int round = 0; round < 6; round++) {
            person.label(15);
            person.settled();
        }
        owner.post(project + "/teach", Map.of());
        person.settled();
        return id;
    }

    private static void show(Page page, Installation app, Screen screen) {
        page.navigate(app.address() + screen.address());
        page.waitForSelector("main");
        page.waitForFunction("() => !document.querySelector('.busy, .spinner, .explore > .reading')");
        assertThat(page.getByLabel("Loading", new Page.GetByLabelOptions().setExact(true)))
                .hasCount(0);
        if (screen.window().equals(FIND)) {
            assertThat(page.locator(".tile").first()).isVisible();
            page.keyboard().press(FIND);
            assertThat(page.getByRole(AriaRole.DIALOG)).isVisible();
        } else if (!screen.window().isEmpty()) {
            page.getByRole(
                            AriaRole.BUTTON,
                            new Page.GetByRoleOptions().setName(Pattern.compile("^" + screen.window() + "\\b")))
                    .first()
                    .click();
            assertThat(page.getByRole(AriaRole.DIALOG)).isVisible();
        }
        page.waitForFunction("""
                () => [...document.querySelectorAll(".tile")].slice(0, 8).every((tile) => {
                  const picture = tile.querySelector("img");
                  return picture && picture.complete && picture.naturalWidth > 0;
                })
                """);
        page.waitForFunction("() => document.getAnimations().every((one) => one.playState !== 'running'"
                + " || one.effect?.getTiming().iterations === Infinity)");
    }

    private static void keep(Page page, Screen screen, ColorScheme scheme) {
        Chrome.Window.keep(page, "%s-%s".formatted(screen.name(), scheme.name().toLowerCase(Locale.ROOT)));
    }

    /** What reaches beyond the right edge although nothing around it scrolls; nothing where the screen fits. */
    private static List<?> tooWide(Page page, Installation app, Screen screen) {
        show(page, app, screen);
        return (List<?>) page.evaluate("""
                () => {
                  const edge = document.documentElement.clientWidth;
                  if (document.documentElement.scrollWidth <= edge + 1) {
                    return [];
                  }
                  return [...document.querySelectorAll("main *")]
                    .filter((one) => one.getBoundingClientRect().right > edge + 1)
                    .filter((one) => !one.closest(".scroll, [style*=overflow]"))
                    .map((one) => one.tagName + "." + one.className)
                    .slice(0, 8)
                    .concat("the page");
                }
                """);
    }

    /** Goes to something with the Tab key; the focus must be seen wherever it is on the way. */
    private static void reach(Page page, Locator wanted) {
        assertThat(wanted).isVisible();
        for (int press = 0; press < 100; press++) {
            page.keyboard().press("Tab");
            if (!page.evaluate("() => document.activeElement === document.body").equals(true)) {
                assertThat(seen(page))
                        .as("whether the focus is seen on %s", page.evaluate("() => document.activeElement.outerHTML"))
                        .isTrue();
            }
            if ((boolean) wanted.evaluate("(one) => one === document.activeElement")) {
                return;
            }
        }
        throw new IllegalStateException("The Tab key never gets to %s.".formatted(wanted));
    }

    /** Whether the focus has a frame, on what has it or on what stands for it. */
    private static boolean seen(Page page) {
        return (boolean) page.evaluate("""
                () => {
                  const focused = document.activeElement;
                  return [focused, focused.nextElementSibling, focused.parentElement].some((one) => {
                    if (!one) {
                      return false;
                    }
                    const style = getComputedStyle(one);
                    return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1;
                  });
                }
                """);
    }

    /** From a key to the next item painted, as the page itself measures it. */
    private static void tell(Page page) {
        List<?> millis = (List<?>) page.evaluate("""
                () => performance.getEntriesByName("label-next").map((one) => one.duration).sort((a, b) => a - b)
                """);
        assertThat(millis).as("what the page measured").hasSizeGreaterThanOrEqualTo(KEYS);
        System.out.printf(
                Locale.ROOT,
                "key to next item painted: p50 %.0f ms, p95 %.0f ms of %d%n",
                ((Number) millis.get(millis.size() / 2)).doubleValue(),
                ((Number) millis.get((int) Math.ceil(.95 * millis.size()) - 1)).doubleValue(),
                millis.size());
    }
}
