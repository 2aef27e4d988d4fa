package dev.attar.compiler.emit.opencl;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import dev.attar.compiler.emit.Facade;
import dev.attar.compiler.emit.InputNames;
import dev.attar.compiler.emit.Names;
import dev.attar.compiler.emit.PlanCode;
import dev.attar.compiler.loops.LoopProgram;
import javax.lang.model.element.Modifier;

/** The class of a model's kernels for all kinds of device: the plan they share, and which are for whom. */
final class ProgramClass {
    private static final ClassName PROGRAM = ClassName.get("dev.attar.runtime.device", "DeviceProgram");
    private static final ClassName CODE = ClassName.get("dev.attar.runtime.device", "DeviceCode");
    private static final ClassName KIND =
            ClassName.get("dev.attar.runtime.device", "DeviceInfo").nestedClass("Kind");

    private ProgramClass() {}

    static TypeSpec emit(Facade facade, LoopProgram program) {
        String name = facade.openClClass();
        TypeSpec.Builder type = TypeSpec.classBuilder(name)
                .addModifiers(Modifier.FINAL)
                .addSuperinterface(PROGRAM)
                .addJavadoc("The kernels of {@link $L} for OpenCL devices.\n", facade.className());
        InputNames.declare(type, program.inputs());
        return type.addField(FieldSpec.builder(Names.PLAN, "PLAN", Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
                        .initializer(PlanCode.of(program, 1))
                        .build())
                .addMethod(MethodSpec.methodBuilder("plan")
                        .addAnnotation(Override.class)
                        .addModifiers(Modifier.PUBLIC)
                        .returns(Names.PLAN)
                        .addStatement("return PLAN")
                        .build())
                .addMethod(MethodSpec.methodBuilder("code")
                        .addAnnotation(Override.class)
                        .addModifiers(Modifier.PUBLIC)
                        .returns(CODE)
                        .addParameter(KIND, "kind")
                        .addCode(CodeBlock.builder()
                                .add("return switch (kind) {\n$>")
                                .addStatement("case PROCESSOR -> new $T()", of(facade, DeviceKind.CPU))
                                .addStatement("case GPU, ACCELERATOR -> new $T()", of(facade, DeviceKind.GPU))
                                .add("$<};\n")
                                .build())
                        .build())
                .build();
    }

    private static ClassName of(Facade facade, DeviceKind kind) {
        return ClassName.get(facade.packageName(), facade.openClClass() + kind.suffix());
    }
}
