package dev.attar.compiler.emit.java;

import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.attar.compiler.Emitted;
import dev.attar.compiler.GeneratedClasses;
import dev.attar.compiler.emit.Names;
import dev.attar.compiler.loops.Elementary;
import java.lang.reflect.Method;
import java.util.Map;
import javax.lang.model.element.Modifier;

/** The elementary functions as generated classes have them, over arrays whose length is a multiple of 16. */
final class FunctionClass {
    private final Class<?> type;

    FunctionClass(int lanes) throws ClassNotFoundException {
        TypeSpec.Builder type = TypeSpec.classBuilder("Functions").addModifiers(Modifier.PUBLIC);
        if (lanes > 1) {
            type.addField(FieldSpec.builder(
                            ParameterizedTypeName.get(Names.SPECIES, TypeName.FLOAT.box()),
                            "FLOATS",
                            Modifier.STATIC,
                            Modifier.FINAL)
                    .initializer("$T.SPECIES_$L", Names.VECTOR, lanes * 32)
                    .build());
        }
        for (Elementary function : Elementary.values()) {
            type.addMethod(FunctionCode.function(function, lanes));
            type.addMethod(each(function, lanes));
        }
        String text = JavaFile.builder("", type.build()).build().toString();
        this.type = loaded(GeneratedClasses.compile(new Emitted("Functions", Map.of("Functions.java", text))));
    }

    private static MethodSpec each(Elementary function, int lanes) {
        MethodSpec.Builder method = MethodSpec.methodBuilder(function.symbol())
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
                .addParameter(float[].class, "x")
                .addParameter(float[].class, "y")
                .beginControlFlow("for (int i = 0; i < x.length; i += $L)", lanes);
        if (lanes == 1) method.addStatement("y[i] = $L(x[i])", function.symbol());
        else method.addStatement("$L($T.fromArray(FLOATS, x, i)).intoArray(y, i)", function.symbol(), Names.VECTOR);
        return method.endControlFlow().build();
    }

    private static Class<?> loaded(GeneratedClasses generated) throws ClassNotFoundException {
        byte[] bytes = generated.classes().get("Functions");
        return new ClassLoader(FunctionClass.class.getClassLoader()) {
            @Override
            protected Class<?> findClass(String name) {
                return defineClass(name, bytes, 0, bytes.length);
            }
        }.loadClass("Functions");
    }

    float[] apply(Elementary function, float[] x) throws ReflectiveOperationException {
        float[] y = new float[x.length];
        Method method = type.getMethod(function.symbol(), float[].class, float[].class);
        method.invoke(null, x, y);
        return y;
    }
}
