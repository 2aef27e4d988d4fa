package dev.attar.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;

/** One command, run in this process, and what came of it. */
record Ran(int status, String out, String err) {
    static Ran attar(Object... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        String[] words = new String[arguments.length];
        for (int i = 0; i < words.length; i++) {
            words[i] = arguments[i].toString();
        }
        int status = Main.run(new PrintWriter(out), new PrintWriter(err), words);
        return new Ran(status, out.toString(), err.toString());
    }

    Ran done() {
        assertEquals(ExitStatus.DONE, status, err);
        return this;
    }

    /** Ended with this status, nothing on standard output, each of these words on standard error. */
    Ran failed(int expected, String... words) {
        assertEquals(expected, status, err);
        assertEquals("", out);
        for (String word : words) {
            assertTrue(err.contains(word), () -> "no '" + word + "' in: " + err);
        }
        return this;
    }

    Ran says(String... words) {
        for (String word : words) {
            assertTrue(out.contains(word), () -> "no '" + word + "' in: " + out);
        }
        return this;
    }
}
