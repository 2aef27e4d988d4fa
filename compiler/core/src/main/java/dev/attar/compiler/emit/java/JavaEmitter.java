package dev.attar.compiler.emit.java;

import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.TypeSpec;
import dev.attar.compiler.emit.Facade;
import dev.attar.compiler.loops.LoopProgram;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes all classes of a model. */
public final class JavaEmitter {
    private JavaEmitter() {}

    /**
     * @param programs the scheduled program for each target, with the schedule's name
     * @return the text of each file by its path below the source folder, in a fixed order
     */
    public static Map<String, String> emit(Facade facade, Map<JavaTarget, Scheduled> programs) {
        Map<String, String> files = new LinkedHashMap<>();
        LoopProgram any = programs.values().iterator().next().program();
        TypeSpec whole = any.parameters().isEmpty()
                ? new FacadeClass(facade, any, programs.keySet()).emit()
                : new TrainingClass(facade, any, programs.keySet()).emit();
        add(facade, whole, "all widths", files);
        programs.forEach((target, scheduled) -> {
            String name = target.className(facade.className());
            TypeSpec type = new KernelClass(scheduled.program(), target.lanes(), scheduled.fewestFusedTokens())
                    .emit(name, scheduled.schedule());
            add(facade, type, scheduled.schedule(), files);
        });
        return files;
    }

    /**
     * A program and how it was scheduled.
     *
     * @param schedule for people
     * @param fewestFusedTokens tokens for each of several workers from which on they take fused rows apart
     */
    public record Scheduled(LoopProgram program, String schedule, int fewestFusedTokens) {}

    private static void add(Facade facade, TypeSpec type, String schedule, Map<String, String> files) {
        String header = "Generated from %s (spec %s, compiler %s, %s). Do not edit."
                .formatted(facade.origin(), facade.specHash(), facade.compiler(), schedule);
        JavaFile file = JavaFile.builder(facade.packageName(), type)
                .addFileComment("$L", header)
                .skipJavaLangImports(!facade.hidesJavaLang())
                .indent("    ")
                .build();
        String folder =
                facade.packageName().isEmpty() ? "" : facade.packageName().replace('.', '/') + "/";
        files.put(folder + type.name() + ".java", file.toString());
    }
}
