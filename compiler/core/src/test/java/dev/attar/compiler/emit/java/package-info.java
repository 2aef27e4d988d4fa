/** The Java that single pieces of the loop IR become, compiled and called. */
package dev.attar.compiler.emit.java;
