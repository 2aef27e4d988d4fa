package dev.attar.compiler.check;

/** Words that are put before a text. */
public record Prompt(String name, String words) {
    public Prompt {
        ModelSpec.demand(ModelSpec.isText(name), "prompt name", name);
        ModelSpec.demand(ModelSpec.isText(words), "prompt", words);
    }
}
