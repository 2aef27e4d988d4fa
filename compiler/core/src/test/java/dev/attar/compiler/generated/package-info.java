/** Properties of generated code: it agrees with the reference, and every way of running it gives the same bits. */
package dev.attar.compiler.generated;
