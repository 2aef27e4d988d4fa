package dev.attar.runtime.text;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.huggingface.tokenizers.jni.CharSpan;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.LongStream;

/** Hugging Face's library, the oracle. */
final class NativeTokenizer implements AutoCloseable {
    static {
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("OPT_OUT_TRACKING", "true");
        System.setProperty("RUST_FLAVOR", "cpu");
    }

    private final HuggingFaceTokenizer tokenizer;

    private NativeTokenizer(byte[] json, Map<String, String> options) {
        try {
            tokenizer = HuggingFaceTokenizer.newInstance(new ByteArrayInputStream(json), options);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static NativeTokenizer of(byte[] json) {
        return new NativeTokenizer(json, Map.of("addSpecialTokens", "true", "truncation", "false", "padding", "false"));
    }

    /** One that truncates to {@code limit} tokens, the longer text of a pair first. */
    static NativeTokenizer truncating(byte[] json, int limit) {
        return new NativeTokenizer(
                json,
                Map.of(
                        "addSpecialTokens",
                        "true",
                        "truncation",
                        "LONGEST_FIRST",
                        "maxLength",
                        "" + limit,
                        "modelMaxLength",
                        "" + limit,
                        "padding",
                        "false"));
    }

    HuggingFaceTokenizer library() {
        return tokenizer;
    }

    EncodedText encode(String text) {
        return converted(tokenizer.encode(text, true, false), text, "");
    }

    EncodedText encodePair(String first, String second) {
        return converted(tokenizer.encode(first, second, true, false), first, second);
    }

    String decode(int[] ids, boolean skipSpecial) {
        return tokenizer.decode(Arrays.stream(ids).asLongStream().toArray(), skipSpecial);
    }

    private static EncodedText converted(Encoding encoding, String first, String second) {
        int[] ids = ints(encoding.getIds());
        long[] special = encoding.getSpecialTokenMask();
        int[] text = ints(encoding.getSequenceIds());
        int[] word = ints(encoding.getWordIds());
        CharSpan[] spans = encoding.getCharTokenSpans();
        int[] start = new int[ids.length];
        int[] end = new int[ids.length];
        int[][] places = {places(first), places(second)};
        for (int i = 0; i < ids.length; i++) {
            if (special[i] == 1) {
                text[i] = -1;
                word[i] = -1;
            } else {
                text[i] = Math.max(text[i], 0);
                start[i] = places[text[i]][spans[i].getStart()];
                end[i] = places[text[i]][spans[i].getEnd()];
            }
        }
        return new EncodedText(ids, ints(encoding.getTypeIds()), text, start, end, word);
    }

    /** The UTF-16 place of each code point, and of the end. */
    private static int[] places(String text) {
        int[] places = new int[text.codePointCount(0, text.length()) + 1];
        for (int i = 0, at = 0; i < places.length; i++) {
            places[i] = at;
            at += at < text.length() ? Character.charCount(text.codePointAt(at)) : 0;
        }
        return places;
    }

    private static int[] ints(long[] values) {
        return LongStream.of(values).mapToInt(Math::toIntExact).toArray();
    }

    @Override
    public void close() {
        tokenizer.close();
    }
}
