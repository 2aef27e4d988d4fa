package dev.attar.maven;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The states of all executions of a module, a file each, so that none disturbs another: a file that another one has made is
 * neither overwritten nor deleted. The files of an execution that the POM no longer has belong to nobody and go.
 */
final class BuildStates {
    private static final String ENDING = ".state";

    private final Path folder;
    private final String own;
    private final Set<String> living;

    /**
     * @param folder holds the states and nothing else
     * @param own the execution at work, see {@link #name}
     * @param living the executions of the POM
     */
    BuildStates(Path folder, String own, Set<String> living) {
        this.folder = folder;
        this.own = own;
        this.living = new TreeSet<>(living);
        this.living.add(own);
    }

    static String name(String goal, String execution) {
        return goal + "/" + URLEncoder.encode(execution, StandardCharsets.UTF_8);
    }

    Optional<BuildState> own() throws IOException {
        return BuildState.read(file(own));
    }

    /** Which other execution of the POM made a file, by the file's path; with the file's hash. */
    Map<String, Owner> others() throws IOException {
        Map<String, Owner> owners = new LinkedHashMap<>();
        for (String name : all()) {
            if (living.contains(name) && !name.equals(own)) {
                BuildState.read(file(name))
                        .ifPresent(state ->
                                state.files().forEach((path, hash) -> owners.put(path, new Owner(name, hash))));
            }
        }
        return owners;
    }

    record Owner(String execution, String hash) {}

    /** Executions that the POM no longer has. */
    List<String> orphans() throws IOException {
        return all().stream().filter(name -> !living.contains(name)).toList();
    }

    /** Files of executions that the POM no longer has. */
    List<String> orphanedFiles() throws IOException {
        List<String> files = new ArrayList<>();
        for (String name : orphans()) {
            BuildState.read(file(name))
                    .ifPresent(state -> files.addAll(state.files().keySet()));
        }
        return files;
    }

    /** Keeps what the execution at work has made. */
    void keep(BuildState state) throws IOException {
        state.write(file(own));
    }

    /** Forgets the executions that are gone, when their files are. */
    void forgetOrphans() throws IOException {
        for (String name : orphans()) {
            Files.deleteIfExists(file(name));
        }
    }

    private Path file(String name) {
        return folder.resolve(name + ENDING);
    }

    private List<String> all() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(ENDING))
                    .map(file -> folder.relativize(file).toString().replace('\\', '/'))
                    .map(name -> name.substring(0, name.length() - ENDING.length()))
                    .sorted()
                    .toList();
        }
    }
}
