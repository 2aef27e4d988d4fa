package dev.attar.maven;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.lang.model.SourceVersion;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.toolchain.ToolchainManager;

/** Specs become source: for the module itself or for its tests. */
abstract class GenerateMojo extends AttarMojo {
    /** For a short life: what the compiler needs to start fast. */
    private static final List<String> JVM = List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto");

    /** The package of all generated classes. Default: for each spec, the folder that it lies in below the source directory. */
    @Parameter(property = "attar.packageName")
    private String packageName;

    /** The encoding of generated source. Specs are UTF-8. */
    @Parameter(property = "attar.encoding", defaultValue = "${project.build.sourceEncoding}")
    private String encoding;

    /** Generates the class that trains each model, too, NameTraining, as the block train of its spec says. */
    @Parameter(property = "attar.training", defaultValue = "false")
    private boolean training;

    GenerateMojo(ToolchainManager toolchains, Ide ide) {
        super(toolchains, ide);
    }

    /** The folder that source is written to. */
    abstract Path outputFolder();

    /** The folder that resources are written to. */
    abstract Path resourceFolder();

    @Override
    final void work(List<Spec> specs, Problems problems)
            throws IOException, MojoExecutionException, MojoFailureException {
        if (!specs.isEmpty()) {
            VectorModule.advice(project()).ifPresent(getLog()::warn);
        }
        SourceEncoding source = new SourceEncoding(charset());
        Map<Spec, String> packages = packages(specs, problems);
        finish(problems);
        BuildStates states = states();
        Optional<BuildState> before = states.own();
        String key = key(packages, source);
        if (before.isPresent()
                && before.get().key().equals(key)
                && before.get().isIntact(base())
                && states.orphans().isEmpty()) {
            getLog().info(Problems.counted(specs.size(), "spec") + ", nothing has changed");
            return;
        }
        Outputs outputs = outputs();
        Map<String, Path> origins = new HashMap<>();
        Map<String, byte[]> wanted = specs.isEmpty() ? Map.of() : compile(packages, outputs, source, origins, problems);
        SortedMap<String, String> made = before.map(BuildState::files).orElseGet(TreeMap::new);
        Map<String, BuildStates.Owner> others = states.others();
        outputs.check(wanted, made.keySet(), others, origins, problems);
        finish(problems);
        Set<String> former = new TreeSet<>(made.keySet());
        former.addAll(states.orphanedFiles());
        Outputs.Changed changed = outputs.bring(wanted, former, others.keySet());
        states.keep(new BuildState(key, changed.files()));
        states.forgetOrphans();
        ide().refresh(outputFolder());
        ide().refresh(resourceFolder());
        getLog().info(Problems.counted(specs.size(), "spec") + " to " + Problems.counted(wanted.size(), "file") + ": "
                + changed.written() + " written, " + changed.deleted() + " deleted");
    }

    private Charset charset() throws MojoFailureException {
        if (encoding == null || encoding.isBlank()) {
            return java.nio.charset.StandardCharsets.UTF_8;
        }
        try {
            return Charset.forName(encoding);
        } catch (IllegalArgumentException unknown) {
            throw new MojoFailureException(
                    "encoding is " + encoding + ", which this Java does not know; give one such as UTF-8");
        }
    }

    private Map<Spec, String> packages(List<Spec> specs, Problems problems) throws MojoFailureException {
        boolean one = packageName != null && !packageName.isBlank();
        if (one && !SourceVersion.isName(packageName)) {
            throw new MojoFailureException(
                    "packageName is " + packageName + ", which is not the name of a Java package");
        }
        Map<Spec, String> packages = new LinkedHashMap<>();
        for (Spec spec : specs) {
            String name = one ? packageName : spec.folderPackage();
            packages.put(spec, name);
            if (name.isEmpty()) {
                problems.warning(Problem.of(
                        spec.file(),
                        "its classes get no package, so classes that have one cannot use them",
                        "move it to a folder such as " + sourceFolder().getFileName()
                                + "/com/example, or set packageName"));
            } else if (!SourceVersion.isName(name)) {
                problems.error(Problem.of(
                        spec.file(),
                        "its folder would make the package " + name + ", which is not the name of a Java package",
                        "rename the folder, or set packageName"));
            }
        }
        return packages;
    }

    private String key(Map<Spec, String> packages, SourceEncoding source) throws IOException {
        ContentHash key = newKey().text(
                        source.charset().name(),
                        Boolean.toString(training),
                        outputs().path(""),
                        outputs().path(Outputs.RESOURCE));
        for (Map.Entry<Spec, String> spec : packages.entrySet()) {
            key.text(
                    spec.getKey().path(),
                    spec.getValue(),
                    ContentHash.ofFile(spec.getKey().file()));
        }
        return key.hex();
    }

    private Map<String, byte[]> compile(
            Map<Spec, String> packages,
            Outputs outputs,
            SourceEncoding source,
            Map<String, Path> origins,
            Problems problems)
            throws IOException, MojoExecutionException, MojoFailureException {
        Path staged = passage().resolve("sources");
        List<Map<String, String>> request = new ArrayList<>();
        request.add(Map.of(
                "run",
                "compile",
                "folder",
                staged.toString(),
                "weightsAs",
                weightsAs(),
                "targets",
                targets(),
                "widths",
                widths(),
                "training",
                Boolean.toString(training)));
        packages.forEach((spec, name) -> request.add(Map.of("spec", spec.file().toString(), "package", name)));
        List<Answer> answers = ask(jdk(), request, JVM);
        List<String> files = new ArrayList<>();
        for (Answer answer : answers) {
            report(answer, problems);
            if (answer.is("file")) {
                files.add(answer.text("path"));
                origins.put(outputs.path(answer.text("path")), answer.spec());
            }
        }
        CompilerProcess.failOnFault(answers);
        finish(problems);
        Map<String, byte[]> wanted = outputs.staged(staged, files);
        wanted.replaceAll(
                (path, utf8) -> Outputs.isResource(path) ? utf8 : source.of(utf8)); // javac reads no resources
        return wanted;
    }

    private Outputs outputs() {
        return new Outputs(base(), outputFolder(), resourceFolder());
    }
}
