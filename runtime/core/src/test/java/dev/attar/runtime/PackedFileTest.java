package dev.attar.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.attar.runtime.WeightsException.Kind;
import dev.attar.runtime.kernel.ProgramPlan;
import dev.attar.runtime.packing.PackedWeights;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Packed files in use: read in place, for as long as they are needed, and never left half-written. */
class PackedFileTest {
    private static final ToyProgram TOY = new ToyProgram();
    private static final Batch BATCH = Batch.of(List.of(new int[] {3, 1, 4}, new int[] {1, 5}));

    @TempDir
    private Path folder;

    private Path packed() {
        return packed("toy.packed");
    }

    private Path packed(String name) {
        Path file = folder.resolve(name);
        try (Weights weights = ToyProgram.weights()) {
            weights.pack(TOY, 1, file);
        }
        return file;
    }

    /** As other tools leave it. */
    private Path writable() throws IOException {
        Path copy = folder.resolve("copy.packed");
        Files.write(copy, Files.readAllBytes(packed()));
        return copy;
    }

    private static Session open(Path file) {
        try (Weights weights = Weights.openInPlace(file, Check.HEADER)) {
            return Session.open(TOY, weights, Options.defaults().withThreads(1));
        }
    }

    private static boolean isMapped(Path file) throws IOException {
        Path maps = Path.of("/proc/self/maps");
        return Files.readString(maps).contains(file.getFileName().toString());
    }

    @Test
    void aSessionRunsOnItAndOutlivesTheWeights() {
        try (Session session = open(packed())) {
            assertArrayEquals(
                    ToyProgram.sumRow(3, 1, 4),
                    session.run(BATCH, ToyProgram.SUMS).row(0));
            assertArrayEquals(
                    ToyProgram.sumRow(1, 5), session.run(BATCH, ToyProgram.SUMS).row(1));
        }
    }

    @Test
    void itIsMappedOnceAndUntilItsLastUserIsGone() throws IOException {
        Path file = packed("for-how-long.packed");
        if (!Files.isReadable(Path.of("/proc/self/maps"))) {
            return; // only this system tells what is mapped
        }
        Weights weights = Weights.openInPlace(file, Check.HEADER);
        Session one = Session.open(TOY, weights, Options.defaults());
        Session other = Session.open(TOY, weights, Options.defaults());
        weights.close();
        weights.close();
        assertThrows(IllegalStateException.class, () -> Session.open(TOY, weights, Options.defaults()));
        assertTrue(isMapped(file));
        one.close();
        one.close();
        assertTrue(isMapped(file));
        assertArrayEquals(
                ToyProgram.sumRow(1, 5), other.run(BATCH, ToyProgram.SUMS).row(1));
        other.close();
        assertFalse(isMapped(file));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aRefusedFileDoesNotStayMapped() throws IOException {
        Path file = packed();
        try (Weights weights = Weights.open(file)) {
            ProgramPlan other = OtherPlan.withoutWeights(TOY).plan();
            assertThrows(WeightsException.class, () -> weights.packedFor(other, 1));
            assertTrue(isMapped(file));
        }
        assertFalse(isMapped(file));
    }

    @Test
    void theWeightsLieOnAPageAndAreNotCopied() {
        try (Weights weights = Weights.openInPlace(packed(), Check.HEADER);
                PackedWeights used = weights.packedFor(TOY.plan(), 1)) {
            assertTrue(used.floats().isMapped());
            assertTrue(used.floats().isReadOnly());
            assertEquals(0, used.floats().address() % 4096);
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aFileThatOthersCouldCutIsCopied() throws IOException {
        Path file = writable();
        try (Weights weights = Weights.open(file);
                PackedWeights used = weights.packedFor(TOY.plan(), 2);
                Session session = Session.open(TOY, weights, Options.defaults())) {
            assertFalse(used.floats().isMapped());
            Files.write(file, new byte[0]);
            assertArrayEquals(
                    ToyProgram.sumRow(1, 5), session.run(BATCH, ToyProgram.SUMS).row(1));
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void itIsWriteProtectedAndThenUsedInPlaceExceptByRoot() throws IOException {
        Path file = packed();
        assertFalse(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))
                .contains("w"));
        try (Weights weights = Weights.open(file);
                PackedWeights used = weights.packedFor(TOY.plan(), 1)) {
            boolean root = (Integer) Files.getAttribute(file, "unix:uid") == 0;
            assertEquals(!root, used.floats().isMapped());
            assertEquals(!root, weights.isUsedInPlace());
        }
    }

    @Test
    void itKnowsTheFileThatItWasPackedFrom() throws Exception {
        Path plain = folder.resolve("toy.safetensors");
        Path file = folder.resolve("toy.packed");
        try (Weights weights = ToyProgram.weights()) {
            assertEquals(Optional.empty(), weights.sha256());
            weights.save(plain);
        }
        String expected =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(plain)));
        try (Weights weights = Weights.open(plain)) {
            assertEquals(Optional.of(expected), weights.sha256());
            weights.pack(TOY, 1, file);
        }
        try (Weights weights = Weights.open(file)) {
            assertEquals(Optional.of(expected), weights.sha256());
        }
        try (Weights weights = Weights.open(packed("none.packed"))) {
            assertEquals(Optional.empty(), weights.sha256());
        }
    }

    @Test
    void anotherFileInItsPlaceDoesNotDisturb() {
        Path file = packed();
        float[] twos = new float[ToyProgram.VOCABULARY * ToyProgram.COLUMNS];
        Arrays.fill(twos, 2);
        try (Session before = open(file);
                Weights others =
                        Weights.of(Map.of("table", FloatTensor.of(twos, ToyProgram.VOCABULARY, ToyProgram.COLUMNS)))) {
            others.pack(TOY, 2, file);
            assertArrayEquals(
                    ToyProgram.sumRow(1, 5), before.run(BATCH, ToyProgram.SUMS).row(1));
            try (Session after = open(file)) {
                assertArrayEquals(
                        new float[] {4, 4, 4, 4, 4},
                        after.run(BATCH, ToyProgram.SUMS).row(1));
            }
        }
    }

    @Test
    void aFileThatShrinksWhileInUseIsReportedNotFatal() throws IOException {
        Path file = writable();
        try (Session session = open(file);
                Weights weights = Weights.open(file)) {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.truncate(4096);
            }
            WeightsException refused =
                    assertThrows(WeightsException.class, () -> session.run(BATCH, ToyProgram.TOKENS));
            assertEquals(Kind.FILE, refused.problems().getFirst().kind());
            assertEquals(file.toString(), refused.source());
            assertEquals(
                    Kind.FILE,
                    assertThrows(WeightsException.class, weights::checkContent)
                            .problems()
                            .getFirst()
                            .kind());
        }
    }

