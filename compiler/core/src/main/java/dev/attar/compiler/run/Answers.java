package dev.attar.compiler.run;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.attar.compiler.CompilerBug;
import dev.attar.compiler.source.Diagnostic;
import dev.attar.compiler.source.Refused;
import dev.attar.compiler.source.Source;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a forked run has to say, one JSON object a line; each has {@code kind} and {@code spec}, the file as it was given.
 * <pre>
 * file        path: below the source folder
 * problem     code, line, column (from 1; 0: the file as a whole), message, excerpt (lines of the spec, marked), hint
 * dropped     count: problems that were found and not kept
 * weights     message: why they do not fit, every difference on a line of its own, and a hint
 * compared    agrees, message: how each output of the generated code compares with the reference
 * fault       stage, message, trace: Attar's own
 * end         the last line: all has been said
 * </pre>
 */
final class Answers implements AutoCloseable {
    private final JsonGenerator json;

    Answers(Writer out) throws IOException {
        json = new JsonFactory().createGenerator(out).setRootValueSeparator(null);
    }

    void file(Path spec, String path) throws IOException {
        begin("file", spec);
        json.writeStringField("path", path);
        end();
    }

    void wrong(Path spec, Refused refused) throws IOException {
        for (Diagnostic diagnostic : refused.diagnostics()) {
            diagnostic("problem", spec, refused.source(), diagnostic);
        }
        if (refused.dropped() > 0) {
            begin("dropped", spec);
            json.writeNumberField("count", refused.dropped());
            end();
        }
    }

    private void diagnostic(String kind, Path spec, Source source, Diagnostic diagnostic) throws IOException {
        boolean whole = diagnostic.at().isWholeFile();
        problem(
                kind,
                spec,
                diagnostic.code().id(),
                whole ? 0 : source.line(diagnostic.at().start()),
                whole ? 0 : source.column(diagnostic.at().start()),
                diagnostic.message(),
                excerpt(source, diagnostic),
                diagnostic.hint().orElse(""));
    }

    void clashing(Path spec, Outcome.Clash clash) throws IOException {
        problem("problem", spec, "", clash.line(), clash.column(), clash.message(), "", clash.hint());
    }

    private void problem(
            String kind, Path spec, String code, int line, int column, String message, String excerpt, String hint)
            throws IOException {
        begin(kind, spec);
        json.writeStringField("code", code);
        json.writeNumberField("line", line);
        json.writeNumberField("column", column);
        json.writeStringField("message", message);
        json.writeStringField("excerpt", excerpt);
        json.writeStringField("hint", hint);
        end();
    }

    void weights(Path spec, String message) throws IOException {
        begin("weights", spec);
        json.writeStringField("message", message);
        end();
    }

    void compared(Path spec, boolean agrees, String message) throws IOException {
        begin("compared", spec);
        json.writeBooleanField("agrees", agrees);
        json.writeStringField("message", message);
        end();
    }

    void fault(Path spec, Throwable fault) throws IOException {
        StringWriter trace = new StringWriter();
        fault.printStackTrace(new PrintWriter(trace, true));
        begin("fault", spec);
        json.writeStringField("stage", CompilerBug.stageOf(fault));
        json.writeStringField("message", String.valueOf(fault));
        json.writeStringField("trace", trace.toString());
        end();
    }

    /** Nothing follows. A reader that does not find this line knows that the process ended early. */
    void end(Path of) throws IOException {
        begin("end", of);
        end();
    }

    @Override
    public void close() throws IOException {
        json.close();
    }

    private void begin(String kind, Path spec) throws IOException {
        json.writeStartObject();
        json.writeStringField("kind", kind);
        json.writeStringField("spec", spec.toString());
    }

    private void end() throws IOException {
        json.writeEndObject();
        json.writeRaw('\n');
        json.flush();
    }

    /** The lines of the spec as the command line shows them: without title and place before, and the hint behind. */
    private static String excerpt(Source source, Diagnostic diagnostic) {
        Diagnostic bare = new Diagnostic(
                diagnostic.code(), diagnostic.at(), diagnostic.message(), diagnostic.labels(), Optional.empty());
        List<String> lines = new Refused(source, bare).render().lines().skip(2).toList();
        return lines.stream().collect(Collectors.joining("\n"));
    }
}
