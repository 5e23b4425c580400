package dev.quarry.server.exchange;

import dev.quarry.server.event.Event;
import dev.quarry.server.event.Fact;
import dev.quarry.server.event.Facts;
import dev.quarry.server.exchange.Manifest.OfFile;
import dev.quarry.server.item.Item;
import dev.quarry.server.item.ItemTable;
import dev.quarry.server.project.Project;
import dev.quarry.server.store.EventLog;
import dev.quarry.server.store.Folders;
import java.io.BufferedReader;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A whole project in one zip file: the log in its own words, the items, what was uploaded. Taken in, it becomes a new
 * project with the same people, times and acts; the last line of its history says where it came from. Features, models and
 * predictions are computed again.
 */
public final class ProjectArchive {

    static final String LOG = "log.jsonl";
    static final String ITEMS = "items.jsonl";
    static final String UPLOADS = "uploads/";

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();
    private static final int CHUNK = 5_000;
    private static final int MOST_ENTRIES = 2_000_000;
    private static final int MOST_RATIO = 100;
    private static final long FREE_OF_RATIO = 10L << 20;
    private static final int LONGEST_LINE = 64 << 20;

    private final EventLog log;
    private final ItemTable items;
    private final Folders folders;
    private final ItemFiles files;

    /** @param roots folders on the server that may be read */
    public ProjectArchive(EventLog log, ItemTable items, Folders folders, List<Path> roots) {
        this.log = log;
        this.items = items;
        this.folders = folders;
        this.files = new ItemFiles(folders, roots);
    }

    /** An event in an archive. */
    record Line(long seq, long act, Instant at, String by, String type, JsonNode fact, String hash) {
        static Line of(Event event) {
            return new Line(
                    event.seq(),
                    event.act(),
                    event.at(),
                    event.by(),
                    event.fact().type(),
                    JSON.readTree(Facts.write(event.fact())),
                    event.hash());
        }
    }

    /**
     * Takes an archive in.
     *
     * @param by who does it
     * @return the id of the new project
     * @throws IllegalArgumentException if the file is not a whole archive, or its history does not add up
     */
    public String read(Path file, String by) throws IOException {
        String id = UUID.randomUUID().toString().substring(0, 13);
        try (ZipFile zip = open(file)) {
            Manifest manifest = manifest(zip);
            requireSafe(zip);
            List<Line> lines = new ArrayList<>();
            each(zip, LOG, manifest, line -> lines.add(JSON.readValue(line, Line.class)));
            List<Copied> history = renumbered(lines);
            Project tried = tried(id, history);
            takeItems(zip, manifest, id, tried.size());
            takeUploads(zip, id);
            write(id, manifest, history, by);
            return id;
        } catch (ZipException e) {
            throw new IllegalArgumentException(
                    "The file is not a zip file that can be read: %s.".formatted(e.getMessage()), e);
        } catch (JacksonException e) {
            throw new IllegalArgumentException(
                    "The archive cannot be read: %s. Maybe it was edited by hand.".formatted(e.getOriginalMessage()),
                    e);
        }
    }

    private static ZipFile open(Path file) throws IOException {
        return new ZipFile(file.toFile(), StandardCharsets.UTF_8);
    }

    private static Manifest manifest(ZipFile zip) throws IOException {
        ZipEntry entry = zip.getEntry("manifest.json");
        if (entry == null) {
            throw new IllegalArgumentException(
                    "The file has no manifest.json, so it is not a project of Quarry. Maybe it was packed anew.");
        }
        try (InputStream in = zip.getInputStream(entry)) {
            byte[] bytes = in.readNBytes(LONGEST_LINE);
            JsonNode kind = JSON.readTree(bytes).path("kind");
            if (!kind.asString("").equals(Manifest.PROJECT)) {
                throw new IllegalArgumentException(
                        "The file is of the kind (%s), not a whole project (%s). Maybe it is an export of labels: bring those into a project."
                                .formatted(kind.asString(""), Manifest.PROJECT));
            }
            return JSON.readValue(bytes, Manifest.class);
        }
    }

