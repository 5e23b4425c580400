package dev.quarry.server.web;

import dev.quarry.server.store.AnswerTable;
import dev.quarry.server.store.AnswerTable.Answered;
import dev.quarry.server.store.Once;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import io.javalin.router.Endpoint;
import io.javalin.security.RouteRole;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Stands around every address that changes something: a request that comes again under the same key is answered as it was
 * the first time, and nothing happens. What failed did nothing and may be tried again under its key.
 */
final class Repeats {

    private static final String KEY = "Idempotency-Key";
    private static final int LONGEST_ANSWER = 1 << 18;
    private static final int MOST_SECRETS = 200;
    private static final Set<HandlerType> CHANGING =
            Set.of(HandlerType.POST, HandlerType.PUT, HandlerType.PATCH, HandlerType.DELETE);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final AnswerTable answers;
    private final Map<List<String>, CompletableFuture<Boolean>> running = new ConcurrentHashMap<>();
    private final Map<List<String>, Kept> secrets = new LinkedHashMap<>();

    /** What there is to know about an address. */
    enum Address implements RouteRole {
        /** Its body is a file of any size: it goes to the disk as it comes, and requests are told apart by its length. */
        STREAMED,
        /** The log keeps what it answers, in the same commit as what happened. */
        ANSWERED_BY_LOG
    }

    /** An answer. */
    private record Kept(
            int status, @Nullable String type, @Nullable String body) {}

    Repeats(AnswerTable answers) {
        this.answers = answers;
    }

    /** The same as this address does, once for each key. */
    Handler around(Endpoint endpoint) {
        boolean changes = CHANGING.contains(endpoint.method) && endpoint.path.startsWith("/api/v1/");
        return !changes
                ? endpoint.handler
                : context -> {
                    Optional<Once> once =
                            context.routeRoles().contains(Address.ANSWERED_BY_LOG) ? Optional.empty() : once(context);
                    if (once.isPresent()) {
                        inTurn(context, once.get(), endpoint.handler);
                    } else {
                        endpoint.handler.handle(context);
                    }
                };
    }

    /** The request, where it has a key. */
    static Optional<Once> once(Context context) {
        String key = context.header(KEY);
        return key == null ? Optional.empty() : Optional.of(Once.of(key, request(context)));
    }

    private static byte[] request(Context context) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes("%s %s?%s\n"
                .formatted(context.method(), context.path(), Objects.requireNonNullElse(context.queryString(), ""))
                .getBytes(StandardCharsets.UTF_8));
        bytes.writeBytes(
                context.routeRoles().contains(Address.STREAMED)
                        ? Long.toString(context.req().getContentLengthLong()).getBytes(StandardCharsets.US_ASCII)
                        : context.bodyAsBytes());
        return bytes.toByteArray();
    }

    /** What is answered now holds a secret, which is kept by its hash alone: neither browsers nor we write it down. */
    static Context secret(Context context) {
        return context.header("Cache-Control", "no-store");
    }

    /** One after the other under the same key, so that the second one finds the answer of the first. */
    private void inTurn(Context context, Once once, Handler handler) throws Exception {
        List<String> id = List.of(Guard.account(context).name(), once.key());
        CompletableFuture<Boolean> mine = new CompletableFuture<>();
        CompletableFuture<Boolean> other = running.putIfAbsent(id, mine);
        while (other != null) {
            other.join();
            other = running.putIfAbsent(id, mine);
        }
        try {
            Optional<Answered> before = answers.begin(id.getFirst(), once);
            if (before.isPresent()) {
                again(context, id, before.get().text());
            } else {
                first(context, id, once, handler);
            }
        } finally {
            running.remove(id, mine);
            mine.complete(true);
        }
    }

    private void first(Context context, List<String> id, Once once, Handler handler) throws Exception {
        boolean done = false;
        try {
            handler.handle(context);
            done = context.statusCode() < 400;
        } finally {
            if (!done) {
                answers.forget(id.getFirst(), once);
            }
        }
        if (done) {
            Kept kept = new Kept(context.statusCode(), context.res().getContentType(), context.result());
            String text = JSON.writeValueAsString(kept);
            if ("no-store".equals(context.res().getHeader("Cache-Control"))) {
                keepHere(id, kept);
            } else if (text.length() <= LONGEST_ANSWER) {
                answers.answer(id.getFirst(), once, text);
            }
        }
    }

    private void keepHere(List<String> id, Kept kept) {
        synchronized (secrets) {
            secrets.put(id, kept);
            if (secrets.size() > MOST_SECRETS) {
                secrets.remove(secrets.keySet().iterator().next());
            }
        }
    }

    private void again(Context context, List<String> id, String text) {
        Kept secret;
        synchronized (secrets) {
            secret = secrets.get(id);
        }
        if (secret != null) {
            replay(secret(context), secret);
        } else if (text.isEmpty()) {
            throw Problem.impossible(
                    "This request came before, and what was answered is not known any more. Maybe look whether it happened, and ask again under another key.");
        } else {
            replay(context, JSON.readValue(text, Kept.class));
        }
    }

    private static void replay(Context context, Kept kept) {
        context.status(kept.status());
        if (kept.type() != null) {
            context.contentType(kept.type());
        }
        if (kept.body() != null) {
            context.result(kept.body());
        }
    }
}
