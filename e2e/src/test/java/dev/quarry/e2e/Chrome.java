package dev.quarry.e2e;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Cookie;
import dev.quarry.cli.bench.Visitor;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** The browser of this machine. Where there is none, the test is skipped and says so. */
final class Chrome implements AutoCloseable {

    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome", "chrome");
    private static final Path AXE =
            Path.of(System.getProperty("quarry.home"), "ui/web/node_modules/axe-core/axe.min.js");

    private final Playwright playwright;
    private final Browser browser;

    private Chrome(Playwright playwright, Browser browser) {
        this.playwright = playwright;
        this.browser = browser;
    }

    static Chrome open() {
        Path program = program().orElse(null);
        Assumptions.assumeTrue(
                program != null, "No Chromium was found on the path, so nothing is tested in a browser.");
        PlaywrightAssertions.setDefaultAssertionTimeout(Window.PATIENCE);
        Playwright playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        Browser browser = playwright
                .chromium()
                .launch(new LaunchOptions().setExecutablePath(program).setArgs(List.of("--no-sandbox")));
        return new Chrome(playwright, browser);
    }

    private static Optional<Path> program() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** A window of 1280 points at twice the size of everything, as somebody with weak eyes has it. */
    Window enlarged() {
        return new Window(browser.newContext(
                new Browser.NewContextOptions().setViewportSize(640, 400).setDeviceScaleFactor(2)));
    }

    /** A person of their own: a window that shares nothing with others. */
    Window window() {
        return window(ColorScheme.LIGHT);
    }

    Window window(ColorScheme scheme) {
        BrowserContext context = browser.newContext(
                new Browser.NewContextOptions().setViewportSize(1400, 900).setColorScheme(scheme));
        return new Window(context);
    }

    @Override
    public void close() {
        playwright.close();
    }

    /** A window with one page, which notes everything that the page complained about. */
    static final class Window implements AutoCloseable {

        /** How long a state is waited for, in milliseconds: many tests at once slow each other down. */
        static final int PATIENCE = 60_000;

        private final BrowserContext context;
        private final Page page;
        private final List<String> complaints = new ArrayList<>();
        private final List<String> violations = new ArrayList<>();

        Window(BrowserContext context) {
            this.context = context;
            this.page = context.newPage();
            page.setDefaultTimeout(PATIENCE);
            page.onPageError(complaints::add);
            page.onConsoleMessage(message -> {
                if (message.type().equals("error")) {
                    complaints.add(message.text());
                }
            });
        }

        Page page() {
            return page;
        }

        BrowserContext context() {
            return context;
        }

        /** Comes in with the session of somebody who is logged in already, since a link works once. */
        void enter(Installation app, Visitor visitor) {
            String[] cookie = visitor.cookie().split("=", 2);
            context.addCookies(List.of(new Cookie(cookie[0], cookie[1]).setUrl(app.address())));
        }

        /** What the page complained about: scripts that failed, what the security policy refused, requests that failed. */
        List<String> complaints() {
            return complaints;
        }

        /** Notes where the page as it is now does not meet WCAG 2.2 AA, as far as a program can tell. */
        void inspect(String what) {
            try {
                page.evaluate(Files.readString(AXE));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            Object found = page.evaluate("""
                    async () => {
                      const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
                      const result = await axe.run(document, { runOnly: { type: "tag", values: tags } });
                      return result.violations.flatMap((one) =>
                        one.nodes.map((node) => `${one.id}: ${node.target} (${one.help}) ${node.failureSummary}`));
                    }
                    """);
            ((List<?>) found).forEach(one -> violations.add("%s: %s".formatted(what, one)));
        }

        /** What axe found so far. */
        List<String> violations() {
            return violations;
        }

        /** Keeps a picture of a page where {@code -Dquarry.screenshots=DIR} asks for them. */
        static void keep(Page page, String name) {
            String folder = System.getProperty("quarry.screenshots", "");
            if (!folder.isEmpty()) {
                page.screenshot(new Page.ScreenshotOptions().setPath(Path.of(folder, name + ".png")));
            }
        }

        @Override
        public void close() {
            keep(page, "last-%08x".formatted(System.identityHashCode(this)));
            context.close();
        }
    }
}
