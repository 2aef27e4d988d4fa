/**
 * The lexer and parser that ANTLR generates from {@code Attar.g4}.
 * <p>Enters: characters. Leaves: a parse tree. Uses: the ANTLR runtime only. Only {@code dev.attar.compiler.syntax} looks
 * in here; everyone else sees the syntax tree that it builds.
 */
package dev.attar.grammar;
