package dev.quarry.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.RequestOptions;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An owner invites somebody by a link; they label at the same time. */
class TwoPeopleTest {

    private static final List<String> CLASSES = List.of("circle", "cross", "heart", "square", "star");
    private static final int EACH = 10;

    @TempDir
    Path data;

    @Test
    void two_people_label_at_once_and_never_the_same_unless_they_should() {
        try (Installation app = Installation.start(data);
                Chrome chrome = Chrome.open();
                Chrome.Window first = chrome.window();
                Chrome.Window second = chrome.window()) {
            Person owner = person(first);
            first.page().navigate(app.ownersAddress());
            owner.button("Shapes").click();
            owner.open();
            String project = first.page().url().replaceFirst("/label$", "");
            String link = invite(owner, first.page());
            Person labeller = person(second);
            join(labeller, second.page(), link);
            assertThat(second.complaints()).allMatch(one -> one.contains("401")); // before they were somebody
            second.complaints().clear();
            owner.tab("Label");
            for (int i = 0; i < EACH; i++) {
                owner.label();
                labeller.label();
            }
            owner.saved();
            labeller.saved();
            assertThat(owner.shown()).doesNotContainAnyElementsOf(labeller.shown());
            whatIsForOwners(labeller, second, project);
            assertThat(first.complaints()).isEmpty();
            assertThat(second.complaints()).isEmpty();
            secondOpinions(owner, labeller, first.page(), second.page());
        }
    }

    private static Person person(Chrome.Window window) {
        return new Person(window.page(), CLASSES, name -> CLASSES.get(Math.floorMod(name.hashCode(), CLASSES.size())));
    }

    private static String invite(Person owner, Page page) {
        owner.tab("Team");
        owner.button("Invite").click();
        owner.button("Make the link").click();
        String link = page.getByLabel("Link", new Page.GetByLabelOptions().setExact(true))
                .inputValue();
        owner.button("Close").click();
        assertThat(page.getByText("for a labeller")).isVisible();
        return link;
    }

    private static void join(Person labeller, Page page, String link) {
        page.navigate(link);
        page.getByLabel("Name").fill("ana");
        page.getByLabel("Password").fill("seven green bottles");
        labeller.button("Join").click();
        labeller.open();
    }

    /** What the labeller may not see says so, and the server refuses it as well. */
    private static void whatIsForOwners(Person labeller, Chrome.Window window, String project) {
        labeller.tab("Team");
        assertThat(window.page().getByText("You are a labeller here.")).isVisible();
        labeller.tab("Export");
        assertThat(window.page().getByText("You are a labeller here.")).isVisible();
        String api = project.replace("/p/", "/api/v1/projects/");
        RequestOptions writing =
                RequestOptions.create().setHeader("X-Quarry", "1").setData(Map.of());
        for (String refused : List.of("/team/invitations", "/exports", "/imports", "/classes")) {
            assertThat(window.context().request().post(api + refused, writing).status())
                    .as(refused)
                    .isEqualTo(403);
        }
        assertThat(window.context().request().get(api + "/audit").status()).isEqualTo(403);
    }

    /** What one person labelled comes to the other without the label, and how far they agree is told. */
    private static void secondOpinions(Person owner, Person labeller, Page ofOwner, Page ofLabeller) {
        owner.tab("Team");
        ofOwner.getByLabel(Pattern.compile("of the items twice$")).press("End");
        assertThat(ofOwner.getByText("Saved.")).isVisible();
        Set<String> before = new HashSet<>(labeller.shown());
        labeller.tab("Label");
        labeller.choose("How to label", "Single");
        while (labeller.shown().stream().noneMatch(owner.said()::containsKey)) {
            assertThat(labeller.shown().size()).isLessThan(before.size() + 60);
            labeller.label();
        }
        labeller.label();
        labeller.saved();
        owner.choose("Part of the page", "Agreement");
        assertThat(ofOwner.getByText("items unanimous")).isVisible();
        assertThat(ofOwner.getByRole(AriaRole.CELL, new Page.GetByRoleOptions().setName(Pattern.compile("ana"))))
                .isVisible();
        assertThat(ofLabeller.url()).endsWith("/label");
    }
}
