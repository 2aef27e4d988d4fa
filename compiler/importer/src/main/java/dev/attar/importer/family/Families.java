package dev.attar.importer.family;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

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

    /** Those that are exported: all tables, and families that are imported without one. */
    static List<FamilyTable> exported() {
        return Stream.concat(
                        ALL.stream(), Arrays.stream(BertHeirs.Kind.values()).map(BertHeirs::new))
                .toList();
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
