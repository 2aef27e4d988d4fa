package dev.attar.compiler.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each operation has its page under {@code compiler/docs/ops}, and each page its operation. */
class OperationPagesTest {
    private static final Path PAGES = Path.of("..", "docs", "ops");

    /** Where the page's name is not the record's in lower case. */
    private static final Map<String, String> WORDS = Map.of(
            "AddBias",
            "bias",
            "LayerNorm",
            "norm",
            "PoolTokens",
            "pool",
            "EmbedSum",
            "embed-sum",
            "RmsNorm",
            "rms-norm",
            "CenteredNorm",
            "centered-norm",
            "DropoutOp",
            "dropout",
            "DisentangledAttention",
            "disentangled-attention");

    /** Derivatives stand on the page of what they are derivatives of. */
    private static final Map<String, String> DERIVATIVES = Map.ofEntries(
            Map.entry("InputGradient", "matmul"),
            Map.entry("WeightGradient", "matmul"),
            Map.entry("RowSum", "bias"),
            Map.entry("RunSum", "rms-norm"),
            Map.entry("MatrixSum", "attention"),
            Map.entry("RunNormGradient", "rms-norm"),
            Map.entry("RotaryGradient", "rotary"),
            Map.entry("EmbedGradient", "embed"),
            Map.entry("NormInputGradient", "norm"),
            Map.entry("NormScaleGradient", "norm"),
            Map.entry("NormalizeGradient", "normalize"),
            Map.entry("ActivateGradient", "activate"),
            Map.entry("SoftmaxGradient", "softmax"),
            Map.entry("PoolGradient", "pool"));

    @Test
    void thereIsOnePageAnOperation() throws IOException {
        Set<String> operations = records(Op.class).map(OperationPagesTest::page).collect(Collectors.toSet());
        try (Stream<Path> files = Files.list(PAGES)) {
            Set<String> pages = files.map(file -> file.getFileName().toString().replace(".md", ""))
                    .collect(Collectors.toSet());
            assertEquals(operations, pages);
        }
    }

    private static String page(Class<?> operation) {
        if (AttentionOp.class.isAssignableFrom(operation)) return "attention";
        if (GlobalOp.class.isAssignableFrom(operation)) return "global-attention";
        if (LossOp.class.isAssignableFrom(operation)) return "losses";
        if (UpdateOp.class.isAssignableFrom(operation)) return "optimizers";
        String name = operation.getSimpleName();
        return DERIVATIVES.getOrDefault(name, WORDS.getOrDefault(name, name.toLowerCase(Locale.ROOT)));
    }

    /** The operations themselves, not the interfaces that group them. */
    private static Stream<Class<?>> records(Class<?> type) {
        return type.isRecord()
                ? Stream.of(type)
                : Arrays.stream(type.getPermittedSubclasses()).flatMap(OperationPagesTest::records);
    }
}
