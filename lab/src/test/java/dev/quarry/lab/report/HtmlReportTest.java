package dev.quarry.lab.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.lab.Fixtures;
import dev.quarry.lab.result.CellResult;
import dev.quarry.lab.result.Results;
import dev.quarry.lab.result.RoundTime;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class HtmlReportTest {

    private static final String ODD = "a<b> & \"c\" 'd' ]]> \u0001 </script> 😀";

    static List<Results> all() {
        List<String> two = List.of("a", "b");
        Results partial = Fixtures.results(List.of("random", "margin"), two, 4);
        return List.of(
                Fixtures.results(List.of("random", "margin"), two, 10),
                Fixtures.results(List.of("random"), two, 3),
                Fixtures.results(List.of("random", "margin"), two, 1),
                Fixtures.results(List.of("random", ODD, "x".repeat(300)), List.of(ODD, "b", "c"), 3),
                Fixtures.results(
                        IntStream.range(0, 20)
                                .mapToObj(i -> i == 0 ? "random" : "s" + i)
                                .toList(),
                        two,
                        3),
                Fixtures.results(
                        List.of("random", "margin"),
                        IntStream.range(0, 77).mapToObj(i -> "class " + i).toList(),
                        3),
                new Results(
                        partial.configuration(), partial.jdk(), partial.cells().subList(0, 5)),
                new Results(
                        partial.configuration(), partial.jdk(), partial.cells().subList(4, 8)),
                new Results(partial.configuration(), partial.jdk(), List.of()),
                planar());
    }

    @ParameterizedTest
    @MethodSource("all")
    void the_page_is_well_formed(Results results) throws Exception {
        assertThat(parse(HtmlReport.of(results)).getDocumentElement().getTagName())
                .isEqualTo("html");
    }

    @ParameterizedTest
    @MethodSource("all")
    void the_page_needs_nothing_from_outside(Results results) throws Exception {
        String page = HtmlReport.of(results);
        assertThat(page).doesNotContain("http://", "https://", "url(", "@import", "src=", "<link", "NaN", "Infinity");
        NodeList everything = parse(page).getElementsByTagName("*");
        for (int i = 0; i < everything.getLength(); i++) {
            String href = ((Element) everything.item(i)).getAttribute("href");
            assertThat(href.isEmpty() || href.startsWith("data:image/png;base64,"))
                    .as(href)
                    .isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void the_same_results_give_the_same_page(Results results) {
        assertThat(HtmlReport.of(results)).isEqualTo(HtmlReport.of(results));
    }

    @Test
    void times_are_nowhere_but_between_the_marks() {
        Results results = Fixtures.results(List.of("random", "margin"), List.of("a", "b"), 2);
        List<CellResult> slower = new ArrayList<>();
        for (CellResult cell : results.cells()) {
            slower.add(new CellResult(
                    cell.strategy(),
                    cell.seed(),
                    cell.curve(),
                    cell.picked(),
                    cell.times().stream()
                            .map(t -> new RoundTime(t.labels(), 3 * t.fitSeconds(), 7 * t.selectSeconds()))
                            .toList(),
                    null));
        }
        String page = HtmlReport.of(results);
        String other = HtmlReport.of(new Results(results.configuration(), results.jdk(), slower));
        assertThat(other).isNotEqualTo(page);
        assertThat(HtmlReport.withoutTimes(other)).isEqualTo(HtmlReport.withoutTimes(page));
        assertThat(SummaryJson.withoutTimes(new Results(results.configuration(), results.jdk(), slower)))
                .isEqualTo(SummaryJson.withoutTimes(results));
    }

    @Test
    void names_are_shown_as_they_are() throws Exception {
        Results results = Fixtures.results(List.of("random", ODD), List.of("a", "b"), 3);
        String text = parse(HtmlReport.of(results)).getDocumentElement().getTextContent();
        assertThat(text).contains(ODD.replace('\u0001', '\uFFFD'));
    }

    @Test
    void labels_of_curves_do_not_overlap() throws Exception {
        Results results = Fixtures.results(
                List.of("random", "margin", "entropy", "k-center", "bald", "badge"), List.of("a", "b"), 5);
        NodeList svgs = parse(HtmlReport.of(results)).getElementsByTagName("svg");
        List<Double> heights = new ArrayList<>();
        NodeList texts = ((Element) svgs.item(6)).getElementsByTagName("text"); // after six swatches
        for (int i = 0; i < texts.getLength(); i++) {
            if (((Element) texts.item(i)).getAttribute("class").equals("label")) {
                heights.add(Double.parseDouble(((Element) texts.item(i)).getAttribute("y")));
            }
        }
        assertThat(heights).hasSize(6);
        heights.sort(null);
        for (int i = 1; i < heights.size(); i++) {
            assertThat(heights.get(i) - heights.get(i - 1)).isGreaterThan(16.5);
        }
    }

    @Test
    void a_plane_has_a_picture_per_round_and_shows_one() throws Exception {
        Document page = parse(HtmlReport.of(planar()));
        NodeList groups = page.getElementsByTagName("g");
        int on = 0;
        for (int i = 0; i < groups.getLength(); i++) {
            on += ((Element) groups.item(i)).getAttribute("class").equals("frame on") ? 1 : 0;
        }
        assertThat(page.getElementsByTagName("image").getLength()).isEqualTo(3 * 6);
        assertThat(on).isEqualTo(3 * 2);
    }

    private static Results planar() {
        Results plain = Fixtures.results(List.of("random", "margin"), List.of("a", "b"), 2);
        List<CellResult> cells = plain.cells().stream()
                .map(cell -> cell.seed() == 0
                        ? new CellResult(
                                cell.strategy(),
                                0,
                                cell.curve(),
                                cell.picked(),
                                cell.times(),
                                Fixtures.surface(cell.strategy().equals("margin")))
                        : cell)
                .toList();
        return new Results(plain.configuration(), plain.jdk(), cells);
    }

    private static Document parse(String page) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(page)));
    }
}
