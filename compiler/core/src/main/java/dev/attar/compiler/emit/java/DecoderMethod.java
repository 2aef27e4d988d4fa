package dev.attar.compiler.emit.java;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.MethodSpec;
import dev.attar.compiler.loops.LoopProgram;
import javax.lang.model.element.Modifier;

/** {@code decoder()}, in a class whose head generates text: what sampling, beam search and streams are built on. */
final class DecoderMethod {
    private static final String ROOM = "dev.attar.runtime.decode";
    private static final ClassName DECODERS = ClassName.get(ROOM, "Decoders");

    private DecoderMethod() {}

    static MethodSpec of(LoopProgram program) {
        boolean translates = program.inputs().inputs().stream()
                .anyMatch(input -> input.name().equals("source.ids"));
        return MethodSpec.methodBuilder("decoder")
                .addModifiers(Modifier.PUBLIC)
                .addJavadoc(
                        "Continues $L, token by token; see attar-generate for texts, sampling, beam search and"
                                + " streams. Usable until this is closed.\n",
                        translates ? "translations of sources" : "sequences of tokens")
                .returns(ClassName.get(ROOM, translates ? "Translator" : "LanguageModel"))
                .addStatement("return $T.$L(session)", DECODERS, translates ? "translator" : "languageModel")
                .build();
    }
}
