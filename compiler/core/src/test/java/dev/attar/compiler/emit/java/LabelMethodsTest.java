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
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LabelMethodsTest {
    @Test
    void thePublicClassNamesItsClasses() throws Exception {
        assertEquals(
                List.of("no", "yes: \"\\u0041\"\n", "ü"),
                labels("labels \"no\", \"yes: \\\"\\\\u0041\\\"\\n\", \"ü\"", 3));
    }

    @Test
    void moreNamesThanAMethodHoldsAreThereToo() throws Exception {
        List<String> names =
                IntStream.range(0, 9000).mapToObj(i -> Integer.toString(i, 36)).toList();
        String written = names.stream().map(name -> "\"" + name + "\"").collect(Collectors.joining(","));
        assertEquals(names, labels("labels " + written, names.size()));
    }

    @Test
    void withoutNamesThereIsNoMethod() {
        assertThrows(NoSuchMethodException.class, () -> labels("", 3));
    }

    private static Object labels(String written, int classes) throws Exception {
        Source source = Source.of("named.attar", """
            model Named {
                vocabulary 50   context 8   width 4
                embedding { positions learned }
                encoder depth 1 {
                    attention   { heads 2 }
                    feedforward { width 8   activation gelu }
                    residual    { norm layer   order post }
                }
                head classify { pool cls   classes %d   %s }
            }
            """.formatted(classes, written));
        CompileOptions options = CompileOptions.defaults().withWidths(EnumSet.of(Width.SCALAR));
        GeneratedClasses compiled =
                GeneratedClasses.compile(Compiler.compile(Compiler.check(source), Origin.of(source), options));
        ClassLoader loader = new ClassLoader(LabelMethodsTest.class.getClassLoader()) {
            @Override
            protected Class<?> findClass(String name) throws ClassNotFoundException {
                byte[] code = compiled.classes().get(name);
                if (code == null) throw new ClassNotFoundException(name);
                return defineClass(name, code, 0, code.length);
            }
        };
        return loader.loadClass("Named").getMethod("labels").invoke(null);
    }
}
