/** Placeholder. */
package dev.attar.runtime;
