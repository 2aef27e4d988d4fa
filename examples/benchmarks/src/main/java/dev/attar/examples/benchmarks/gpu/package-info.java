/**
 * An OpenCL device, checked and measured in one process: whether small encoders, decoders and translators compute what the reference
 * computes, whether steps have the bits of the whole, and how fast MiniLM and GPT-2 are, with random weights. Uses the compiler.
 */
package dev.attar.examples.benchmarks.gpu;
