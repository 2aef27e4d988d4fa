package dev.attar.maven;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.project.MavenProject;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResolutionException;
import org.eclipse.aether.resolution.ArtifactResult;
import org.eclipse.aether.resolution.DependencyRequest;
import org.eclipse.aether.resolution.DependencyResolutionException;

/** Artifacts that a goal needs by their coordinates, from the build at work, the local repository, or those of the POM. */
final class Artifacts {
    private final RepositorySystem system;
    private final MavenSession session;
    private final List<RemoteRepository> places;

    Artifacts(RepositorySystem system, MavenSession session, MavenProject project) {
        this.system = system;
        this.session = session;
        this.places = new ArrayList<>(project.getRemoteProjectRepositories());
        this.places.addAll(project.getRemotePluginRepositories());
    }

    /** The file of one artifact, without those it depends on. */
    Path file(String coordinates) throws MojoFailureException {
        ArtifactRequest request = new ArtifactRequest(artifact(coordinates), places, null);
        try {
            return system.resolveArtifact(session.getRepositorySession(), request)
                    .getArtifact()
                    .getFile()
                    .toPath();
        } catch (ArtifactResolutionException missing) {
            throw new MojoFailureException("artifact: " + missing.getMessage(), missing);
        }
    }

    /** The files of an artifact and of all that it needs when it runs. */
    List<Path> classPath(String coordinates) throws MojoFailureException {
        CollectRequest collect = new CollectRequest(new Dependency(artifact(coordinates), "runtime"), places);
        try {
            return system
                    .resolveDependencies(session.getRepositorySession(), new DependencyRequest(collect, null))
                    .getArtifactResults()
                    .stream()
                    .map(ArtifactResult::getArtifact)
                    .map(found -> found.getFile().toPath())
                    .toList();
        } catch (DependencyResolutionException missing) {
            throw new MojoFailureException(
                    coordinates + " is needed to import models: " + missing.getMessage(), missing);
        }
    }

    private static Artifact artifact(String coordinates) throws MojoFailureException {
        try {
            return new DefaultArtifact(coordinates);
        } catch (IllegalArgumentException malformed) {
            throw new MojoFailureException("artifact is " + coordinates
                    + ", which names no Maven artifact; give group:artifact:version or group:artifact:type:version");
        }
    }
}
