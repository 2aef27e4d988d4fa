package dev.attar.importer.family;

import dev.attar.compiler.check.ModelSpec.Head;
import java.util.List;
import java.util.Optional;

/** One family, or several with the same parts: what the settings in {@code config.json} mean, and what the tensors are called. */
public interface FamilyTable {
    /** What {@code model_type} says. */
    List<String> types();

    /** The table of names. */
    String names(FamilyConfig config);

    /** Everything before the head. */
    FamilyModel model(FamilyConfig config);

    /** The head of an architecture; empty where the family has none such that is supported. */
    Optional<Head> head(String architecture, FamilyConfig config, HeadTensors tensors);

    /** Endings of the architectures that have a head, for messages. */
    String heads();

    /** Settings that the result does not depend on, besides those of every family. */
    List<String> harmless();
}
