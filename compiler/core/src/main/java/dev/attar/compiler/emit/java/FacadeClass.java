package dev.attar.compiler.emit.java;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.attar.compiler.emit.Facade;
import dev.attar.compiler.emit.Names;
import dev.attar.compiler.loops.Entry;
import dev.attar.compiler.loops.Index;
import dev.attar.compiler.loops.Inputs;
import dev.attar.compiler.loops.LoopProgram;
import dev.attar.compiler.loops.Output;
import dev.attar.compiler.loops.Sizes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;

/** The public class of a model: loads weights, answers, closes. */
final class FacadeClass {
    private static final ClassName SESSION = ClassName.get("dev.attar.runtime", "Session");
    private static final ClassName WEIGHTS = ClassName.get("dev.attar.runtime", "Weights");
    private static final ClassName OPTIONS = ClassName.get("dev.attar.runtime", "Options");
    private static final ClassName BATCH = ClassName.get("dev.attar.runtime", "Batch");
    private static final ClassName INPUTS = ClassName.get("dev.attar.runtime", "CallInputs");
    private static final ClassName MATRIX = ClassName.get("dev.attar.runtime", "Matrix");
    private static final ClassName WIDTH = ClassName.get("dev.attar.runtime", "Width");

    /** What a batch of tokens brings. */
    private static final Set<String> BATCH_INPUTS = Set.of("ids", "segments", "source.ids", "source.segments");

    private static final ClassName TARGET = ClassName.get("dev.attar.runtime", "Target");
    private static final ClassName DEVICES = ClassName.get("dev.attar.runtime.device", "DeviceProgram");
    private static final ClassName EMBEDDER = ClassName.get("dev.attar.runtime", "Embedder");

    private final Facade facade;
    private final LoopProgram program;
    private final Set<JavaTarget> targets;
    private final ClassName self;

    FacadeClass(Facade facade, LoopProgram program, Set<JavaTarget> targets) {
        this.facade = facade;
        this.program = program;
        this.targets = targets;
        this.self = ClassName.get(facade.packageName(), facade.className());
    }

    TypeSpec emit() {
        TypeSpec.Builder type = TypeSpec.classBuilder(self)
                .addModifiers(Modifier.PUBLIC, Modifier.FINAL)
                .addSuperinterface(embeds() ? EMBEDDER : ClassName.get(AutoCloseable.class))
                .addJavadoc("$L", documentation())
                .addField(SESSION, "session", Modifier.PRIVATE, Modifier.FINAL)
                .addMethod(MethodSpec.constructorBuilder()
                        .addModifiers(Modifier.PRIVATE)
                        .addParameter(SESSION, "session")
                        .addStatement("this.session = session")
                        .build())
                .addMethod(loadFile())
                .addMethod(loadWeights());
        if (facade.openCl()) type.addMethod(loadFileOn()).addMethod(loadWeightsOn());
        for (int entry = 0; entry < program.entries().size(); entry++) entry(type, entry);
        if (embeds())
            EmbedderMethods.of(program, program.entries().getFirst().outputs()).forEach(type::addMethod);
        LabelMethods.of(facade).forEach(type::addMethod);
        PromptMethods.of(facade).forEach(type::addMethod);
        if (facade.verb().equals("score")) type.addMethod(DecoderMethod.of(program));
        type.addMethod(warmUp()).addMethod(program());
        if (facade.openCl()) type.addMethod(deviceProgram());
        return type.addMethod(close()).build();
    }

    /** Whether it is an {@code Embedder}: of tokens, and of nothing else. */
    private boolean embeds() {
        return facade.verb().equals("embed")
                && program.entries().getFirst().inputs().axes().size() == 1;
    }

    /** A method for each output of an entry point: those of the first have the names of outputs, others that of the entry before. */
    private void entry(TypeSpec.Builder type, int number) {
        Entry entry = program.entries().get(number);
        if (entry.hasState()) return; // what is kept is a decoder's to deal out
        for (int i = 0; i < entry.outputs().size(); i++) {
            Output output = entry.outputs().get(i);
            boolean head = number == 0 && output.name().equals("head");
            String name = head ? facade.verb() : output.name();
            if (number > 0) name = entry.name() + Character.toUpperCase(name.charAt(0)) + name.substring(1);
            type.addMethod(whole(name, entry, output, number, i));
            if (head && output.perSequence() && entry.inputs().axes().size() == 1)
                type.addMethod(single(name, output, i));
        }
    }

