package dev.attar.examples.benchmarks.cases;

import dev.attar.examples.benchmarks.measure.Bfloat16Calls;
import dev.attar.examples.benchmarks.measure.Clients;
import dev.attar.examples.benchmarks.measure.DecoderPrompts;
import dev.attar.examples.benchmarks.measure.DecoderSteps;
import dev.attar.examples.benchmarks.measure.FirstToken;
import dev.attar.examples.benchmarks.measure.LongCalls;
import dev.attar.examples.benchmarks.measure.Manners;
import dev.attar.examples.benchmarks.measure.MixedCalls;
import dev.attar.examples.benchmarks.measure.ProcessStart;
import dev.attar.examples.benchmarks.measure.TrainingSteps;
import dev.attar.examples.benchmarks.measure.UniformCalls;
import dev.attar.examples.benchmarks.model.DecoderShape;
import dev.attar.examples.benchmarks.model.EncoderShape;
import dev.attar.examples.benchmarks.model.TrainedShape;
import java.util.List;
import java.util.stream.Stream;

/** All of them, in the order of the tables. */
public final class Cases {
    private static final List<Integer> ONE_AND_TWO = List.of(1, 2);
    private static final List<Integer> TWO = List.of(2);

    /** Sequences of one length, MiniLM. */
    public static final List<Case> MINILM = List.of(
            calls("1x8", EncoderShape.MINILM, "1x8", 35, 18),
            calls("1x16", EncoderShape.MINILM, "1x16", 35, 18),
            calls("1x32", EncoderShape.MINILM, "1x32", 35, 18),
            calls("1x128", EncoderShape.MINILM, "1x128", 35, 18),
            calls("1x256", EncoderShape.MINILM, "1x256", 35, 18),
            calls("32x128", EncoderShape.MINILM, "32x128", 90, 45));

    /** One sequence of 128 tokens with the shape of BERT base. */
    public static final Case BERT = calls("bert-1x128", EncoderShape.BERT_BASE, "1x128", 50, 30);

    public static final List<Case> BF16 = List.of(bf16("1x8"), bf16("1x16"), bf16("1x32"));

    public static final Case MIXED = new Case("mixed", Group.MIXED, MixedCalls.class, TWO, List.of(), 120, 60);

    public static final List<Case> LONG = List.of(longer(512, 45, 25), longer(2048, 60, 50), longer(8192, 75, 75));

    public static final Case START = new Case("start", Group.START, ProcessStart.class, TWO, List.of(), 30, 12);

    public static final Case CLIENTS = new Case("clients", Group.SERVICE, Clients.class, TWO, List.of(), 95, 25);

    public static final Case MANNERS = new Case("manners", Group.SERVICE, Manners.class, TWO, List.of(), 30, 20);

    /** Steps of training: forward, loss, backward, optimizer. */
    public static final List<Case> TRAIN = List.of(
            train("train-article", TrainedShape.ARTICLE, "8x128", 120, 60),
            train("train-bert", TrainedShape.BERT_BASE, "8x128", 120, 60),
            train("train-minilm", TrainedShape.MINILM, "sentences", 60, 30));

    /** One more token: one conversation in fp32, bf16 and int8, sixteen together, one of 4,000 tokens. */
    public static final List<Case> STEPS = List.of(
            steps("decode-gpt2", DecoderShape.GPT2, "fp32", 1, 32),
            steps("decode-gpt2-bf16", DecoderShape.GPT2, "bf16", 1, 32),
            steps("decode-gpt2-int8", DecoderShape.GPT2, "int8", 1, 32),
            steps("decode-gpt2-x16", DecoderShape.GPT2, "fp32", 16, 32),
            steps("decode-llama", DecoderShape.LLAMA, "fp32", 1, 32),
            steps("decode-llama-bf16", DecoderShape.LLAMA, "bf16", 1, 32),
            steps("decode-llama-int8", DecoderShape.LLAMA, "int8", 1, 32),
            steps("decode-llama-x16", DecoderShape.LLAMA, "fp32", 16, 32),
            steps("decode-llama-4000", DecoderShape.LLAMA, "fp32", 1, 4000));

    /** Prompts of 512 tokens. */
    public static final List<Case> PROMPTS =
            List.of(prompt("prompt-gpt2", DecoderShape.GPT2), prompt("prompt-llama", DecoderShape.LLAMA));

    /** From the start of a process to the first token. */
    public static final List<Case> FIRST_TOKENS =
            List.of(firstToken("token-gpt2", DecoderShape.GPT2), firstToken("token-llama", DecoderShape.LLAMA));

    public static final List<Case> ALL = Stream.of(
                    MINILM.stream(),
                    Stream.of(BERT),
                    BF16.stream(),
                    Stream.of(MIXED),
                    LONG.stream(),
                    Stream.of(START, CLIENTS, MANNERS),
                    TRAIN.stream(),
                    STEPS.stream(),
                    PROMPTS.stream(),
                    FIRST_TOKENS.stream())
            .flatMap(cases -> cases)
            .toList();

    private Cases() {}

    /** The cases of a name, or of a group; empty when there is none. */
    public static List<Case> named(String name) {
        return ALL.stream()
                .filter(one -> one.name().equals(name) || one.group().word().equals(name))
                .toList();
    }

    private static Case calls(String name, EncoderShape shape, String workload, int seconds, int quickSeconds) {
        List<String> arguments = List.of(shape.name(), workload);
        return new Case(name, Group.CALLS, UniformCalls.class, ONE_AND_TWO, arguments, seconds, quickSeconds);
    }

    private static Case bf16(String workload) {
        return new Case("bf16-" + workload, Group.BF16, Bfloat16Calls.class, ONE_AND_TWO, List.of(workload), 22, 12);
    }

    private static Case train(String name, TrainedShape shape, String workload, int seconds, int quickSeconds) {
        List<String> arguments = List.of(shape.name(), workload);
        return new Case(name, Group.TRAIN, TrainingSteps.class, TWO, arguments, seconds, quickSeconds);
    }

    private static Case steps(String name, DecoderShape shape, String element, int conversations, int tokens) {
        List<String> arguments =
                List.of(shape.name(), element, Integer.toString(conversations), Integer.toString(tokens));
        return new Case(name, Group.DECODE, DecoderSteps.class, TWO, arguments, 45, 30);
    }

    private static Case prompt(String name, DecoderShape shape) {
        return new Case(name, Group.DECODE, DecoderPrompts.class, TWO, List.of(shape.name(), "512"), 50, 30);
    }

    private static Case firstToken(String name, DecoderShape shape) {
        return new Case(name, Group.DECODE, FirstToken.class, TWO, List.of(shape.name()), 20, 10);
    }

    private static Case longer(int tokens, int seconds, int quickSeconds) {
        List<String> arguments = List.of(Integer.toString(tokens));
        return new Case("long-" + tokens, Group.LONG, LongCalls.class, TWO, arguments, seconds, quickSeconds);
    }
}
