/**
 * An encoder and a decoder that turn English dates, times and numbers in words into ISO form: data that is generated, a model
 * that {@code attar train} trains, and a program that translates what is typed.
 */
package dev.attar.examples.translation;
