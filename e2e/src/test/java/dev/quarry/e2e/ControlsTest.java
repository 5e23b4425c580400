package dev.quarry.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Mouse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.KeyboardModifier;
import dev.quarry.cli.bench.CarefulPerson;
import dev.quarry.cli.bench.Visitor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can be pressed beside labelling itself: it does what it says, says what it did, and can be taken back. */
class ControlsTest {

    private static final List<String> SHAPES = List.of("circle", "cross", "heart", "square", "star");

    @TempDir
    Path data;

    private Installation app;
    private Chrome chrome;
    private Chrome.Window window;
    private Visitor owner;
    private Page page;
    private Person person;
    private String project;

    @BeforeEach
    void start() {
        app = Installation.start(data);
        chrome = Chrome.open();
        window = chrome.window();
        owner = app.owner();
        page = window.page();
        person = new Person(page, SHAPES, name -> SHAPES.getFirst());
        window.enter(app, owner);
        project = owner.post("/api/v1/samples", Map.of("name", "shapes"))
                .good()
                .path("id")
                .asString();
    }

    @AfterEach
    void stop() {
        window.close();
        chrome.close();
        app.close();
    }

    /** Labels, and a model that knows them. */
    private void taught(int rounds) {
        CarefulPerson careful = new CarefulPerson(
                owner,
                "/api/v1/projects/" + project,
                item -> item.path("answers").path("shape").asString());
        owner.put(
                        "/api/v1/projects/" + project + "/features",
                        Map.of("blocks", List.of(Map.of("key", "gradients", "scaled", true))))
                .good();
        careful.quiet();
        for (int round = 0; round < rounds; round++) {
            careful.label(15);
            careful.settled();
        }
        owner.post("/api/v1/projects/" + project + "/teach", Map.of());
        careful.settled();
    }

    private void open(String place) {
        page.navigate("%s/p/%s/%s".formatted(app.address(), project, place));
    }

    private Locator dialog() {
        return page.getByRole(AriaRole.DIALOG);
    }

