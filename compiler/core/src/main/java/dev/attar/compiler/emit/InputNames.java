package dev.attar.compiler.emit;

import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.attar.compiler.loops.Axis;
import dev.attar.compiler.loops.Input;
import dev.attar.compiler.loops.Inputs;
import java.util.Locale;
import javax.lang.model.element.Modifier;

/** The constants by which generated code calls axes and inputs: their places in the program's plan. */
public final class InputNames {
    private InputNames() {}

    /** {@code TOKENS}. */
    public static String constant(Axis axis) {
        return upper(axis.name());
    }

    /** {@code IDS}. */
    public static String constant(Input input) {
        return upper(input.name());
    }

    private static String upper(String name) {
        return name.replaceAll("(?<=[a-z])(?=[A-Z])|\\.", "_").toUpperCase(Locale.ROOT);
    }

    /** Declares all of them. */
    public static void declare(TypeSpec.Builder type, Inputs inputs) {
        for (int i = 0; i < inputs.axes().size(); i++)
            type.addField(constant(
                    constant(inputs.axes().get(i)),
                    i,
                    "The axis of " + inputs.axes().get(i).name()));
        for (int i = 0; i < inputs.inputs().size(); i++)
            type.addField(constant(
                    constant(inputs.inputs().get(i)),
                    i,
                    "The input of " + inputs.inputs().get(i).what() + "s"));
    }

    private static FieldSpec constant(String name, int value, String documentation) {
        return FieldSpec.builder(TypeName.INT, name, Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
                .addJavadoc("$L.\n", documentation)
                .initializer("$L", value)
                .build();
    }
}
