package dev.attar.cli;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.attar.runtime.generate.Generated;
import dev.attar.runtime.generate.GeneratedToken;
import java.io.PrintWriter;
import java.util.Locale;

/**
 * Generated texts, a line each: for programs a JSON object {@code {"ids":[…],"new":[…],"text":"…","score":…}} and more, for people the
 * text alone, or its tokens where there is no tokenizer.
 */
record GeneratedLines(PrintWriter out, boolean json, boolean texts, boolean scores) {
    void print(int[] given, Generated result) {
        if (json) {
            object(given, result);
        } else {
            if (scores) {
                out.print((float) result.score() + "\t");
            }
            out.println(texts ? result.text() : ids(result.ids()));
        }
        out.flush();
    }

    static String ids(int[] ids) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < ids.length; i++) {
            line.append(i == 0 ? "" : ",").append(ids[i]);
        }
        return line.toString();
    }

    private void object(int[] given, Generated result) {
        StringBuilder line = new StringBuilder();
        line.append("{\"ids\":[")
                .append(ids(given))
                .append("],\"new\":[")
                .append(ids(result.ids()))
                .append(']');
        if (texts) {
            line.append(",\"text\":").append(TextNode.valueOf(result.text()));
        }
        line.append(",\"score\":").append((float) result.score());
        line.append(",\"log_probabilities\":[");
        for (int i = 0; i < result.tokens().size(); i++) {
            line.append(i == 0 ? "" : ",").append(result.tokens().get(i).logProbability());
        }
        line.append(']');
        if (result.tokens().stream().anyMatch(token -> !token.top().isEmpty())) {
            line.append(",\"top\":[");
            for (int i = 0; i < result.tokens().size(); i++) {
                line.append(i == 0 ? "" : ",");
                top(line, result.tokens().get(i));
            }
            line.append(']');
        }
        line.append(",\"finish\":\"").append(result.finish().name().toLowerCase(Locale.ROOT));
        out.append(line.append("\"}\n"));
    }

    private static void top(StringBuilder line, GeneratedToken token) {
        line.append('[');
        for (int i = 0; i < token.top().size(); i++) {
            GeneratedToken.Alternative other = token.top().get(i);
            line.append(i == 0 ? "" : ",").append("{\"id\":").append(other.id());
            line.append(",\"log_probability\":").append(other.logProbability()).append('}');
        }
        line.append(']');
    }
}
