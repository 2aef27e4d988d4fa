/** WordNet's definitions, which several examples learn from: read from WordNet's own files in a jar of Maven Central. */
package dev.attar.examples.glosses;
