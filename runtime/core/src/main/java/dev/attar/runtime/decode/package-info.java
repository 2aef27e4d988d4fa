/**
 * What a model that continues sequences of tokens offers: {@link dev.attar.runtime.decode.Decoder}, sequences that grow
 * ({@link dev.attar.runtime.decode.Sequence}), and steps ({@link dev.attar.runtime.decode.DecoderBatch}).
 *
 * <p>Enters: tokens. Leaves: logits. How tokens are chosen from logits is not known here; that is {@code runtime.generate}. May
 * use {@code runtime}, {@code runtime.device} and {@code runtime.kernel}.
 */
package dev.attar.runtime.decode;