    /** Names that lead elsewhere, names that differ by case only, and content far larger than its file are refused. */
    private static void requireSafe(ZipFile zip) {
        Set<String> seen = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        if (zip.size() > MOST_ENTRIES) {
            throw new IllegalArgumentException(
                    "The archive has (%d) files; at most (%d) are taken.".formatted(zip.size(), MOST_ENTRIES));
        }
        Enumeration<? extends ZipEntry> entries = zip.entries();
        while (entries.hasMoreElements()) {
            String name = entries.nextElement().getName();
            boolean elsewhere = name.startsWith("/")
                    || name.contains("\\")
                    || name.contains(":")
                    || name.chars().anyMatch(Character::isISOControl)
                    || List.of(name.split("/", -1)).contains("..");
            if (elsewhere || !seen.add(name)) {
                throw new IllegalArgumentException(
                        "The archive has a file (%s) whose name leads elsewhere or comes twice.".formatted(name));
            }
        }
    }

    private static void each(ZipFile zip, String name, Manifest manifest, Consumer<String> visitor) throws IOException {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw new IllegalArgumentException("The archive lacks its (%s).".formatted(name));
        }
        MessageDigest sha = ZipWriter.sha256();
        try (InputStream in = new Bounded(zip.getInputStream(entry), entry);
                BufferedReader lines = new BufferedReader(
                        new InputStreamReader(new DigestInputStream(in, sha), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                visitor.accept(line);
            }
        }
        String hash = HexFormat.of().formatHex(sha.digest());
        boolean stated = manifest.files().stream()
                .filter(file -> file.name().equals(name))
                .map(OfFile::sha256)
                .anyMatch(hash::equals);
        if (!stated) {
            throw new IllegalArgumentException(
                    "The file (%s) of the archive is not the one that its manifest states. Maybe it was edited by hand."
                            .formatted(name));
        }
    }

    /** Counts what really comes out of an entry. */
    private static final class Bounded extends FilterInputStream {

        private final ZipEntry entry;
        private long count;

        Bounded(InputStream in, ZipEntry entry) {
            super(in);
            this.entry = entry;
        }

        @Override
        public int read() throws IOException {
            int one = super.read();
            counted(one < 0 ? 0 : 1);
            return one;
        }

        @Override
        public int read(byte[] bytes, int from, int most) throws IOException {
            int n = super.read(bytes, from, most);
            counted(Math.max(0, n));
            return n;
        }

        private void counted(int n) {
            count += n;
            if (count > FREE_OF_RATIO && count > MOST_RATIO * Math.max(1, entry.getCompressedSize())) {
                throw new IllegalArgumentException(
                        "The file (%s) of the archive becomes more than (%d) times as large as it is packed."
                                .formatted(entry.getName(), MOST_RATIO));
            }
        }
    }

    /** An event with the place of its act in this history, from 0 on. */
    private record Copied(Line line, int act, Fact fact) {}

