package dev.attar.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.attar.runtime.WeightsException.Kind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.constant.ClassDesc;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResourceWeightsTest {
    private static final ToyProgram TOY = new ToyProgram();
    private static final Batch BATCH = Batch.of(List.of(new int[] {3, 1, 4}, new int[] {1, 5}));
    private static final Options ONE = Options.defaults().withThreads(1);

    @TempDir
    private Path folder;

    private byte[] safetensors;
    private byte[] packed;
    private float[] expected;

    /** A class of the application in the jar; made here, so that no other loader has it. */
    private static final String OWNER = "app.Owner";

    @BeforeEach
    void write() throws IOException {
        try (Weights weights = ToyProgram.weights()) {
            weights.save(folder.resolve("toy.safetensors"));
            weights.pack(TOY, 1, folder.resolve("toy.packed"));
            expected = answer(weights);
        }
        safetensors = Files.readAllBytes(folder.resolve("toy.safetensors"));
        packed = Files.readAllBytes(folder.resolve("toy.packed"));
    }

    @Test
    void weightsOfAJarAnswerAsThoseOfAFile() throws Exception {
        try (URLClassLoader loader = loader(jar())) {
            Class<?> owner = loader.loadClass(OWNER);
            for (String name :
                    List.of("toy.safetensors", "toy.packed", "/deflated/toy.safetensors", "/deflated/toy.packed")) {
                Weights weights = Weights.ofResource(owner, name);
                assertArrayEquals(expected, answer(weights), name);
                assertEquals(name.endsWith("packed"), weights.isPacked());
            }
        }
        Files.delete(folder.resolve("app.jar")); // which Windows refuses while it is open
    }

    @Test
    void theGarbageCollectorMayTakeWhatNobodyClosed() {
        Session session = Session.open(TOY, Weights.read("toy", new ByteArrayInputStream(packed)), ONE);
        for (int i = 0; i < 3; i++) {
            System.gc();
            assertArrayEquals(expected, session.run(BATCH, ToyProgram.SUMS).values());
        }
        session.close();
        Weights closed = Weights.read("toy", new ByteArrayInputStream(packed));
        closed.close();
        assertThrows(IllegalStateException.class, () -> Session.open(TOY, closed, ONE));
    }

    /** As a jar within a jar: the connection does not know the length. */
    @Test
    void aStreamOfUnknownLengthIsRead() {
        assertArrayEquals(expected, answer(Weights.read("toy", new ByteArrayInputStream(safetensors))));
        assertArrayEquals(expected, answer(StreamedWeights.read(url(safetensors, -1))));
        assertArrayEquals(expected, answer(StreamedWeights.read(url(safetensors, safetensors.length))));
    }

    @Test
    void aStreamThatIsCutOrGoesOnIsRefused() {
        WeightsException cut = refused(() -> StreamedWeights.read(url(safetensors, safetensors.length + 1)));
        assertTrue(cut.getMessage().contains("it ends after " + safetensors.length + " of"), cut.getMessage());
        WeightsException longer = refused(() -> StreamedWeights.read(url(safetensors, safetensors.length - 1)));
        assertTrue(longer.getMessage().contains("it goes on after"), longer.getMessage());
        byte[] half = Arrays.copyOf(safetensors, safetensors.length - 1);
        assertThrows(WeightsException.class, () -> Weights.read("toy", new ByteArrayInputStream(half)));
        assertThrows(WeightsException.class, () -> Weights.read("toy", InputStream.nullInputStream()));
    }

    @Test
    void whatIsNotThereIsNamed() {
        WeightsException none = refused(() -> Weights.ofResource(ResourceWeightsTest.class, "none.safetensors"));
        assertTrue(none.getMessage().startsWith("none.safetensors: "), none.getMessage());
        assertTrue(none.getMessage().contains(ResourceWeightsTest.class.getName()), none.getMessage());
        assertEquals(Kind.FILE, none.problems().getFirst().kind());
    }

    @Test
    void anInterruptEndsTheReading() {
        Thread.currentThread().interrupt();
        WeightsException refused = refused(() -> Weights.read("toy", new ByteArrayInputStream(safetensors)));
        assertTrue(Thread.interrupted(), "it stays interrupted");
        assertEquals(Kind.INTERRUPTED, refused.problems().getFirst().kind());
    }

    private static WeightsException refused(Runnable call) {
        return assertThrows(WeightsException.class, call::run);
    }

    private static float[] answer(Weights weights) {
        try (Session session = Session.open(TOY, weights, ONE)) {
            return session.run(BATCH, ToyProgram.SUMS).values();
        }
    }

    private Path jar() throws IOException {
        Path jar = folder.resolve("app.jar");
        byte[] owner = ClassFile.of().build(ClassDesc.of(OWNER), code -> {});
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
            put(zip, "app/Owner.class", owner, true);
            put(zip, "app/toy.safetensors", safetensors, false);
            put(zip, "app/toy.packed", packed, false);
            put(zip, "deflated/toy.safetensors", safetensors, true);
            put(zip, "deflated/toy.packed", packed, true);
        }
        return jar;
    }

    private static void put(ZipOutputStream zip, String name, byte[] bytes, boolean deflated) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setMethod(deflated ? ZipEntry.DEFLATED : ZipEntry.STORED);
        CRC32 crc = new CRC32();
        crc.update(bytes);
        entry.setCrc(crc.getValue());
        entry.setSize(bytes.length);
        zip.putNextEntry(entry);
        zip.write(bytes);
    }

    private static URLClassLoader loader(Path jar) throws IOException {
        return new URLClassLoader(
                new URL[] {jar.toUri().toURL()}, null); // the platform's knows the modules of this JVM
    }

    private static URL url(byte[] bytes, long length) {
        try {
            return URL.of(URI.create("nested:/app.jar/!lib.jar/!/toy.safetensors"), new URLStreamHandler() {
                @Override
                protected URLConnection openConnection(URL url) {
                    return new URLConnection(url) {
                        @Override
                        public void connect() {}

                        @Override
                        public long getContentLengthLong() {
                            return length;
                        }

                        @Override
                        public InputStream getInputStream() {
                            return new ByteArrayInputStream(bytes);
                        }
                    };
                }
            });
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
