package dev.attar.compiler.emit.opencl;

import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.TypeSpec;
import dev.attar.compiler.emit.Facade;
import dev.attar.compiler.loops.LoopProgram;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes the kernels of a model and the class that launches them. */
public final class OpenClEmitter {
    private OpenClEmitter() {}

    /**
     * @param program scheduled for a device
     * @param lanes of its vectors
     * @param schedule its name, for the header
     * @return the text of each file by its path below the source folder, in a fixed order
     */
    public static Map<String, String> emit(Facade facade, LoopProgram program, int lanes, String schedule) {
        String header = "Generated from %s (spec %s, compiler %s, %s). Do not edit."
                .formatted(facade.origin(), facade.specHash(), facade.compiler(), schedule);
        String name = facade.openClClass();
        String resource = facade.className() + ".cl";
        String folder =
                facade.packageName().isEmpty() ? "" : facade.packageName().replace('.', '/') + "/";
        TypeSpec type = new LaunchClass(program, lanes).emit(facade.packageName(), name, resource, schedule);
        JavaFile file = JavaFile.builder(facade.packageName(), type)
                .addFileComment("$L", header)
                .skipJavaLangImports(!facade.hidesJavaLang())
                .indent("    ")
                .build();
        Map<String, String> files = new LinkedHashMap<>();
        files.put(folder + name + ".java", file.toString());
        files.put(folder + resource, KernelSource.of(program, lanes, ascii(header)));
        return files;
    }

    /** A spec's file may be called anything; the language is in ASCII, in comments too. */
    private static String ascii(String header) {
        return header.replaceAll("[^ -~]", "?");
    }
}
