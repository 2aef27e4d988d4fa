package dev.attar.runtime.train.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A file of rows, of which any can be read at any time. It must stay as it is while it is used. */
final class RowFile implements AutoCloseable {
    private static final int CHUNK = 1 << 16;

    private final Path file;
    private final FileChannel channel;
    private final RowIndex index;
    private final RowParser parser;
    private final int first; // the header of CSV is no row
    private final String sha256;

    private RowFile(Path file, FileChannel channel, RowIndex index, RowFormat format, String sha256) {
        this.file = file;
        this.channel = channel;
        this.index = index;
        this.sha256 = sha256;
        this.first = format == RowFormat.CSV || format == RowFormat.TSV ? 1 : 0;
        if (first == 1 && index.size() == 0) {
            throw new DataException(file.toString(), "there is no header", "the first line names the columns");
        }
        this.parser = switch (format) {
            case JSON_LINES -> RowParser.json();
            case CSV -> RowParser.columns(place(0), text(0), ',');
            case TSV -> RowParser.columns(place(0), text(0), '\t');
            case CONLL -> RowParser.conll();
        };
    }

    static RowFile open(Path file, RowFormat format) {
        try {
            FileChannel channel = FileChannel.open(file);
            try {
                RowIndex index = new RowIndex();
                String sha256 = scan(channel, scanner(index, format));
                RowFile rows = new RowFile(file, channel, index, format, sha256);
                if (rows.size() == 0) {
                    throw new DataException(file.toString(), "there are no rows", "give at least one example");
                }
                return rows;
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
        } catch (NoSuchFileException e) {
            throw new DataException(file.toString(), "no such file", "check the path", e);
        } catch (IOException e) {
            throw new DataException(file.toString(), "cannot be read: " + e, "check the path and the permissions", e);
        }
    }

    private static RowScanner scanner(RowIndex index, RowFormat format) {
        return switch (format) {
            case JSON_LINES, TSV -> RowScanner.lines(index);
            case CSV -> RowScanner.records(index);
            case CONLL -> RowScanner.blocks(index);
        };
    }

    private static String scan(FileChannel channel, RowScanner scanner) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
            while (channel.read(chunk.clear()) >= 0) {
                for (int i = 0; i < chunk.position(); i++) {
                    scanner.next(chunk.get(i));
                }
                digest.update(chunk.array(), 0, chunk.position());
            }
            scanner.end();
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    int size() {
        return index.size() - first;
    }

    /** Of the whole file, in hexadecimal digits. */
    String sha256() {
        return sha256;
    }

    Path file() {
        return file;
    }

    /** {@code FILE:LINE} of a row. */
    String placeOf(int row) {
        return place(row + first);
    }

    Row read(int row) {
        return parser.parse(place(row + first), text(row + first));
    }

    private String place(int record) {
        return file + ":" + index.line(record);
    }

    private String text(int record) {
        try {
            ByteBuffer bytes = ByteBuffer.allocate(index.length(record));
            long at = index.offset(record);
            while (bytes.hasRemaining()) {
                int read = channel.read(bytes, at + bytes.position());
                if (read < 0) {
                    throw new DataException(
                            file.toString(), "it has become shorter", "do not change training data in use");
                }
            }
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .decode(bytes.flip())
                    .toString();
            return at == 0 && text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new DataException(place(record), "not UTF-8", "write the file as UTF-8", e);
        } catch (IOException e) {
            throw new DataException(place(record), "cannot be read: " + e, "check the file and the disk", e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException _) {
            // Nothing was written.
        }
    }
}
