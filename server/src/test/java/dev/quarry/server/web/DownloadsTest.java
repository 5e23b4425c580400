package dev.quarry.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.javalin.Javalin;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DownloadsTest {

    /** More than what lies between sender and reader. */
    private static final int SIZE = 48 << 20;

    @TempDir
    Path folder;

    private Javalin web(Downloads downloads, Path file) {
        return Javalin.create(config -> {
                    config.startup.showJavalinBanner = false;
                    config.concurrency.useVirtualThreads = true;
                    config.routes.get("/file", context -> downloads.send(context, "ana", file));
                    config.routes.exception(Problem.class, (e, context) -> context.status(429));
                })
                .start("127.0.0.1", 0);
    }

    private static HttpResponse<byte[]> get(Javalin web) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            URI address = URI.create("http://127.0.0.1:%d/file".formatted(web.port()));
            return client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofByteArray());
        }
    }

    /** Asks and reads no more than a little. */
    private static Socket lazy(Javalin web) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), web.port());
        socket.getOutputStream()
                .write("GET /file HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        assertThat(socket.getInputStream().readNBytes(12)).asString().isEqualTo("HTTP/1.1 200");
        return socket;
    }

    private Path file() throws IOException {
        byte[] bytes = new byte[SIZE];
        new Random(1).nextBytes(bytes);
        return Files.write(folder.resolve("large"), bytes);
    }

    @Test
    void a_few_go_on_at_once_and_who_waits_too_long_makes_room_for_others() throws Exception {
        Path file = file();
        Javalin web = web(new Downloads(2, 2, Duration.ofSeconds(2), 1 << 20), file);
        try (Socket one = lazy(web);
                Socket two = lazy(web)) {
            assertThat(get(web).statusCode()).as("two go on already").isEqualTo(429);
            HttpResponse<byte[]> later = get(web);
            long end = System.nanoTime() + 30_000_000_000L;
            while (later.statusCode() == 429 && System.nanoTime() < end) {
                Thread.sleep(100);
                later = get(web);
            }
            assertThat(later.statusCode()).as("those who do not read are gone").isEqualTo(200);
            assertThat(later.body()).isEqualTo(Files.readAllBytes(file));
            assertThat(rest(one)).isLessThan(SIZE);
            assertThat(rest(two)).isLessThan(SIZE);
        } finally {
            web.stop();
        }
    }

    /** How much comes before the connection ends. */
    private static long rest(Socket socket) {
        long count = 0;
        try {
            InputStream in = socket.getInputStream();
            byte[] block = new byte[1 << 16];
            for (int n = in.read(block); n >= 0; n = in.read(block)) {
                count += n;
            }
        } catch (IOException e) {
            // it was broken off
        }
        return count;
    }
}