    private Locator inDialog(String button) {
        return dialog().getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName(button).setExact(true));
    }

    private Locator said(String text) {
        return page.locator(".toast").filter(new Locator.FilterOptions().setHasText(text));
    }

    private void takenBack(String text) {
        said(text)
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Undo"))
                .click();
        assertThat(said("Taken back.").first()).isVisible();
    }

    /** How many items a filter finds. */
    private int count(String query) {
        return owner.get("/api/v1/projects/%s/items/search?limit=1&query=%s".formatted(project, query))
                .good()
                .path("total")
                .asInt();
    }

    @Test
    void the_setup_says_what_it_does_and_takes_it_back() {
        open("setup/classes");
        person.button("Paste a list").click();
        assertThat(inDialog("Add 0 classes")).isDisabled();
        dialog().getByLabel("Names").fill("moon\n\n");
        inDialog("Add 1 class").click();
        Locator name = page.getByLabel("Name of the class moon");
        assertThat(name).isVisible();
        name.fill("star");
        name.press("Enter");
        assertThat(page.getByText("There is a class (star) already.")).isVisible();
        name.fill("moon");
        name.press("Enter");
        assertThat(page.getByText("There is a class (star) already.")).hasCount(0);
        page.getByRole(AriaRole.ROW)
                .filter(new Locator.FilterOptions().setHas(name))
                .getByText("Retire")
                .click();
        dialog().getByLabel("Its labels").selectOption("become star");
        inDialog("Retire").click();
        assertThat(name).hasCount(0);
        said("moon is retired.").getByText("Undo").click();
        assertThat(name).isVisible();
        assertThat(page.getByLabel("Key of moon")).hasValue("6");

        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Features"))
                .click();
        Locator compute = person.button(Pattern.compile("^Comput(e|ing)$"));
        page.getByLabel(Pattern.compile("Colours")).first().click();
        compute.click();
        assertThat(page.getByText("all computed")).isVisible();

        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Start labels"))
                .click();
        page.getByText("Weak labels", new Page.GetByTextOptions().setExact(true))
                .click();
        assertThat(person.button("Continue without")).isVisible();
        person.button("Take 300 labels").click();
        assertThat(page.getByText("300 of 300 items have a label: 300 weak.")).isVisible();
        assertThat(person.button("Continue")).isVisible();
        said("300 labels are there.").getByText("Undo").click();
        assertThat(page.getByText("300 of 300 items have a label: 300 weak.")).hasCount(0);
        page.getByText("Compare with sentences").click();
        page.getByLabel("Network for pictures").fill("a.onnx");
        page.getByLabel("Network for texts").fill("b.onnx");
        page.getByLabel("Tokenizer", new Page.GetByLabelOptions().setExact(true))
                .fill("tokenizer.json");
        Locator compare = page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Compare").setExact(true));
        Locator sentence = page.getByLabel("Sentence", new Page.GetByLabelOptions().setExact(true));
        sentence.fill("a picture");
        assertThat(compare).isDisabled();
        sentence.fill("a picture of a {}");
        compare.click();
        assertThat(page.getByText("There is no file (a.onnx)")).isVisible();
        window.complaints().removeIf(one -> one.contains("400") || one.contains("409"));

        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Learner"))
                .click();
        person.button("Estimate the time").click();
        assertThat(page.getByText(Pattern.compile("^Trains in about .* s, chooses in about .* s\\.$")))
                .isVisible();
        assertThat(window.complaints()).isEmpty();
    }

    @Test
    void many_items_are_labelled_queued_excluded_and_kept_at_once() {
        taught(2);
        open("items");
        Locator entries = page.locator(".entry");
        choose(entries, 3);
        int before = count("label:star");
        int free = count("label:none");
        person.button("Label as…").click();
        assertThat(dialog()).isVisible();
        page.keyboard().press("5");
        assertThat(dialog()).hasCount(0);
        assertThat(said("3 items labelled star.")).isVisible();
        assertThat(count("label:star")).isBetween(before, before + 3);
        takenBack("3 items labelled star.");
        assertThat(count("label:star")).isEqualTo(before);
        assertThat(count("label:none")).isEqualTo(free);

        choose(entries, 2);
        person.button("Exclude").click();
        assertThat(said("2 items excluded.")).isVisible();
        assertThat(count("verdict:excluded")).isEqualTo(2);
        choose(entries, 2);
        person.button("Take back in").click();
        assertThat(said("2 items taken back in.")).isVisible();
        assertThat(count("verdict:excluded")).isZero();

        choose(entries, 2);
        person.button("Save as slice").click();
        dialog().getByLabel("Name").fill("some");
        inDialog("Save").click();
        page.getByText("Slices (1)").click();
        person.button("Take the slice some away").click();
        inDialog("Take it away").click();
        assertThat(page.getByText("Slices (1)")).hasCount(0);

        open("label");
        assertThat(page.locator(".tile").first()).isVisible();
        person.choose("How to label", "Single");
        person.open();
        person.tab("Items");
        page.getByLabel("Filter").fill("is:open");
        page.getByLabel("Filter").press("Enter");
        assertThat(page.locator(".chip").filter(new Locator.FilterOptions().setHasText("is:open")))
                .isVisible();
        page.waitForResponse(
                answer -> answer.url().contains("sort=name"),
                () -> page.getByLabel("Sort by").selectOption("name"));
        assertThat(entries.nth(6).locator(".hidden")).hasCount(1);
        entries.nth(6).click(new Locator.ClickOptions().setModifiers(List.of(KeyboardModifier.CONTROL)));
        Locator chosen = page.locator(".entry.chosen");
        assertThat(chosen).hasCount(1);
        String name = chosen.locator(".hidden").first().textContent().replaceFirst(",.*", "");
        person.button("Queue these").click();
        assertThat(page.locator(".item-bar .name")).hasText(name);
        BoundingBox stage = page.locator(".stage").boundingBox();
        assertThat(stage.height)
                .as("how tall the item is shown after other pages were opened")
                .isGreaterThan(500);
        assertThat(window.complaints()).isEmpty();
    }

    private void choose(Locator entries, int some) {
        Locator chosen = page.getByText("%d chosen".formatted(some));
        if (chosen.count() == 0) {
            for (int i = 0; i < some; i++) {
                entries.nth(i).click(new Locator.ClickOptions().setModifiers(List.of(KeyboardModifier.CONTROL)));
            }
        }
        assertThat(chosen).isVisible();
    }

    @Test
    void the_map_chooses_by_lasso_and_is_drawn_in_both_ways() {
        taught(2);
        open("map");
        assertThat(person.button(Pattern.compile("^Group 1 "))).isVisible();
        page.getByText("Lasso", new Page.GetByTextOptions().setExact(true)).click();
        BoundingBox canvas = page.locator("canvas").boundingBox();
        double left = canvas.x + 8;
        double right = canvas.x + canvas.width - 8;
        double top = canvas.y + 8;
        double bottom = canvas.y + canvas.height - 8;
        page.mouse().move(left, bottom);
        page.mouse().down();
        for (double[] point : new double[][] {{left, top}, {right, top}, {right, bottom}, {left, bottom}}) {
            page.mouse().move(point[0], point[1], new Mouse.MoveOptions().setSteps(4));
        }
        page.mouse().up();
        assertThat(person.heading("300 chosen")).isVisible();
        person.button("Label as…").click();
        inDialog("What the model says of each").click();
        takenBack("300 items labelled as the model says.");
        page.getByText("UMAP", new Page.GetByTextOptions().setExact(true)).click();
        assertThat(page.getByText("UMAP is not drawn yet")).isVisible();
        person.button("Draw UMAP").click();
        assertThat(person.button("Draw anew")).isVisible();
        person.button(Pattern.compile("^Group 1 ")).click();
        assertThat(person.heading(" chosen")).isVisible();
        assertThat(window.complaints()).isEmpty();
    }

    @Test
    void a_model_is_restored_and_every_export_is_made() throws IOException {
        taught(4);
        open("status");
        Locator restore = person.button("Restore").first();
        restore.click();
        Locator done = page.locator(".toast").filter(new Locator.FilterOptions().setHasText("is in charge."));
        assertThat(done.first()).isVisible();
        done.first().getByText("Undo").click();
        assertThat(page.getByRole(AriaRole.ROW)
                        .filter(new Locator.FilterOptions().setHasText("in charge"))
                        .first()
                        .getByText("Restore"))
                .hasCount(0);
        person.button("Find more").first().click();
        assertThat(page).hasURL(Pattern.compile("/label$"));

        open("exchange");
        List<String> files = new ArrayList<>();
        Locator formats = page.locator(".format input");
        assertThat(formats).hasCount(7);
        for (Locator format : formats.all()) {
            format.check();
            Locator ready = page.getByText("Ready:").getByRole(AriaRole.LINK);
            String before = ready.count() == 0 ? "none" : ready.getAttribute("href");
            person.button("Make the file").click();
            assertThat(ready).isVisible();
            assertThat(ready).not().hasAttribute("href", before);
            Download download = page.waitForDownload(ready::click);
            try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(download.path()))) {
                for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                    files.add(entry.getName());
                }
            }
        }
        assertThat(files)
                .contains("labels.csv", "labels.jsonl", "predictions.csv", "model/classes.json", "items.jsonl")
                .filteredOn("manifest.json"::equals)
                .hasSize(7);
        assertThat(window.complaints()).isEmpty();
    }

    @Test
    void who_has_an_account_joins_by_a_link_and_is_brought_back() {
        try (Chrome.Window second = chrome.window()) {
            Page anas = second.page();
            anas.navigate(invite("reviewer"));
            anas.getByLabel("Name").fill("ana");
            anas.getByLabel("Password").fill("seven green bottles");
            anas.getByText("Join", new Page.GetByTextOptions().setExact(true)).click();
            assertThat(anas).hasURL(Pattern.compile("/label$"));
            String first = project;
            project = owner.post("/api/v1/samples", Map.of("name", "texts"))
                    .good()
                    .path("id")
                    .asString();
            String link = invite("labeller");
            anas.navigate("about:blank");
            anas.navigate(link);
            anas.getByText("Join as ana").click();
            assertThat(anas).hasURL(Pattern.compile(project + "/label$"));
            anas.navigate("about:blank");
            anas.navigate(link);
            assertThat(anas.getByText("This link was used already")).isVisible();
            project = first;
        }
        open("team");
        person.button("Remove ana").click();
        said("ana is no member any more.").getByText("Undo").click();
        assertThat(said("ana is a reviewer again.")).isVisible();
        assertThat(page.getByLabel("Role of ana")).hasValue("reviewer");
        person.button("Remove owner").click();
        assertThat(page.locator(".toast.error")).isVisible();
        page.navigate(app.address() + "/settings");
        person.button("New token").click();
        dialog().getByLabel("Name").fill("nightly");
        inDialog("Make it").click();
        assertThat(page.getByText("Copy it now")).isVisible();
    }

    private String invite(String role) {
        open("team");
        person.button("Invite").click();
        dialog().getByLabel("Role").selectOption(role);
        inDialog("Make the link").click();
        return dialog().getByLabel("Link").inputValue();
    }
}
