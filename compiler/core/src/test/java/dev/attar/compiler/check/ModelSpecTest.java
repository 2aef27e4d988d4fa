package dev.attar.compiler.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.attar.compiler.check.ModelSpec.Attention;
import dev.attar.compiler.check.ModelSpec.Head;
import dev.attar.compiler.check.ModelSpec.Norm;
import dev.attar.compiler.check.ModelSpec.Positions;
import dev.attar.compiler.source.Source;
import dev.attar.compiler.syntax.Parser;
import java.io.IOException;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;

class ModelSpecTest {
    @Test
    void whatTheCheckerRefusesCannotBeBuiltByOtherMeansEither() throws IOException {
        ModelSpec good = mini();
        assertThrows(IllegalArgumentException.class, () -> new Attention(0, 0));
        assertThrows(IllegalArgumentException.class, () -> new Attention(12, 1));
        assertThrows(IllegalArgumentException.class, () -> new Norm(0));
        assertThrows(IllegalArgumentException.class, () -> new Norm(Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> new Positions.Learned(-1));
        assertThrows(IllegalArgumentException.class, () -> new Head.Tokens(Limits.MAX_DIMENSION + 1, false));
        assertThrows(IllegalArgumentException.class, () -> with(good, "miniLm", 384));
        assertThrows(IllegalArgumentException.class, () -> with(good, "MiniLm", 385));
        assertEquals(good, with(good, "MiniLmL6", 384));
    }

    @Test
    void theParametersAreCountedAsTheWeightFilesHaveThem() throws IOException {
        // The published files hold 22,713,216 numbers with BERT's pooler of 384 * 385, which a mean has no use for.
        BigInteger published = BigInteger.valueOf(22_713_216 - 384 * 385);
        assertEquals(
                published.multiply(BigInteger.valueOf(4)),
                ParameterCount.of(mini()).bytes());
    }

    private static ModelSpec with(ModelSpec spec, String name, int width) {
        return new ModelSpec(
                name,
                spec.vocabulary(),
                spec.context(),
                width,
                spec.embedding(),
                spec.encoder(),
                spec.head(),
                spec.train());
    }

    private static ModelSpec mini() throws IOException {
        Source source = Corpus.source(Corpus.EXAMPLES.resolve("minilm-l6.attar"));
        return Checker.check(Parser.parse(source));
    }
}
