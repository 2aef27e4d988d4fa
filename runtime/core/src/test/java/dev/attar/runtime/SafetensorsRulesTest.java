package dev.attar.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.attar.runtime.WeightsException.Kind;
import dev.attar.runtime.WeightsException.Problem;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every rule of the safetensors format, kept and broken. */
class SafetensorsRulesTest {
    private static final String A = "\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}";

    private static Problem refusal(byte[] file) {
        WeightsException refused = assertThrows(WeightsException.class, () -> SafetensorsBytes.read(file));
        assertTrue(refused.getMessage().startsWith("test.safetensors: "), refused.getMessage());
        assertTrue(refused.getMessage().contains("\nhint: "), refused.getMessage());
        return refused.problems().getFirst();
    }

    private static Problem refusal(String header, int dataBytes) {
        return refusal(SafetensorsBytes.file(header, dataBytes));
    }

    private static void assertProblem(Kind kind, String found, Problem problem) {
        assertEquals(kind, problem.kind(), problem::describe);
        assertTrue(problem.found().contains(found), problem::describe);
    }

    @Test
    void theSmallestFileHasNoTensors() {
        try (Weights weights = SafetensorsBytes.read(SafetensorsBytes.file("{}", 0))) {
            assertEquals(Map.of(), weights.tensors());
        }
    }

    @Test
    void tensorsMayComeInAnyOrderAndBeEmptyOrSingleNumbers() {
        String header = "{\"last\":{\"data_offsets\":[4,12],\"shape\":[2, 1],\"dtype\":\"F32\"},"
                + "\"none\":{\"dtype\":\"BF16\",\"shape\":[3,0],\"data_offsets\":[4,4]},"
                + "\"one\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[0,4]},"
                + "\"__metadata__\":{\"format\":\"pt\",\"caf\\u00e9\":\"\\ud83d\\ude00\"}}  ";
        try (Weights weights = SafetensorsBytes.read(SafetensorsBytes.file(header, 12))) {
            assertEquals(
                    List.of("one", "none", "last"),
                    List.copyOf(weights.tensors().keySet()));
            assertEquals(List.of(2L, 1L), weights.tensor("last").orElseThrow().shape());
            assertEquals(0, weights.tensor("none").orElseThrow().elements());
            assertArrayEquals(new float[1], weights.tensor("one").orElseThrow().toArray());
            assertEquals(Map.of("format", "pt", "café", "😀"), weights.metadata());
        }
    }

    @Test
    void aFileTooShortForAHeaderLengthIsRefused() {
        assertProblem(Kind.HEADER, "a file of 7 bytes", refusal(new byte[7]));
        assertProblem(Kind.HEADER, "a file of 0 bytes", refusal(new byte[0]));
    }

    @Test
    void aHeaderLongerThanTheFileIsRefused() {
        byte[] header = "{}".getBytes(StandardCharsets.UTF_8);
        assertProblem(
                Kind.HEADER,
                "a header of 3 bytes in a file of 10",
                refusal(SafetensorsBytes.withLength(3, header, new byte[0])));
    }

    @Test
    void aHeaderLongerThanTheFormatAllowsIsRefused() {
        byte[] header = "{}".getBytes(StandardCharsets.UTF_8);
        for (long length : new long[] {100_000_001L, Long.MAX_VALUE, -1, Long.MIN_VALUE}) {
            Problem problem = refusal(SafetensorsBytes.withLength(length, header, new byte[0]));
            assertProblem(Kind.HEADER, "a header of " + Long.toUnsignedString(length) + " bytes", problem);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {" {}", "\n{}", "[]", "\"\"", "\uFEFF{}", ""})
    void aHeaderMustBeginWithABrace(String header) {
        Problem problem = refusal(header, 0);
        assertProblem(Kind.HEADER, "does not begin with '{'", problem);
        assertEquals(8, problem.offset());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "{}}",
                "{}\n",
                "{},",
                "{\"a\"}",
                "{\"a\":}",
                "{\"a\":1}",
                "{\"a\":null}",
                "{\"a\":{}}",
                "{a:{}}",
                "{'a':{}}",
                "{\"a\":[[[[[[[[[[",
                "{\"a\":{\"a\":{\"a\":{\"a\":{",
                "{//\n}",
                "{\"a",
                "{\"a\\",
                "{\"a\\x\":{}}",
                "{\"\\u12\":{}}",
                "{\"\\ud800\":{}}",
                "{\"\\udc00\":{}}",
                "{\"\\ud800\\u0041\":{}}",
                "{\"a\tb\":{}}",
                "{\"__metadata__\":{\"k\":1}}",
                "{\"__metadata__\":null}",
                "{\"__metadata__\":{\"k\":{}}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8],}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2,],\"data_offsets\":[0,8]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[02],\"data_offsets\":[0,8]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2.0],\"data_offsets\":[0,8]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2e0],\"data_offsets\":[0,8]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[-2],\"data_offsets\":[0,8]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[-8,0]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8,8]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":2,\"data_offsets\":[0,8]}}",
                "{\"a\":{\"dtype\":32,\"shape\":[2],\"data_offsets\":[0,8]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2]}}",
                "{\"a\":{\"shape\":[2],\"data_offsets\":[0,8]}}",
                "{\"a\":{\"dtype\":\"F32\",\"data_offsets\":[0,8]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8],\"more\":1}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[9223372036854775808],\"data_offsets\":[0,8]}}"
            })
    void whatIsNotTheFormatsJsonIsRefused(String header) {
        Problem problem = refusal(header, 8);
        assertEquals(Kind.HEADER, problem.kind(), problem::describe);
        assertTrue(problem.offset() >= 8 && problem.offset() <= 8 + header.length(), problem::describe);
    }

