package dev.attar.examples.benchmarks.measure;

import dev.attar.examples.benchmarks.engine.AttarDecoder;
import dev.attar.examples.benchmarks.model.DecoderShape;
import java.nio.file.Path;

/** Maps packed weights, prints the token after a short prompt, ends. Arguments: threads, the model, the packed file. */
public final class StartDecoder {
    static final String MARK = "token ";

    private StartDecoder() {}

    public static void main(String[] arguments) throws Exception {
        DecoderShape shape = DecoderShape.named(arguments[1]);
        try (AttarDecoder decoder =
                AttarDecoder.open(shape, "fp32", Path.of(arguments[2]), Integer.parseInt(arguments[0]))) {
            System.out.println(MARK + decoder.next(DecoderSteps.prompt(shape, 8)));
        }
    }
}
