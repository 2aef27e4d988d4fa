/** The language of specs as ANTLR generates it: lexer, parser and the tree they build. */
@SuppressWarnings("requires-transitive-automatic")
module dev.attar.grammar {
    requires transitive org.antlr.antlr4.runtime;

    exports dev.attar.grammar;
}
