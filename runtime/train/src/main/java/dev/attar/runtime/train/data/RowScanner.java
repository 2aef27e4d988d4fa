package dev.attar.runtime.train.data;

/** Finds the rows of a file in its bytes, which are given one after another. */
interface RowScanner {
    /** The next byte of the file. */
    void next(byte b);

    /** The file has ended. */
    void end();

    /** Lines, each a row; blank ones are none. */
    static RowScanner lines(RowIndex index) {
        return new Lines(index, false, false);
    }

    /** Records of CSV, which may go over several lines between quotes; the first is the header. */
    static RowScanner records(RowIndex index) {
        return new Lines(index, true, false);
    }

    /** Blocks of lines with blank lines between them. */
    static RowScanner blocks(RowIndex index) {
        return new Lines(index, false, true);
    }

    /** All three: a row ends with a line, with a line outside of quotes, or with a blank line. */
    final class Lines implements RowScanner {
        private final RowIndex index;
        private final boolean quotes;
        private final boolean blocks;
        private long at;
        private long line = 1;
        private long rowStart;
        private long rowLine = 1;
        private boolean quoted;
        private byte before = '\n';
        private boolean blankLine = true;
        private boolean blankRow = true;

        private Lines(RowIndex index, boolean quotes, boolean blocks) {
            this.index = index;
            this.quotes = quotes;
            this.blocks = blocks;
        }

        @Override
        public void next(byte b) {
            at++;
            if (b == '\n') {
                line++;
                before = b;
                if (!quoted) {
                    endOfLine();
                }
                blankLine = true;
                return;
            }
            if (quotes) {
                quoted = b == '"' ? !quoted && (before == '\n' || before == ',' || before == '"') : quoted;
                before = b;
            }
            if (b != ' ' && b != '\t' && b != '\r') {
                if (blankRow) {
                    rowLine = line;
                }
                blankLine = false;
                blankRow = false;
            }
        }

        @Override
        public void end() {
            if (!blankRow) {
                index.add(rowStart, at - rowStart, rowLine);
            }
        }

        private void endOfLine() {
            if (blocks && !blankLine) {
                return;
            }
            if (!blankRow) {
                index.add(rowStart, at - rowStart, rowLine);
            }
            rowStart = at;
            blankRow = true;
        }
    }
}
