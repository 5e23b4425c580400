package dev.quarry.server.data;

import dev.quarry.item.Items;
import dev.quarry.kernel.Matrix;
import dev.quarry.kernel.Npy;
import dev.quarry.server.event.Fact;
import dev.quarry.server.item.Item;
import dev.quarry.server.item.ItemTable;
import dev.quarry.server.job.Progress;
import dev.quarry.server.project.Project;
import dev.quarry.server.store.AllowedFolders;
import dev.quarry.server.store.EventLog;
import dev.quarry.server.store.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;

/**
 * Looks at data, and takes it into a project. Nothing is part of a project before the one fact that says so at the end:
 * an import that breaks off leaves nothing.
 */
public final class Intake {

    /** The setting that remembers what came with the data: see {@link Remembered}. */
    public static final String SETTING = "import";

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int CHUNK = 5_000;

    private final Folders folders;
    private final AllowedFolders allowed;
    private final Uploads uploads;
    private final ItemTable items;
    private final EventLog log;
    private final Bounds bounds;

    /**
     * What came with the data.
     *
     * @param labels the columns of labels with their values, commonest first: of each import, all are kept, and those that
     *     labels were taken from later
     * @param source of the last import, for people
     */
    public record Remembered(Map<String, List<String>> labels, String source) {

        /** What is known of a project. */
        public static Remembered of(Project project) {
            return project.setting(SETTING)
                    .map(setting -> JSON.readValue(setting, Remembered.class))
                    .orElse(new Remembered(Map.of(), ""));
        }

        /** The same with one more column of labels, with its values. */
        public Remembered with(String column, List<String> values) {
            Map<String, List<String>> all = new LinkedHashMap<>(labels);
            List<String> both = new ArrayList<>(all.getOrDefault(column, List.of()));
            values.stream().filter(value -> !both.contains(value)).forEach(both::add);
            all.put(column, both);
            return new Remembered(all, source);
        }

        /** The text of the setting. */
        public String write() {
            return JSON.writeValueAsString(this);
        }
    }

    /** An intake. */
    public Intake(
            Folders folders, AllowedFolders allowed, Uploads uploads, ItemTable items, EventLog log, Bounds bounds) {
        this.folders = folders;
        this.allowed = allowed;
        this.uploads = uploads;
        this.items = items;
        this.log = log;
        this.bounds = bounds;
    }

    /** Where imported features of a project are; see {@link #features}. */
    public static Path features(Folders folders, String project) {
        return folders.features(project).resolve("imported");
    }

    /** Where lists of what was left out are. */
    public static Path lists(Folders folders, String project) {
        return folders.project(project).resolve("imports");
    }

    /** Everything of one look at the data. */
    private record Look(Gathering gathering, Candidates candidates, Survey survey, Skipped skipped) {}

    /**
     * Says what data would become.
     *
     * @throws IOException if it cannot be read at all
     */
    public Preview preview(Project project, Source source, Reading reading, Progress progress) throws IOException {
        Look look = look(project, source, reading, progress);
        try {
            return look.survey.preview();
        } finally {
            look.skipped.close();
        }
    }

    private Look look(Project project, Source source, Reading reading, Progress progress) throws IOException {
        Skipped skipped = new Skipped(lists(folders, project.id()));
        Gathering gathering = gather(project.id(), source, progress, skipped);
        Candidates candidates = new Candidates(gathering, project.kind(), reading, bounds, progress);
        Survey survey = survey(project, gathering, candidates, reading, progress, skipped);
        if (candidates.broken().isEmpty()) {
            return new Look(gathering, candidates, survey, skipped);
        }
        skipped.close(); // rows of files that break off later were counted, so all is counted anew
        Skipped anew = new Skipped(lists(folders, project.id()));
        Gathering again = gather(project.id(), source, progress, anew);
        return new Look(again, candidates, survey(project, again, candidates, reading, progress, anew), anew);
    }

