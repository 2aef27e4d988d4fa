package dev.attar.compiler.decode;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.attar.compiler.Compiler;
import dev.attar.compiler.check.Corpus;
import dev.attar.compiler.check.GraphBuilder;
import dev.attar.compiler.check.ModelSpec;
import dev.attar.compiler.decode.Conversations.Conversation;
import dev.attar.compiler.model.ModelGraph;
import dev.attar.compiler.reference.Parameters;
import dev.attar.compiler.reference.RandomWeights;
import dev.attar.compiler.reference.Reference;
import dev.attar.compiler.reference.Tokens;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** In double precision too, going on from what is kept gives the very numbers of the whole, whatever runs beside it. */
class DecodingTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "gpt2",
                "openai-gpt",
                "gpt-neo",
                "gpt-neox",
                "opt",
                "bloom",
                "llama",
                "mistral-window",
                "qwen2",
                "qwen3",
                "marian",
                "bart",
                "m2m100",
                "pegasus",
                "t5",
                "t5-v1.1"
            })
    void stepsGiveTheNumbersOfTheWhole(String family) throws IOException {
        ModelSpec spec = Compiler.check(
                Corpus.source(Corpus.ROOT.resolve("compiler/core/src/test/resources/families/" + family + ".attar")));
        ModelGraph forward = GraphBuilder.build(spec);
        Parameters parameters = RandomWeights.of(forward, 7).parameters();
        Random random = new Random(11);
        boolean translates = forward.source().isPresent();
        int[] source = translates ? ids(random, 6, forward.source().get().vocabulary()) : null;
        int[] one = ids(random, 11, forward.limits().vocabulary());
        int[] other = ids(random, 5, forward.limits().vocabulary());
        double[][] whole = whole(forward, parameters, one, source);
        double[][] wholeOther = whole(forward, parameters, other, source);

        Conversations all = new Conversations(Decoding.of(forward), parameters, random);
        Conversation first = all.begin();
        if (translates) all.encode(first, source);
        Conversation second = all.fork(first);
        assertArrayEquals(Arrays.copyOf(whole, 4), all.add("extend", List.of(first), List.of(part(one, 0, 4))));
        double[][] both = all.add("step", List.of(second, first), List.of(part(other, 0, 3), part(one, 4, 5)));
        assertArrayEquals(new double[][] {wholeOther[2], whole[4]}, both);
        Conversation third = all.fork(first);
        all.add("step", List.of(third), List.of(part(other, 3, 5))); // goes another way, and is seen by nobody
        both = all.add("extend", List.of(first, second), List.of(part(one, 5, 11), part(other, 3, 5)));
        assertArrayEquals(Arrays.copyOfRange(whole, 5, 11), Arrays.copyOf(both, 6));
        assertArrayEquals(Arrays.copyOfRange(wholeOther, 3, 5), Arrays.copyOfRange(both, 6, 8));
    }

    private static double[][] whole(ModelGraph model, Parameters parameters, int[] ids, int[] source) {
        Tokens tokens = Tokens.of(List.of(ids));
        Map<String, double[][]> outputs = source == null
                ? Reference.outputs(model, parameters, tokens)
                : Reference.outputs(model, parameters, tokens, Tokens.of(List.of(source)));
        return outputs.get("head");
    }

    private static int[] ids(Random random, int count, int vocabulary) {
        return random.ints(count, 0, vocabulary).toArray();
    }

    private static int[] part(int[] ids, int from, int to) {
        return Arrays.copyOfRange(ids, from, to);
    }
}
