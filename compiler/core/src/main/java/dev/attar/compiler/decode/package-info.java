/**
 * The stage that makes of a decoder's {@code forward} the entry points by which it goes on from what it has computed before: keys and
 * values are kept by the caller, and a call brings new tokens alone. Tensor IR in, tensor IR out.
 */
package dev.attar.compiler.decode;