    private Gathering gather(String project, Source source, Progress progress, Skipped skipped) throws IOException {
        if (source.upload() != null) {
            return Gathering.of(uploads.get(project, source.upload()), bounds, progress, skipped);
        }
        return Gathering.of(allowed.real(String.valueOf(source.folder())), bounds, progress, skipped);
    }

    private Survey survey(
            Project project,
            Gathering gathering,
            Candidates candidates,
            Reading reading,
            Progress progress,
            Skipped skipped)
            throws IOException {
        Survey.Known known = Survey.Known.of(items, project.id(), project.size());
        Survey survey = new Survey(gathering, candidates, project.kind(), reading, known, progress, skipped);
        survey.run();
        return survey;
    }

    /**
     * Makes data part of a project.
     *
     * @param by who wants it
     * @throws IllegalArgumentException if nothing of it can be
     */
    public Imported take(Project project, Source source, Reading reading, String by, Progress progress)
            throws IOException {
        Look look = look(project, source, reading, progress);
        try {
            Preview preview = look.survey.preview();
            if (preview.problem() != null) {
                throw new IllegalArgumentException(preview.problem());
            }
            Taking taking = new Taking(project, look, reading, preview, progress);
            taking.run(by, name(source));
            if (source.upload() != null) {
                uploads.discard(project.id(), source.upload());
            }
            return new Imported(
                    taking.count,
                    look.survey.known(),
                    look.survey.doubled(),
                    look.survey.same(),
                    look.survey.left(),
                    preview.vectors(),
                    sentence(taking.count, look.survey, reading));
        } finally {
            look.skipped.close();
        }
    }

    private static String name(Source source) {
        return source.folder() == null ? "upload" : source.folder();
    }

    private static String sentence(int imported, Survey survey, Reading reading) {
        int left = survey.left().count() + (reading.isOnce() ? survey.same() : 0);
        String text = "%,d imported, %,d skipped".formatted(imported, left);
        return survey.known() == 0 ? text + "." : "%s, %,d were there already.".formatted(text, survey.known());
    }

    /** One import at work. */
    private final class Taking implements Candidate.Visitor {

        private final Project project;
        private final Look look;
        private final Reading reading;
        private final Progress progress;
        private final int first;
        private final int expected;
        private final Survey.Known known;
        private final String number = UUID.randomUUID().toString().substring(0, 8);
        private final Path pictures;
        private final List<Item> waiting = new ArrayList<>();
        private final Map<String, FeatureFile> features = new TreeMap<>();
        private int count;

        Taking(Project project, Look look, Reading reading, Preview preview, Progress progress) {
            this.project = project;
            this.look = look;
            this.reading = reading;
            this.progress = progress;
            this.first = project.size();
            this.expected = Math.max(1, preview.items());
            this.known = Survey.Known.of(items, project.id(), first);
            this.pictures = folders.uploads(project.id()).resolve(number);
        }

        void run(String by, String source) throws IOException {
            boolean done = false;
            try {
                look.candidates.each(this);
                flush();
                if (!look.candidates.arraysAreItems()) {
                    attach();
                }
                for (FeatureFile file : features.values()) {
                    file.keep(first, first + count);
                }
                progress.check();
                say(by, source);
                done = true;
            } finally {
                for (FeatureFile file : features.values()) {
                    file.close();
                }
                if (!done) {
                    Uploads.delete(pictures);
                }
            }
        }

        @Override
        public void candidate(Candidate candidate) throws IOException {
            long id = Items.id(candidate.name());
            if (known.ids().row(id) >= 0) {
                return;
            }
            int row = first + count;
            boolean fresh = known.contents().add(Survey.Known.content(candidate.sha256()), row);
            if (!fresh && reading.isOnce()) {
                return;
            }
            known.ids().add(id, row);
            waiting.add(item(row, id, candidate));
            keep(row, candidate);
            count++;
            if (waiting.size() == CHUNK) {
                flush();
            }
            if (count % 100 == 0) {
                progress.at(Math.min(1, (double) count / expected), "%,d of %,d items".formatted(count, expected));
            }
        }

