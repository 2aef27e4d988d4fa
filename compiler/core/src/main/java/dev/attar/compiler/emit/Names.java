package dev.attar.compiler.emit;

import com.palantir.javapoet.ClassName;

/** The types that generated code mentions. Named, not linked: the compiler runs without the Vector API. */
public final class Names {
    public static final ClassName VECTOR = ClassName.get("jdk.incubator.vector", "FloatVector");
    public static final ClassName INTS = ClassName.get("jdk.incubator.vector", "IntVector");
    public static final ClassName SHORTS = ClassName.get("jdk.incubator.vector", "ShortVector");
    public static final ClassName BYTES = ClassName.get("jdk.incubator.vector", "ByteVector");
    public static final ClassName SPECIES = ClassName.get("jdk.incubator.vector", "VectorSpecies");
    public static final ClassName SHUFFLE = ClassName.get("jdk.incubator.vector", "VectorShuffle");
    public static final ClassName OPERATORS = ClassName.get("jdk.incubator.vector", "VectorOperators");
    public static final ClassName SEGMENT = ClassName.get("java.lang.foreign", "MemorySegment");
    public static final ClassName LAYOUT = ClassName.get("java.lang.foreign", "ValueLayout");
    public static final ClassName BYTE_ORDER = ClassName.get("java.nio", "ByteOrder");
    public static final ClassName PROGRAM = ClassName.get("dev.attar.runtime.kernel", "Program");
    public static final ClassName PLAN = ClassName.get("dev.attar.runtime.kernel", "ProgramPlan");
    public static final ClassName ENTRY = ClassName.get("dev.attar.runtime.kernel", "EntryPlan");
    public static final ClassName SIZE_FORMULA = ClassName.get("dev.attar.runtime.kernel", "SizeFormula");
    public static final ClassName FRAME = ClassName.get("dev.attar.runtime.kernel", "Frame");
    public static final ClassName WORKER = ClassName.get("dev.attar.runtime.kernel", "Worker");
    public static final ClassName PARAMETERS = ClassName.get("dev.attar.runtime.kernel", "ParameterPlan");
    public static final ClassName SLOT = ClassName.get("dev.attar.runtime.kernel", "Slot");

    private Names() {}
}
