package dev.attar.compiler.source;

import java.util.List;

/**
 * The source is wrong; here is everything that is wrong with it. The one way in which reading, parsing and checking say no.
 * It is the author's to read, so it carries text and no stack trace.
 */
public final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Source source;
    private final transient Problems problems;

    /** @param problems at least one */
    public Refused(Source source, Problems problems) {
        super(null, null, false, false);
        if (problems.isEmpty()) {
            throw new IllegalArgumentException("refused without a reason");
        }
        this.source = source;
        this.problems = problems;
    }

    public Refused(Source source, Diagnostic only) {
        this(source, new Problems(List.of(only), 0));
    }

    public Source source() {
        return source;
    }

    /** In the order of the source; never empty. */
    public List<Diagnostic> diagnostics() {
        return problems.kept();
    }

    /** How many more were found and not kept. */
    public int dropped() {
        return problems.dropped();
    }

    /** All of it as text for people, ending with a line feed. */
    public String render() {
        return problems.render(source);
    }

    @Override
    public String getMessage() {
        return render();
    }
}
