package dev.attar.maven;

import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.logging.Log;

/** Collects what is wrong, tells Maven's log and the IDE at once, and fails the build in the end, once. */
final class Problems {
    private final Log log;
    private final Ide ide;
    private final List<Problem> errors = new ArrayList<>();
    private int warnings;

    Problems(Log log, Ide ide) {
        this.log = log;
        this.ide = ide;
    }

    /** Forgets what the IDE shows at these files. */
    void begin(List<Spec> specs) {
        specs.forEach(spec -> ide.clear(spec.file()));
    }

    void error(Problem problem) {
        errors.add(problem);
        log.error(problem.render());
        ide.error(problem);
    }

    void warning(Problem problem) {
        warnings++;
        log.warn(problem.render());
        ide.warning(problem);
    }

    boolean isEmpty() {
        return errors.isEmpty();
    }

    /** Fails when there were errors, or warnings that count as such. */
    void failIfAny(boolean failOnWarning) throws MojoFailureException {
        if (!errors.isEmpty()) {
            long files = errors.stream().map(Problem::file).distinct().count();
            String count = errors.size() == 1
                    ? ""
                    : errors.size() + " problems in " + counted(files, "file") + "; the first: ";
            throw new MojoFailureException(count + errors.get(0).headline());
        }
        if (failOnWarning && warnings > 0) {
            throw new MojoFailureException(counted(warnings, "warning") + ", and failOnWarning is set; see above");
        }
    }

    static String counted(long count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }
}
