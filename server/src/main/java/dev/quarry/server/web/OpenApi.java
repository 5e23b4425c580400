package dev.quarry.server.web;

import io.javalin.router.JavalinDefaultRoutingApi;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The description of the whole interface, put together from one file for each part of it. */
record OpenApi(ObjectNode document) {

    private static final String FOLDER = "/dev/quarry/server/openapi/";
    private static final String ALL = "all";

    /**
     * The description of these addresses.
     *
     * @throws IllegalStateException if a file is missing, or two of them describe the same
     */
    static OpenApi of(List<Routes> parts) {
        ObjectNode all = read(ALL);
        for (Routes part : parts) {
            ObjectNode one = read(part.description());
            merge(all.withObject("/paths"), one.path("paths"), part.description());
            merge(all.withObject("/components/schemas"), one.path("components").path("schemas"), part.description());
        }
        all.withObject("/paths").properties().stream()
                .filter(path -> path.getKey().startsWith("/api/v1/"))
                .forEach(path -> mayComeAgain((ObjectNode) path.getValue()));
        return new OpenApi(all);
    }

    /** Whatever changes something takes a key; see {@link Repeats}. */
    private static void mayComeAgain(ObjectNode path) {
        for (String method : List.of("post", "put", "patch", "delete")) {
            if (path.has(method)) {
                path.withObject("/" + method)
                        .withArray("/parameters")
                        .addObject()
                        .put("$ref", "#/components/parameters/idempotencyKey");
            }
        }
    }

    private static ObjectNode read(String name) {
        String file = FOLDER + name + ".yaml";
        try (InputStream stream = OpenApi.class.getResourceAsStream(file)) {
            if (stream == null) {
                throw new IllegalStateException("The description (%s) is missing.".formatted(file));
            }
            return (ObjectNode) new YAMLMapper().readTree(stream);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void merge(ObjectNode all, JsonNode part, String name) {
        for (var entry : part.properties()) {
            if (all.has(entry.getKey())) {
                throw new IllegalStateException(
                        "(%s) is described in (%s) and elsewhere too.".formatted(entry.getKey(), name));
            }
            all.set(entry.getKey(), entry.getValue());
        }
    }

    /** Adds the address of the description, which is read when it is first asked for. */
    static void add(JavalinDefaultRoutingApi routes, List<Routes> parts) {
        AtomicReference<@Nullable OpenApi> known = new AtomicReference<>();
        routes.get("/api/openapi.json", context -> {
            OpenApi read = known.get();
            if (read == null) {
                read = of(parts);
                known.set(read);
            }
            context.json(read.document);
        });
    }
}