    private String documentation() {
        Inputs in = program.inputs();
        String accepts =
                in.inputs().stream().map(i -> i.limit() + " " + i.what() + "s").collect(Collectors.joining(", "));
        String lengths = in.axes().stream()
                .map(a -> "sequences of up to " + a.most() + " " + a.name())
                .collect(Collectors.joining(", "));
        return "The model " + program.model() + ": " + accepts + ", " + lengths
                + "."
                + rounded()
                + "\n\n<p>Safe to call from many threads at once. Holds memory outside the heap until it is closed.\n";
    }

    private String rounded() {
        String how = program.storage().rounding();
        return how.isEmpty()
                ? ""
                : "\n\n<p>The weights of products are rounded " + how + " when they are loaded; arithmetic is fp32.";
    }

    private MethodSpec loadFile() {
        return MethodSpec.methodBuilder("load")
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
                .addJavadoc("Loads weights from a safetensors file, or from one that attar pack made, with the default"
                        + " options.\n\n"
                        + "@param weights the file\n"
                        + "@throws dev.attar.runtime.WeightsException when the file cannot be read or does not fit"
                        + " the model\n")
                .returns(self)
                .addParameter(Path.class, "weights")
                .beginControlFlow("try ($T opened = $T.open(weights))", WEIGHTS, WEIGHTS)
                .addStatement("return load(opened, $T.defaults())", OPTIONS)
                .endControlFlow()
                .build();
    }

    private MethodSpec loadWeights() {
        return MethodSpec.methodBuilder("load")
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
                .addJavadoc("Checks the weights against the model and packs them, unless they are; they can be closed"
                        + " afterwards.\n\n"
                        + "@throws dev.attar.runtime.WeightsException when they do not fit the model, with every"
                        + " difference\n")
                .returns(self)
                .addParameter(WEIGHTS, "weights")
                .addParameter(OPTIONS, "options")
                .addStatement("return new $T($T.open($L, weights, options))", self, SESSION, programs())
                .build();
    }

    private MethodSpec loadFileOn() {
        return MethodSpec.methodBuilder("load")
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
                .addJavadoc("Loads weights from a safetensors file, to run on a device: {@code load(file,"
                        + " Target.openCl())}.\n\n"
                        + "@throws dev.attar.runtime.WeightsException when the file cannot be read or does not fit"
                        + " the model\n"
                        + "@throws dev.attar.runtime.device.DeviceException when no device can be used\n")
                .returns(self)
                .addParameter(Path.class, "weights")
                .addParameter(TARGET, "target")
                .beginControlFlow("try ($T opened = $T.open(weights))", WEIGHTS, WEIGHTS)
                .addStatement("return load(opened, target)")
                .endControlFlow()
                .build();
    }

    private MethodSpec loadWeightsOn() {
        return MethodSpec.methodBuilder("load")
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
                .addJavadoc("Checks the weights against the model and brings them to a device; they can be closed"
                        + " afterwards.\n\n"
                        + "@throws dev.attar.runtime.WeightsException when they do not fit the model, with every"
                        + " difference\n"
                        + "@throws dev.attar.runtime.device.DeviceException when no device can be used\n")
                .returns(self)
                .addParameter(WEIGHTS, "weights")
                .addParameter(TARGET, "target")
                .addStatement("return new $T($T.open(deviceProgram(), $L, weights, target))", self, SESSION, programs())
                .build();
    }

    /** All of them for the session to choose from, and which there are where some are missing. */
    private CodeBlock programs() {
        if (isComplete()) return CodeBlock.of("$T::program", self);
        CodeBlock widths = targets.stream()
                .map(target -> CodeBlock.of("$T.$L", WIDTH, target.width()))
                .collect(CodeBlock.joining(", "));
        return CodeBlock.of("$T::program, $T.of($L)", self, EnumSet.class, widths);
    }

    private boolean isComplete() {
        return isComplete(targets);
    }

    private static boolean isComplete(Set<JavaTarget> targets) {
        return targets.size() == JavaTarget.values().length;
    }

