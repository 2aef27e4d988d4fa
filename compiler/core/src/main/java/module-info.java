/**
 * From a spec to Java and OpenCL sources. A build calls {@link dev.attar.compiler.Compiler}, or {@code dev.attar.compiler.run} for many
 * specs at once; a checked spec is a {@link dev.attar.compiler.check.ModelSpec}. Stages stay inside.
 */
@SuppressWarnings({"module", "requires-automatic"}) // others are compiled later; JavaPoet has no descriptor
module dev.attar.compiler {
    requires transitive dev.attar.runtime;
    requires dev.attar.grammar;
    requires com.palantir.javapoet;
    requires com.fasterxml.jackson.core;
    requires java.compiler;

    exports dev.attar.compiler;
    exports dev.attar.compiler.check;
    exports dev.attar.compiler.run;
    exports dev.attar.compiler.source;

    // What goes from stage to stage, for Attar's own tools; it changes whenever a stage does.
    exports dev.attar.compiler.gradient to
            dev.attar.importer;
    exports dev.attar.compiler.loops to
            dev.attar.importer;
    exports dev.attar.compiler.model to
            dev.attar.importer;
    exports dev.attar.compiler.reference to
            dev.attar.importer;
    exports dev.attar.compiler.syntax to
            dev.attar.importer;
}
