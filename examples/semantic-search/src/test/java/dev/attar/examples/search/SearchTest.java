package dev.attar.examples.search;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The program as it is used, on a small text with the real model. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SearchTest {
    private static final String PASSAGES = """
        The bakery on the corner opens at six. By seven the first loaves are gone, and whoever comes later has to take
        what is left, or wait for the second batch, which is out of the oven at nine and smells just as good.

        To replace the battery, switch the device off, remove the two screws on the back, and lift the cover. Pull the
        connector straight up; never lever it out with a screwdriver. Put the new battery in the same way round.

        In winter the lake freezes from the shore inwards, and by January the ice carries people, sledges and, some
        years, a market with stalls, lanterns and hot chestnuts, until a warm wind in March breaks it up again.
        """;

    @TempDir
    static Path folder;

    private Path index;

    @BeforeAll
    void index() throws IOException {
        Path text = Files.writeString(folder.resolve("town.txt"), PASSAGES);
        index = folder.resolve("made/search.index");
        Ran ran = search("index", "--index", index.toString(), text.toString());
        assertEquals(0, ran.status, ran.err);
        assertTrue(ran.err.contains("3 passages"), ran.err);
    }

    @Test
    void findsByMeaning() {
        Ran ran = query("fresh bread early in the morning", "how do I fix a phone that will not charge", "skating");
        assertEquals(0, ran.status, ran.err);
        List<String> lines = ran.out.lines().toList();
        assertEquals(6, lines.size(), ran.out);
        assertEquals("fresh bread early in the morning", lines.get(0));
        assertTrue(lines.get(1).contains("town.txt:1  The bakery"), lines.get(1));
        assertTrue(lines.get(3).contains("town.txt:4  To replace the battery"), lines.get(3));
        assertTrue(lines.get(5).contains("town.txt:7  In winter the lake"), lines.get(5));
    }

    @Test
    void aDamagedIndexIsRefusedWhereverItIsDamaged() throws IOException {
        byte[] good = Files.readAllBytes(index);
        Path damaged = folder.resolve("damaged.index");
        for (int at : new int[] {0, 9, 2000, good.length / 2, good.length - 1}) {
            byte[] bad = good.clone();
            bad[at] ^= 1;
            Files.write(damaged, bad);
            refused(damaged, at < 8 ? "not an index" : "damaged");
        }
        Files.write(damaged, Arrays.copyOf(good, good.length - 1));
        refused(damaged, "damaged");
        Files.write(damaged, new byte[3]);
        refused(damaged, "not an index");
        refused(folder.resolve("none.index"), "there is no index yet");
    }

    @Test
    void anIndexOfAnotherModelIsRefused() {
        Path other = folder.resolve("other.index");
        float[] fingerprint;
        Index same;
        try (Encoder encoder = Encoder.load(Path.of(System.getProperty("model")))) {
            fingerprint = encoder.fingerprint();
            same = IndexFile.read(index, fingerprint);
        }
        fingerprint[5] = Math.nextUp(fingerprint[5]);
        IndexFile.write(other, same, fingerprint);
        refused(other, "made by another model");
        assertArrayEquals(
                same.vectors().values(),
                IndexFile.read(other, fingerprint).vectors().values());
        assertEquals(same.passages(), IndexFile.read(other, fingerprint).passages());
    }

    @Test
    void whatCannotBeIndexedIsRefusedAndTheOldIndexStays() throws IOException {
        byte[] before = Files.readAllBytes(index);
        Path blank = Files.writeString(folder.resolve("blank.txt"), "\n \n");
        Path latin = Files.write(folder.resolve("latin.txt"), new byte[] {'a', (byte) 0xe9, 'b'});
        assertRefused(search("index", "--index", index.toString(), blank.toString()), "there is no text in");
        assertRefused(search("index", "--index", index.toString(), latin.toString()), "not a text in UTF-8");
        assertRefused(search("index", "--index", index.toString(), "nowhere.txt"), "nowhere.txt: cannot be read");
        assertRefused(search("query", "--model", "nowhere", "x"), "nowhere");
        assertArrayEquals(before, Files.readAllBytes(index));
        try (Stream<Path> files = Files.list(index.getParent())) {
            assertEquals(List.of(index), files.toList());
        }
    }

    @Test
    void aWrongCommandLineIsNotARefusal() {
        assertEquals(2, search("query").status);
        assertEquals(2, search("frobnicate").status);
        assertEquals(2, search().status);
    }

    private Ran query(String... questions) {
        return search(Stream.concat(Stream.of("query", "-k", "1", "--index", index.toString()), Stream.of(questions))
                .toArray(String[]::new));
    }

    private void refused(Path file, String problem) {
        assertRefused(search("query", "--index", file.toString(), "anything"), file + ": " + problem);
    }

    private static void assertRefused(Ran ran, String problem) {
        assertEquals(1, ran.status, ran.err);
        assertTrue(ran.err.contains(problem), ran.err);
        assertTrue(ran.err.contains("hint: "), ran.err);
        assertEquals("", ran.out);
    }

    private record Ran(int status, String out, String err) {}

    private static Ran search(String... arguments) {
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        ByteArrayOutputStream complained = new ByteArrayOutputStream();
        try {
            System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
            System.setErr(new PrintStream(complained, true, StandardCharsets.UTF_8));
            int status = Search.run(arguments);
            return new Ran(status, said.toString(StandardCharsets.UTF_8), complained.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
    }
}
