package dev.attar.cli;

import dev.attar.compiler.loops.Storage;
import dev.attar.runtime.server.model.ChatTemplate;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A model that is to be served, as the command line or a configuration file names it.
 *
 * @param name how requests name it; empty: as the spec's file is called
 * @param place where it is named, for messages
 * @param longTexts what is done with texts of more tokens than the context: refuse, truncate or parts
 * @param chat empty: the one whose tokens the vocabulary has
 * @param weightsAs empty: as the options say
 */
record ServedSpec(
        String place,
        Optional<String> name,
        List<String> aliases,
        Path spec,
        Path weights,
        Optional<Path> tokenizer,
        Optional<Path> targetTokenizer,
        Optional<String> longTexts,
        Optional<ChatTemplate> chat,
        Optional<Storage> weightsAs) {
    static final List<String> LONG_TEXTS = List.of("refuse", "truncate", "parts");

    /** How requests name it. */
    String servedName() {
        return name.orElseGet(() -> {
            String file = spec.getFileName().toString();
            return file.endsWith(".attar") ? file.substring(0, file.length() - ".attar".length()) : file;
        });
    }
}
