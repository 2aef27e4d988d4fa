package dev.attar.cli;

import dev.attar.compiler.Version;
import picocli.CommandLine.IVersionProvider;

/** What {@code attar --version} says. */
final class VersionText implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {
            "attar " + Version.NUMBER,
            "JDK " + Runtime.version() + ", " + System.getProperty("os.name") + " " + System.getProperty("os.arch")
        };
    }
}
