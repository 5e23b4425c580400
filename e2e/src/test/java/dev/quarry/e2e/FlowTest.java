package dev.quarry.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody without code, from the first page to the labels in a file, by keyboard and mouse alone. */
class FlowTest {

    private static final Path DATA = Path.of(System.getProperty("quarry.data", ""));
    private static final int COLD = 12;

    @TempDir
    Path data;

    @TempDir
    Path files;

    @Test
    void pictures_go_from_files_to_labels() throws IOException {
        List<String> classes = List.of("disc", "bar", "frame");
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < 60; i++) {
            String what = classes.get(i % classes.size());
            ImageIO.write(
                    draw(what, random),
                    "png",
                    files.resolve("%s-%02d.png".formatted(what, i)).toFile());
        }
        flow("pictures", classes, list(files), false, name -> name.replaceFirst("-.*", ""));
    }

    @Test
    void a_folder_of_photos_goes_from_files_to_labels() throws IOException {
        Path photos = DATA.resolve("clothing-photos");
        assumeTrue(Files.isDirectory(photos), "The clothing photos are not on this machine, so they are not labelled.");
        List<String> classes = List.of("dress", "pants", "shirt", "shoes");
        for (String one : classes) {
            Path folder = Files.createDirectories(files.resolve("photos").resolve(one));
            for (Path photo : list(photos.resolve(one)).subList(0, 14)) {
                Files.copy(photo, folder.resolve(one + "_" + photo.getFileName()));
            }
        }
        flow(
                "pictures",
                classes,
                List.of(files.resolve("photos")),
                true,
                name -> name.replaceFirst("^.*/", "").replaceFirst("_.*", ""));
    }

    @Test
    void texts_go_from_a_table_to_labels() throws IOException {
        Map<String, String> truth = new HashMap<>();
        Path messages = DATA.resolve("sms-spam/SMSSpamCollection");
        List<String> lines = Files.exists(messages)
                ? Files.readAllLines(messages).stream()
                        .filter(line -> !line.contains("\"") && !line.contains("  "))
                        .limit(120)
                        .toList()
                : written();
        for (String line : lines) {
            truth.put(line.replaceFirst("^.*?\t", "").strip(), line.replaceFirst("\t.*", ""));
        }
        Path table = Files.writeString(
                files.resolve("messages.tsv"),
                "kind\ttext\n" + String.join("\n", lines) + "\n",
                StandardCharsets.UTF_8);
        flow("texts", List.of("ham", "spam"), List.of(table), false, text -> {
            String known = truth.get(text.strip());
            if (known == null) {
                throw new IllegalStateException("The page shows a text that was never sent (%s).".formatted(text));
            }
            return known;
        });
    }

    private static List<String> written() {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            lines.add("ham\tSee you at %d, I bring cake number %d".formatted(i % 12 + 1, i));
            lines.add("spam\tYou won prize %d, call 0900 %d now".formatted(i, 1000 + i));
        }
        return lines;
    }

    private void flow(String kind, List<String> classes, List<Path> sent, boolean folder, UnaryOperator<String> truth)
            throws IOException {
        try (Installation app = Installation.start(data);
                Chrome chrome = Chrome.open();
                Chrome.Window window = chrome.window()) {
            Page page = window.page();
            Person person = new Person(page, classes, truth);
            page.navigate(app.ownersAddress());
            begin(person, page, kind);
            bring(person, page, sent, folder);
            setUp(person, page, classes);
            single(person, page);
            person.grid();
            Map<String, String> said = person.said();
            status(person, page);
            assertThat(export(person, page)).isEqualTo(said);
            assertThat(window.complaints()).as("what the page complained about").isEmpty();
        }
    }

    private static void begin(Person person, Page page, String kind) {
        person.button("New project").click();
        page.getByLabel("Name").fill("Flow");
        person.choose("What will be labelled", kind.equals("texts") ? "Texts" : "Pictures");
        person.button("Create and bring data").click();
    }

    private static void bring(Person person, Page page, List<Path> sent, boolean folder) {
        assertThat(person.heading("Data")).isVisible();
        page.locator("input[type=file]")
                .and(page.getByLabel(folder ? "Folder" : "Files", new Page.GetByLabelOptions().setExact(true)))
                .setInputFiles(sent.toArray(Path[]::new));
        assertThat(person.heading("What was understood")).isVisible();
        person.button(Pattern.compile("^Import [0-9]")).click();
        person.button("Next: classes").click();
    }

    private static void setUp(Person person, Page page, List<String> classes) {
        for (String one : classes) {
            Locator name = page.getByLabel("Name of a new class");
            name.fill(one);
            name.press("Enter");
            assertThat(page.getByLabel("Name of the class " + one)).isVisible();
        }
        person.button("Continue").click();
        assertThat(person.heading("What models see")).isVisible();
        Locator compute = person.button(Pattern.compile("^(Compute|Computing)$"));
        if (compute.count() > 0) {
            person.button("Compute").click();
            assertThat(compute).hasCount(0);
        }
        person.button("Continue").click();
        assertThat(page.getByText("None: start cold")).isVisible();
        person.button("Continue").click();
        page.getByText("Fast", new Page.GetByTextOptions().setExact(true)).click();
        Locator checks = page.getByLabel("Random checks, in %");
        checks.fill("40");
        checks.press("Tab");
        person.button("Keep and continue").click();
    }

    private static void single(Person person, Page page) {
        person.skip();
        for (int i = 0; i < COLD; i++) {
            person.label();
        }
        String last = person.label();
        String said = Objects.requireNonNull(person.said().get(last));
        person.undo(last);
        person.redo(last, said);
        for (int i = 0; i < COLD; i++) {
            person.label();
        }
        person.saved();
        assertThat(page.getByText(Pattern.compile("^Model [0-9]+ ·"))).isVisible();
    }

    private static void status(Person person, Page page) {
        person.tab("Status");
        assertThat(page.getByText(
                        Pattern.compile("^%d of [0-9]+$".formatted(person.said().size()))))
                .isVisible();
        assertThat(person.heading("Agreement while labelling biased")).isVisible();
        if (person.checks() > 0) {
            assertThat(page.getByText(Pattern.compile("of [0-9]+ random checks were right")))
                    .isVisible();
        } else {
            assertThat(page.getByText("Not known: no random check has been answered yet."))
                    .isVisible();
        }
    }

    private static Map<String, String> export(Person person, Page page) throws IOException {
        person.tab("Export");
        page.getByRole(AriaRole.RADIO, new Page.GetByRoleOptions().setName(Pattern.compile("^Table")))
                .check();
        person.button("Make the file").click();
        Locator ready = page.getByText("Ready:").getByRole(AriaRole.LINK);
        Download download = page.waitForDownload(ready::click);
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(download.path()))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (entry.getName().endsWith("labels.csv")) {
                    return labels(new String(zip.readAllBytes(), StandardCharsets.UTF_8));
                }
            }
        }
        throw new IllegalStateException("The export has no labels.csv.");
    }

    private static Map<String, String> labels(String csv) {
        List<String> lines = csv.strip().lines().toList();
        List<String> columns = List.of(lines.getFirst().replace("\uFEFF", "").split(",", -1));
        Map<String, String> labels = new HashMap<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",", -1);
            String before = labels.put(cells[columns.indexOf("name")], cells[columns.indexOf("label")]);
            assertThat(before).as("an earlier line of the same item").isNull();
        }
        return labels;
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static BufferedImage draw(String what, SplittableRandom random) {
        BufferedImage image = new BufferedImage(96, 96, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = image.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        pen.setColor(new Color(235 + random.nextInt(20), 235 + random.nextInt(20), 230));
        pen.fillRect(0, 0, 96, 96);
        pen.setColor(new Color(random.nextInt(90), random.nextInt(90), random.nextInt(90)));
        int x = 12 + random.nextInt(20);
        int y = 12 + random.nextInt(20);
        int size = 40 + random.nextInt(10);
        switch (what) {
            case "disc" -> pen.fillOval(x, y, size, size);
            case "bar" -> pen.fillRect(x, y + size / 2, size, 8);
            default -> pen.drawRect(x, y, size, size);
        }
        pen.dispose();
        return image;
    }
}