    @Test
    void aDeepNestIsRefusedWithoutDescending() {
        assertEquals(Kind.HEADER, refusal("{\"a\":" + "[".repeat(1_000_000), 0).kind());
        assertEquals(
                Kind.HEADER,
                refusal("{\"a\":{\"shape\":" + "[".repeat(1_000_000), 0).kind());
    }

    @Test
    void bytesThatAreNotUtf8AreRefusedWhereTheyAre() {
        byte[] header = ("{\"__metadata__\":{\"k\":\"ab?\"}}").getBytes(StandardCharsets.UTF_8);
        int bad = new String(header, StandardCharsets.UTF_8).indexOf('?');
        for (int value : new int[] {0xff, 0xc0, 0x80, 0xed}) {
            header[bad] = (byte) value;
            Problem problem = refusal(SafetensorsBytes.file(header, new byte[0]));
            assertProblem(Kind.HEADER, "not UTF-8", problem);
            assertEquals(8 + bad, problem.offset());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{" + A + "," + A + "}",
                "{" + A + ",\"\\u0061\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[8,8]}}",
                "{\"__metadata__\":{},\"__metadata__\":{}," + A + "}",
                "{\"__metadata__\":{\"k\":\"1\",\"k\":\"1\"}," + A + "}",
                "{\"a\":{\"dtype\":\"F32\",\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}"
            })
    void aKeyTwiceIsRefused(String header) {
        assertProblem(Kind.HEADER, "twice", refusal(header, 8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"F64", "I64", "I32", "U8", "BOOL", "F8_E4M3", "f32", "F33", ""})
    void numbersOfOtherTypesAreRefusedByTheTensorsName(String type) {
        Problem problem = refusal("{\"ids\":{\"dtype\":\"" + type + "\",\"shape\":[1],\"data_offsets\":[0,8]}}", 8);
        assertProblem(Kind.TYPE, '"' + type + '"', problem);
        assertEquals("ids", problem.tensor());
        assertEquals("F32, F16 or BF16", problem.expected());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "F32 | [2]                   | [0,7]  | 7 bytes",
                "F32 | [2]                   | [0,4]  | 4 bytes",
                "F16 | [2]                   | [0,8]  | 8 bytes",
                "F32 | [0]                   | [0,8]  | 8 bytes",
                "F32 | []                    | [0,8]  | 8 bytes",
                "F32 | [2]                   | [8,0]  | data_offsets [8, 0]",
                "F32 | [4611686018427387904] | [0,8]  | the shape",
                "F32 | [4294967296,4294967296] | [0,0] | the shape",
                "F32 | [3037000500,3037000500,2] | [0,8] | the shape"
            })
    void bytesThatDoNotMatchTheShapeAreRefused(String type, String shape, String offsets, String found) {
        Problem problem = refusal(
                "{\"a\":{\"dtype\":\"" + type + "\",\"shape\":" + shape + ",\"data_offsets\":" + offsets + "}}", 8);
        assertProblem(Kind.LAYOUT, found, problem);
        assertEquals("a", problem.tensor());
    }

    @Test
    void holesAndOverlapsAreRefused() {
        String b = ",\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":";
        Problem hole = refusal("{" + A + b + "[12,16]}}", 16);
        assertProblem(Kind.LAYOUT, "a hole of 4 bytes", hole);
        assertEquals("b", hole.tensor());
        Problem overlap = refusal("{" + A + b + "[4,8]}}", 8);
        assertProblem(Kind.LAYOUT, "shared with tensor \"a\"", overlap);
        assertEquals("b", overlap.tensor());
        assertProblem(
                Kind.LAYOUT,
                "a hole of 8 bytes",
                refusal("{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[8,16]}}", 16));
    }

    @Test
    void aTruncatedFileAndTrailingBytesAreRefused() {
        assertProblem(Kind.LAYOUT, "a file that ends after 7 bytes", refusal("{" + A + "}", 7));
        assertProblem(Kind.LAYOUT, "1 bytes after the last tensor", refusal("{" + A + "}", 9));
    }

    @Test
    void everyTensorOfAWrongSizeIsListed() {
        String header =
                "{" + A.replace("8]", "4]") + "," + A.replace("\"a\"", "\"b\"").replace("[0,8]", "[4,8]") + "}";
        WeightsException refused =
                assertThrows(WeightsException.class, () -> SafetensorsBytes.read(SafetensorsBytes.file(header, 8)));
        assertEquals(
                List.of("a", "b"),
                refused.problems().stream().map(Problem::tensor).toList());
    }

    @Test
    void aNameFromTheFileCannotSpoilTheMessage() {
        String name = "x\\u001b[31m\\n" + "y".repeat(5_000);
        Problem problem = refusal("{\"" + name + "\":{\"dtype\":\"I8\",\"shape\":[1],\"data_offsets\":[0,1]}}", 1);
        assertTrue(problem.describe().length() < 400, problem::describe);
        assertTrue(problem.describe().chars().noneMatch(Character::isISOControl), problem::describe);
    }
}
