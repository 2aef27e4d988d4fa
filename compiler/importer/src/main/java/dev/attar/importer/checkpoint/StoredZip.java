package dev.attar.importer.checkpoint;

import dev.attar.importer.source.ImportException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A zip archive whose entries are not compressed, so that each is a part of the mapped file: PyTorch writes such.
 *
 * <p>Source: PKWARE, APPNOTE.TXT, sections 4.3.6 to 4.3.16 and 4.5.3.
 */
final class StoredZip {
    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private static final int LOCAL = 0x04034b50;
    private static final int CENTRAL = 0x02014b50;
    private static final int END = 0x06054b50;
    private static final int END_64 = 0x06064b50;
    private static final int LOCATOR_64 = 0x07064b50;
    private static final int END_SIZE = 22;
    private static final int LONGEST_COMMENT = 0xFFFF;
    private static final long UNSET = 0xFFFFFFFFL;

    private final Path file;
    private final MemorySegment bytes;

    private StoredZip(Path file, MemorySegment bytes) {
        this.file = file;
        this.bytes = bytes;
    }

    /** Whether a file begins like a zip archive. */
    static boolean is(MemorySegment bytes) {
        return bytes.byteSize() >= END_SIZE && bytes.get(INT, 0) == LOCAL;
    }

    /**
     * All entries by name, in the archive's order.
     *
     * @throws ImportException when the archive is damaged, or an entry is compressed
     */
    static Map<String, MemorySegment> entries(Path file, MemorySegment bytes) {
        try {
            return new StoredZip(file, bytes).entries();
        } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
            throw new ImportException(file + " is a damaged or truncated zip archive; download it again", e);
        }
    }

    private Map<String, MemorySegment> entries() {
        long end = end();
        long count = unsigned(bytes.get(SHORT, end + 10));
        long at = unsigned(bytes.get(INT, end + 16));
        boolean large = end >= 20 && bytes.get(INT, end - 20) == LOCATOR_64;
        if (large) {
            long end64 = bytes.get(LONG, end - 20 + 8);
            if (bytes.get(INT, end64) != END_64) {
                throw damaged("its directory is not where it says");
            }
            count = bytes.get(LONG, end64 + 32);
            at = bytes.get(LONG, end64 + 48);
        }
        if (count < 0 || count > bytes.byteSize() / 46) {
            throw damaged("it claims " + count + " entries");
        }
        Map<String, MemorySegment> entries = new LinkedHashMap<>();
        for (long i = 0; i < count; i++) {
            at = entry(at, entries);
        }
        return entries;
    }

    private long end() {
        long last = bytes.byteSize() - END_SIZE;
        for (long at = last; at >= Math.max(0, last - LONGEST_COMMENT); at--) {
            if (bytes.get(INT, at) == END) {
                return at;
            }
        }
        throw damaged("it has no directory");
    }

    /** Reads the directory's entry at a position; returns that of the next. */
    private long entry(long at, Map<String, MemorySegment> entries) {
        if (bytes.get(INT, at) != CENTRAL) {
            throw damaged("its directory is cut short");
        }
        int flags = bytes.get(SHORT, at + 8);
        int method = bytes.get(SHORT, at + 10);
        long stored = unsigned(bytes.get(INT, at + 20));
        long size = unsigned(bytes.get(INT, at + 24));
        int nameLength = unsigned(bytes.get(SHORT, at + 28));
        int extraLength = unsigned(bytes.get(SHORT, at + 30));
        int commentLength = unsigned(bytes.get(SHORT, at + 32));
        long local = unsigned(bytes.get(INT, at + 42));
        String name =
                new String(bytes.asSlice(at + 46, nameLength).toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8);
        long[] sizes = {size, stored, local};
        large(at + 46 + nameLength, extraLength, sizes);
        if (method != 0 || (flags & 1) != 0 || sizes[0] != sizes[1]) {
            throw new ImportException(file + ": '" + name + "' is compressed or encrypted; PyTorch stores it plainly,"
                    + " so pack nothing anew and take the file as it was saved");
        }
        if (bytes.get(INT, sizes[2]) != LOCAL) {
            throw damaged("'" + name + "' is not where the directory says");
        }
        long data =
                sizes[2] + 30 + unsigned(bytes.get(SHORT, sizes[2] + 26)) + unsigned(bytes.get(SHORT, sizes[2] + 28));
        if (entries.put(name, bytes.asSlice(data, sizes[0])) != null) {
            throw damaged("it has two entries '" + name + "'");
        }
        return at + 46 + nameLength + extraLength + commentLength;
    }

    /** Takes those of size, stored size and offset that do not fit 32 bits from the extra field for 64. */
    private void large(long at, int length, long[] sizes) {
        for (long field = at; field + 4 <= at + length; field += 4 + unsigned(bytes.get(SHORT, field + 2))) {
            if (bytes.get(SHORT, field) == 1) {
                long value = field + 4;
                for (int i = 0; i < sizes.length; i++) {
                    if (sizes[i] == UNSET) {
                        sizes[i] = bytes.get(LONG, value);
                        value += 8;
                    }
                }
            }
        }
    }

    private static int unsigned(short value) {
        return Short.toUnsignedInt(value);
    }

    private static long unsigned(int value) {
        return Integer.toUnsignedLong(value);
    }

    private ImportException damaged(String why) {
        return new ImportException(file + " is a damaged or truncated zip archive: " + why + "; download it again");
    }
}
