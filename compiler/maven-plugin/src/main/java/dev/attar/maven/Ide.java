package dev.attar.maven;

import java.nio.file.Path;
import org.codehaus.plexus.build.BuildContext;
import org.codehaus.plexus.build.DefaultBuildContext;

/**
 * The IDE that runs the build, if one does.
 *
 * @param present false: what stands in for an IDE would only write messages to the log a second time
 */
record Ide(BuildContext context, boolean present) {
    /**
     * An IDE replaces one of the two.
     *
     * @param context passes everything on to {@code older} where no IDE replaces it
     * @param older the same by its old name, which older IDEs replace
     */
    static Ide of(BuildContext context, org.sonatype.plexus.build.incremental.BuildContext older) {
        boolean none = context instanceof DefaultBuildContext
                && older instanceof org.sonatype.plexus.build.incremental.DefaultBuildContext;
        return new Ide(context, !none);
    }

    /** Forgets what it shows at this file. */
    void clear(Path file) {
        context.removeMessages(file.toFile());
    }

    void error(Problem problem) {
        tell(problem, BuildContext.SEVERITY_ERROR);
    }

    void warning(Problem problem) {
        tell(problem, BuildContext.SEVERITY_WARNING);
    }

    /** Files in that folder have changed. */
    void refresh(Path folder) {
        context.refresh(folder.toFile());
    }

    private void tell(Problem problem, int severity) {
        if (present) {
            String hint = problem.hint().isEmpty() ? "" : " (" + problem.hint() + ")";
            context.addMessage(
                    problem.file().toFile(),
                    problem.line(),
                    problem.column(),
                    problem.message() + hint,
                    severity,
                    null);
        }
    }
}
