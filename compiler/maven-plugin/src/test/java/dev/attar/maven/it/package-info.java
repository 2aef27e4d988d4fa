/** Whole builds with the plugin, as its users run them: the projects are in {@code src/it}. */
package dev.attar.maven.it;
