package dev.attar.compiler.source;

/**
 * Everything that can be wrong with a spec. The numbers are a contract: they are never reused. Each has a page
 * {@code grammar/docs/diagnostics/Exxxx.md} and a file in {@code grammar/corpus/bad}.
 *
 * <p>E01xx reading and syntax, E02xx names and values, E03xx sizes. E0901 to E0906 said that something was not yet supported. W09xx a
 * warning: accepted, and not yet used.
 */
public enum Code {
    UNREADABLE_FILE("E0101", "the file cannot be read"),
    FILE_TOO_LARGE("E0102", "the file is too large"),
    NOT_UTF_8("E0103", "the file is not UTF-8"),
    ILLEGAL_CHARACTER("E0104", "a character that the language does not use"),
    MALFORMED_NUMBER("E0105", "not a number"),
    TOO_LONG("E0106", "a name, number or text is too long"),
    TOO_DEEP("E0107", "nested too deeply"),
    UNBALANCED("E0108", "an unmatched brace or parenthesis"),
    SYNTAX("E0109", "something else was expected"),
    UNKNOWN_WORD("E0110", "an unknown word"),
    MISPLACED_WORD("E0111", "a word that does not belong here"),
    RESERVED_WORD("E0112", "a word of the language used as a name"),
    NO_MODEL("E0113", "no model in the file"),
    SECOND_MODEL("E0114", "more than one model in the file"),
    UNREADABLE_TEXT("E0115", "a text that cannot be read"),

    UNKNOWN_NAME("E0201", "an unknown name"),
    DEFINED_TWICE("E0202", "a constant defined twice"),
    CIRCULAR("E0203", "cyclic constants"),
    HEADS_DO_NOT_DIVIDE_WIDTH("E0204", "the heads do not divide the width"),
    SET_TWICE("E0205", "a setting given twice"),
    MISSING("E0206", "a required setting is missing"),
    INTEGER_OUT_OF_RANGE("E0207", "an integer out of range"),
    DECIMAL_OUT_OF_RANGE("E0208", "a decimal out of range"),
    NOT_AN_INTEGER("E0209", "a decimal where an integer is needed"),
    DIVISION_BY_ZERO("E0210", "a division by zero"),
    INEXACT_DIVISION("E0211", "a division with a remainder"),
    OVERFLOW("E0212", "arithmetic beyond 64 bits"),
    LOSS_WITHOUT_CLASSES("E0213", "a loss or metric that the head cannot have"),
    MODEL_NAME("E0214", "not a name for a model"),
    TOO_MANY_CONSTANTS("E0215", "too many constants"),
    GROUPS_DO_NOT_DIVIDE_HEADS("E0216", "the groups do not divide the heads"),
    UNPAIRED_CHANNELS("E0217", "channels that cannot be paired"),
    RELATIVE_BUCKETS("E0218", "buckets that cannot hold the distances"),
    SECOND_STACK("E0219", "more than one encoder or decoder"),
    CROSS_ATTENTION("E0220", "cross attention that does not fit the stacks"),
    GENERATE_WITHOUT_DECODER("E0221", "head generate without a decoder"),
    WITHOUT_EFFECT("E0222", "a setting that has no effect here"),
    TIED_TO_ANOTHER_WIDTH("E0223", "an output tied to a table of another width"),
    LABELS_DO_NOT_FIT("E0224", "not a label for each class"),
    GLOBAL_TOKENS("E0225", "global tokens where there can be none"),

    TOO_MANY_PARAMETERS("E0301", "the weights do not fit an address space"),
    POSITION_TABLE_TOO_LONG("E0302", "the position table is too long");

    private final String id;
    private final String title;

    Code(String id, String title) {
        this.id = id;
        this.title = title;
    }

    /** The number people quote, such as {@code E0204}. */
    public String id() {
        return id;
    }

    /** Whether the spec is accepted all the same. */
    public boolean isWarning() {
        return id.startsWith("W");
    }

    /** What went wrong, whatever the file. */
    public String title() {
        return title;
    }
}
