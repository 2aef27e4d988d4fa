package dev.attar.compiler.emit.java;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.attar.compiler.CompileOptions;
import dev.attar.compiler.Compiler;
import dev.attar.compiler.GeneratedClasses;
import dev.attar.compiler.Origin;
import dev.attar.compiler.source.Source;
import dev.attar.runtime.Width;
import java.util.EnumSet;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PromptMethodsTest {
    @Test
    void thePublicClassHasThePromptsOfTheSpec() throws Exception {
        Class<?> model = compiled(
                "texts { prompt \"query\" \"query: \"   prompt \"a \\\"b\\\"\" \"\\n$\"   default \"query\" }");
        assertEquals(
                Map.of("query", "query: ", "a \"b\"", "\n$"),
                model.getMethod("prompts").invoke(null));
        assertEquals("query", model.getMethod("defaultPrompt").invoke(null));
    }

    @Test
    void whatTheSpecDoesNotSayIsNoMethod() throws Exception {
        Class<?> prompted = compiled("texts { prompt \"query\" \"query: \" }");
        assertEquals(Map.of("query", "query: "), prompted.getMethod("prompts").invoke(null));
        assertThrows(NoSuchMethodException.class, () -> prompted.getMethod("defaultPrompt"));
        Class<?> none = compiled("");
        assertThrows(NoSuchMethodException.class, () -> none.getMethod("prompts"));
    }

    private static Class<?> compiled(String texts) throws Exception {
        Source source = Source.of("prompted.attar", """
            model Prompted {
                vocabulary 50   context 8   width 4
                embedding { positions learned }
                encoder depth 1 {
                    attention   { heads 2 }
                    feedforward { width 8   activation gelu }
                    residual    { norm layer   order post }
                }
                head embed { pool mean }
                %s
            }
            """.formatted(texts));
        CompileOptions options = CompileOptions.defaults().withWidths(EnumSet.of(Width.SCALAR));
        GeneratedClasses compiled =
                GeneratedClasses.compile(Compiler.compile(Compiler.check(source), Origin.of(source), options));
        ClassLoader loader = new ClassLoader(PromptMethodsTest.class.getClassLoader()) {
            @Override
            protected Class<?> findClass(String name) throws ClassNotFoundException {
                byte[] code = compiled.classes().get(name);
                if (code == null) throw new ClassNotFoundException(name);
                return defineClass(name, code, 0, code.length);
            }
        };
        return loader.loadClass("Prompted");
    }
}
