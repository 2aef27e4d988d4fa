package dev.attar.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.Tuple.Tuple2;

/** Any bytes are weights or refused as such: no other exception, no error. */
class SafetensorsFuzzTest {
    private static final String VALID = "{\"__metadata__\":{\"format\":\"pt\"},"
            + "\"a\":{\"dtype\":\"F32\",\"shape\":[2,1],\"data_offsets\":[0,8]},"
            + "\"b\":{\"dtype\":\"BF16\",\"shape\":[3],\"data_offsets\":[8,14]}}";

    @Property(tries = 2_000)
    void anyBytes(@ForAll byte[] file) {
        readOrRefuse(file);
    }

    @Property(tries = 2_000)
    void anyHeaderOfTheFormatsWords(@ForAll("wordy") String header, @ForAll("dataBytes") int dataBytes) {
        readOrRefuse(SafetensorsBytes.file(header, dataBytes));
    }

    @Property(tries = 4_000)
    void aGoodFileWithAFewBytesChanged(@ForAll("changes") List<Tuple2<Integer, Byte>> changes) {
        byte[] file = SafetensorsBytes.file(VALID, 14);
        changes.forEach(change -> file[change.get1() % file.length] = change.get2());
        readOrRefuse(file);
    }

    @Property
    void aGoodFileCutAnywhereIsRefused(@ForAll("cuts") int length) {
        byte[] file = SafetensorsBytes.file(VALID, 14);
        assertFalse(readOrRefuse(Arrays.copyOf(file, length)), "accepted " + length + " bytes of " + file.length);
    }

    /** Whether the file was accepted. */
    private static boolean readOrRefuse(byte[] file) {
        try (Weights weights = SafetensorsBytes.read(file)) {
            long dataBytes = 0;
            for (Tensor tensor : weights.tensors().values()) {
                assertEquals(tensor.elements(), tensor.toArray().length);
                dataBytes += tensor.elements() * tensor.type().bytes();
            }
            int header = file[8] == '{' ? headerLength(file) : -1;
            assertEquals(file.length, 8 + header + dataBytes, "accepted tensors do not fill the file");
            return true;
        } catch (WeightsException refused) {
            assertFalse(refused.problems().isEmpty());
            return false;
        }
    }

    private static int headerLength(byte[] file) {
        return (file[0] & 0xff) | (file[1] & 0xff) << 8 | (file[2] & 0xff) << 16;
    }

    @Provide
    Arbitrary<Integer> cuts() {
        return Arbitraries.integers().between(0, SafetensorsBytes.file(VALID, 14).length - 1);
    }

    @Provide
    Arbitrary<List<Tuple2<Integer, Byte>>> changes() {
        int length = 8 + VALID.getBytes(StandardCharsets.UTF_8).length + 14;
        Arbitrary<Integer> places = Arbitraries.integers().between(0, length - 1);
        Arbitrary<Byte> values = Arbitraries.oneOf(
                Arbitraries.bytes(),
                Arbitraries.of(
                        "0123456789[]{}\",:\\u ".chars().mapToObj(c -> (byte) c).toList()));
        return Combinators.combine(places, values)
                .as(Tuple::of)
                .list()
                .ofMinSize(1)
                .ofMaxSize(4);
    }

    @Provide
    Arbitrary<Integer> dataBytes() {
        return Arbitraries.integers().between(0, 16);
    }

    @Provide
    Arbitrary<String> wordy() {
        Arbitrary<String> words = Arbitraries.of(
                "{",
                "}",
                "[",
                "]",
                ":",
                ",",
                " ",
                "\"a\"",
                "\"b\"",
                "\"\\u0061\"",
                "\"__metadata__\"",
                "\"dtype\"",
                "\"F32\"",
                "\"F16\"",
                "\"shape\"",
                "\"data_offsets\"",
                "0",
                "4",
                "8",
                "-1",
                "1e9",
                "99999999999999999999",
                "[0,4]",
                "[4,8]",
                "[1]",
                "[]",
                "[2,1]",
                "null",
                "é",
                "\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}",
                "\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}");
        return words.list().ofMaxSize(12).map(list -> "{" + String.join("", list) + "}");
    }
}
