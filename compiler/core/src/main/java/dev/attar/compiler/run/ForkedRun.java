package dev.attar.compiler.run;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.attar.compiler.Emitted;
import dev.attar.compiler.Language;
import dev.attar.compiler.loops.Storage;
import dev.attar.compiler.source.Refused;
import dev.attar.compiler.source.Source;
import dev.attar.runtime.WeightsException;
import dev.attar.runtime.Width;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The entry of a process that does one run for a build tool, whose own JVM may be older than this compiler.
 *
 * <p>Enters: a file of JSON objects, one a line. The first says what to do, {@code {"run":"compile","folder":…,"weightsAs":…,"targets":…,"widths":…,"training":…}}
 * or {@code {"run":"verify","weightsAs":…}}; the others name the specs, {@code {"spec":…,"package":…}} or
 * {@code {"spec":…,"weights":…}}, weights only where there are some. Leaves: a file as {@link Answers} says; nothing of
 * weight is said on standard output, where a JVM may say things of its own.
 */
public final class ForkedRun {
    /** The seed that {@code attar verify} takes by default. */
    private static final int SEED = 1;

    private static final int SEQUENCES = 6;

    private ForkedRun() {}

    /**
     * The process: exit status 0 when the answers are complete.
     *
     * @param arguments the file with the request, and the one for the answers
     */
    public static void main(String[] arguments) throws IOException {
        answer(Path.of(arguments[0]), Path.of(arguments[1]));
        // Worker threads, if any are left, hold up nobody.
        System.exit(0);
    }

    static void answer(Path request, Path answers) throws IOException {
        List<Map<String, String>> lines = read(request);
        Map<String, String> what = lines.getFirst();
        List<Map<String, String>> specs = lines.subList(1, lines.size());
        Storage weightsAs = Storage.named(what.get("weightsAs")).orElseThrow();
        try (Answers out = new Answers(Files.newBufferedWriter(answers))) {
            try {
                switch (what.get("run")) {
                    case "compile" ->
                        compile(
                                specs,
                                Path.of(what.get("folder")),
                                weightsAs,
                                targets(what.get("targets")),
                                CompileRun.widths(List.of(what.getOrDefault("widths", "16,8,4,scalar")
                                        .split(","))),
                                Boolean.parseBoolean(what.get("training")),
                                out);
                    case "verify" -> verify(specs, weightsAs, out);
                    default -> throw new IllegalArgumentException("run: " + what.get("run"));
                }
            } catch (RuntimeException | StackOverflowError | OutOfMemoryError fault) {
                out.fault(request, fault);
            }
            out.end(request);
        }
    }

    private static void compile(
            List<Map<String, String>> specs,
            Path folder,
            Storage weightsAs,
            Set<Language> targets,
            Set<Width> widths,
            boolean training,
            Answers out)
            throws IOException {
        List<CompileRun.Input> inputs = specs.stream()
                .map(spec -> new CompileRun.Input(Path.of(spec.get("spec")), spec.get("package"), training))
                .toList();
        for (Outcome outcome :
                new CompileRun(inputs, folder, weightsAs, targets, widths).run().outcomes()) {
            switch (outcome) {
                case Outcome.Done(Path spec, Emitted emitted) -> {
                    for (String path : emitted.files().keySet()) {
                        out.file(spec, path);
                    }
                }
                case Outcome.Wrong(Path spec, Refused refused) -> out.wrong(spec, refused);
                case Outcome.Clashing(Path spec, Outcome.Clash clash) -> out.clashing(spec, clash);
                case Outcome.Failed(Path spec, RuntimeException fault) -> out.fault(spec, fault);
            }
        }
    }

    private static void verify(List<Map<String, String>> specs, Storage weightsAs, Answers out) throws IOException {
        for (Map<String, String> line : specs) {
            Path spec = Path.of(line.get("spec"));
            Optional<Path> weights = Optional.ofNullable(line.get("weights")).map(Path::of);
            StringWriter text = new StringWriter();
            try {
                boolean agrees = new VerifyRun(
                                Source.of(spec),
                                weights,
                                weightsAs,
                                dev.attar.runtime.Target.processor(),
                                SEED,
                                SEQUENCES)
                        .run(new PrintWriter(text), _ -> {});
                out.compared(spec, agrees, text.toString().stripTrailing());
            } catch (Refused refused) {
                out.wrong(spec, refused);
            } catch (WeightsException misfit) {
                out.weights(spec, misfit.getMessage());
            } catch (RuntimeException fault) {
                out.fault(spec, fault);
            }
        }
    }

    private static Set<Language> targets(String names) {
        return Arrays.stream(names.split(","))
                .map(name -> Language.named(name).orElseThrow())
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Language.class)));
    }

    private static List<Map<String, String>> read(Path request) throws IOException {
        List<Map<String, String>> lines = new ArrayList<>();
        try (JsonParser json = new JsonFactory().createParser(Files.newBufferedReader(request))) {
            while (json.nextToken() == JsonToken.START_OBJECT) {
                Map<String, String> line = new HashMap<>();
                while (json.nextToken() == JsonToken.FIELD_NAME) {
                    String name = json.currentName();
                    line.put(name, json.nextTextValue());
                }
                lines.add(line);
            }
        }
        return lines;
    }
}