        private Item item(int row, long id, Candidate candidate) throws IOException {
            String content = candidate.text();
            String root = null;
            if (candidate.picture() != null) {
                Path folder = look.gathering.root();
                if (folder == null) {
                    content = kept(candidate.picture());
                    root = Item.UPLOADS;
                } else {
                    content = candidate.path();
                    root = folder.toString();
                }
            }
            return new Item(row, id, candidate.name(), content, root, candidate.sha256(), candidate.fields());
        }

        /** A picture gets a number for a name; it is not copied where the disk can do without. */
        private String kept(Path picture) throws IOException {
            String name = "%s/%03d/%d".formatted(number, count / 1_000, count);
            Path file = folders.uploads(project.id()).resolve(name);
            Files.createDirectories(file.getParent());
            try {
                Files.createLink(file, picture);
            } catch (IOException | UnsupportedOperationException e) {
                Files.copy(picture, file);
            }
            return name;
        }

        private void keep(int row, Candidate candidate) throws IOException {
            for (Map.Entry<String, float[]> vector : candidate.vectors().entrySet()) {
                String name = vector.getKey();
                List<String> columns = name.equals(Candidate.NUMBERS) ? look.candidates.numbers() : List.of();
                feature(name, vector.getValue().length, columns).add(row, vector.getValue());
            }
        }

        private FeatureFile feature(String name, int columns, List<String> names) throws IOException {
            FeatureFile known = features.get(name);
            if (known == null) {
                known = FeatureFile.begin(Intake.features(folders, project.id()), name, columns, names);
                features.put(name, known);
            }
            return known;
        }

        private void flush() {
            items.append(project.id(), waiting);
            waiting.clear();
        }

        /** Rows of arrays that are features of items, by name or in order. */
        private void attach() throws IOException {
            for (Map.Entry<SourceFile, List<String>> one :
                    look.candidates.named().entrySet()) {
                String stem = Candidates.stem(one.getKey());
                if (look.survey.attaches(stem)) {
                    attach(stem, Npy.open(one.getKey().path()).matrix(), one.getValue());
                }
            }
        }

        private void attach(String stem, Matrix matrix, List<String> names) throws IOException {
            FeatureFile file = feature(stem, matrix.cols(), List.of());
            double[] row = new double[matrix.cols()];
            float[] vector = new float[matrix.cols()];
            int start = matrix.rows() == count ? first : 0;
            for (int i = 0; i < matrix.rows(); i++) {
                int to = names.isEmpty() ? start + i : known.ids().row(Items.id(names.get(i)));
                if (to >= 0) {
                    matrix.copyRow(i, row);
                    for (int j = 0; j < row.length; j++) {
                        vector[j] = (float) row[j];
                    }
                    file.add(to, vector);
                }
            }
        }

        /** The one moment at which everything becomes true. */
        private void say(String by, String source) {
            String remembered = remembered(source).write();
            log.act(by, pen -> {
                if (project.size() != first) {
                    throw new IllegalStateException(
                            "Somebody else added items meanwhile, so nothing was imported. Maybe try again.");
                }
                if (count > 0) {
                    pen.write(project.id(), new Fact.ItemsAdded(first, count, source));
                    pen.write(project.id(), new Fact.SettingChanged(SETTING, remembered));
                }
                return count;
            });
        }

        private Remembered remembered(String source) {
            Remembered all = new Remembered(Remembered.of(project).labels(), source);
            for (Map.Entry<String, List<String>> one : look.survey.labels().entrySet()) {
                all = all.with(one.getKey(), one.getValue());
            }
            return all;
        }

        @Override
        public void bad(String where, String why) {
            // the survey said so
        }
    }

    /**
     * The features that came with the data of a project, by name: how many columns, for how many items.
     *
     * @throws IOException if what stands beside them cannot be read
     */
    public Map<String, FeatureFile.About> features(String project) throws IOException {
        return FeatureFile.all(features(folders, project));
    }
}
