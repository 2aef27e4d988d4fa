package dev.attar.importer.family;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.attar.compiler.check.Labels;
import dev.attar.compiler.check.ModelSpec;
import dev.attar.compiler.check.ModelSpec.Head;
import dev.attar.compiler.check.SpecParameter;
import dev.attar.importer.source.ImportException;
import dev.attar.importer.source.ImportReport;
import dev.attar.importer.source.Settings;
import dev.attar.importer.tensor.TensorData;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;

/** The tables read backwards: the family whose settings make a spec, and what its tensors are called there. */
public final class FamilyExport {
    private final ModelSpec spec;
    private final ObjectNode config;
    private final NameTable names;

    private FamilyExport(ModelSpec spec, ObjectNode config, NameTable names) {
        this.spec = spec;
        this.config = config;
        this.names = names;
    }

    /** The first family whose settings are read as this spec; empty when there is none. */
    public static Optional<FamilyExport> of(ModelSpec spec) {
        for (FamilyTable family : Families.exported()) {
            for (ObjectNode config : configs(family, spec)) {
                Optional<NameTable> names = names(family, config, spec);
                if (names.isPresent()) {
                    return Optional.of(new FamilyExport(spec, config, names.get()));
                }
            }
        }
        return Optional.empty();
    }

    private static List<ObjectNode> configs(FamilyTable family, ModelSpec spec) {
        try {
            return family.configs(spec);
        } catch (NoSuchElementException | ClassCastException | IllegalStateException _) {
            return List.of();
        }
    }

    /** The names, where the settings are read as this spec. */
    private static Optional<NameTable> names(FamilyTable family, ObjectNode json, ModelSpec spec) {
        try {
            FamilyConfig config = new FamilyConfig(new Settings("config.json", json), new ImportReport());
            FamilyModel model = FamilyFolder.model(family, config);
            FamilyModel wanted =
                    new FamilyModel(spec.vocabulary(), spec.context(), spec.width(), spec.embedding(), spec.stacks());
            String architecture = json.path("architectures").path(0).asText();
            Optional<Head> head = family.head(architecture, config, new Known(spec.head()));
            boolean same = head.isPresent()
                    ? head.get().equals(plain(spec.head()))
                    : spec.head() instanceof Head.Embed && architecture.endsWith("Model");
            FamilyModel under = new FamilyModel(
                    model.vocabulary(),
                    model.context(),
                    model.width(),
                    model.embedding(),
                    family.stacks(model.stacks(), spec.head()));
            return under.equals(wanted) && same ? Optional.of(NameTable.read(family.names(config))) : Optional.empty();
        } catch (ImportException | NoSuchElementException | ClassCastException _) {
            return Optional.empty();
        }
    }

    /** Settings of texts are written elsewhere. */
    private static Head plain(Head head) {
        return head instanceof Head.Generate text ? new Head.Generate(text.tied(), text.scale(), text.bias()) : head;
    }

    /** What a spec says of its own head. */
    private record Known(Head head) implements HeadTensors {
        @Override
        public int classes(String matrix) {
            return switch (head) {
                case Head.Classify classify -> classify.classes();
                case Head.Tokens tokens -> tokens.classes();
                default -> 1;
            };
        }

        @Override
        public Labels labels(int classes, boolean sequences) {
            return switch (head) {
                case Head.Classify classify -> classify.labels();
                case Head.Tokens tokens -> tokens.labels();
                default -> Labels.NONE;
            };
        }

        @Override
        public boolean differ(String one, String other) {
            return false;
        }
    }

    /** {@code config.json}, without labels and settings of texts. */
    public ObjectNode config() {
        return config;
    }

    /**
     * Every tensor of the family's file.
     *
     * @param stored the parameters by their canonical names
     */
    public List<ForeignTensor> tensors(Map<String, TensorData> stored) {
        boolean discriminates =
                spec.head() instanceof Head.Tokens tokens && tokens.dense().isPresent();
        Set<String> has = Set.of(
                discriminates ? "discriminator" : "",
                spec.stacks().getLast().feedForward().gated() ? "gated" : "plain",
                switch (spec.head()) {
                    case Head.MaskedLanguageModel _ -> "mlm";
                    case Head.Classify _ -> "classify";
                    case Head.Tokens _ -> "tokens";
                    case Head.Embed _ -> "embed";
                    case Head.Span _ -> "span";
                    case Head.Generate _ -> "generate";
                });
        Map<String, List<TensorData>> parts = new LinkedHashMap<>();
        Map<String, Arrangement> arrangements = new LinkedHashMap<>();
        for (SpecParameter parameter : SpecParameter.of(spec)) {
            // The dense layer of a sentence encoder has a file of its own.
            if (spec.head() instanceof Head.Embed && parameter.name().startsWith("head.")) {
                continue;
            }
            NameTable.Line line = names.outward(parameter.name(), has);
            String name = prefix(line)
                    + line.foreign().replace("*", line.layer(parameter.name()).orElseThrow());
            arrangements.putIfAbsent(name, line.arrangement());
            List<TensorData> all = parts.computeIfAbsent(name, _ -> new ArrayList<>());
            while (all.size() <= line.arrangement().part()) {
                all.add(null);
            }
            all.set(line.arrangement().part(), stored.get(parameter.name()));
        }
        int heads = spec.stacks().getLast().attention().heads();
        List<ForeignTensor> tensors = new ArrayList<>();
        parts.forEach((name, all) -> tensors.add(new ForeignTensor(name, arrangements.get(name), all, heads)));
        return tensors;
    }

    /** Models with a head put a prefix before what is not of the head. */
    private String prefix(NameTable.Line line) {
        boolean own =
                line.canonical().startsWith("head.") && !line.arrangement().inside();
        return spec.head() instanceof Head.Embed || own ? "" : names.prefix();
    }
}
