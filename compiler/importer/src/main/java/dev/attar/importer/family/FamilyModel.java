package dev.attar.importer.family;

import dev.attar.compiler.check.ModelSpec.Embedding;
import dev.attar.compiler.check.ModelSpec.Stack;
import java.util.List;

/** What a spec says of a model before its head. */
public record FamilyModel(int vocabulary, int context, int width, Embedding embedding, List<Stack> stacks) {
    public FamilyModel {
        stacks = List.copyOf(stacks);
    }
}
