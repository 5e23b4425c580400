package dev.quarry.lab.report;

import dev.quarry.lab.measure.Comparison;
import dev.quarry.lab.measure.Comparison.Rival;
import dev.quarry.lab.measure.Paired;
import dev.quarry.lab.measure.Standing;
import dev.quarry.lab.result.Configuration;
import dev.quarry.lab.result.Results;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * One page that holds everything: no other file, no address on the network. Readable in light and dark, on a phone and on
 * paper. Whatever a clock measured stands between two marks, so that {@link #withoutTimes} leaves the same bytes for the
 * same results.
 */
public final class HtmlReport {

    private static final String TIME = "<!--time-->";
    private static final String TIME_END = "<!--/time-->";
    private static final Pattern TIMES =
            Pattern.compile(Pattern.quote(TIME) + ".*?" + Pattern.quote(TIME_END), Pattern.DOTALL);

    private final Results results;
    private final Configuration configuration;
    private final Comparison comparison;
    private final Series series;
    private final Markup html = new Markup();

    private HtmlReport(Results results) {
        this.results = results;
        this.configuration = results.configuration();
        this.comparison = Comparison.of(results);
        this.series = new Series(configuration.strategies());
    }

    /** The page. */
    public static String of(Results results) {
        return new HtmlReport(results).page();
    }

    /** The page without what a clock measured. */
    public static String withoutTimes(String page) {
        return TIMES.matcher(page).replaceAll("");
    }

    private String page() {
        html.raw("<!DOCTYPE html>\n").open("html", "lang", "en").open("head");
        html.empty("meta", "charset", "utf-8");
        html.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        html.empty("meta", "name", "color-scheme", "content", "light dark");
        html.empty(
                "meta",
                "http-equiv",
                "Content-Security-Policy",
                "content",
                "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:");
        html.leaf("title", configuration.dataset() + ": " + String.join(", ", configuration.strategies()));
        html.open("style").raw(Resource.text("report.css")).close().close();
        html.open("body").open("main");
        head();
        if (!comparison.standings().isEmpty()) {
            curves();
            table();
            paired();
            plane();
            balance();
            times();
        }
        provenance();
        html.close();
        html.open("script").raw(Resource.text("report.js")).close();
        return html.close().close().done();
    }

    private void head() {
        Conclusion conclusion = Conclusion.of(results, comparison);
        html.open("header");
        html.leaf("p", "Quarry · comparison of query strategies", "class", "over");
        html.leaf("h1", configuration.dataset());
        html.leaf("p", conclusion.headline(), "class", "conclusion");
        conclusion.details().forEach(detail -> html.leaf("p", detail, "class", "detail"));
        html.open("dl", "class", "facts");
        fact("learner", configuration.learner().name());
        fact(
                "labels",
                "%d at the start, then %d at a time, up to %d"
                        .formatted(configuration.start(), configuration.batch(), configuration.budget()));
        fact("seeds", "%d, the same for every strategy".formatted(configuration.seeds()));
        fact("test rows", configuration.test());
        html.close().close();
    }

    private void fact(String name, String value) {
        html.open("div").leaf("dt", name).leaf("dd", value).close();
    }

    private void curves() {
        section("Learning curves");
        keys();
        both(CurveChart.of(comparison, series, 860, 430), CurveChart.of(comparison, series, 400, 330));
        html.leaf(
                "p",
                comparison.standings().stream().anyMatch(s -> s.seeds() > 1)
                        ? "Lines are means over the seeds. Bands are 95 % confidence intervals of these means (Student’s t), at each number of labels by itself."
                        : "One seed: the lines are single runs and have no bands.",
                "class",
                "note");
        html.close();
    }

    private void keys() {
        html.open("p", "class", "keys");
        for (Standing standing : comparison.standings()) {
            html.open("span").open("svg", "class", "swatch", "viewBox", "0 0 26 10", "aria-hidden", "true");
            html.empty("path", "class", "line " + series.of(standing.strategy()), "d", "M1,5 L25,5")
                    .close();
            html.text(standing.strategy()).close();
        }
        html.close();
    }

    private void table() {
        section("Results");
        html.open("table", "class", "results").open("thead").open("tr");
        List.of("strategy", "area", "final accuracy", "labels saved", "p", "Holm p", "select a batch")
                .forEach(name -> html.leaf("th", name, "scope", "col"));
        html.close().close().open("tbody");
        comparison.standings().forEach(this::row);
        html.close().close();
        html.leaf(
                "p",
                "Area: the mean accuracy over the labels from start to budget; mean ± standard deviation over the seeds. Labels saved: how many fewer labels than random the mean curve needs until it first has random’s final accuracy. p: Wilcoxon’s signed-rank test of the areas, seed by seed against random, two-sided%s; Holm p: corrected for the number of strategies compared."
                        .formatted(test()),
                "class",
                "note");
        html.close();
    }

    /** How p was computed, and how many differences of zero were dropped. */
    private String test() {
        List<Rival> rivals = comparison.rivals();
        boolean exact = rivals.stream().allMatch(rival -> rival.paired().test().exact());
        int zeros =
                rivals.stream().mapToInt(rival -> rival.paired().test().zeros()).sum();
        String how = exact ? ", exact" : ", by the normal approximation above 50 seeds";
        return zeros == 0 ? how : how + "; %d differences of zero were left out".formatted(zeros);
    }

    private void row(Standing standing) {
        Paired paired = standing.againstRandom();
        html.open("tr");
        html.open("th", "scope", "row").spot("class", "key " + series.color(standing.strategy()));
        html.text(standing.strategy()).close();
        cell("area", Numbers.spread(standing.area()));
        cell("final accuracy", Numbers.spread(standing.finalAccuracy()));
        cell("labels saved", paired == null ? Numbers.NONE : Numbers.saved(paired.saved()));
        cell("p", paired == null ? Numbers.NONE : Numbers.p(paired.test().p()));
        cell("Holm p", paired == null ? Numbers.NONE : Numbers.p(paired.holm()));
        html.open("td", "data-name", "select a batch").raw(TIME);
        html.text(Numbers.seconds(standing.selectSeconds().mean()))
                .raw(TIME_END)
                .close();
        html.close();
    }

    private void cell(String name, String value) {
        html.leaf("td", value, "data-name", name);
    }

    private void paired() {
        List<Rival> rivals = comparison.rivals();
        if (!rivals.isEmpty()) {
            section("Seed by seed against random");
            both(PairedChart.of(rivals, series, 860), PairedChart.of(rivals, series, 400));
            html.leaf(
                    "p",
                    "A dot is one seed: the area of the strategy minus the area of random from the same start. The bar below is the mean with its 95 % confidence interval.",
                    "class",
                    "note");
            html.close();
        }
    }

    private void plane() {
        String pictures = PlanePictures.of(results);
        if (!pictures.isEmpty()) {
            section("In the plane");
            html.raw(pictures);
            html.leaf(
                    "p",
                    "The first seed, round by round. Left: the class that the model finds likeliest, the stronger the surer. Right, where a strategy scores places one by one: what it wants, the stronger the more.",
                    "class",
                    "note");
            html.close();
        }
    }

    private void balance() {
        if (comparison.standings().stream().allMatch(s -> s.picked().stream().allMatch(n -> n == 0))) {
            return;
        }
        section("Classes of what was picked");
        keys();
        both(
                BalanceChart.of(configuration, comparison, series, 860),
                BalanceChart.of(configuration, comparison, series, 400));
        String most = configuration.classes().size() > BalanceChart.MOST
                ? " The %d most uneven of %d classes are shown."
                        .formatted(BalanceChart.MOST, configuration.classes().size())
                : "";
        html.leaf(
                "p",
                "Dots: the share of each class among the items picked after the start, over all seeds. Bars: its share of the pool."
                        + most,
                "class",
                "note");
        html.close();
    }

    private void times() {
        section("Time");
        html.raw(TIME);
        double longest = comparison.standings().stream()
                .mapToDouble(s -> s.selectSeconds().mean())
                .filter(Double::isFinite)
                .max()
                .orElse(1);
        html.open("table", "class", "times").open("thead").open("tr");
        List.of("strategy", "select a batch", "", "fit the model")
                .forEach(name -> html.leaf("th", name, "scope", "col"));
        html.close().close().open("tbody");
        for (Standing standing : comparison.standings()) {
            double mean = standing.selectSeconds().mean();
            html.open("tr").leaf("th", standing.strategy(), "scope", "row");
            html.leaf("td", Numbers.seconds(mean)).open("td", "class", "bar");
            double width = Double.isFinite(mean) && longest > 0 ? Math.max(0.5, 100 * mean / longest) : 0;
            html.spot(
                            "class",
                            "key " + series.color(standing.strategy()),
                            "style",
                            "width:" + Markup.coordinate(width) + "%")
                    .close();
            html.leaf("td", Numbers.seconds(standing.fitSeconds().mean())).close();
        }
        html.close().close().raw(TIME_END);
        html.leaf(
                "p",
                "Means over all rounds and seeds after the start, measured while the comparison ran and so never the same twice. timings.csv has every round.",
                "class",
                "note");
        html.close();
    }

    private void provenance() {
        section("How this was made");
        html.open("table", "class", "configuration").open("tbody");
        for (Map.Entry<String, String> entry : ConfigurationJson.lines(results).entrySet()) {
            html.open("tr")
                    .leaf("th", entry.getKey(), "scope", "row")
                    .leaf("td", entry.getValue())
                    .close();
        }
        html.close().close();
        html.leaf(
                "p",
                "The same configuration gives the same numbers. The folder of this page also has curves.csv, summary.json, configuration.json and curves.png.",
                "class",
                "note");
        html.close();
    }

    private void section(String title) {
        html.open("section").leaf("h2", title);
    }

    /** A chart for wide windows and paper, and one for phones. */
    private void both(String wide, String narrow) {
        html.open("figure", "class", "wide").raw(wide).close();
        html.open("figure", "class", "narrow").raw(narrow).close();
    }
}
