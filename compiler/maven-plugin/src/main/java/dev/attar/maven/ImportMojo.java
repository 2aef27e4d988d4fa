package dev.attar.maven;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.inject.Inject;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.toolchain.ToolchainManager;
import org.eclipse.aether.RepositorySystem;

/** Imports a published model, an ONNX file or a Hugging Face folder, as {@code attar import} does: spec, weights, tokenizer. */
@Mojo(name = "import", defaultPhase = LifecyclePhase.GENERATE_SOURCES, threadSafe = true)
public final class ImportMojo extends ForkingMojo {
    /** The Maven artifact that has the model: group:artifact:version, or group:artifact:type:version. Default: source is a path of the project. */
    @Parameter
    private String artifact;

    /** The ONNX file or the Hugging Face folder: a path in the artifact, or of the project when there is no artifact. */
    @Parameter(required = true)
    private String source;

    /** The SHA-256 of the artifact, or of the file, in hexadecimal digits. Another one fails the build. Default: not checked. */
    @Parameter
    private String sha256;

    /** More options of attar import, split at blanks, such as --name MiniLmL6 --pool mean. */
    @Parameter(property = "attar.importOptions")
    private String importOptions;

    /** The folder for the imported files. */
    @Parameter(property = "attar.modelDirectory", defaultValue = "${project.build.directory}/model")
    private File modelDirectory;

    private final RepositorySystem repositories;

    @Inject
    ImportMojo(ToolchainManager toolchains, RepositorySystem repositories) {
        super(toolchains);
        this.repositories = repositories;
    }

    @Override
    public void execute() throws MojoExecutionException, MojoFailureException {
        if (isSkipped()) {
            return;
        }
        try {
            bring(new Artifacts(repositories, session(), project()));
        } catch (IOException e) {
            throw new MojoExecutionException("a file cannot be read or written: " + e, e);
        }
    }

    private void bring(Artifacts artifacts) throws IOException, MojoExecutionException, MojoFailureException {
        Path origin = artifact == null ? base().resolve(source) : artifacts.file(artifact);
        if (!Files.exists(origin)) {
            throw new MojoFailureException("source: there is no file or folder " + origin);
        }
        String hash = hash(origin);
        String version = execution().getMojoDescriptor().getPluginDescriptor().getVersion();
        List<Path> attar = artifacts.classPath("dev.attar:attar-cli:" + version);
        ContentHash key = new ContentHash().text("1", source, hash, String.join(" ", options()));
        for (Path part : attar) {
            key.code(part);
        }
        String made = key.hex();
        BuildStates states = states();
        Optional<BuildState> before = states.own();
        if (before.isPresent()
                && before.get().key().equals(made)
                && before.get().isIntact(base())) {
            getLog().info(source + " is imported, nothing has changed");
            return;
        }
        Folders.delete(passage());
        Path model = artifact == null
                ? origin
                : ModelArchive.unpack(origin, source, passage().resolve("source"));
        Path folder = Files.createDirectories(passage().resolve("model"));
        List<String> log = new ImportProcess(jdk(), attar).run(model, folder, options(), getLog());
        log.forEach(getLog()::info);
        SortedMap<String, String> files = move(folder);
        for (String former :
                before.map(BuildState::files).orElseGet(TreeMap::new).keySet()) {
            if (!files.containsKey(former)) {
                Files.deleteIfExists(base().resolve(former));
            }
        }
        states.keep(new BuildState(made, files));
        Folders.delete(passage());
    }

    /** The new files take the place of those of the build before. */
    private SortedMap<String, String> move(Path from) throws IOException {
        Path to = modelDirectory.toPath();
        Files.createDirectories(to);
        SortedMap<String, String> files = new TreeMap<>();
        List<Path> made;
        try (Stream<Path> all = Files.list(from)) {
            made = all.sorted().toList();
        }
        for (Path file : made) {
            Path target = to.resolve(file.getFileName());
            Files.move(file, target, StandardCopyOption.REPLACE_EXISTING);
            Path named = target.startsWith(base()) ? base().relativize(target) : target;
            files.put(named.toString().replace('\\', '/'), ContentHash.ofFile(target));
        }
        return files;
    }

    private String hash(Path origin) throws IOException, MojoFailureException {
        String found = new ContentHash().code(origin).hex();
        if (sha256 == null || sha256.isBlank()) {
            return found;
        }
        if (Files.isDirectory(origin)) {
            throw new MojoFailureException("sha256 is that of one file, and " + origin + " is a folder; leave it out");
        }
        if (!found.equalsIgnoreCase(sha256.strip())) {
            throw new MojoFailureException("sha256 of " + origin + " is " + found + ", and the POM expects "
                    + sha256.strip() + "; the file is damaged, or not the one that was meant");
        }
        return found;
    }

    private List<String> options() {
        return importOptions == null || importOptions.isBlank()
                ? List.of()
                : List.of(importOptions.strip().split("\\s+"));
    }
}
