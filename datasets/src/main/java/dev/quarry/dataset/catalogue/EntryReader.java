package dev.quarry.dataset.catalogue;

import dev.quarry.dataset.DataFile;
import dev.quarry.dataset.read.Format;
import dev.quarry.part.Parts;
import dev.quarry.part.Spec;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Reads one entry of the catalogue from YAML. */
final class EntryReader {

    private static final List<String> KEYS = List.of(
            "name",
            "title",
            "kind",
            "licence",
            "citation",
            "source",
            "note",
            "base",
            "files",
            "obtain",
            "format",
            "pool",
            "test",
            "expect");
    private static final List<String> FILE_KEYS = List.of("name", "bytes", "sha256", "url");

    private final String name;
    private final JsonNode root;

    private EntryReader(String name, JsonNode root) {
        this.name = name;
        this.root = root;
    }

    /** The entry of a file that is named {@code name.yaml}. */
    static CatalogueEntry read(String name, byte[] text) {
        EntryReader reader = new EntryReader(name, new YAMLMapper().readTree(text));
        reader.requireKnown(reader.root, KEYS);
        CatalogueEntry entry = reader.entry();
        if (!entry.name().equals(name)) {
            throw reader.wrong("its name is (%s), not that of the file".formatted(entry.name()));
        }
        return entry;
    }

    private CatalogueEntry entry() {
        return new CatalogueEntry(
                text(root, "name"),
                text(root, "title"),
                kind(),
                text(root, "licence"),
                optional(root, "citation"),
                text(root, "source"),
                optional(root, "note"),
                files(),
                optional(root, "obtain"),
                Parts.read(Format.class, spec(required(root, "format"))),
                texts(required(root, "pool")),
                test(),
                expected());
    }

    private CatalogueEntry.Kind kind() {
        String name = text(root, "kind");
        List<String> known = Parts.constants(CatalogueEntry.Kind.class);
        if (!known.contains(name)) {
            throw wrong(Parts.unknown("kind of dataset", name, known));
        }
        return CatalogueEntry.Kind.valueOf(name.toUpperCase(Locale.ROOT));
    }

    private List<DataFile> files() {
        String base = optional(root, "base");
        List<DataFile> files = new ArrayList<>();
        for (JsonNode node : required(root, "files")) {
            requireKnown(node, FILE_KEYS);
            String name = text(node, "name");
            String url = optional(node, "url");
            Optional<String> address = !url.isEmpty()
                    ? Optional.of(url)
                    : base.isEmpty() ? Optional.empty() : Optional.of(base + escaped(name));
            files.add(new DataFile(
                    name,
                    required(node, "bytes").asLong(),
                    text(node, "sha256"),
                    address.filter(text -> !text.equals("none"))));
        }
        return files;
    }

    /** A path as an address writes it. */
    private String escaped(String path) {
        try {
            return new URI(null, null, "/" + path, null).toASCIIString().substring(1);
        } catch (URISyntaxException e) {
            throw wrong("the path (%s) cannot be part of an address".formatted(path));
        }
    }

    private TestRows test() {
        JsonNode test = root.path("test");
        if (test.isMissingNode()) {
            return new TestRows.AsRead();
        } else if (test.isArray()) {
            return new TestRows.OfFiles(texts(test));
        } else if (test.has("last")) {
            return new TestRows.Last(test.path("last").asInt());
        } else if (test.has("fraction")) {
            return new TestRows.Fraction(test.path("fraction").asDouble());
        }
        throw wrong("(test) must be a list of files, {last: n} or {fraction: f}");
    }

    private Expected expected() {
        JsonNode expect = required(root, "expect");
        return new Expected(
                required(expect, "items").asInt(),
                required(expect, "features").asInt(),
                required(expect, "classes").asInt());
    }

    /** A part as YAML writes it: {@code name} or {@code {name: {component: value}}}. */
    static Spec spec(JsonNode node) {
        if (node.isArray()) {
            List<Spec> items = new ArrayList<>();
            node.forEach(item -> items.add(spec(item)));
            return new Spec.Many(items);
        } else if (!node.isObject()) {
            return new Spec.Word(node.asString());
        }
        Map.Entry<String, JsonNode> only = node.properties().iterator().next();
        Map<String, Spec> components = new LinkedHashMap<>();
        only.getValue()
                .properties()
                .forEach(component -> components.put(component.getKey(), spec(component.getValue())));
        return new Spec.Call(only.getKey(), components);
    }

    private void requireKnown(JsonNode node, List<String> known) {
        node.propertyNames().forEach(key -> {
            if (!known.contains(key)) {
                throw wrong(Parts.unknown("key", key, known));
            }
        });
    }

    private JsonNode required(JsonNode node, String key) {
        if (!node.has(key)) {
            throw wrong("the key (%s) is missing".formatted(key));
        }
        return node.path(key);
    }

    private String text(JsonNode node, String key) {
        return required(node, key).asString();
    }

    private static String optional(JsonNode node, String key) {
        return node.path(key).asString("");
    }

    private static List<String> texts(JsonNode node) {
        List<String> texts = new ArrayList<>();
        node.forEach(item -> texts.add(item.asString()));
        return texts;
    }

    private IllegalStateException wrong(String why) {
        return new IllegalStateException("The catalogue entry (%s) is wrong: %s".formatted(name, why));
    }
}
