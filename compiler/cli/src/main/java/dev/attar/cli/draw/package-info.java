/**
 * A model as a picture.
 *
 * <p>Enters: a {@link dev.attar.compiler.check.ModelSpec}, which has the words, and its
 * {@link dev.attar.compiler.model.ModelGraph}, which has the numbers. Leaves: an SVG that is readable on a light and on a dark
 * page; equal models give equal bytes. Uses the compiler's checked spec and tensor IR; not the command line.
 */
package dev.attar.cli.draw;
