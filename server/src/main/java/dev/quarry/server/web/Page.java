package dev.quarry.server.web;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.staticfiles.Location;
import java.util.Map;

/** The page itself: files that the build made, and the same first file for every address inside the page. */
final class Page {

    private static final String FOLDER = "/dev/quarry/ui";
    private static final String FIRST = FOLDER + "/index.html";

    private Page() {}

    static void add(JavalinConfig config) {
        config.routes.get("/api/<path>", Page::nothing);
        if (Page.class.getResource(FIRST) == null) {
            config.routes.get("/", Page::absent);
            return;
        }
        config.staticFiles.add(files -> {
            files.directory = FOLDER;
            files.location = Location.CLASSPATH;
            files.headers = Map.of();
            files.precompressMaxSize = 1 << 20;
        });
        config.spaRoot.addFile("/", FIRST, Location.CLASSPATH);
    }

    /** What the page's own addresses are must not be answered for those of the interface. */
    private static void nothing(Context context) {
        throw Problem.missing("There is nothing at (%s).".formatted(context.path()));
    }

    private static void absent(Context context) {
        context.result(
                "This build has no page, since it was made without Node. Install Node 20 or newer and build again, or use a released jar.");
    }
}
