package dev.quarry.server.data;

import dev.quarry.dataset.BadDataException;
import dev.quarry.server.data.Reading.Role;
import dev.quarry.server.job.Progress;
import dev.quarry.server.media.PictureCheck;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Pictures whose header, end and hash were looked at, with what a table beside them says of each. */
final class CheckedPictures {

    private static final int BLOCK = 512;
    private static final Set<String> SPLITS = Set.of("train", "test", "val", "valid", "validation", "dev");

    private final List<One> all;
    private final int common;
    private final Map<String, TableRow> beside = new HashMap<>();
    private final Map<String, String> unmatched = new LinkedHashMap<>();

    /** One picture, or why it is none. */
    private record One(
            SourceFile file,
            @Nullable PictureCheck check,
            @Nullable String why) {}

    private CheckedPictures(List<One> all, int common) {
        this.all = all;
        this.common = common;
    }

    static CheckedPictures of(List<SourceFile> files, Progress progress) throws IOException {
        List<One> all = new ArrayList<>();
        ExecutorService pool = Executors.newFixedThreadPool(
                Runtime.getRuntime().availableProcessors(),
                Thread.ofPlatform().name("quarry-check-", 0).daemon().factory());
        try {
            for (int from = 0; from < files.size(); from += BLOCK) {
                progress.at(
                        (double) from / files.size(), "Looking at pictures: %,d of %,d".formatted(from, files.size()));
                List<Future<One>> block = files.subList(from, Math.min(files.size(), from + BLOCK)).stream()
                        .map(file -> pool.submit(() -> checked(file)))
                        .toList();
                for (Future<One> one : block) {
                    all.add(one.get());
                }
            }
        } catch (ExecutionException e) {
            throw new IOException("A picture could not be looked at.", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Looking at pictures was interrupted.", e);
        } finally {
            pool.shutdownNow();
        }
        return new CheckedPictures(
                all,
                common(all.stream()
                        .filter(one -> one.check != null)
                        .map(One::file)
                        .toList()));
    }

    private static One checked(SourceFile file) {
        try {
            return new One(file, PictureCheck.of(file.path(), SafeName.shown(file.name())), null);
        } catch (BadDataException e) {
            return new One(file, null, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return new One(file, null, "It cannot be read.");
        }
    }

    /** How many folders all pictures share, as long as there are folders below them. */
    private static int common(List<SourceFile> files) {
        int common = 0;
        while (!files.isEmpty() && shares(files, common)) {
            common++;
        }
        return common;
    }

    private static boolean shares(List<SourceFile> files, int depth) {
        String[] first = files.getFirst().name().split("/", -1);
        boolean deeper = false;
        for (SourceFile file : files) {
            String[] parts = file.name().split("/", -1);
            if (parts.length < depth + 2 || first.length < depth + 2 || !parts[depth].equals(first[depth])) {
                return false;
            }
            deeper |= parts.length > depth + 2;
        }
        return deeper && !SPLITS.contains(first[depth].toLowerCase(Locale.ROOT));
    }

    /** Looks for what tables say of these pictures: by path, name, or name without ending. */
    void join(List<SourceFile> files, Tables tables, Map<String, Role> roles) throws IOException {
        if (files.isEmpty()) {
            return;
        }
        Map<String, String> paths = paths();
        for (SourceFile file : files) {
            int[] found = {0};
            try {
                tables.each(file, new TableRow.Visitor() {
                    @Override
                    public void row(TableRow row) {
                        String path = path(row, paths, roles);
                        if (path != null) {
                            beside.put(path, row);
                            found[0]++;
                        }
                    }

                    @Override
                    public void bad(String where, String why) {
                        unmatched.put(where, why);
                    }
                });
            } catch (BadDataException e) {
                unmatched.put(file.name(), String.valueOf(e.getMessage()));
                continue;
            }
            if (found[0] == 0) {
                unmatched.put(file.name(), "None of its rows names one of the pictures.");
            }
        }
    }

    /** By every way to name a picture that means one only. */
    private Map<String, String> paths() {
        Map<String, String> paths = new HashMap<>();
        for (One one : all) {
            String path = one.file.name();
            String last = path.substring(path.lastIndexOf('/') + 1);
            String stem = last.contains(".") ? last.substring(0, last.lastIndexOf('.')) : last;
            for (String way : List.of(path, last, stem)) {
                paths.merge(way, path, (first, second) -> first.equals(second) ? first : "");
            }
        }
        paths.values().removeIf(String::isEmpty);
        return paths;
    }

    private static @Nullable String path(TableRow row, Map<String, String> paths, Map<String, Role> roles) {
        for (Map.Entry<String, String> cell : row.cells().entrySet()) {
            String path = paths.get(cell.getValue());
            Role role = roles.get(cell.getKey());
            if (path != null && role != Role.LABEL && role != Role.SPLIT) {
                return path;
            }
        }
        return null;
    }

    /** Runs through them. */
    void each(Candidate.Visitor visitor, List<String> numbers, Predicate<String> isField) throws IOException {
        for (One one : all) {
            PictureCheck check = one.check;
            if (check == null) {
                visitor.bad(one.file.name(), String.valueOf(one.why));
            } else {
                visitor.candidate(candidate(one.file, check, numbers, isField));
            }
        }
        for (Map.Entry<String, String> bad : unmatched.entrySet()) {
            visitor.bad(bad.getKey(), bad.getValue());
        }
    }

    private static Map<String, float[]> vectors(@Nullable TableRow row, float[] values) {
        Map<String, float[]> vectors = new HashMap<>(row == null ? Map.of() : row.vectors());
        if (values.length > 0) {
            vectors.put(Candidate.NUMBERS, values);
        }
        return vectors;
    }

    private Candidate candidate(SourceFile file, PictureCheck check, List<String> numbers, Predicate<String> isField) {
        Map<String, String> fields = new LinkedHashMap<>();
        String[] parts = file.name().split("/", -1);
        int depth = common;
        if (parts.length > depth + 1 && SPLITS.contains(parts[depth].toLowerCase(Locale.ROOT))) {
            fields.put("split", SafeName.clean(parts[depth++]));
        }
        if (parts.length > depth + 1) {
            fields.put("folder", SafeName.clean(parts[depth]));
        }
        fields.put("width", Integer.toString(check.size().width()));
        fields.put("height", Integer.toString(check.size().height()));
        TableRow row = beside.get(file.name());
        float[] values = new float[numbers.size()];
        for (int i = 0; i < values.length; i++) {
            String cell = row == null ? null : row.cells().get(numbers.get(i));
            values[i] = cell == null ? Float.NaN : (float) Numbers.of(cell);
        }
        if (row != null) {
            row.cells().forEach((name, value) -> {
                if (!value.isEmpty() && isField.test(name)) {
                    fields.putIfAbsent(name, value);
                }
            });
        }
        return new Candidate(
                file.name(),
                SafeName.clean(file.name()),
                null,
                file.path(),
                file.name(),
                check.sha256(),
                Math.max(check.size().width(), check.size().height()),
                fields,
                vectors(row, values));
    }
}
