package dev.attar.cli;

import dev.attar.compiler.CompileOptions;
import dev.attar.compiler.Compiler;
import dev.attar.compiler.GeneratedClasses;
import dev.attar.compiler.Language;
import dev.attar.compiler.Origin;
import dev.attar.compiler.loops.Storage;
import dev.attar.compiler.source.Source;
import dev.attar.runtime.Width;
import dev.attar.runtime.kernel.Program;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;

/** The generated classes of a spec: from the cache, or compiled now. */
final class ModelClasses {
    /** The entry of the cache that holds the name of the model's public class; no class has this name. */
    private static final String NAME = "";

    private ModelClasses() {}

    /** Compiles for these widths only: nobody waits for code that will not run. */
    static GeneratedClasses of(Source source, Storage weightsAs, Set<Width> widths, ClassCache cache, Verbose say) {
        return of(source, weightsAs, widths, EnumSet.of(Language.JAVA), cache, say);
    }

    /** The classes of a model, for other targets besides Java, too. */
    static GeneratedClasses of(
            Source source, Storage weightsAs, Set<Width> widths, Set<Language> targets, ClassCache cache, Verbose say) {
        long begin = System.nanoTime();
        ClassCache.Found found =
                cache.get(key(source, weightsAs, widths, targets), () -> compile(source, weightsAs, widths, targets));
        say.say("classes: " + (found.cached() ? "from the cache" : "compiled") + " in "
                + Verbose.time(System.nanoTime() - begin));
        SequencedMap<String, byte[]> classes = found.classes();
        String name = new String(classes.get(NAME), StandardCharsets.UTF_8);
        Map<String, byte[]> only = new LinkedHashMap<>(classes);
        only.remove(NAME);
        return new GeneratedClasses(name, only);
    }

    /** All that the classes depend on. */
    private static String key(Source source, Storage weightsAs, Set<Width> widths, Set<Language> targets) {
        return new Fingerprint()
                .with(source.hash())
                .with(source.fileName())
                .with(weightsAs.symbol())
                .with(widths.toString())
                .with(targets.toString())
                .withCodeOf(Compiler.class)
                .withCodeOf(Program.class)
                .with(Runtime.version().toString())
                .name();
    }

    private static Map<String, byte[]> compile(
            Source source, Storage weightsAs, Set<Width> widths, Set<Language> targets) {
        GeneratedClasses compiled = GeneratedClasses.compile(Compiler.compile(
                Compiler.check(source),
                Origin.of(source),
                CompileOptions.defaults()
                        .withWidths(widths)
                        .withWeightsAs(weightsAs)
                        .withLanguages(targets)));
        Map<String, byte[]> entries = new LinkedHashMap<>(compiled.classes());
        entries.put(NAME, compiled.className().getBytes(StandardCharsets.UTF_8));
        return entries;
    }
}
