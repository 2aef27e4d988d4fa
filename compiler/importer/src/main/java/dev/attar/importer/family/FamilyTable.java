package dev.attar.importer.family;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attar.compiler.check.ModelSpec;
import dev.attar.compiler.check.ModelSpec.Head;
import dev.attar.compiler.check.ModelSpec.Stack;
import dev.attar.importer.tensor.NamedTensor;
import dev.attar.importer.tensor.TensorData;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** One family, or several with the same parts: what the settings in {@code config.json} mean, and what the tensors are called. */
public interface FamilyTable {
    /** What {@code model_type} says. */
    List<String> types();

    /** The table of names. */
    String names(FamilyConfig config);

    /** Everything before the head. */
    FamilyModel model(FamilyConfig config);

    /** The stacks as they are under a head, where it changes what attention sees. */
    default List<Stack> stacks(List<Stack> stacks, Head head) {
        return stacks;
    }

    /**
     * Parameters that are computed from what is stored.
     *
     * @param stored a tensor by its name in the table, without prefix; it counts as used, and one that is missing is refused
     */
    default List<NamedTensor> computed(ModelSpec spec, FamilyConfig config, Function<String, TensorData> stored) {
        return List.of();
    }

    /** The head of an architecture; empty where the family has none such that is supported. */
    Optional<Head> head(String architecture, FamilyConfig config, HeadTensors tensors);

    /** Endings of the architectures that have a head, for messages. */
    String heads();

    /**
     * The settings that would be read as this spec; may be asked of any spec, and throws {@link java.util.NoSuchElementException} or
     * {@link ClassCastException} where it is none of the family. What is given is read again and compared, so it need not check.
     */
    List<ObjectNode> configs(ModelSpec spec);

    /** Settings that the result does not depend on, besides those of every family. */
    List<String> harmless();
}
