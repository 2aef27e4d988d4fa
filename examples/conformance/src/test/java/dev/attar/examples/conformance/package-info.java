/**
 * Published models, imported and compiled, against ONNX Runtime on the same files: real sentences go in, the largest
 * differences come out. Uses every module of Attar's and is used by none.
 */
package dev.attar.examples.conformance;
