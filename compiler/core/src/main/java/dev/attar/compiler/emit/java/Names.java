package dev.attar.compiler.emit.java;

import com.palantir.javapoet.ClassName;

/** The types that generated code mentions. Named, not linked: the compiler runs without the Vector API. */
final class Names {
    static final ClassName VECTOR = ClassName.get("jdk.incubator.vector", "FloatVector");
    static final ClassName INTS = ClassName.get("jdk.incubator.vector", "IntVector");
    static final ClassName SHORTS = ClassName.get("jdk.incubator.vector", "ShortVector");
    static final ClassName SPECIES = ClassName.get("jdk.incubator.vector", "VectorSpecies");
    static final ClassName SHUFFLE = ClassName.get("jdk.incubator.vector", "VectorShuffle");
    static final ClassName OPERATORS = ClassName.get("jdk.incubator.vector", "VectorOperators");
    static final ClassName SEGMENT = ClassName.get("java.lang.foreign", "MemorySegment");
    static final ClassName LAYOUT = ClassName.get("java.lang.foreign", "ValueLayout");
    static final ClassName BYTE_ORDER = ClassName.get("java.nio", "ByteOrder");
    static final ClassName PROGRAM = ClassName.get("dev.attar.runtime.kernel", "Program");
    static final ClassName PLAN = ClassName.get("dev.attar.runtime.kernel", "ProgramPlan");
    static final ClassName FRAME = ClassName.get("dev.attar.runtime.kernel", "Frame");
    static final ClassName WORKER = ClassName.get("dev.attar.runtime.kernel", "Worker");
    static final ClassName SLOT = ClassName.get("dev.attar.runtime.kernel", "Slot");

    private Names() {}
}
