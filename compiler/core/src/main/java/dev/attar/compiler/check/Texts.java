package dev.attar.compiler.check;

import java.util.List;
import java.util.Optional;

/**
 * How texts are handed to the model.
 *
 * @param prompts in the order they were written, with distinct names
 * @param standard name of the prompt that every text gets unless another is asked for; empty: none
 * @param truncate whether texts of more tokens than the context are cut, and not refused
 */
public record Texts(List<Prompt> prompts, Optional<String> standard, boolean truncate) {
    public static final Texts NONE = new Texts(List.of(), Optional.empty(), false);

    public Texts {
        prompts = List.copyOf(prompts);
        List<String> names = prompts.stream().map(Prompt::name).distinct().toList();
        ModelSpec.demand(names.size() == prompts.size(), "prompts with equal names", names);
        if (standard.isPresent()) {
            ModelSpec.demand(names.contains(standard.get()), "the default prompt", standard.get());
        }
    }

    /** A copy with these prompts whose texts are cut at the context instead of refused. */
    public Texts truncated() {
        return new Texts(prompts, standard, true);
    }

    /** The words of the prompt with this name. */
    public Optional<String> prompt(String name) {
        return prompts.stream()
                .filter(prompt -> prompt.name().equals(name))
                .map(Prompt::words)
                .findFirst();
    }
}
