/** Models of many families, as other programs store and compute them, against the reference. */
package dev.attar.compiler.family;
