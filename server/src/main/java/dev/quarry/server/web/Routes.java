package dev.quarry.server.web;

import io.javalin.router.JavalinDefaultRoutingApi;

/** The addresses of one part of the app. Each is described in a file below {@code openapi}, which a test compares. */
interface Routes {

    /** What the file is called that describes them, without folder and ending. */
    String description();

    /** Adds them. */
    void add(JavalinDefaultRoutingApi routes);
}
