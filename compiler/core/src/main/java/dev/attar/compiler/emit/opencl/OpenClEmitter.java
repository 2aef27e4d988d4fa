package dev.attar.compiler.emit.opencl;

import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.TypeSpec;
import dev.attar.compiler.emit.Facade;
import dev.attar.compiler.loops.LoopProgram;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes the kernels of a model for each kind of device, and the classes that launch them. */
public final class OpenClEmitter {
    private OpenClEmitter() {}

    /**
     * A program scheduled for a kind of device.
     *
     * @param schedule its name, for the header
     * @param how the work is done, for people: {@code on vectors of 8 floats}
     */
    public record Scheduled(LoopProgram program, String schedule, String how) {}

    /**
     * @param scheduled for every kind of device; all of them pack weights and lay out activations alike
     * @return the text of each file by its path below the source folder, in a fixed order
     */
    public static Map<String, String> emit(Facade facade, Map<DeviceKind, Scheduled> scheduled) {
        Map<DeviceKind, Scheduled> all = new EnumMap<>(scheduled);
        LoopProgram first = all.get(DeviceKind.CPU).program();
        for (Scheduled other : all.values())
            if (!other.program().weights().equals(first.weights()))
                throw new IllegalStateException("kinds of device pack weights differently");
        String folder =
                facade.packageName().isEmpty() ? "" : facade.packageName().replace('.', '/') + "/";
        String common = facade.openClClass();
        Map<String, String> files = new LinkedHashMap<>();
        files.put(folder + common + ".java", java(facade, ProgramClass.emit(facade, first), header(facade, "opencl")));
        all.forEach((kind, one) -> {
            String header = header(facade, one.schedule());
            String name = common + kind.suffix();
            String resource = facade.className() + kind.suffix() + ".cl";
            TypeSpec type = new LaunchClass(one.program()).emit(facade.packageName(), name, resource, one.schedule());
            files.put(folder + name + ".java", java(facade, type, header));
            files.put(folder + resource, KernelSource.of(one.program(), one.how(), ascii(header)));
        });
        return files;
    }

    private static String header(Facade facade, String schedule) {
        return "Generated from %s (spec %s, compiler %s, %s). Do not edit."
                .formatted(facade.origin(), facade.specHash(), facade.compiler(), schedule);
    }

    private static String java(Facade facade, TypeSpec type, String header) {
        return JavaFile.builder(facade.packageName(), type)
                .addFileComment("$L", header)
                .skipJavaLangImports(!facade.hidesJavaLang())
                .indent("    ")
                .build()
                .toString();
    }

    /** A spec's file may be called anything; the language is in ASCII, in comments too. */
    private static String ascii(String header) {
        return header.replaceAll("[^ -~]", "?");
    }
}
