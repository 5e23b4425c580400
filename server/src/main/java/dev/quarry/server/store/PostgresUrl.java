package dev.quarry.server.store;

import com.zaxxer.hikari.HikariConfig;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Where a PostgreSQL database is, as people write it.
 *
 * @param jdbc for the driver, without user and password
 * @param user null where the driver is to find out
 * @param password null for none
 */
record PostgresUrl(
        String jdbc, @Nullable String user, @Nullable String password) {

    static PostgresUrl parse(String text) {
        if (text.startsWith("jdbc:postgresql:")) {
            return new PostgresUrl(text, null, null);
        }
        URI uri;
        try {
            uri = new URI(text);
        } catch (URISyntaxException e) {
            throw wrong(text);
        }
        if (uri.getHost() == null || !("postgresql".equals(uri.getScheme()) || "postgres".equals(uri.getScheme()))) {
            throw wrong(text);
        }
        String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        String jdbc = "jdbc:postgresql://" + uri.getHost() + port + uri.getRawPath() + query;
        String info = uri.getRawUserInfo();
        if (info == null) {
            return new PostgresUrl(jdbc, null, null);
        }
        int colon = info.indexOf(':');
        return colon < 0
                ? new PostgresUrl(jdbc, decoded(info), null)
                : new PostgresUrl(jdbc, decoded(info.substring(0, colon)), decoded(info.substring(colon + 1)));
    }

    private static IllegalArgumentException wrong(String text) {
        return new IllegalArgumentException(
                "The database (%s) is not the address of a PostgreSQL database. Maybe (postgresql://user:password@host:5432/name)."
                        .formatted(text.replaceAll("//[^@/]*@", "//…@")));
    }

    private static String decoded(String part) {
        return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    HikariConfig config() {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(jdbc);
        if (user != null) {
            config.setUsername(user);
        }
        if (password != null) {
            config.setPassword(password);
        }
        return config;
    }

    /** The address without what is secret. */
    String shown() {
        return jdbc.substring("jdbc:".length()).replaceAll("(?i)(password=)[^&]*", "$1…");
    }

    @Override
    public String toString() {
        return shown();
    }
}
