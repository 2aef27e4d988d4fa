package dev.attar.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.attar.runtime.WeightsException.Kind;
import dev.attar.runtime.WeightsException.Problem;
import dev.attar.runtime.kernel.ProgramPlan;
import dev.attar.runtime.packing.LayoutKey;
import dev.attar.runtime.packing.PackedFile;
import dev.attar.runtime.packing.PackedWeights;
import dev.attar.runtime.packing.Unpacking;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Packed files: the same weights as packed at load, or a refusal with its place, and nothing else. */
class PackedRefusalsTest {
    private static final RandomPlan RANDOM = withLanes(RandomPlan.of(1), 16);
    private static final byte[] FILE = file(RANDOM);

    private static RandomPlan withLanes(RandomPlan random, int lanes) {
        ProgramPlan plan = random.plan();
        return new RandomPlan(
                TokenPlan.with(plan, plan.model(), lanes, plan.slots(), plan.weightFloats()), random.tensors());
    }

    private static byte[] file(RandomPlan random) {
        try (Weights weights = random.weights();
                PackedWeights packed = weights.packedFor(random.plan(), 1)) {
            Path file = Files.createTempFile("random", ".packed");
            try {
                PackedFile.write(file, random.plan(), packed.floats(), Optional.empty());
                return Files.readAllBytes(file);
            } finally {
                Files.delete(file);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Another file, whose header agrees with its checksum again. */
    private static byte[] with(Consumer<ByteBuffer> change) {
        ByteBuffer header = ByteBuffer.wrap(FILE.clone()).order(ByteOrder.LITTLE_ENDIAN);
        change.accept(header);
        return signed(header.array());
    }

    private static byte[] signed(byte[] file) {
        CRC32C crc = new CRC32C();
        crc.update(file, 0, 4092);
        ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putInt(4092, (int) crc.getValue());
        return file;
    }

    private static Problem refusal(byte[] file) {
        WeightsException refused = assertThrows(WeightsException.class, () -> SafetensorsBytes.read(file));
        assertTrue(refused.getMessage().contains("attar pack"), refused.getMessage());
        assertEquals(1, refused.problems().size());
        return refused.problems().getFirst();
    }

    private static List<Problem> refusal(ProgramPlan plan) {
        try (Weights weights = SafetensorsBytes.read(FILE)) {
            WeightsException refused = assertThrows(WeightsException.class, () -> weights.packedFor(plan, 1));
            assertTrue(refused.getMessage().contains("attar pack"), refused.getMessage());
            refused.problems().forEach(problem -> assertEquals(Kind.PACKED, problem.kind()));
            return refused.problems();
        }
    }

    private static ProgramPlan plan(String model, int lanes, long floats) {
        ProgramPlan plan = RANDOM.plan();
        return TokenPlan.with(plan, model, lanes, plan.slots(), floats);
    }

    @Property(tries = 100)
    void theSameBitsAsPackedAtLoad(@ForAll long seed) {
        RandomPlan random = RandomPlan.of(seed);
        try (Weights weights = random.weights();
                Weights file = SafetensorsBytes.read(file(random));
                PackedWeights atLoad = weights.packedFor(random.plan(), 1);
                PackedWeights fromFile = file.packedFor(random.plan(), 1)) {
            file.checkContent();
            assertEquals(-1, atLoad.floats().mismatch(fromFile.floats()));
            try (Weights unpacked = Weights.of(Unpacking.tensors(random.plan(), fromFile.floats()))) {
                assertEquals(weights.tensors().keySet(), unpacked.tensors().keySet());
                weights.tensors().forEach((name, tensor) -> {
                    Tensor other = unpacked.tensor(name).orElseThrow();
                    assertEquals(tensor.shape(), other.shape());
                    assertEquals(-1, tensor.data().mismatch(other.data()), name);
                });
            }
        }
    }

    @Test
    void anotherModelOtherLanesAndBoth() {
        int lanes = RANDOM.plan().lanes();
        long floats = RANDOM.plan().weightFloats();
        Problem model = new Problem(
                Kind.PACKED, "", "weights of the model \"" + RANDOM.plan().model() + "\"", "\"Other\"", 104);
        Problem scalar =
                new Problem(Kind.PACKED, "", "weights packed for vectors of " + lanes + " floats", "scalar code", 20);
        assertEquals(List.of(model), refusal(plan("Other", lanes, floats)));
        assertEquals(List.of(scalar), refusal(plan(RANDOM.plan().model(), 1, floats)));
        assertEquals(List.of(model, scalar), refusal(plan("Other", 1, floats)));
    }

    @Test
    void otherLanesCanBeAskedFor() {
        try (Weights weights = SafetensorsBytes.read(FILE)) {
            ProgramPlan scalar = plan(RANDOM.plan().model(), 1, RANDOM.plan().weightFloats());
            WeightsException refused = assertThrows(WeightsException.class, () -> weights.packedFor(scalar, 1));
            String property = "-Dattar.lanes=" + RANDOM.plan().lanes();
            assertTrue(refused.hint().contains(property), refused.hint());
        }
    }

    @Test
    void anotherArrangement() {
        byte[] other = with(header -> header.putLong(24, header.getLong(24) + 1));
        try (Weights weights = SafetensorsBytes.read(other)) {
            WeightsException refused = assertThrows(WeightsException.class, () -> weights.packedFor(RANDOM.plan(), 1));
            Problem problem = refused.problems().getFirst();
            assertEquals(24, problem.offset());
            assertTrue(problem.expected().contains(LayoutKey.of(RANDOM.plan()).toString()));
        }
    }

    @Test
    void otherElementsTakeOtherRoom() {
        ProgramPlan plan = RANDOM.plan();
        Problem problem = refusal(plan(plan.model(), plan.lanes(), plan.weightFloats() + 1))
                .getFirst();
        assertEquals(32, problem.offset());
        assertEquals("packed weights of " + plan.weightFloats() * 4 + " bytes", problem.found());
        assertTrue(problem.expected().startsWith((plan.weightFloats() + 1) * 4 + " bytes"), problem.expected());
    }

    @Test
    void everyFieldOfTheHeader() {
        assertEquals(8, refusal(with(header -> header.putInt(8, 3))).offset());
        assertEquals(
                "packed weights of format 3",
                refusal(with(header -> header.putInt(8, 3))).found());
        for (int bytes : new int[] {0, 4095, 4097, -4096, 1 << 21, Integer.MIN_VALUE}) {
            assertEquals(12, refusal(with(header -> header.putInt(12, bytes))).offset());
        }
        int otherOrder = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN ? 2 : 1;
        assertEquals(16, refusal(with(header -> header.putInt(16, otherOrder))).offset());
        assertEquals(
                "a damaged header",
                refusal(with(header -> header.putInt(16, 0))).found());
        for (long bytes : new long[] {0, FILE.length, FILE.length - 4095, -1, Long.MIN_VALUE, Long.MAX_VALUE}) {
            assertEquals(
                    Kind.HEADER,
                    refusal(with(header -> header.putLong(32, bytes))).kind());
        }
        for (int length : new int[] {-1, Integer.MIN_VALUE, Integer.MAX_VALUE, 4096 - 108 - 3}) {
            assertEquals(
                    "a damaged header",
                    refusal(with(header -> header.putInt(104, length))).found());
        }
    }

    @Test
    void cutAnywhereOrWithMoreBehind() {
        for (int length = 8; length < FILE.length; length += length < 200 ? 1 : 97) {
            Problem cut = refusal(Arrays.copyOf(FILE, length));
            assertTrue(cut.found().startsWith("a packed file that is cut after "), cut.found());
            assertEquals(length, cut.offset());
        }
        Problem longer = refusal(Arrays.copyOf(FILE, FILE.length + 3));
        assertEquals("3 bytes after the weights", longer.found());
        assertEquals(FILE.length, longer.offset());
    }

    @Property(tries = 500)
    void anyChangeOfTheHeaderIsSeen(
            @ForAll @IntRange(min = 8, max = 4095) int at, @ForAll @IntRange(min = 1, max = 255) int bits) {
        byte[] file = FILE.clone();
        file[at] ^= (byte) bits;
        assertEquals(Kind.HEADER, refusal(file).kind());
    }

    /** Headers that somebody made on purpose: right checksums, wrong in any other way. */
    @Property(tries = 2_000)
    void aHeaderOfAnyBytesIsAcceptedOrRefused(
            @ForAll @Size(min = 1, max = 6) List<@IntRange(min = 8, max = 200) Integer> places, @ForAll long seed) {
        byte[] file = FILE.clone();
        Random random = new Random(seed);
        places.forEach(place -> file[place] = (byte) random.nextInt(256));
        try (Weights weights = SafetensorsBytes.read(signed(file));
                PackedWeights packed = weights.packedFor(RANDOM.plan(), 1)) {
            assertEquals(RANDOM.plan().weightFloats() * 4, packed.floats().byteSize());
        } catch (WeightsException refused) {
            assertFalse(refused.problems().isEmpty());
        }
    }

    @Test
    void aLongNameTakesAnotherPage() {
        ProgramPlan plan =
                plan("M".repeat(70_000), RANDOM.plan().lanes(), RANDOM.plan().weightFloats());
        RandomPlan vast = new RandomPlan(plan, RANDOM.tensors());
        try (Weights weights = SafetensorsBytes.read(file(vast));
                PackedWeights packed = weights.packedFor(plan, 1)) {
            assertEquals(plan.weightFloats() * 4, packed.floats().byteSize());
        }
    }
}
