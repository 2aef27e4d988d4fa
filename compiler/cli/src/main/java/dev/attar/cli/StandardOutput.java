package dev.attar.cli;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Standard output, which notices when it is lost: a full disk, or a reader who is gone. The first write that fails ends the command
 * with {@link Lost}; what is written after that is thrown away, so that the command can still end in order.
 */
final class StandardOutput extends OutputStream {
    private final OutputStream out;
    private boolean lost;

    /** Output did not arrive: standard output is at fault, not the command. */
    static final class Lost extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Lost(IOException why) {
            super("standard output: " + why.getMessage() + "; what was printed is not complete", why, false, false);
        }
    }

    StandardOutput(OutputStream out) {
        this.out = out;
    }

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) {
        attempt(() -> out.write(bytes, from, count));
    }

    @Override
    public void flush() {
        attempt(out::flush);
    }

    private interface Write {
        void run() throws IOException;
    }

    private void attempt(Write write) {
        if (lost) {
            return;
        }
        try {
            write.run();
        } catch (IOException why) {
            lost = true;
            throw new Lost(why);
        }
    }
}
