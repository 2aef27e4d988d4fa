/**
 * Files of weights and the memory that they live in: the safetensors format (header, rules, text), mapped and streamed bytes, new
 * files that appear whole or not at all, digests, and the search for numbers that are not finite.
 *
 * <p>Enters: paths and bytes of {@link dev.attar.runtime.Weights} and {@link dev.attar.runtime.WeightsWriter}. Leaves: headers,
 * segments of memory, {@link dev.attar.runtime.WeightsException}. Knows no program: how parameters are arranged for one is the
 * concern of {@code packing}.
 */
package dev.attar.runtime.weights;
