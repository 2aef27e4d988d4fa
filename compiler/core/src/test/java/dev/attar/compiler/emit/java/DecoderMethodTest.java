package dev.attar.compiler.emit.java;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.attar.compiler.CompileOptions;
import dev.attar.compiler.Compiler;
import dev.attar.compiler.Origin;
import dev.attar.compiler.source.Source;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which generated classes have {@code decoder()}. */
class DecoderMethodTest {
    private static final String ATTENTION = "attention { heads 2 }";
    private static final String REST =
            "feedforward { width 8   activation gelu }   residual { norm layer   order pre }";

    @Test
    void aDecoderIsALanguageModelAndWithAnEncoderATranslator() {
        String decoder = "decoder depth 1 {\n" + ATTENTION + "\n" + REST.replace("   residual", "\nresidual") + "\n}\n";
        assertTrue(facade(decoder, "generate { tied }").contains("public LanguageModel decoder() {"));
        String encoder = decoder.replace("decoder", "encoder");
        String reading = decoder.replace(ATTENTION, ATTENTION + "\ncross attention { heads 2 }");
        assertTrue(facade(encoder + reading, "generate { tied }").contains("public Translator decoder() {"));
        assertFalse(facade(encoder, "embed { pool mean }").contains("decoder()"));
    }

    private static String facade(String stacks, String head) {
        Source source = Source.of("some.attar", """
            model Some {
                vocabulary 50   context 8   width 4
                embedding { positions learned }
                %s
                head %s
            }
            """.formatted(stacks, head));
        Map<String, String> files = Compiler.compile(
                        Compiler.check(source), Origin.of(source), CompileOptions.defaults())
                .files();
        assertEquals(1, files.keySet().stream().filter("Some.java"::equals).count());
        return files.get("Some.java");
    }
}
