package dev.attar.runtime.text.file;

import dev.attar.runtime.text.decode.Decoder;
import dev.attar.runtime.text.json.FormatFault;
import dev.attar.runtime.text.model.AddedTokens;
import dev.attar.runtime.text.model.Unigram;
import dev.attar.runtime.text.model.Unigram.Piece;
import dev.attar.runtime.text.model.Vocabulary;
import dev.attar.runtime.text.normalize.CharsMap;
import dev.attar.runtime.text.normalize.SentencePieceNormalizer;
import dev.attar.runtime.text.pattern.Literal;
import dev.attar.runtime.text.post.PostProcessing;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads a SentencePiece model of the unigram kind. Its ids are the places of its pieces, and it puts no special tokens around
 * texts: what a model that was trained with it expects there, its {@code tokenizer.json} says.
 */
final class SentencePiece {
    private static final int MARK = 0x2581;
    private static final int LONGEST_PIECE = 4096;
    private static final int NORMAL = 1;
    private static final int UNKNOWN = 2;
    private static final int USER_DEFINED = 4;

    private final List<Piece> pieces = new ArrayList<>();
    private int unknown = -1;
    private long kind = 1;
    private boolean byteFallback;
    private boolean markBehind;
    private CharsMap map;
    private boolean prefix = true;
    private boolean trim = true;
    private boolean marks = true;

    private SentencePiece() {}

    static TokenizerParts read(byte[] bytes) {
        SentencePiece file = parse(bytes);
        Vocabulary vocabulary =
                Vocabulary.of(file.pieces.stream().map(Piece::text).toArray(String[]::new));
        Unigram model = Unigram.ofSentencePiece(file.pieces, vocabulary, file.unknown, file.byteFallback);
        return new TokenizerParts(
                new AddedTokens(List.of(), model, null),
                file.normalizer(),
                null,
                model,
                PostProcessing.NONE,
                decoder(false));
    }

    /** Pieces are joined, marks become blanks, and the blanks at the beginning are dropped; at the end, too, where asked. */
    static Decoder decoder(boolean trimEnd) {
        return new Decoder.Sequence(List.of(
                new Decoder.Fuse(),
                new Decoder.Replace(new Literal(Character.toString(MARK)), " "),
                new Decoder.Trim(trimEnd)));
    }

    static SentencePiece parse(byte[] bytes) {
        SentencePiece file = new SentencePiece();
        Protobuf message = new Protobuf(bytes);
        for (int field = message.next(); field != 0; field = message.next()) {
            switch (field) {
                case 1 -> file.piece(message.message());
                case 2 -> file.trainer(message.message());
                case 3 -> file.normalizer(message.message());
                default -> message.skip();
            }
        }
        file.check();
        return file;
    }

    List<Piece> pieces() {
        return pieces;
    }

    boolean byteFallback() {
        return byteFallback;
    }

    SentencePieceNormalizer normalizer() {
        return new SentencePieceNormalizer(map, prefix, trim, marks);
    }

    private void check() {
        if (pieces.isEmpty()) {
            throw new FormatFault("a SentencePiece model without pieces");
        }
        if (kind != 1) {
            throw new FormatFault(
                    "a SentencePiece model that is not of the unigram kind is not supported; take the model's"
                            + " tokenizer.json");
        }
        if (markBehind) {
            throw new FormatFault("a SentencePiece model with blanks behind words is not supported");
        }
        if (unknown < 0) {
            throw new FormatFault("a SentencePiece model without a piece for what is unknown");
        }
        Set<String> texts = new HashSet<>();
        for (Piece piece : pieces) {
            if (!texts.add(piece.text())) {
                throw new FormatFault("the piece \"" + piece.text() + "\" is in the model twice");
            }
        }
    }

    private void piece(Protobuf message) {
        String text = "";
        float score = 0;
        long type = NORMAL;
        for (int field = message.next(); field != 0; field = message.next()) {
            switch (field) {
                case 1 -> text = message.string();
                case 2 -> score = message.real();
                case 3 -> type = message.number();
                default -> message.skip();
            }
        }
        if (text.isEmpty() || text.length() > LONGEST_PIECE || Float.isNaN(score)) {
            throw new FormatFault(
                    "piece " + pieces.size() + " has " + text.length() + " characters and the score " + score);
        }
        if (type == USER_DEFINED) {
            throw new FormatFault("piece " + pieces.size()
                    + " is user-defined, which is not supported; take the model's" + " tokenizer.json");
        }
        if (type == UNKNOWN) {
            unknown = pieces.size();
        }
        pieces.add(new Piece(text, score, type == NORMAL));
    }

    private void trainer(Protobuf message) {
        for (int field = message.next(); field != 0; field = message.next()) {
            switch (field) {
                case 3 -> kind = message.number();
                case 24 -> markBehind = message.number() != 0;
                case 35 -> byteFallback = message.number() != 0;
                default -> message.skip();
            }
        }
    }

    private void normalizer(Protobuf message) {
        for (int field = message.next(); field != 0; field = message.next()) {
            switch (field) {
                case 2 -> {
                    byte[] blob = message.data();
                    try {
                        map = blob.length == 0 ? null : CharsMap.of(blob);
                    } catch (IllegalArgumentException e) {
                        throw new FormatFault(e.getMessage(), e);
                    }
                }
                case 3 -> prefix = message.number() != 0;
                case 4 -> trim = message.number() != 0;
                case 5 -> marks = message.number() != 0;
                default -> message.skip();
            }
        }
    }
}
