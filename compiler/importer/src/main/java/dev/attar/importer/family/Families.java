package dev.attar.importer.family;

import java.util.List;
import java.util.Optional;

/** All tables. */
public final class Families {
    private static final List<FamilyTable> ALL = List.of(
            new Gpt2(),
            new OpenAiGpt(),
            new GptNeo(),
            new GptNeoX(),
            new Opt(),
            new Bloom(),
            new Llama(),
            new Bart(),
            new T5(),
            new EuroBert(),
            new Gte(),
            new ModernBert(),
            new MpNet(),
            new Longformer(),
            new DebertaV2());

    private Families() {}

    static List<FamilyTable> all() {
        return ALL;
    }

    /** The table of a {@code model_type}. */
    public static Optional<FamilyTable> of(String type) {
        return ALL.stream().filter(family -> family.types().contains(type)).findFirst();
    }

    /** Every {@code model_type} that there is a table for. */
    public static List<String> types() {
        return ALL.stream().flatMap(family -> family.types().stream()).toList();
    }
}
