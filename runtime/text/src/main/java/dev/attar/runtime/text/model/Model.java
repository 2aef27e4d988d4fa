package dev.attar.runtime.text.model;

import dev.attar.runtime.text.normalize.Text;

/** Cuts words into tokens. Safe for many threads. */
public sealed interface Model permits WordPiece, Bpe, Unigram, WordLevel {
    /** Cuts the words of one text, one after the other; belongs to one call. */
    interface Cutter {
        /**
         * Adds the tokens of a word that is not empty.
         *
         * @throws ModelFault when a part of it is in no token
         */
        void cut(Text text, int begin, int end, int word);
    }

    Cutter cutter(Tokens tokens);

    Vocabulary vocabulary();

    /** What new ids are counted from: the size that the model itself gives for its vocabulary. */
    default int vocabularySize() {
        return vocabulary().ids().size();
    }
}
