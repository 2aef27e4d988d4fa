/**
 * What code points are and become: categories, decompositions, lower case, grapheme clusters.
 *
 * <p>The tables are resources of this package, not the JDK's: the tokenizers library that models were published with uses
 * several versions of Unicode at once, and a text must have the same tokens on every JDK. Uses nothing of Attar.
 */
package dev.attar.runtime.text.unicode;
