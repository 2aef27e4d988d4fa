package dev.attar.maven;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.apache.maven.plugin.MojoFailureException;

/** A jar or zip that has a model among its files. */
final class ModelArchive {
    private ModelArchive() {}

    /**
     * Unpacks a model: a folder with all that is in it; for a file, also the files beside it, such as its tokenizer.
     *
     * @param source path of the file or the folder in the archive
     * @return the file or the folder, below {@code folder}
     */
    static Path unpack(Path archive, String source, Path folder) throws IOException, MojoFailureException {
        String path = source.replaceFirst("^/+", "").replaceFirst("/+$", "");
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            List<? extends ZipEntry> files =
                    zip.stream().filter(entry -> !entry.isDirectory()).toList();
            boolean isFile = files.stream().anyMatch(entry -> entry.getName().equals(path));
            String root = isFile ? path.substring(0, path.lastIndexOf('/') + 1) : path + "/";
            boolean any = false;
            for (ZipEntry entry : files) {
                String below =
                        entry.getName().startsWith(root) ? entry.getName().substring(root.length()) : "";
                if (below.isEmpty() || isFile && (below.contains("/") || below.endsWith(".class"))) {
                    continue;
                }
                any = true;
                unpack(zip, entry, folder.resolve(below).normalize(), folder);
            }
            if (!any) {
                throw new MojoFailureException("source: there is no " + path + " in " + archive + "; it has "
                        + files.stream()
                                .map(ZipEntry::getName)
                                .filter(name -> name.matches(".*\\.(onnx|safetensors|bin)|(.*/)?config\\.json"))
                                .sorted()
                                .limit(10)
                                .toList());
            }
            return isFile ? folder.resolve(path.substring(root.length())) : folder;
        }
    }

    private static void unpack(ZipFile zip, ZipEntry entry, Path file, Path folder)
            throws IOException, MojoFailureException {
        if (!file.startsWith(folder)) {
            throw new MojoFailureException("an entry leaves the archive's folder: " + entry.getName());
        }
        Files.createDirectories(file.getParent());
        try (InputStream in = zip.getInputStream(entry)) {
            Files.copy(in, file);
        }
    }
}
