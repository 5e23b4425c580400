package dev.quarry.cli;

import dev.quarry.server.store.Folders;
import dev.quarry.server.web.Server;
import dev.quarry.server.web.Settings;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.CountDownLatch;

/** A running app as whoever started it meets it: where it is, a browser perhaps, and Ctrl-C to end it. */
final class OpenApp implements AutoCloseable {

    private final Server server;
    private final CountDownLatch stopped = new CountDownLatch(1);

    private OpenApp(Server server) {
        this.server = server;
    }

    /**
     * Starts it; what it does is written into the log of its folder.
     *
     * @throws WrongCall if it cannot be started in this way
     */
    static OpenApp start(Settings settings) throws IOException {
        Folders folders = new Folders(settings.data());
        folders.create();
        Log.into(folders.logs());
        try {
            return new OpenApp(Server.start(settings));
        } catch (IllegalArgumentException e) {
            throw new WrongCall(e);
        }
    }

    Server server() {
        return server;
    }

    /** Says where it is and stays until somebody ends the process. */
    void stay(PrintWriter out, boolean browser) throws InterruptedException {
        Runtime.getRuntime().addShutdownHook(new Thread(this::close, "quarry-stop"));
        String address = server.ownersAddress();
        out.println("Quarry is at %s".formatted(server.address()));
        out.println("Open this address to log in; it works once:");
        out.println();
        out.println("  " + address);
        out.println();
        if (browser && BrowserWindow.open(address)) {
            out.println("A browser was opened. Ctrl-C here stops the app.");
        }
        out.flush();
        stopped.await();
    }

    @Override
    public synchronized void close() {
        if (stopped.getCount() == 0) {
            return;
        }
        try {
            server.close();
        } catch (IOException e) {
            System.err.println(e.getMessage());
        } finally {
            stopped.countDown();
        }
    }
}
