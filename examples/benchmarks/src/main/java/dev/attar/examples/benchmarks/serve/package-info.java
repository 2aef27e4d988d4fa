/** Load on a server of models, as many clients make it. Uses the JDK alone, and no class of the other benchmarks. */
package dev.attar.examples.benchmarks.serve;
