package dev.attar.compiler.emit.java;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import dev.attar.compiler.emit.Facade;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;

/** {@code labels()}, in a class whose classes have names. */
final class LabelMethods {
    /** A method holds 64 KB of code, and a name in a list takes 8 bytes of it. */
    private static final int MOST = 4000;

    private LabelMethods() {}

    static List<MethodSpec> of(Facade facade) {
        List<String> names = facade.labels();
        if (names.isEmpty()) return List.of();
        MethodSpec.Builder all = method("labels")
                .addModifiers(Modifier.PUBLIC)
                .addJavadoc(
                        "The names of the classes: that of column 0 of what {@link #$L} gives, that of column 1, …\n",
                        facade.verb());
        if (names.size() <= MOST)
            return List.of(all.addStatement("return $L", list(names)).build());
        List<MethodSpec> methods = new ArrayList<>();
        List<CodeBlock> calls = new ArrayList<>();
        for (int from = 0; from < names.size(); from += MOST) {
            String name = "labelsFrom" + from;
            calls.add(CodeBlock.of("$L()", name));
            methods.add(method(name)
                    .addModifiers(Modifier.PRIVATE)
                    .addStatement("return $L", list(names.subList(from, Math.min(from + MOST, names.size()))))
                    .build());
        }
        methods.addFirst(all.addStatement(
                        "return $T.of($L).flatMap($T::stream).toList()",
                        Stream.class,
                        CodeBlock.join(calls, ", "),
                        List.class)
                .build());
        return methods;
    }

    private static MethodSpec.Builder method(String name) {
        return MethodSpec.methodBuilder(name)
                .addModifiers(Modifier.STATIC)
                .returns(ParameterizedTypeName.get(List.class, String.class));
    }

    private static CodeBlock list(List<String> names) {
        CodeBlock quoted = CodeBlock.join(
                names.stream().map(name -> CodeBlock.of("$S", name)).toList(), ",$W");
        return CodeBlock.of("$T.of($L)", List.class, quoted);
    }
}
