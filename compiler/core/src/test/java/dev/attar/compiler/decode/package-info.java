/** Going on from what was computed before, against computing the whole. */
package dev.attar.compiler.decode;
