/**
 * What the compiler makes of a few small models, at each point of the road, recorded under {@code src/test/golden} for people to
 * read and to review. Enters: {@code model.attar} of each folder. Leaves: the other files, when the run is told to renew them.
 */
package dev.attar.compiler.golden;