    private MethodSpec whole(String name, Entry entry, Output output, int entryNumber, int number) {
        boolean asEmbedder = embeds() && entryNumber == 0 && output.perSequence();
        boolean ofTokens = entry.inputs().inputs().stream().allMatch(i -> BATCH_INPUTS.contains(i.name()));
        MethodSpec.Builder method = method(name, asEmbedder)
                .addJavadoc(
                        "$L$L$L). The same bits whatever else is in the batch.\n\n"
                                + (entry.inputs().axes().size() > 1 && ofTokens
                                        ? "@param batch with a source for each sequence, see {@link Batch#withSource}\n"
                                        : "")
                                + "@throws dev.attar.runtime.InputException when the model does not accept the batch\n",
                        output.name().equals("unnormalized")
                                ? "Embeddings before L2 normalisation: one row for each "
                                : "One row for each ",
                        rows(output),
                        output.columns())
                .returns(MATRIX)
                .addParameter(ofTokens ? BATCH : INPUTS, "batch");
        return (entryNumber == 0 && ofTokens
                        ? method.addStatement("return session.run(batch, $L)", number)
                        : method.addStatement("return session.run($L, batch, $L)", entryNumber, number))
                .build();
    }

    private static String rows(Output output) {
        if (output.perSequence()) return "sequence of the batch (B,";
        boolean ofSource = output.rows().equals(Index.name(Sizes.SOURCE_TOKENS));
        return ofSource ? "token of the sources (R," : "token of the batch (T,";
    }

    private MethodSpec single(String name, Output output, int number) {
        return method(name, embeds() && output.name().equals("head"))
                .addJavadoc(
                        "The $L values for one sequence of token ids.\n\n"
                                + "@throws dev.attar.runtime.InputException when the model does not accept it\n",
                        output.columns())
                .returns(float[].class)
                .addParameter(ParameterSpec.builder(int[].class, "ids").build())
                .varargs()
                .addStatement("return session.run(ids, $L)", number)
                .build();
    }

    private static MethodSpec.Builder method(String name, boolean overrides) {
        MethodSpec.Builder method = MethodSpec.methodBuilder(name);
        if (overrides) method.addAnnotation(Override.class);
        return method.addModifiers(Modifier.PUBLIC);
    }

    private MethodSpec program() {
        return program(facade, targets);
    }

    /** Chooses among the classes of the widths. */
    static MethodSpec program(Facade facade, Set<JavaTarget> targets) {
        CodeBlock.Builder cases = CodeBlock.builder().add("return switch (width) {\n$>");
        List<String> widths = new ArrayList<>(); // those that the next narrower code serves
        for (JavaTarget target : JavaTarget.values()) {
            widths.add(target.width());
            if (targets.contains(target)) {
                cases.add(
                        "case $L -> new $T();\n",
                        String.join(", ", widths),
                        ClassName.get(facade.packageName(), target.className(facade.className())));
                widths.clear();
            }
        }
        if (!widths.isEmpty())
            cases.add(
                    "default -> throw new $T($S + width);\n",
                    IllegalArgumentException.class,
                    facade.className() + " was compiled without code for width ");
        return MethodSpec.methodBuilder("program")
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
                .addJavadoc(
                        isComplete(targets)
                                ? "The code for one vector width; all of them give the same bits.\n"
                                : "The code for one vector width, or for the next narrower one that there is; all of"
                                        + " them give the same bits.\n")
                .returns(Names.PROGRAM)
                .addParameter(WIDTH, "width")
                .addCode(cases.add("$<};\n").build())
                .build();
    }

    private MethodSpec deviceProgram() {
        return MethodSpec.methodBuilder("deviceProgram")
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
                .addJavadoc("The code for OpenCL devices.\n")
                .returns(DEVICES)
                .addStatement("return new $T()", ClassName.get(facade.packageName(), facade.openClClass()))
                .build();
    }

    private static MethodSpec warmUp() {
        return MethodSpec.methodBuilder("warmUp")
                .addModifiers(Modifier.PUBLIC)
                .addJavadoc(
                        "Blocks until vector code is compiled, for some seconds at most; without it that happens in the"
                                + " background.\n")
                .returns(TypeName.VOID)
                .addStatement("session.warmUp()")
                .build();
    }

    private static MethodSpec close() {
        return MethodSpec.methodBuilder("close")
                .addAnnotation(Override.class)
                .addModifiers(Modifier.PUBLIC)
                .addJavadoc("Waits for calls in flight, then frees everything; later calls are refused.\n")
                .returns(TypeName.VOID)
                .addStatement("session.close()")
                .build();
    }
}
