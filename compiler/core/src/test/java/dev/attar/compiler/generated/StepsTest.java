package dev.attar.compiler.generated;

import dev.attar.compiler.Compiler;
import dev.attar.compiler.check.Corpus;
import dev.attar.compiler.check.ModelSpec;
import dev.attar.compiler.fixture.CompiledTrial;
import dev.attar.compiler.fixture.Trial;
import dev.attar.compiler.loops.Storage;
import dev.attar.compiler.reference.RandomTokens;
import dev.attar.runtime.Session;
import dev.attar.runtime.Width;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Generated code that goes on step by step gives the bits of the whole sequence: in random cuts, with forks that come and go, whatever
 * is in the batch, on every width and on several threads.
 */
class StepsTest {
    @ParameterizedTest
    @CsvSource({"gpt2,fp32", "mistral-window,fp32", "bloom,fp32", "marian,fp32", "mistral-window,int8", "marian,int8"})
    void stepsHaveTheBitsOfTheWhole(String family, String weightsAs) throws IOException {
        ModelSpec spec = Compiler.check(
                Corpus.source(Corpus.ROOT.resolve("compiler/core/src/test/resources/families/" + family + ".attar")));
        Trial trial = new Trial(spec, RandomTokens.of(Compiler.model(spec).limits(), 3, 1), 5);
        try (CompiledTrial compiled =
                        new CompiledTrial(trial, Storage.named(weightsAs).orElseThrow());
                Session whole = compiled.open(Width.LANES_8, 1)) {
            for (Width width : Width.values()) {
                try (Session session = compiled.open(width, width == Width.LANES_4 ? 3 : 1)) {
                    new Talk(session, whole, new Random(width.ordinal())).run();
                }
            }
        }
    }
}
