/** The application of the tests: packed as a jar of jars, and started. */
package dev.attar.runtime.spring.app;
