package dev.attar.runtime.server.model;

import dev.attar.runtime.text.Tokenizer;
import java.util.List;
import java.util.Objects;

/**
 * A model with the name that requests call it by.
 *
 * @param name how requests name it
 * @param aliases other names of it
 * @param task what it is for
 * @param tokenizer its own, for its context
 * @param facts what is told about it
 * @param warmUp returns when it computes as fast as it ever will; run once, before the server says that it is ready
 * @param resource what is closed when the server has ended
 */
public record ServedModel(
        String name,
        List<String> aliases,
        ServedTask task,
        Tokenizer tokenizer,
        ModelFacts facts,
        Runnable warmUp,
        Runnable resource) {
    public ServedModel {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a model needs a name");
        }
        aliases = List.copyOf(aliases);
        Objects.requireNonNull(task, "task");
        Objects.requireNonNull(tokenizer, "tokenizer");
        Objects.requireNonNull(facts, "facts");
    }

    /** A model that needs no warming up and stays its owner's to close. */
    public ServedModel(String name, ServedTask task, Tokenizer tokenizer, ModelFacts facts) {
        this(name, List.of(), task, tokenizer, facts, () -> {}, () -> {});
    }
}
