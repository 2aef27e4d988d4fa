/**
 * The tensor IR: what a model computes, as immutable data.
 *
 * <p>A {@link dev.attar.compiler.model.ModelGraph} has named entry points; each is a {@link dev.attar.compiler.model.Graph}
 * of {@link dev.attar.compiler.model.Op operations} on {@link dev.attar.compiler.model.Value values}. Feature dimensions are
 * constants; the number of tokens and of sequences in a ragged batch are the only dynamic ones. Equal layers are one
 * {@link dev.attar.compiler.model.Repeat}, so a graph does not grow with depth. Enters: nothing. Leaves: graphs that
 * {@link dev.attar.compiler.model.GraphVerifier} accepts. Uses no other package.
 */
package dev.attar.compiler.model;
