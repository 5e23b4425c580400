package dev.quarry.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The power goes while somebody labels. The page goes on, comes back by itself, and nothing is lost or said twice. */
class ReturnTest {

    private static final int BEFORE = 6;
    private static final int MEANWHILE = 3;

    @TempDir
    Path data;

    @Test
    void the_page_comes_back_by_itself_after_a_crash() throws Exception {
        List<String> labelled = new ArrayList<>();
        String project;
        try (Chrome chrome = Chrome.open();
                Chrome.Window window = chrome.window()) {
            Page page = window.page();
            Person person = new Person(page, List.of("circle"), name -> "circle");
            Installation first = Installation.start(data);
            page.navigate(first.ownersAddress());
            person.button("Shapes").click();
            for (int i = 0; i < BEFORE; i++) {
                labelled.add(person.label());
            }
            person.saved();
            project = page.url().replaceFirst(".*/p/([^/]+)/.*", "$1");
            first.kill();
            assertThat(page.getByText("The server does not answer just now.")).isVisible();
            for (int i = 0; i < MEANWHILE; i++) {
                labelled.add(person.label());
            }
            assertThat(page.getByText(Pattern.compile("^%d unsent".formatted(MEANWHILE))))
                    .isVisible();
            try (Installation again = first.again(data)) {
                person.saved();
                assertThat(page.getByText("The server does not answer just now."))
                        .isHidden();
                page.reload();
                person.open();
                for (String last : labelled.reversed().subList(0, MEANWHILE + 1)) {
                    person.undo(last);
                }
                assertThat(again.address()).isEqualTo(first.address());
            }
            assertThat(window.complaints())
                    .as("what the page complained about, beside the server being away")
                    .allMatch(one -> one.contains("net::ERR_"));
        }
        List<Said> said = Said.inTheLog(data, project);
        Set<Integer> rows = new HashSet<>();
        said.forEach(one -> rows.add(one.row()));
        assertThat(said).hasSameSizeAs(labelled).allMatch(one -> one.label() == 0);
        assertThat(rows).hasSameSizeAs(labelled);
    }
}
