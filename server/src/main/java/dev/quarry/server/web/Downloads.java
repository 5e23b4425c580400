package dev.quarry.server.web;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends large files, block by block, a few at a time. Who reads more slowly than any connection is has it ended, so that
 * nobody keeps others waiting for ever.
 */
final class Downloads {

    private static final Logger LOG = LoggerFactory.getLogger(Downloads.class);
    private static final int BLOCK = 1 << 16;

    private final Turns turns;
    private final Duration window;
    private final long least;

    /**
     * @param each how many go on at once for one account
     * @param together how many go on at once for all
     * @param window how long somebody may take for {@code least}
     * @param least bytes that are read in a window by whoever still listens
     */
    Downloads(int each, int together, Duration window, long least) {
        this.turns = new Turns("downloads", each, together);
        this.window = window;
        this.least = least;
    }

    /** Sends a file; it has been sent, or the connection is broken, when this returns. */
    void send(Context context, String account, Path file) throws IOException {
        Runnable back = turns.take(account);
        try (InputStream in = Files.newInputStream(file)) {
            context.res().setContentLengthLong(Files.size(file));
            OutputStream out = context.res().getOutputStream();
            Watch watch = new Watch(Thread.currentThread());
            Thread watching = Thread.ofVirtual().name("quarry-download").start(watch);
            try {
                byte[] block = new byte[BLOCK];
                long sent = 0;
                for (int n = in.read(block); n >= 0; n = in.read(block)) {
                    out.write(block, 0, n);
                    sent += n;
                    watch.sent = sent;
                }
                out.flush();
            } finally {
                watch.end();
                watching.interrupt();
            }
        } finally {
            back.run();
        }
    }

    /** Looks once in a window how much went out, and ends the sending where that is too little. */
    private final class Watch implements Runnable {

        private final Thread sender;
        private volatile long sent;
        private boolean ended;

        Watch(Thread sender) {
            this.sender = sender;
        }

        @Override
        public void run() {
            long before = 0;
            try {
                while (true) {
                    Thread.sleep(window);
                    long now = sent;
                    if (now - before < least) {
                        interrupt(now);
                        return;
                    }
                    before = now;
                }
            } catch (InterruptedException e) {
                // it has been sent
            }
        }

        private synchronized void interrupt(long now) {
            if (!ended) {
                LOG.info("A download was ended after ({}) bytes, since nobody reads it any more.", now);
                sender.interrupt();
            }
        }

        /** From now on the sender does other things. */
        synchronized void end() {
            ended = true;
            Thread.interrupted();
        }
    }
}
