/**
 * What each operation means: an interpreter of the tensor IR in double precision, in clear loops, with nothing clever. It is
 * the definition that generated code is compared with.
 *
 * <p>Enters: a {@link dev.attar.compiler.model.ModelGraph} (fused or not), {@link dev.attar.compiler.reference.Parameters},
 * {@link dev.attar.compiler.reference.Tokens}. Leaves: rows of numbers, and with
 * {@link dev.attar.compiler.reference.Expectation} how far fp32 arithmetic may be away from them. Random weights and random
 * batches for verification are made here too. Uses {@code model} and nothing else.
 */
package dev.attar.compiler.reference;
