package dev.quarry.dataset.catalogue;

import dev.quarry.dataset.BadDataException;
import dev.quarry.dataset.DataFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;

/** Downloads files over HTTP, each into {@code <file>.part} first. Proxies are those of the JDK. */
final class Fetching {

    private static final int ATTEMPTS = 3;
    private static final int BUFFER = 1 << 16;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final FetchListener listener;

    Fetching(FetchListener listener) {
        this.listener = listener;
    }

    Path fetch(CatalogueEntry entry, Path folder) throws IOException {
        try (HttpClient client = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NORMAL)
                .connectTimeout(PATIENCE)
                .build()) {
            for (DataFile file : entry.files()) {
                Path target = folder.resolve(file.name());
                if (file.url().isPresent() && !isThere(file, target)) {
                    fetch(client, file, URI.create(file.url().get()), target);
                }
            }
        }
        List<String> without = entry.files().stream()
                .filter(file -> file.url().isEmpty() && !Files.isRegularFile(folder.resolve(file.name())))
                .map(DataFile::name)
                .toList();
        if (!without.isEmpty()) {
            throw new BadDataException(
                    "The files %s of dataset (%s) cannot be fetched from anywhere. Put them into (%s): %s"
                            .formatted(without, entry.name(), folder, entry.obtain()));
        }
        return folder;
    }

    private static boolean isThere(DataFile file, Path target) throws IOException {
        return Files.isRegularFile(target)
                && Files.size(target) == file.bytes()
                && Hashes.of(target).equals(file.sha256());
    }

    private void fetch(HttpClient client, DataFile file, URI address, Path target) throws IOException {
        Path part = target.resolveSibling(target.getFileName() + ".part");
        Files.createDirectories(target.toAbsolutePath().getParent());
        for (int attempt = 1; Files.notExists(part) || Files.size(part) < file.bytes(); attempt++) {
            try {
                download(client, file, address, part);
            } catch (BadDataException | InterruptedIOException e) {
                throw e;
            } catch (IOException e) {
                if (attempt == ATTEMPTS) {
                    throw new BadDataException(
                            "The file (%s) could not be fetched from (%s): %s. Maybe there is no network, or a proxy must be set (-Dhttps.proxyHost); what arrived is kept."
                                    .formatted(file.name(), address, reason(e)),
                            e);
                }
            }
        }
        String found = Hashes.of(part);
        if (!found.equals(file.sha256())) {
            Files.delete(part);
            throw new BadDataException(
                    "What (%s) sent for (%s) has the SHA-256 (%s), not (%s); it was thrown away. Maybe the file has changed at its source."
                            .formatted(address, file.name(), found, file.sha256()));
        }
        Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
        listener.progress(file, file.bytes());
    }

    private static String reason(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    private void download(HttpClient client, DataFile file, URI address, Path part) throws IOException {
        long have = Files.exists(part) ? Files.size(part) : 0;
        HttpRequest.Builder request = HttpRequest.newBuilder(address).timeout(PATIENCE);
        if (have > 0) {
            request.header("Range", "bytes=" + have + "-");
        }
        HttpResponse<InputStream> response = send(client, request.build());
        try (InputStream body = response.body();
                Stall watched = new Stall(body, PATIENCE)) {
            switch (response.statusCode()) {
                case 200 -> copy(body, watched, file, part, 0);
                case 206 -> copy(body, watched, file, part, have);
                case 416 -> {
                    Files.delete(part);
                    throw new IOException("the server would not go on where the download broke off");
                }
                default ->
                    throw new BadDataException("The file (%s) cannot be fetched: (%s) answered (%d)."
                            .formatted(file.name(), address, response.statusCode()));
            }
        }
    }

    private static HttpResponse<InputStream> send(HttpClient client, HttpRequest request) throws IOException {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofInputStream());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("The download was interrupted; what arrived is kept.");
        }
    }

    private void copy(InputStream body, Stall watched, DataFile file, Path part, long have) throws IOException {
        long written = have;
        byte[] buffer = new byte[BUFFER];
        try (OutputStream out =
                have == 0 ? Files.newOutputStream(part) : Files.newOutputStream(part, StandardOpenOption.APPEND)) {
            listener.progress(file, written);
            for (int got = body.read(buffer); got >= 0; got = body.read(buffer)) {
                if (written + got > file.bytes()) {
                    throw new BadDataException(
                            "The file (%s) is longer at its source than the (%d) bytes that the catalogue knows. Maybe it has changed there."
                                    .formatted(file.name(), file.bytes()));
                }
                out.write(buffer, 0, got);
                written += got;
                watched.moved();
                listener.progress(file, written);
                if (listener.isCancelled()) {
                    throw new CancellationException(
                            "The download of (%s) was cancelled; what arrived is kept.".formatted(file.name()));
                }
            }
        }
        if (written < file.bytes()) {
            throw new IOException("it broke off after (%d) of (%d) bytes".formatted(written, file.bytes()));
        }
    }
}
