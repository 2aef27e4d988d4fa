/**
 * The models that are measured, for every engine: a shape and its weights go in, an ONNX file and a TorchScript file of the same
 * numbers come out. Uses the runtime's weight files and protocol buffers; knows no engine.
 */
package dev.attar.examples.benchmarks.model;
