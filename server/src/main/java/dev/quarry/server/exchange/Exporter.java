package dev.quarry.server.exchange;

import dev.quarry.kernel.Matrix;
import dev.quarry.server.event.Event;
import dev.quarry.server.event.Fact;
import dev.quarry.server.event.Facts;
import dev.quarry.server.exchange.ExportRows.Counts;
import dev.quarry.server.item.Item;
import dev.quarry.server.item.ItemTable;
import dev.quarry.server.job.Progress;
import dev.quarry.server.project.LabelClass;
import dev.quarry.server.project.Project;
import dev.quarry.server.store.EventLog;
import dev.quarry.server.store.Folders;
import dev.quarry.server.teach.PredictionStore;
import dev.quarry.server.teach.Predictions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Writes what a plan takes out of a project into one zip file with a manifest. */
public final class Exporter {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int MOST_MISSING = 100;
    private static final int FOLDER = 1_000;

    private final EventLog log;
    private final ItemTable items;
    private final PredictionStore predictions;
    private final Folders folders;
    private final ItemFiles files;
    private final Clock clock;

    /** @param roots folders on the server that may be read */
    public Exporter(
            EventLog log,
            ItemTable items,
            PredictionStore predictions,
            Folders folders,
            List<Path> roots,
            Clock clock) {
        this.log = log;
        this.items = items;
        this.predictions = predictions;
        this.folders = folders;
        this.files = new ItemFiles(folders, roots);
        this.clock = clock;
    }

    /** What was written. */
    public record Exported(Path file, String sha256, int lines, Manifest manifest) {}

    /** The items that a plan takes. */
    public ExportRows rows(Project project, ExportPlan plan) {
        return new ExportRows(project, items, said(project).orElse(null), plan);
    }

    /**
     * What stands in folders of the server and comes along only where somebody wants it.
     *
     * @param items how many items have their file there
     * @param bytes of all these files
     * @param gone how many of them are not there any more, or may not be read
     */
    public record Elsewhere(int items, long bytes, int gone) {}

    /** What of a project stands in folders of the server. */
    public Elsewhere elsewhere(Project project) {
        int[] counts = new int[2];
        long[] bytes = new long[1];
        items.each(project.id(), 0, project.size(), item -> {
            if (isElsewhere(item)) {
                counts[0]++;
                Optional<Path> file = files.of(project.id(), item);
                counts[1] += file.isEmpty() ? 1 : 0;
                bytes[0] += file.map(there -> there.toFile().length()).orElse(0L);
            }
        });
        return new Elsewhere(counts[0], bytes[0], counts[1]);
    }

    private static boolean isElsewhere(Item item) {
        return item.root() != null && !item.root().equals(Item.UPLOADS);
    }

    private Optional<Predictions> said(Project project) {
        return project.model().flatMap(model -> predictions.of(project.id(), model.number()));
    }

    /**
     * Writes it, whole or not at all.
     *
     * @param file the file to write; its folder is made
     * @throws IllegalStateException if the project has nothing of the kind
     */
    public Exported write(Project project, ExportPlan plan, String by, Path file, Progress progress)
            throws IOException {
        Files.createDirectories(file.getParent());
        Path beside = file.resolveSibling(file.getFileName() + ".new");
        try {
            Manifest manifest;
            ZipWriter zip = new ZipWriter(beside);
            Work work = new Work(project, plan, zip, progress);
            try (zip) {
                work.write();
                manifest = work.manifest(by);
                zip.text(
                        "manifest.json",
                        out -> out.write(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(manifest)));
            }
            Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            return new Exported(file, zip.sha256Hex(), work.lines, manifest);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } finally {
            Files.deleteIfExists(beside);
        }
    }

    /** One export under way. */
    private final class Work {

        private final Project project;
        private final ExportPlan plan;
        private final ZipWriter zip;
        private final Progress progress;
        private final List<String> missing = new ArrayList<>();
        private final List<Event> events = new ArrayList<>();
        private @Nullable Counts counts;
        private int lines;

        Work(Project project, ExportPlan plan, ZipWriter zip, Progress progress) {
            this.project = project;
            this.plan = plan;
            this.zip = zip;
            this.progress = progress;
            log.each(project.id(), 0, events::add);
        }

        void write() throws IOException {
            switch (plan.format()) {
                case CSV -> table("labels.csv");
                case JSONL -> objects("labels.jsonl");
                case FOLDERS -> folders();
                case PREDICTIONS -> predictions();
                case MODEL -> model();
                case EVENTS -> zip.text("events.jsonl", this::neutral);
                case ARCHIVE -> archive();
            }
        }

