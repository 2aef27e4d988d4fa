package dev.attar.examples.benchmarks.measure;

import dev.attar.examples.benchmarks.engine.PyTorch;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * From the start of a process to its first line of output, which is an embedding; a process for each engine in turn, all with
 * the same JVM flags, weights in the system's file cache. Arguments: threads, quick or full. Samples: {@code start.WAY} in
 * nanoseconds, several of each.
 */
public final class ProcessStart {
    private static final int STARTS = 5;

    private ProcessStart() {}

    /**
     * A way to start: what stands between the JVM's flags and the class path, then the class and its arguments. A packed weights
     * file or an AOT cache would be one more way.
     */
    private record Way(List<String> flags, Class<?> program, List<String> arguments) {}

    private static Map<String, Way> ways(String threads) {
        Map<String, Way> ways = new LinkedHashMap<>();
        ways.put("attar", new Way(List.of(), StartAttar.class, List.of(threads)));
        ways.put("onnxruntime", new Way(List.of(), StartOther.class, List.of(threads, "onnxruntime")));
        if (PyTorch.isHere()) {
            ways.put("pytorch", new Way(List.of(), StartOther.class, List.of(threads, "pytorch")));
        }
        return ways;
    }

    public static void main(String[] arguments) throws Exception {
        Map<String, Way> ways = ways(arguments[0]);
        for (Way way : ways.values()) {
            nanos(way); // the first brings the files into the cache
        }
        int starts = arguments[1].equals("quick") ? 1 : STARTS;
        for (int i = 0; i < starts; i++) {
            for (Map.Entry<String, Way> way : ways.entrySet()) {
                Sample.print("start." + way.getKey(), nanos(way.getValue()));
            }
        }
    }

    private static long nanos(Way way) throws IOException, InterruptedException {
        return nanos(way.flags(), way.program(), way.arguments(), FirstEmbedding.MARK);
    }

    /** From the start of a process to its first line, which begins with {@code mark}. */
    static long nanos(List<String> flags, Class<?> program, List<String> arguments, String mark)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(ChildJvm.command());
        command.addAll(flags);
        command.add(program.getName());
        command.addAll(arguments);
        long begin = System.nanoTime();
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        long end;
        try (BufferedReader lines = process.inputReader()) {
            String line = lines.readLine();
            end = System.nanoTime();
            if (line == null || !line.startsWith(mark)) {
                throw new IllegalStateException(program.getSimpleName() + " printed no " + mark + "but: " + line);
            }
        }
        if (process.waitFor() != 0) {
            throw new IllegalStateException(program.getSimpleName() + " failed");
        }
        return end - begin;
    }
}