    /** Numbers of events become places in this history. */
    private static List<Copied> renumbered(List<Line> lines) {
        Map<Long, Integer> places = new HashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            places.put(lines.get(i).seq, i);
        }
        List<Copied> copied = new ArrayList<>(lines.size());
        for (int i = 0; i < lines.size(); i++) {
            Line line = lines.get(i);
            Integer act = places.get(line.act);
            if (act == null || act > i || (i > 0 && line.seq <= lines.get(i - 1).seq)) {
                throw new IllegalArgumentException(
                        "The history of the archive does not add up at event (%d).".formatted(line.seq));
            }
            copied.add(new Copied(line, act, Facts.read(line.type, line.fact.toString())));
        }
        return copied;
    }

    /** The history as it will stand in the log, when its first event gets the number {@code first}. */
    private static Fact at(long first, List<Copied> history, Fact fact) {
        return switch (fact) {
            case Fact.Undone said -> new Fact.Undone(place(first, history, said.act()), said.undone());
            case Fact.Trained said ->
                new Fact.Trained(
                        said.number(),
                        said.learner(),
                        said.labels(),
                        place(first, history, said.through()),
                        said.features(),
                        said.millis());
            default -> fact;
        };
    }

    /** The number here of the last event that is not after one there. */
    private static long place(long first, List<Copied> history, long seq) {
        int low = 0;
        int high = history.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (history.get(middle).line.seq <= seq) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return first + low - 1;
    }

    /** Applies it once beside the log, which must not fail later. */
    private static Project tried(String id, List<Copied> history) {
        if (history.isEmpty() || !(history.getFirst().fact instanceof Fact.ProjectCreated)) {
            throw new IllegalArgumentException("The history of the archive does not begin with a project.");
        }
        Project project = new Project(id);
        try {
            for (int i = 0; i < history.size(); i++) {
                Copied one = history.get(i);
                project.apply(new Event(
                        i + 1, id, one.act + 1, one.line.at, one.line.by, at(1, history, one.fact), one.line.hash));
            }
            return project;
        } catch (RuntimeException e) {
            throw new IllegalArgumentException("The history of the archive does not add up.", e);
        }
    }

    private void takeItems(ZipFile zip, Manifest manifest, String id, int expected) throws IOException {
        List<Item> chunk = new ArrayList<>();
        int[] count = {0};
        each(zip, ITEMS, manifest, line -> {
            Item item = JSON.readValue(line, Item.class);
            requireItem(item, count[0]++);
            chunk.add(item);
            if (chunk.size() == CHUNK) {
                items.append(id, chunk);
                chunk.clear();
            }
        });
        items.append(id, chunk);
        if (count[0] != expected) {
            throw new IllegalArgumentException(
                    "The archive has (%d) items, but its history speaks of (%d).".formatted(count[0], expected));
        }
    }

    private void requireItem(Item item, int row) {
        String root = item.root();
        String content = item.content();
        if (item.row() != row) {
            throw new IllegalArgumentException(
                    "The items of the archive do not follow each other at (%d).".formatted(row));
        }
        if (root != null && !root.equals(Item.UPLOADS) && !files.isAllowed(Path.of(root))) {
            throw new IllegalArgumentException(
                    "The item (%s) stands in the folder (%s), which may not be read here. Maybe start with (--allow %s)."
                            .formatted(item.name(), root, root));
        }
        if (root != null && (content == null || Path.of(content).isAbsolute() || content.contains(".."))) {
            throw new IllegalArgumentException("The item (%s) has no place below its folder.".formatted(item.name()));
        }
    }

    private void takeUploads(ZipFile zip, String id) throws IOException {
        Path uploads = folders.uploads(id).toAbsolutePath().normalize();
        Enumeration<? extends ZipEntry> entries = zip.entries();
        while (entries.hasMoreElements()) {
            ZipEntry entry = entries.nextElement();
            if (!entry.isDirectory() && entry.getName().startsWith(UPLOADS)) {
                Path file = uploads.resolve(entry.getName().substring(UPLOADS.length()))
                        .normalize();
                if (!file.startsWith(uploads)) {
                    throw new IllegalArgumentException(
                            "The archive has a file (%s) whose name leads elsewhere.".formatted(entry.getName()));
                }
                Files.createDirectories(file.getParent());
                try (InputStream in = new Bounded(zip.getInputStream(entry), entry);
                        OutputStream out = Files.newOutputStream(file)) {
                    in.transferTo(out);
                }
            }
        }
    }

    private void write(String id, Manifest manifest, List<Copied> history, String by) {
        log.act(by, pen -> {
            long first = pen.act();
            for (Copied one : history) {
                pen.copy(id, first + one.act, one.line.at, one.line.by, at(first, history, one.fact));
            }
            Line last = history.getLast().line;
            pen.write(id, new Fact.ProjectImported(manifest.project().id(), last.hash, history.size()));
            return first;
        });
    }
}
