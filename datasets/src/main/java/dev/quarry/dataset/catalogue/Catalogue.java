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
 * the class path, named as its entry is. Looked up when first asked for, once.
 */
public final class Catalogue {

    private static final String FOLDER = "dev/quarry/dataset/catalogue/";
    private static final String ENDING = ".yaml";

    private Catalogue() {}

    private static final class Found {
        /** The text of each entry by its name, which is the name of its file. */
        static final SortedMap<String, byte[]> TEXTS = Collections.unmodifiableSortedMap(all());
    }

    /** The names of all datasets, sorted. */
    public static List<String> names() {
        return List.copyOf(Found.TEXTS.keySet());
    }

    /** All datasets, by name. */
    public static List<CatalogueEntry> entries() {
        return names().stream().map(Catalogue::find).toList();
    }

    /**
     * The dataset of a name.
     *
     * @throws IllegalArgumentException if there is none, with the nearest names
     */
    public static CatalogueEntry find(String name) {
        byte[] text = Found.TEXTS.get(name);
        if (text == null) {
            throw new IllegalArgumentException(Parts.unknown("dataset", name, names()));
        }
        return EntryReader.read(name, text);
    }

    static boolean has(String name) {
        return Found.TEXTS.containsKey(name);
    }

    private static SortedMap<String, byte[]> all() {
        SortedMap<String, byte[]> entries = new TreeMap<>();
        try {
            ClassLoader loader = Catalogue.class.getClassLoader();
            List<URL> places = new ArrayList<>(Collections.list(loader.getResources(FOLDER)));
            // A jar without entries for its folders does not answer for the folder, but it does for a file in it.
            URL here = loader.getResource(FOLDER + "Catalogue.class");
            if (here != null) {
                places.add(URI.create(here.toString().replace("Catalogue.class", ""))
                        .toURL());
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

    private static void readFolder(Path folder, SortedMap<String, byte[]> entries) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(ENDING)).toList()) {
                add(String.valueOf(file.getFileName()), Files.readAllBytes(file), entries);
            }
        }
    }

    private static void readJar(URL place, SortedMap<String, byte[]> entries) throws IOException, URISyntaxException {
        JarURLConnection connection = (JarURLConnection) place.openConnection();
        try (JarFile jar =
                new JarFile(Path.of(connection.getJarFileURL().toURI()).toFile())) {
            for (ZipEntry file : Collections.list(jar.entries())) {
                if (file.getName().startsWith(FOLDER) && file.getName().endsWith(ENDING)) {
                    try (InputStream in = jar.getInputStream(file)) {
                        add(file.getName().substring(FOLDER.length()), in.readAllBytes(), entries);
                    }
                }
            }
        }
    }

    private static void add(String file, byte[] text, SortedMap<String, byte[]> entries) {
        entries.putIfAbsent(file.substring(0, file.length() - ENDING.length()), text);
    }
}
