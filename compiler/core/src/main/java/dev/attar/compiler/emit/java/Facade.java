package dev.attar.compiler.emit.java;

/**
 * What the public class of a model is called and what it is good for.
 *
 * @param packageName the package of all generated classes; empty: none
 * @param className the model's name
 * @param verb the method that computes the head: {@code embed}, {@code classify}, …
 * @param origin the spec's file name, for the header
 * @param specHash hash of the spec, for the header
 * @param compiler version of the compiler, for the header
 */
public record Facade(
        String packageName, String className, String verb, String origin, String specHash, String compiler) {}
