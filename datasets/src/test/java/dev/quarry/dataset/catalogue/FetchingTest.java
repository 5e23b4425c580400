package dev.quarry.dataset.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.quarry.dataset.DataFile;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Downloads from a server on this machine. */
class FetchingTest {

    private static final byte[] DATA = data();

    @TempDir
    Path folder;

    private HttpServer server;
    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());

    private static byte[] data() {
        byte[] data = new byte[300_000];
        Arrays.setAll(new int[data.length], i -> data[i] = (byte) ((i * 31) >> 3));
        return data;
    }

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private CatalogueEntry entry() throws IOException {
        return CatalogueTest.entry(
                DATA,
                Optional.of("http://%s:%d/data/"
                        .formatted(
                                server.getAddress().getAddress().getHostAddress(),
                                server.getAddress().getPort())));
    }

    private Path target() {
        return folder.resolve("small").resolve("a b.csv");
    }

    private Path part() {
        return folder.resolve("small").resolve("a b.csv.part");
    }

    /** Serves the bytes from where it is asked, but at most {@code most} of them before it hangs up. */
    private void serve(byte[] bytes, boolean ranges, int most) {
        server.createContext("/data/", exchange -> {
            String range = exchange.getRequestHeaders().getFirst("Range");
            asked.add(exchange.getRequestURI().getRawPath() + " " + range);
            int from = range == null || !ranges ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
            send(exchange, from > 0 ? 206 : 200, bytes, from, most);
        });
    }

    private static void send(HttpExchange exchange, int status, byte[] bytes, int from, int most) throws IOException {
        exchange.sendResponseHeaders(status, bytes.length - from);
        exchange.getResponseBody().write(bytes, from, Math.min(most, bytes.length - from));
        exchange.close(); // before all bytes were sent, this breaks the connection
    }

    @Test
    void a_file_arrives_is_checked_and_reported() throws IOException {
        serve(DATA, true, Integer.MAX_VALUE);
        List<Long> told = new ArrayList<>();
        Path fetched = entry().fetch(folder, (file, bytes) -> told.add(bytes));
        assertThat(fetched).isEqualTo(folder.resolve("small"));
        assertThat(Files.readAllBytes(target())).isEqualTo(DATA);
        assertThat(part()).doesNotExist();
        assertThat(told).isSorted().startsWith(0L).endsWith((long) DATA.length);
        assertThat(asked).containsExactly("/data/a%20b.csv null");
    }

    @Test
    void what_is_there_already_is_not_fetched_again_and_what_differs_is() throws IOException {
        serve(DATA, true, Integer.MAX_VALUE);
        entry().fetch(folder, FetchListener.NONE);
        entry().fetch(folder, FetchListener.NONE);
        assertThat(asked).hasSize(1);
        Files.write(target(), new byte[] {1});
        entry().fetch(folder, FetchListener.NONE);
        assertThat(Files.readAllBytes(target())).isEqualTo(DATA);
    }

    @Test
    void a_download_that_broke_off_goes_on_where_it_ended() throws IOException {
        Files.createDirectories(part().getParent());
        Files.write(part(), Arrays.copyOf(DATA, 100_000));
        serve(DATA, true, Integer.MAX_VALUE);
        entry().fetch(folder, FetchListener.NONE);
        assertThat(asked).containsExactly("/data/a%20b.csv bytes=100000-");
        assertThat(Files.readAllBytes(target())).isEqualTo(DATA);
    }

    @Test
    void a_server_without_ranges_sends_it_all_again() throws IOException {
        Files.createDirectories(part().getParent());
        Files.write(part(), Arrays.copyOf(DATA, 100_000));
        serve(DATA, false, Integer.MAX_VALUE);
        entry().fetch(folder, FetchListener.NONE);
        assertThat(Files.readAllBytes(target())).isEqualTo(DATA);
    }

    @Test
    void a_connection_that_breaks_is_tried_again_from_there() throws IOException {
        serve(DATA, true, 130_000);
        entry().fetch(folder, FetchListener.NONE);
        assertThat(Files.readAllBytes(target())).isEqualTo(DATA);
        assertThat(asked).hasSizeBetween(2, 3).last().asString().contains("bytes=");
    }

    @Test
    void what_arrived_is_kept_when_nothing_more_comes() throws IOException {
        AtomicInteger calls = new AtomicInteger();
        server.createContext("/data/", exchange -> {
            calls.incrementAndGet();
            exchange.close();
        });
        assertThatThrownBy(() -> entry().fetch(folder, FetchListener.NONE))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("The file (a b.csv) could not be fetched from (http://")
                .hasMessageContaining("Maybe there is no network, or a proxy must be set");
        assertThat(calls.get()).isGreaterThanOrEqualTo(3);
        assertThat(target()).doesNotExist();
    }

    @Test
    void other_bytes_are_thrown_away() {
        byte[] other = DATA.clone();
        other[5]++;
        serve(other, true, Integer.MAX_VALUE);
        assertThatThrownBy(() -> entry().fetch(folder, FetchListener.NONE))
                .hasMessageContaining("has the SHA-256 (")
                .hasMessageContaining("it was thrown away");
        assertThat(target()).doesNotExist();
        assertThat(part()).doesNotExist();
    }

    @Test
    void a_file_that_grew_is_not_fetched_to_its_end() {
        serve(Arrays.copyOf(DATA, DATA.length + 1), true, Integer.MAX_VALUE);
        assertThatThrownBy(() -> entry().fetch(folder, FetchListener.NONE))
                .hasMessageContaining("is longer at its source than the (300000) bytes");
    }

    @Test
    void an_answer_that_is_no_file_is_named() {
        server.createContext("/data/", exchange -> {
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        });
        assertThatThrownBy(() -> entry().fetch(folder, FetchListener.NONE)).hasMessageContaining("answered (404).");
    }

    @Test
    void it_can_be_cancelled_and_goes_on_later() throws IOException {
        serve(DATA, true, Integer.MAX_VALUE);
        FetchListener stop = new FetchListener() {
            private long there;

            @Override
            public void progress(DataFile file, long bytes) {
                there = bytes;
            }

            @Override
            public boolean isCancelled() {
                return there > 0;
            }
        };
        assertThatThrownBy(() -> entry().fetch(folder, stop))
                .isInstanceOf(CancellationException.class)
                .hasMessageContaining("what arrived is kept");
        assertThat(part()).isNotEmptyFile();
        entry().fetch(folder, FetchListener.NONE);
        assertThat(Files.readAllBytes(target())).isEqualTo(DATA);
    }

    @Test
    void a_file_without_an_address_says_how_to_get_it() throws IOException {
        CatalogueEntry without = CatalogueTest.entry(DATA, Optional.empty());
        assertThatThrownBy(() -> without.fetch(folder, FetchListener.NONE))
                .hasMessageContaining("The files [a b.csv] of dataset (small) cannot be fetched from anywhere.")
                .hasMessageContaining("write it");
    }

    @Test
    void a_stream_that_stalls_is_closed() throws Exception {
        CountDownLatch closed = new CountDownLatch(1);
        InputStream stream = new InputStream() {
            @Override
            public int read() {
                return -1;
            }

            @Override
            public void close() {
                closed.countDown();
            }
        };
        try (Stall watched = new Stall(stream, Duration.ofMillis(20))) {
            watched.moved();
            assertThat(closed.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }
}
