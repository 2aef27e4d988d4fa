package dev.attar.importer.family;

import dev.attar.compiler.check.ModelSpec;
import dev.attar.compiler.check.ModelSpec.Head;
import dev.attar.importer.checkpoint.Checkpoint;
import dev.attar.importer.source.ImportException;
import dev.attar.importer.source.ImportReport;
import dev.attar.importer.tensor.NamedTensor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A folder of one of the {@link Families}, read by its table. */
public final class FamilyFolder {
    private final FamilyTable family;
    private final FamilyConfig config;
    private final FamilyModel model;
    private final FamilyTensors tensors;

    /**
     * @param family what {@code model_type} names
     * @param found the weights
     * @throws ImportException when a setting is not supported, or the weights are those of another family
     */
    public FamilyFolder(FamilyTable family, FamilyConfig config, Checkpoint.Found found) {
        this.family = family;
        this.config = config;
        this.model = model(family, config);
        this.tensors = new FamilyTensors(found, NameTable.read(family.names(config)));
    }

    /** What a spec says before its head; to be asked before the weights are looked at, too. */
    public static FamilyModel model(FamilyTable family, FamilyConfig config) {
        try {
            return family.model(config);
        } catch (IllegalArgumentException e) {
            throw new ImportException("config.json: " + e.getMessage(), e);
        }
    }

    public FamilyModel model() {
        return model;
    }

    /** The head that an architecture has; empty where it is not supported. */
    public Optional<Head> head(String architecture, HeadTensors.ClassLabels labels) {
        return family.head(architecture, config, new StoredHead(tensors, labels));
    }

    /**
     * The whole spec.
     *
     * @throws ImportException when its parts do not fit each other
     */
    public ModelSpec spec(String name, Head head) {
        try {
            return new ModelSpec(
                    name,
                    model.vocabulary(),
                    model.context(),
                    model.width(),
                    model.embedding(),
                    family.stacks(model.stacks(), head),
                    head,
                    Optional.empty());
        } catch (IllegalArgumentException e) {
            throw new ImportException("config.json: " + e.getMessage(), e);
        }
    }

    /** @param others parameters that come from elsewhere */
    public List<NamedTensor> tensors(ModelSpec spec, Set<String> others, ImportReport report) {
        List<NamedTensor> computed = family.computed(spec, config, tensors::use);
        Set<String> elsewhere = new HashSet<>(others);
        computed.forEach(tensor -> elsewhere.add(tensor.name()));
        List<NamedTensor> all = new ArrayList<>(tensors.take(spec, elsewhere, report));
        all.addAll(computed);
        return all;
    }
}
