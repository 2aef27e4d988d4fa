package dev.attar.compiler;

/** The compiler's version, as it stands in generated code; a test holds it equal to the build's. */
public final class Version {
    public static final String NUMBER = "0.1.0";

    private Version() {}
}
