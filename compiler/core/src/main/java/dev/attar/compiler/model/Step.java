package dev.attar.compiler.model;

/** One step of a graph: an operation, or equal layers. */
public sealed interface Step permits Assign, Repeat {}
