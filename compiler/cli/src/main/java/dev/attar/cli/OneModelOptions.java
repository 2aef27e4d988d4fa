package dev.attar.cli;

import dev.attar.runtime.server.model.ChatTemplate;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** The model of {@code attar serve} where there is no configuration file. */
final class OneModelOptions {
    @Parameters(index = "0", paramLabel = "SPEC", description = "The .attar file that says what the model is.")
    private Path spec;

    @Option(
            names = "--weights",
            required = true,
            paramLabel = "F",
            description = "The weights: a safetensors file, or one that attar pack made.")
    private Path weights;

    @Option(names = "--name", paramLabel = "NAME", description = "How requests name the model. Default: SPEC's file.")
    private String name;

    @Option(
            names = "--tokenizer",
            paramLabel = "F",
            description = "The tokenizer. Default: the one beside the weights, such as tokenizer.json or source.spm.")
    private Path tokenizer;

    @Option(
            names = "--target-tokenizer",
            paramLabel = "F",
            description =
                    "The tokenizer of translations. Default: target.spm beside the weights, else that of sources.")
    private Path targetTokenizer;

    @Option(
            names = "--long-texts",
            paramLabel = "HOW",
            converter = LongTextsNamed.class,
            description = "What is embedded of texts of more tokens than the context: refuse (the default, unless the"
                    + " spec says truncate), truncate, or parts, whose vectors are averaged.")
    private String longTexts;

    @Option(
            names = "--chat-template",
            paramLabel = "NAME",
            converter = TemplateNamed.class,
            description = "How chats become prompts: chatml, llama3, plain, or none, which refuses them. Default: the"
                    + " one whose tokens the vocabulary has, else plain.")
    private ChatTemplate chat;

    ServedSpec model() {
        return new ServedSpec(
                "",
                Optional.ofNullable(name),
                List.of(),
                spec,
                weights,
                Optional.ofNullable(tokenizer),
                Optional.ofNullable(targetTokenizer),
                Optional.ofNullable(longTexts),
                Optional.ofNullable(chat),
                Optional.empty());
    }

    static final class LongTextsNamed implements ITypeConverter<String> {
        @Override
        public String convert(String word) {
            if (!ServedSpec.LONG_TEXTS.contains(word)) {
                throw new TypeConversionException(
                        "unknown choice '" + word + "'; expected " + String.join(", ", ServedSpec.LONG_TEXTS));
            }
            return word;
        }
    }

    static final class TemplateNamed implements ITypeConverter<ChatTemplate> {
        @Override
        public ChatTemplate convert(String word) {
            return ChatTemplate.named(word)
                    .orElseThrow(() -> new TypeConversionException("unknown chat template '" + word + "'; expected "
                            + Arrays.stream(ChatTemplate.values())
                                    .map(ChatTemplate::word)
                                    .collect(Collectors.joining(", "))));
        }
    }
}
