package dev.quarry.dataset.catalogue;

import dev.quarry.part.Parts;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/**
 * The published datasets: every YAML file in the folder {@code dev/quarry/dataset/catalogue} of every jar and folder on
 * the class path. Read when first asked for, once.
 */
public final class Catalogue {

    private static final String FOLDER = "dev/quarry/dataset/catalogue/";

    private Catalogue() {}

    private static final class Found {
        static final SortedMap<String, CatalogueEntry> ENTRIES = Collections.unmodifiableSortedMap(all());
    }

    /** The names of all datasets, sorted. */
    public static List<String> names() {
        return List.copyOf(Found.ENTRIES.keySet());
    }

    /** All datasets, by name. */
    public static List<CatalogueEntry> entries() {
        return List.copyOf(Found.ENTRIES.values());
    }

    /**
     * The dataset of a name.
     *
     * @throws IllegalArgumentException if there is none, with the nearest names
     */
    public static CatalogueEntry find(String name) {
        CatalogueEntry entry = Found.ENTRIES.get(name);
        if (entry == null) {
            throw new IllegalArgumentException(Parts.unknown("dataset", name, names()));
        }
        return entry;
    }

    static boolean has(String name) {
        return Found.ENTRIES.containsKey(name);
    }

    private static SortedMap<String, CatalogueEntry> all() {
        SortedMap<String, CatalogueEntry> entries = new TreeMap<>();
        try {
            ClassLoader loader = Catalogue.class.getClassLoader();
            List<URL> places = new ArrayList<>(Collections.list(loader.getResources(FOLDER)));
            // A jar without entries for its folders does not answer for the folder, but it does for a file in it.
            URL here = loader.getResource(FOLDER + "Catalogue.class");
            if (here != null) {
                places.add(URI.create(here.toString().replace("Catalogue.class", "")).toURL());
            }
            for (URL place : places) {
                if (place.getProtocol().equals("jar")) {
                    readJar(place, entries);
                } else {
                    readFolder(Path.of(place.toURI()), entries);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The catalogue of datasets cannot be read.", e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException("The catalogue of datasets cannot be read.", e);
        }
        return entries;
    }

    private static void readFolder(Path folder, SortedMap<String, CatalogueEntry> entries) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".yaml")).toList()) {
                try (InputStream in = Files.newInputStream(file)) {
                    add(EntryReader.read(file.toString(), in), entries);
                }
            }
        }
    }

    private static void readJar(URL place, SortedMap<String, CatalogueEntry> entries) throws IOException {
        JarURLConnection connection = (JarURLConnection) place.openConnection();
        connection.setUseCaches(false);
        try (JarFile jar = connection.getJarFile()) {
            for (ZipEntry file : Collections.list(jar.entries())) {
                if (file.getName().startsWith(FOLDER) && file.getName().endsWith(".yaml")) {
                    try (InputStream in = jar.getInputStream(file)) {
                        add(EntryReader.read(file.getName(), in), entries);
                    }
                }
            }
        }
    }

    private static void add(CatalogueEntry entry, SortedMap<String, CatalogueEntry> entries) {
        entries.putIfAbsent(entry.name(), entry);
    }
}
