package dev.attar.cli;

import dev.attar.runtime.generate.GenerationException.Reason;

/** What to do about a refusal of the runtime, in the words of the command line. */
final class GenerationHint {
    private GenerationHint() {}

    static String of(Reason reason) {
        return switch (reason) {
            case EMPTY -> "a model continues tokens: give at least one, such as the one that texts begin with (--ids)";
            case TOO_LONG -> "shorten it, or give --truncate";
            case TOKEN -> "token ids are those of the model's own tokenizer";
            case MEMORY -> "give --max-new-tokens, fewer beams, or the JVM more memory (ATTAR_JAVA_OPTS=-Xmx4g)";
            case BUSY -> "try again";
            case SETTINGS -> "see the options, and the settings of the spec's head";
            case NO_TOKEN -> "loosen --forbid, --no-repeat-ngram and --min-new-tokens; attar verify checks the weights";
        };
    }
}
