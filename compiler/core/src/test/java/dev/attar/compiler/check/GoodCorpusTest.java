package dev.attar.compiler.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.attar.compiler.check.ModelSpec.Activation;
import dev.attar.compiler.check.ModelSpec.Attention;
import dev.attar.compiler.check.ModelSpec.Embedding;
import dev.attar.compiler.check.ModelSpec.Encoder;
import dev.attar.compiler.check.ModelSpec.Head;
import dev.attar.compiler.check.ModelSpec.Norm;
import dev.attar.compiler.check.ModelSpec.Order;
import dev.attar.compiler.check.ModelSpec.Pool;
import dev.attar.compiler.check.ModelSpec.Positions;
import dev.attar.compiler.check.Train.Loss;
import dev.attar.compiler.check.Train.Metric;
import dev.attar.compiler.check.Train.Optimizer;
import dev.attar.compiler.check.Train.OptimizerKind;
import dev.attar.compiler.source.Source;
import dev.attar.compiler.syntax.Parser;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GoodCorpusTest {
    static List<Path> good() {
        return Corpus.good();
    }

    @ParameterizedTest
    @MethodSource("good")
    void nothingIsSaidAboutAGoodSpec(Path spec) throws IOException {
        assertEquals("", Corpus.complaints(Corpus.source(spec)));
    }

    @ParameterizedTest
    @MethodSource("good")
    void printedAndReadAgainItIsTheSame(Path spec) throws IOException {
        ModelSpec model = check(spec);
        assertEquals(model, Checker.check(Parser.parse(Source.of("again", SpecPrinter.print(model)))));
    }

    @Test
    void miniLmIsWhatItsAuthorsPublished() throws IOException {
        Optional<Norm> norm = Optional.of(new Norm(1e-12));
        assertEquals(
                new ModelSpec(
                        "MiniLmL6",
                        30522,
                        512,
                        384,
                        new Embedding(new Positions.Learned(0), 2, norm, 0.1),
                        new Encoder(
                                6,
                                new Attention(12, 0.1),
                                new FeedForward(1536, Activation.GELU),
                                new Residual(new Norm(1e-12), Order.POST, 0.1),
                                Optional.empty()),
                        new Head.Embed(Pool.MEAN, Optional.empty(), true),
                        Optional.empty()),
                check(Corpus.EXAMPLES.resolve("minilm-l6.attar")));
    }

    @Test
    void theArticleIsTrainedOnClassesOfTokens() throws IOException {
        ModelSpec article = check(Corpus.EXAMPLES.resolve("article.attar"));
        assertEquals(new Embedding(new Positions.Sinusoidal(), 0, Optional.empty(), 0.1), article.embedding());
        assertEquals(new Head.Tokens(32000, true), article.head());
        assertEquals(
                Optional.of(new Train(
                        new Optimizer(OptimizerKind.ADAM, 1e-3),
                        Loss.SPARSE_CATEGORICAL_CROSSENTROPY,
                        List.of(Metric.ACCURACY),
                        10)),
                article.train());
    }

    @Test
    void arithmeticAndConstantsAreEvaluatedInAnyOrder() throws IOException {
        ModelSpec model = check(Corpus.GOOD.resolve("arithmetic.attar"));
        assertEquals(24, model.width());
        assertEquals(7, model.encoder().depth());
        assertEquals(3, model.encoder().attention().heads());
        assertEquals(108, model.encoder().feedForward().width());
        assertEquals(
                new Residual(new Norm(2.5e-12), Order.POST, 0.25),
                model.encoder().residual());
        assertEquals(new Embedding(new Positions.Learned(2), 0, Optional.empty(), 0), model.embedding());
    }

    @Test
    void whatIsNotWrittenHasItsDefault() throws IOException {
        ModelSpec model = check(Corpus.GOOD.resolve("one-line.attar"));
        assertEquals(new Embedding(new Positions.None(), 0, Optional.empty(), 0), model.embedding());
        assertEquals(
                new Encoder(
                        1,
                        new Attention(1, 0),
                        new FeedForward(1, Activation.RELU),
                        new Residual(new Norm(1e-5), Order.PRE, 0),
                        Optional.empty()),
                model.encoder());
        assertEquals(Optional.empty(), model.train());
    }

    private static ModelSpec check(Path spec) throws IOException {
        return Checker.check(Parser.parse(Corpus.source(spec)));
    }
}
