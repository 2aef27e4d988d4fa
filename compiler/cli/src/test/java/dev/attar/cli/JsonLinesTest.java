package dev.attar.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonLinesTest {
    @Test
    void oneObjectALine() {
        assertEquals(
                "{\"ids\":[101,102],\"shape\":[2,2],\"values\":[0.1,-0.0,1.0E-10,3.4028235E38]}\n",
                line(new ModelResult(
                        "x", new int[] {101, 102}, new int[] {2, 2}, new float[] {0.1f, -0f, 1e-10f, Float.MAX_VALUE
                        })));
    }

    @Property(tries = 300)
    void everyFloatReadsBackToTheSameBitsAndNoShorterFormDoes(@ForAll @Size(min = 1, max = 8) int[] bits)
            throws Exception {
        float[] values = new float[bits.length];
        for (int i = 0; i < bits.length; i++) {
            float value = Float.intBitsToFloat(bits[i]);
            values[i] = Float.isFinite(value) ? value : bits[i];
        }
        JsonNode object = new ObjectMapper()
                .readTree(line(new ModelResult("x", new int[] {1}, new int[] {values.length}, values)));
        for (int i = 0; i < values.length; i++) {
            String written = object.get("values").get(i).asText();
            assertEquals(
                    Float.floatToRawIntBits(values[i]), Float.floatToRawIntBits(Float.parseFloat(written)), written);
        }
    }

    @Property(tries = 300)
    void noFloatHasMoreDigitsThanItNeeds(@ForAll float value) {
        String digits = Float.toString(value)
                .replaceFirst("E.*", "")
                .replaceAll("[-.]", "")
                .replaceFirst("^0+", "");
        if (digits.replaceFirst("0+$", "").length() > 1) {
            int fewer = digits.replaceFirst("0+$", "").length() - 1;
            float shorter = new java.math.BigDecimal(Float.toString(value))
                    .round(new java.math.MathContext(fewer))
                    .floatValue();
            assertTrue(shorter != value, () -> value + " could be " + shorter);
        }
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void whatJsonCannotWriteIsRefusedAndNothingIsPrinted(float value) {
        StringWriter out = new StringWriter();
        JsonLines json = new JsonLines(new PrintWriter(out));
        ModelResult result = new ModelResult("x", new int[] {1}, new int[] {2}, new float[] {1, value});
        assertThrows(Refusal.class, () -> json.print(result));
        assertEquals("", out.toString());
    }

    @Test
    void similarity() {
        ModelResult a = vector(1, 0);
        assertEquals(1, a.similarity(vector(3, 0)), 1e-15);
        assertEquals(0, a.similarity(vector(0, 2)), 1e-15);
        assertEquals(Math.sqrt(0.5), a.similarity(vector(1, 1)), 1e-15);
        assertEquals(0, a.similarity(vector(0, 0)));
    }

    @Test
    void anOverviewHasATableForVectors() {
        StringWriter out = new StringWriter();
        Overview overview = new Overview(new PrintWriter(out));
        overview.print(vector(1, 0));
        overview.print(vector(1, 1));
        overview.end();
        assertTrue(out.toString().contains("0.707"), out.toString());
        assertArrayEquals(new int[] {1}, vector(1, 0).ids());
    }

    private static ModelResult vector(float x, float y) {
        return new ModelResult("v", new int[] {1}, new int[] {2}, new float[] {x, y});
    }

    private static String line(ModelResult result) {
        StringWriter out = new StringWriter();
        new JsonLines(new PrintWriter(out)).print(result);
        return out.toString();
    }
}