    @Test
    void aChangedWeightIsFoundWhenItIsLookedFor() throws IOException {
        Path file = writable();
        Weights.open(file, Check.CONTENT).close();
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 1] ^= 1;
        Files.write(file, bytes);
        try (Weights weights = Weights.open(file)) {
            WeightsException refused = assertThrows(WeightsException.class, weights::checkContent);
            assertEquals(Kind.CONTENT, refused.problems().getFirst().kind());
            assertTrue(refused.getMessage().contains("attar pack"), refused.getMessage());
        }
        WeightsException refused = assertThrows(WeightsException.class, () -> Weights.open(file, Check.CONTENT));
        assertEquals(Kind.CONTENT, refused.problems().getFirst().kind());
    }

    @Test
    void otherWeightsHaveNoChecksum() {
        try (Weights weights = ToyProgram.weights()) {
            weights.checkContent();
            assertFalse(weights.isPacked());
        }
    }

    @Test
    void itHasNoTensorsUntilItIsUnpacked() {
        try (Weights weights = Weights.open(packed())) {
            assertTrue(weights.isPacked());
            assertEquals(Map.of(), weights.tensors());
            assertThrows(IllegalStateException.class, () -> weights.save(folder.resolve("none")));
            try (Weights unpacked = weights.unpacked(TOY);
                    Weights first = ToyProgram.weights()) {
                assertArrayEquals(WeightsTest.floats(first, "table"), WeightsTest.floats(unpacked, "table"));
                assertEquals(first.tensors().keySet(), unpacked.tensors().keySet());
            }
        }
    }

    @Test
    void packedAgainItHasTheSameBytes() throws IOException {
        Path file = packed();
        Path again = folder.resolve("again.packed");
        try (Weights weights = Weights.open(file)) {
            weights.pack(TOY, 1, again);
        }
        assertEquals(-1, Files.mismatch(file, again));
    }

    @Test
    void whatCannotBeWrittenIsRefusedAndLeavesNothing() throws IOException {
        Path nowhere = folder.resolve("absent").resolve("toy.packed");
        Path taken = Files.createDirectories(folder.resolve("taken").resolve("inside"))
                .getParent();
        float[] table = new float[ToyProgram.VOCABULARY * ToyProgram.COLUMNS];
        table[7] = Float.NaN;
        try (Weights weights = ToyProgram.weights();
                Weights bad =
                        Weights.of(Map.of("table", FloatTensor.of(table, ToyProgram.VOCABULARY, ToyProgram.COLUMNS)))) {
            for (Path target : List.of(nowhere, taken)) {
                WeightsException refused = assertThrows(WeightsException.class, () -> weights.pack(TOY, 1, target));
                assertEquals(Kind.FILE, refused.problems().getFirst().kind());
            }
            assertThrows(WeightsException.class, () -> bad.pack(TOY, 1, folder.resolve("nan.packed")));
        }
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(List.of(taken), left.toList());
        }
    }
}
