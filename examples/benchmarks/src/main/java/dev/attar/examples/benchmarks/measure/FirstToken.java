package dev.attar.examples.benchmarks.measure;

import dev.attar.examples.benchmarks.engine.AttarDecoder;
import dev.attar.examples.benchmarks.model.DecoderShape;
import dev.attar.examples.benchmarks.model.ModelFiles;
import dev.attar.runtime.Options;
import dev.attar.runtime.WidthChoice;
import dev.attar.runtime.kernel.Program;
import java.nio.file.Path;
import java.util.List;

/**
 * From the start of a process to its first token, weights packed and in the system's file cache. Arguments: threads, quick or full, the
 * model. Samples: {@code start.attar} in nanoseconds, several.
 */
public final class FirstToken {
    private static final int STARTS = 5;

    private FirstToken() {}

    public static void main(String[] arguments) throws Exception {
        DecoderShape shape = DecoderShape.named(arguments[2]);
        Program program = AttarDecoder.program(
                shape, "fp32", WidthChoice.of(Options.defaults()).width());
        Path packed = ModelFiles.ofProperties().packed(shape, program);
        List<String> words = List.of(arguments[0], shape.name(), packed.toString());
        start(words); // brings the files into the cache
        int starts = arguments[1].equals("quick") ? 1 : STARTS;
        for (int i = 0; i < starts; i++) {
            Sample.print("start.attar", start(words));
        }
    }

    private static long start(List<String> words) throws Exception {
        return ProcessStart.nanos(List.of(), StartDecoder.class, words, StartDecoder.MARK);
    }
}
