package dev.attar.runtime;

import dev.attar.runtime.files.Quoted;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A weight file (or a set of weights in memory) is refused. The message lists every problem found, where it is, and what
 * to do; the same content is in {@link #problems()} and {@link #hint()} for programs.
 */
public final class WeightsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** More than this many problems of one refusal are counted, not listed. */
    private static final int LISTED = 2_000;

    /** What kind of problem it is. */
    public enum Kind {
        /** The file cannot be opened, read or written. */
        FILE,
        /** The header is not what its format asks for. */
        HEADER,
        /** Tensors overlap, leave holes, or have another number of bytes than their shape asks for. */
        LAYOUT,
        /** Numbers of a type that Attar does not read. */
        TYPE,
        /** The model needs this tensor; the weights do not have it. */
        MISSING,
        /** The weights have this tensor; the model has no use for it. */
        UNEXPECTED,
        /** The tensor has another shape than the model needs. */
        SHAPE,
        /** A value is NaN or infinite. */
        VALUE,
        /** The file was packed for another model, for other vectors, or by another version. */
        PACKED,
        /** The numbers are not those that were written. */
        CONTENT,
        /** The memory for the weights is not to be had. */
        MEMORY,
        /** The thread was interrupted while it opened, packed or wrote weights. It is still. */
        INTERRUPTED
    }

    /**
     * One reason for the refusal.
     *
     * @param tensor the tensor's name; empty when the problem is not one tensor's
     * @param found what is there; empty when nothing is
     * @param expected what should be there; empty when nothing should
     * @param offset the byte of the file where it was seen; -1 when it has no such place
     */
    public record Problem(Kind kind, String tensor, String found, String expected, long offset) {
        /** The problem in one line, for people. */
        public String describe() {
            StringBuilder line = new StringBuilder();
            switch (kind) {
                case MISSING -> line.append("missing ");
                case UNEXPECTED -> line.append("unexpected ");
                case SHAPE -> line.append("wrong shape ");
                case VALUE -> line.append("bad value ");
                case FILE, HEADER, LAYOUT, TYPE, PACKED, CONTENT, MEMORY, INTERRUPTED -> {}
            }
            if (!tensor.isEmpty()) {
                line.append(Quoted.name(tensor)).append(": ");
            }
            if (!found.isEmpty()) {
                line.append("found ").append(found);
            }
            if (!expected.isEmpty()) {
                line.append(found.isEmpty() ? "expected " : ", expected ").append(expected);
            }
            if (offset >= 0) {
                line.append(" (at byte ").append(offset).append(')');
            }
            return line.toString();
        }
    }

    private final String source;
    private final transient List<Problem> problems;
    private final String hint;

    public WeightsException(String source, List<Problem> problems, String hint) {
        this(source, problems, hint, null);
    }

    public WeightsException(String source, List<Problem> problems, String hint, Throwable cause) {
        super(message(source, problems, hint), cause);
        this.source = source;
        this.problems = List.copyOf(problems);
        this.hint = hint;
    }

    /** Work on these weights ends because somebody has interrupted the thread, which stays interrupted. */
    public static WeightsException interrupted(String source) {
        Problem problem = new Problem(Kind.INTERRUPTED, "", "that the thread was interrupted", "", -1);
        return new WeightsException(
                source,
                List.of(problem),
                "clear the interrupt (Thread.interrupted()) and do it again, if it is still wanted");
    }

    /** The weight file, or what else the weights came from. */
    public String source() {
        return source;
    }

    /** Every problem found, in a fixed order; never empty. */
    public List<Problem> problems() {
        return problems;
    }

    /** What to do about it. */
    public String hint() {
        return hint;
    }

    private static String message(String source, List<Problem> problems, String hint) {
        String end = "\nhint: " + hint;
        if (problems.size() == 1) {
            return source + ": " + problems.getFirst().describe() + end;
        }
        int hidden = Math.max(0, problems.size() - LISTED);
        return problems.stream()
                .limit(LISTED)
                .map(Problem::describe)
                .collect(Collectors.joining(
                        "\n  ",
                        source + ": " + problems.size() + " problems\n  ",
                        (hidden == 0 ? "" : "\n  and " + hidden + " more") + end));
    }
}