        private void table(String name) throws IOException {
            CsvLine style = plan.spreadsheet() ? CsvLine.ESCAPED : CsvLine.EXACT;
            zip.text(name, out -> {
                out.write(ExportRow.header(style));
                each((item, row) -> out.write(row.csv(style)));
            });
        }

        private void objects(String name) throws IOException {
            zip.text(name, out -> each((item, row) -> out.write(JSON.writeValueAsString(row.json()) + "\n")));
        }

        @FunctionalInterface
        private interface Step {
            void with(Item item, ExportRow row) throws IOException;
        }

        private void each(Step step) {
            counts = rows(project, plan).each((item, row) -> {
                try {
                    step.with(item, row);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                lines++;
                progress.at((double) item.row() / Math.max(1, project.size()), "%,d items".formatted(lines));
            });
        }

        /** A folder for each class; below one for each part, where some are set aside. */
        private void folders() throws IOException {
            if (project.kind().equals("rows")) {
                throw new IllegalStateException(
                        "Rows of numbers have no files to put into folders. Maybe export them as CSV.");
            }
            FileNames names = new FileNames();
            Map<Integer, String> classFolders = new LinkedHashMap<>();
            for (LabelClass one : project.classes()) {
                classFolders.put(one.number(), names.fresh("", one.name()));
            }
            Map<String, String> folderOf = new LinkedHashMap<>();
            project.classes().stream()
                    .filter(one -> !one.retired() || !folderOf.containsKey(one.name()))
                    .forEach(one -> folderOf.put(one.name(), classFolders.get(one.number())));
            List<ExportRow> written = new ArrayList<>();
            List<String> places = new ArrayList<>();
            each((item, row) -> {
                String part = plan.testShare() > 0 ? row.split() + "/" : "";
                String folder = part + folderOf.get(row.label());
                String place = file(names, folder, item);
                if (place == null) {
                    gone(item);
                } else {
                    written.add(row);
                    places.add(place);
                }
            });
            CsvLine style = plan.spreadsheet() ? CsvLine.ESCAPED : CsvLine.EXACT;
            zip.text("index.csv", out -> {
                out.write(style.of(List.of("file", "id", "name", "label")));
                for (int i = 0; i < places.size(); i++) {
                    ExportRow row = written.get(i);
                    out.write(style.of(List.of(places.get(i), row.id(), row.name(), row.label())));
                }
            });
        }

        private @Nullable String file(FileNames names, String folder, Item item) throws IOException {
            String content = item.content();
            if (project.kind().equals("texts") && item.root() == null && content != null) {
                String place = folder + "/" + names.fresh(folder, FileNames.fit(item.name()) + ".txt");
                zip.text(place, out -> out.write(content));
                return place;
            }
            Optional<Path> file = files.of(project.id(), item);
            if (file.isEmpty()) {
                return null;
            }
            String place = folder + "/" + names.fresh(folder, item.name());
            zip.copy(place, file.get());
            return place;
        }

        private void gone(Item item) {
            if (missing.size() < MOST_MISSING) {
                missing.add(item.name());
            }
        }

        private void predictions() throws IOException {
            Predictions said = said(project)
                    .orElseThrow(() ->
                            new IllegalStateException("There are no predictions yet. Maybe teach a model first."));
            List<LabelClass> classes = project.classes();
            Matrix probabilities = said.probabilities();
            CsvLine style = plan.spreadsheet() ? CsvLine.ESCAPED : CsvLine.EXACT;
            zip.text("predictions.csv", out -> {
                List<String> header = new ArrayList<>(List.of("id", "name", "predicted", "confidence", "margin"));
                for (int c = 0; c < probabilities.cols(); c++) {
                    header.add("p " + classes.get(c).name());
                }
                out.write(style.of(header));
                items.each(project.id(), 0, Math.min(project.size(), said.size()), item -> {
                    if (plan.rows() == null || plan.rows().contains(item.row())) {
                        prediction(out, style, item, said, classes);
                    }
                });
            });
        }

        private void prediction(Writer out, CsvLine style, Item item, Predictions said, List<LabelClass> classes) {
            int row = item.row();
            List<String> cells = new ArrayList<>(List.of(
                    Long.toString(item.id()),
                    item.name(),
                    classes.get(said.predicted(row)).name(),
                    Float.toString(said.confidence(row)),
                    Float.toString(said.margin(row))));
            for (int c = 0; c < said.probabilities().cols(); c++) {
                cells.add(Float.toString((float) said.probabilities().get(row, c)));
            }
            try {
                out.write(style.of(cells));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            lines++;
            progress.at((double) row / said.size(), "%,d predictions".formatted(lines));
        }

        private void model() throws IOException {
            Fact.Trained model = project.model()
                    .orElseThrow(() -> new IllegalStateException("There is no model yet. Maybe teach one first."));
            String number = Integer.toString(model.number());
            Path folder = Exporter.this.folders.models(project.id());
            List<Path> found = List.of();
            if (Files.isDirectory(folder)) {
                try (Stream<Path> all = Files.list(folder)) {
                    found = all.filter(file -> Files.isRegularFile(file)
                                    && file.getFileName().toString().matches(number + "(\\..*)?"))
                            .sorted()
                            .toList();
                }
            }
            if (found.isEmpty()) {
                throw new IllegalStateException(
                        "The file of the model (%s) is gone. Maybe teach again.".formatted(number));
            }
            for (Path file : found) {
                zip.copy("model/" + file.getFileName(), file);
                lines++;
            }
            zip.text(
                    "model/classes.json",
                    out -> out.write(JSON.writeValueAsString(
                            project.classes().stream().map(LabelClass::name).toList())));
        }

        /** In the order of the log, each item where it was added. */
        private void neutral(Writer out) throws IOException {
            String[] names = new String[project.size()];
            items.each(project.id(), 0, names.length, item -> names[item.row()] = item.name());
            NeutralRecord record = new NeutralRecord(
                    project, row -> row < names.length && names[row] != null ? names[row] : Integer.toString(row));
            for (Event event : events) {
                record.lines(event, line -> put(out, line));
                if (event.fact() instanceof Fact.ItemsAdded added) {
                    items.each(
                            project.id(),
                            added.first(),
                            added.first() + added.count(),
                            item -> put(out, NeutralRecord.item(event, item)));
                }
                progress.at((double) event.seq() / project.version(), "%,d lines".formatted(lines));
            }
        }

        private void put(Writer out, String line) {
            try {
                out.write(line + "\n");
                lines++;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private void archive() throws IOException {
            zip.text(ProjectArchive.LOG, out -> {
                for (Event event : events) {
                    put(out, JSON.writeValueAsString(ProjectArchive.Line.of(event)));
                }
            });
            zip.text(
                    ProjectArchive.ITEMS,
                    out -> items.each(
                            project.id(), 0, project.size(), item -> put(out, JSON.writeValueAsString(taken(item)))));
            Path uploads = Exporter.this.folders.uploads(project.id());
            if (Files.isDirectory(uploads)) {
                try (Stream<Path> all = Files.walk(uploads)) {
                    for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
                        String name = uploads.relativize(file).toString().replace('\\', '/');
                        zip.copy(ProjectArchive.UPLOADS + name, file);
                        progress.at(-1, name);
                    }
                }
            }
            if (plan.withFiles()) {
                along();
            }
        }

        /** An item as it stands in the archive: with its file among the uploads, where files come along. */
        private Item taken(Item item) {
            return plan.withFiles() && isElsewhere(item)
                    ? new Item(
                            item.row(), item.id(), item.name(), place(item), Item.UPLOADS, item.sha256(), item.fields())
                    : item;
        }

        private String place(Item item) {
            return "files/%d/%d".formatted(item.row() / FOLDER, item.row());
        }

        private void along() throws IOException {
            for (int from = 0; from < project.size(); from += FOLDER) {
                List<Item> some = new ArrayList<>();
                items.each(project.id(), from, Math.min(project.size(), from + FOLDER), some::add);
                for (Item item : some) {
                    if (isElsewhere(item)) {
                        Optional<Path> file = files.of(project.id(), item);
                        if (file.isPresent()) {
                            zip.copy(ProjectArchive.UPLOADS + place(item), file.get());
                        } else {
                            gone(item);
                        }
                        progress.at((double) item.row() / project.size(), item.name());
                    }
                }
            }
        }

        Manifest manifest(String by) {
            Event last = events.getLast();
            return new Manifest(
                    plan.format() == ExportPlan.Format.ARCHIVE ? Manifest.PROJECT : Manifest.EXPORT,
                    1,
                    plan.format().name().toLowerCase(Locale.ROOT),
                    clock.instant(),
                    by,
                    version(),
                    new Manifest.OfProject(
                            project.id(),
                            project.name(),
                            project.kind(),
                            project.size(),
                            last.seq(),
                            last.hash(),
                            events.size()),
                    plan.words(),
                    plan.testShare(),
                    counts,
                    project.model()
                            .map(model -> new Manifest.OfModel(
                                    model.number(), model.learner(), model.labels(), model.features()))
                            .orElse(null),
                    project.settings(),
                    zip.files(),
                    List.copyOf(missing));
        }
    }

    private static String version() {
        String version = Facts.class.getPackage().getImplementationVersion();
        return version == null ? "(not packaged)" : version;
    }
}
