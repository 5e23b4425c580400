package dev.quarry.dataset.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quarry.dataset.DataFile;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CatalogueTest {

    @TempDir
    Path folder;

    static List<String> names() {
        return Catalogue.names();
    }

    @ParameterizedTest
    @MethodSource("names")
    void every_entry_says_what_a_user_must_know(String name) {
        CatalogueEntry entry = Catalogue.find(name);
        assertThat(entry.title()).isNotBlank();
        assertThat(entry.licence()).isNotBlank();
        assertThat(entry.source()).isNotBlank();
        assertThat(entry.files()).isNotEmpty().allSatisfy(file -> {
            assertThat(file.sha256()).matches("[0-9a-f]{64}");
            assertThat(file.bytes()).isPositive();
            assertThat(file.url().orElse("https://x")).matches("https://[!-~]+");
        });
        assertThat(entry.isFetchable() || !entry.obtain().isEmpty()).isTrue();
        List<String> files = entry.files().stream().map(DataFile::name).toList();
        assertThat(entry.pool()).allMatch(file -> file.equals(".") || files.contains(file));
        if (entry.test() instanceof TestRows.OfFiles test) {
            assertThat(files).containsAll(test.files());
        }
    }

    @Test
    void an_unknown_name_is_answered_with_the_nearest() {
        assertThatThrownBy(() -> Catalogue.find("leter"))
                .hasMessageStartingWith("There is no dataset named (leter). Maybe (letter).");
    }

    @Test
    void a_dataset_that_is_not_there_says_where_it_was_looked_for_and_how_to_get_it() {
        List<Path> folders = DataFolders.all(
                List.of(folder.resolve("given")), folder.resolve("variable").toString(), folder.toString());
        assertThat(folders)
                .containsExactly(
                        folder.resolve("given"),
                        folder.resolve("variable"),
                        folder.resolve(".quarry").resolve("data"));
        assertThatThrownBy(() -> Located.find(Catalogue.find("iris"), folders))
                .hasMessageContaining("The dataset (iris) is not here")
                .hasMessageContaining(folder.resolve("variable").toString())
                .hasMessageContaining("fetch it: quarry datasets fetch iris");
        assertThatThrownBy(() -> Located.find(Catalogue.find("sms-spam"), folders))
                .hasMessageContaining("get it so: unpack smsspamcollection.zip");
        assertThat(DataFolders.all(List.of(), null, "/home/x")).containsExactly(Path.of("/home/x/.quarry/data"));
        assertThat(DataFolders.all(List.of(), " ", "/home/x")).hasSize(1);
    }

    @Test
    void an_incomplete_folder_names_the_file_that_is_missing() throws IOException {
        Files.createDirectories(folder.resolve("adult"));
        Files.writeString(folder.resolve("adult").resolve("adult.data"), "x");
        assertThatThrownBy(() -> Located.find(Catalogue.find("adult"), List.of(folder)))
                .hasMessageContaining("The dataset (adult) is not complete")
                .hasMessageContaining("lacks (adult.test)");
    }

    @Test
    void a_file_that_differs_is_not_read() throws IOException {
        Files.createDirectories(folder.resolve("iris"));
        Files.writeString(folder.resolve("iris").resolve("iris.csv"), "5.1,3.5,1.4,0.2,Iris-setosa\n");
        assertThatThrownBy(() -> Catalogue.find("iris").load(List.of(folder)))
                .hasMessageContaining("iris.csv) is not the one that the catalogue knows: its SHA-256 is (");
        assertThatThrownBy(() -> Catalogue.find("iris").verify(folder))
                .hasMessageContaining("is not the one that the catalogue knows");
        assertThatThrownBy(() -> Catalogue.find("wine").verify(folder))
                .hasMessageContaining("wine.csv) of dataset (wine) is missing");
    }

    @Test
    void the_first_folder_that_has_everything_wins() throws IOException {
        byte[] bytes = "1,a\n2,b\n".getBytes(StandardCharsets.UTF_8);
        CatalogueEntry entry = entry(bytes, Optional.empty());
        Path half = folder.resolve("half");
        Path whole = folder.resolve("whole");
        Files.createDirectories(half.resolve("small"));
        Files.createDirectories(whole.resolve("small"));
        Files.write(whole.resolve("small").resolve("a b.csv"), bytes);
        assertThat(entry.locate(List.of(half, whole))).isEqualTo(whole.resolve("small"));
        assertThat(entry.load(List.of(half, whole)).size()).isEqualTo(2);
    }

    /** An entry with one file. */
    static CatalogueEntry entry(byte[] bytes, Optional<String> base) throws IOException {
        Path file = Files.createTempFile("quarry", ".csv");
        Files.write(file, bytes);
        String sha = Hashes.of(file);
        Files.delete(file);
        String yaml = """
                name: small
                title: A small one
                kind: tabular
                licence: none
                source: made here
                %s
                files:
                  - { name: a b.csv, bytes: %d, sha256: "%s" }
                obtain: write it
                format: { csv: { header: false } }
                pool: [a b.csv]
                expect: { items: 2, features: 1, classes: 2 }
                """.formatted(base.map(url -> "base: \"" + url + "\"").orElse(""), bytes.length, sha);
        return EntryReader.read("small", yaml.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void a_wrong_entry_is_named_with_what_is_wrong() {
        assertThatThrownBy(() -> EntryReader.read("x", "name: x\ntitel: y\n".getBytes(StandardCharsets.UTF_8)))
                .hasMessageContaining(
                        "The catalogue entry (x) is wrong: There is no key named (titel). Maybe (title).");
        assertThatThrownBy(() -> EntryReader.read("x", "name: x\n".getBytes(StandardCharsets.UTF_8)))
                .hasMessageContaining("the key (title) is missing");
    }

    @Test
    void entries_are_found_in_a_jar_even_if_it_has_no_entries_for_folders() throws Exception {
        Path jar = folder.resolve("datasets.jar");
        Path classes = Path.of(Catalogue.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar));
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(
                        new ZipEntry(classes.relativize(file).toString().replace('\\', '/')));
                out.write(Files.readAllBytes(file));
            }
        }
        List<URL> path = new ArrayList<>(List.of(jar.toUri().toURL()));
        for (String element : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            if (!Path.of(element).equals(classes)) {
                path.add(Path.of(element).toUri().toURL());
            }
        }
        try (URLClassLoader loader =
                new URLClassLoader(path.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
            Object names = loader.loadClass(Catalogue.class.getName())
                    .getMethod("names")
                    .invoke(null);
            assertThat(names).isEqualTo(Catalogue.names());
        }
    }
}
