package dev.attar.maven;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.toolchain.ToolchainManager;

/** What all goals that work on specs share: their parameters, the specs and the compiler's process. */
abstract class AttarMojo extends ForkingMojo {
    private static final String JAVA = "java";
    private static final Set<String> TARGETS = Set.of(JAVA, "opencl");
    private static final Set<String> WIDTHS = Set.of("16", "8", "4", "scalar");
    private static final Set<String> ELEMENTS = Set.of("fp32", "bf16", "int8");

    /** Which files below the source directory are specs: patterns as Ant has them. Default: every file that ends with .attar. */
    @Parameter(property = "attar.includes")
    private List<String> includes = new ArrayList<>();

    /** Which of these are left out. */
    @Parameter(property = "attar.excludes")
    private List<String> excludes = new ArrayList<>();

    /** How generated code keeps the matrices of products in memory: fp32; bf16, which is half as large; or int8, little more than a quarter. */
    @Parameter(property = "attar.weightsAs", defaultValue = "fp32")
    private String weightsAs;

    /** What code is for: java; or java and opencl, which adds kernels for devices, as resources. */
    @Parameter(property = "attar.targets", defaultValue = "java")
    private List<String> targets;

    /**
     * Which vectors Java is written for, in floats: some of 16 (AVX-512), 8 (AVX2) and 4 (NEON, SSE). Scalar code is always written;
     * a machine whose vectors are left out takes the next narrower ones.
     */
    @Parameter(property = "attar.widths", defaultValue = "16,8,4,scalar")
    private List<String> widths;

    /** Warnings fail the build. */
    @Parameter(property = "attar.failOnWarning", defaultValue = "false")
    private boolean failOnWarning;

    private final Ide ide;

    AttarMojo(ToolchainManager toolchains, Ide ide) {
        super(toolchains);
        this.ide = ide;
    }

    /** The folder that specs are looked for in. */
    abstract Path sourceFolder();

    /** What is done even when the goal is skipped. */
    void always() {}

    abstract void work(List<Spec> specs, Problems problems)
            throws IOException, MojoExecutionException, MojoFailureException;

    @Override
    public final void execute() throws MojoExecutionException, MojoFailureException {
        always();
        if (isSkipped()) {
            return;
        }
        checkTargets(targets);
        checkNames("weightsAs", List.of(weightsAs), ELEMENTS);
        checkNames("widths", widths, WIDTHS);
        try {
            Problems problems = new Problems(getLog(), ide);
            List<Spec> specs = Spec.find(sourceFolder().toAbsolutePath().normalize(), includes, excludes, problems);
            problems.begin(specs);
            Folders.delete(passage());
            work(specs, problems);
            Folders.delete(passage());
        } catch (IOException e) {
            throw new MojoExecutionException("a file cannot be read or written: " + e, e);
        }
    }

    static void checkTargets(List<String> targets) throws MojoFailureException {
        checkNames("targets", targets, TARGETS);
        if (!targets.contains(JAVA)) {
            throw new MojoFailureException("targets is " + String.join(",", targets)
                    + " without java, whose class loads the model and launches the kernels; give java,opencl");
        }
    }

    private static void checkNames(String parameter, List<String> given, Set<String> known)
            throws MojoFailureException {
        for (String name : given) {
            if (!known.contains(name)) {
                throw new MojoFailureException(
                        parameter + " has " + name + ", which this version of Attar does not have;" + " give "
                                + String.join(" or ", new TreeSet<>(known)));
            }
        }
    }

    /** Fails with everything that was wrong. */
    final void finish(Problems problems) throws MojoFailureException {
        problems.failIfAny(failOnWarning);
    }

    /** Runs the compiler. */
    final List<Answer> ask(Jdk jdk, List<Map<String, String>> request, List<String> options)
            throws IOException, MojoExecutionException {
        getLog().debug("the compiler runs on JDK " + jdk.version() + " in " + jdk.home());
        Files.createDirectories(passage());
        return new CompilerProcess(jdk, classPath(), passage(), options).ask(request, getLog());
    }

    /** What the compiler has against a spec, if this is what the answer says. */
    static void report(Answer answer, Problems problems) {
        if (answer.is("problem")) {
            problems.error(Problem.of(answer));
        } else if (answer.is("dropped")) {
            problems.error(Problem.of(answer.spec(), "and " + answer.text("count") + " more", ""));
        }
    }

    /** This plugin and all that it needs; the compiler is among it. */
    private List<Path> classPath() {
        return execution().getMojoDescriptor().getPluginDescriptor().getArtifacts().stream()
                .map(Artifact::getFile)
                .map(File::toPath)
                .toList();
    }

    /** Everything that the compiler's output depends on besides the specs. */
    final ContentHash newKey() throws IOException {
        ContentHash key = new ContentHash().text("1", weightsAs, targets(), widths());
        for (Path part : classPath()) {
            key.code(part);
        }
        return key;
    }

    final Ide ide() {
        return ide;
    }

    final String weightsAs() {
        return weightsAs;
    }

    /** The names of the widths, as the compiler's process takes them. */
    final String widths() {
        return String.join(",", new TreeSet<>(widths));
    }

    /** The names of the targets, as the compiler's process takes them. */
    final String targets() {
        return String.join(",", new TreeSet<>(targets));
    }
}
