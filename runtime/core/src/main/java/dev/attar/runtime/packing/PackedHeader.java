package dev.attar.runtime.packing;

import dev.attar.runtime.WeightsException;
import dev.attar.runtime.WeightsException.Kind;
import dev.attar.runtime.WeightsException.Problem;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * The beginning of a file of packed weights. Its numbers are little-endian, its unused bytes 0:
 *
 * <pre>
 * byte 0    8 bytes   89 41 54 54 41 52 0d 0a; no safetensors file begins so, its header would have 2^59 bytes
 *      8    4         the format, 2
 *     12    4         H, where the weights begin: a multiple of 4096
 *     16    4         the weights' byte order: 1 little-endian, 2 big-endian
 *     20    4         the vectors that it is packed for; 0 where most will do
 *     24    8         {@link LayoutKey} of its plan
 *     32    8         N, bytes of weights; the file ends after H + N
 *     40   32         SHA-256 of the weights
 *     72   32         SHA-256 of the safetensors file that they were packed from; 0 when it was none
 *    104    4         M, bytes of the model's name
 *    108    M         the model's name, UTF-8
 *  H - 4    4         CRC-32C of all before
 * </pre>
 *
 * @param bytes H
 * @param dataBytes N
 * @param sourceSha256 of the safetensors file, in hexadecimal digits
 */
public record PackedHeader(
        int bytes,
        ByteOrder order,
        int lanes,
        LayoutKey key,
        long dataBytes,
        Optional<String> sourceSha256,
        String model) {
    /** What a packed file begins with. */
    static final long MAGIC = 0x0a0d_5241_5454_4189L;

    /** The weights begin on a page; larger pages of a system are no matter, as files are mapped from their first byte. */
    public static final int PAGE = 4096;

    static final int AT_FORMAT = 8;
    static final int AT_BYTES = 12;
    static final int AT_ORDER = 16;
    static final int AT_LANES = 20;
    static final int AT_KEY = 24;
    static final int AT_DATA_BYTES = 32;
    static final int AT_SHA256 = 40;
    static final int SHA256_BYTES = 32;
    static final int AT_SOURCE_SHA256 = 72;
    static final int AT_MODEL = 104;
    static final int CRC_BYTES = 4;

    static final String HINT = "make it again with 'attar pack', from the safetensors file";

    private static final int FORMAT = 2;
    private static final int MOST_BYTES = 1 << 20;

    /** Whether a file is packed weights, good or damaged. */
    public static boolean begins(MemorySegment file) {
        return file.byteSize() >= Long.BYTES && buffer(file, Long.BYTES).getLong() == MAGIC;
    }

    /** The header for a model's weights, with as many pages as its name needs. */
    static PackedHeader of(String model, int lanes, LayoutKey key, long dataBytes, Optional<String> sourceSha256) {
        int bytes = AT_MODEL + Integer.BYTES + model.getBytes(StandardCharsets.UTF_8).length + CRC_BYTES;
        return new PackedHeader(
                Math.ceilDiv(bytes, PAGE) * PAGE, ByteOrder.nativeOrder(), lanes, key, dataBytes, sourceSha256, model);
    }

    /** The header as it stands in the file. */
    ByteBuffer written(byte[] sha256) {
        byte[] name = model.getBytes(StandardCharsets.UTF_8);
        ByteBuffer header = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
        header.putLong(MAGIC).putInt(FORMAT).putInt(bytes);
        header.putInt(order == ByteOrder.LITTLE_ENDIAN ? 1 : 2).putInt(lanes);
        header.putLong(key.value()).putLong(dataBytes);
        header.put(sha256);
        header.put(sourceSha256.map(HexFormat.of()::parseHex).orElse(new byte[SHA256_BYTES]));
        header.putInt(name.length).put(name);
        return header.putInt(bytes - CRC_BYTES, crc(header)).rewind();
    }

    /**
     * Reads the header of a whole file and checks all that can be checked without the weights' pages and without a plan.
     *
     * @throws WeightsException when the file is cut or damaged, or of another format or byte order
     */
    static PackedHeader read(String source, MemorySegment file) {
        long size = file.byteSize();
        if (size < PAGE) {
            throw refused(source, "a packed file that is cut after " + size + " bytes", "at least " + PAGE, size);
        }
        ByteBuffer page = buffer(file, PAGE);
        if (page.getInt(AT_FORMAT) != FORMAT) {
            String found = "packed weights of format " + Integer.toUnsignedString(page.getInt(AT_FORMAT));
            throw refused(source, found, "format " + FORMAT + ", which this version of Attar reads", AT_FORMAT);
        }
        int bytes = page.getInt(AT_BYTES);
        if (bytes < PAGE || bytes > MOST_BYTES || bytes % PAGE != 0) {
            String found = "a header of " + Integer.toUnsignedString(bytes) + " bytes";
            throw refused(source, found, "1 to " + MOST_BYTES / PAGE + " pages of " + PAGE + " bytes", AT_BYTES);
        }
        if (bytes > size) {
            throw refused(source, "a packed file that is cut after " + size + " bytes", "at least " + bytes, size);
        }
        ByteBuffer header = buffer(file, bytes);
        int nameLength = header.getInt(AT_MODEL);
        int longestName = bytes - AT_MODEL - Integer.BYTES - CRC_BYTES;
        int order = header.getInt(AT_ORDER);
        boolean sound = header.getInt(bytes - CRC_BYTES) == crc(header)
                && nameLength >= 0
                && nameLength <= longestName
                && (order == 1 || order == 2);
        if (!sound) {
            throw refused(source, "a damaged header", "one that agrees with its checksum", bytes - CRC_BYTES);
        }
        byte[] name = new byte[nameLength];
        header.get(AT_MODEL + Integer.BYTES, name);
        PackedHeader read = new PackedHeader(
                bytes,
                order == 1 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN,
                header.getInt(AT_LANES),
                new LayoutKey(header.getLong(AT_KEY)),
                header.getLong(AT_DATA_BYTES),
                sourceSha256(header),
                new String(name, StandardCharsets.UTF_8));
        read.check(source, size);
        return read;
    }

    private static Optional<String> sourceSha256(ByteBuffer header) {
        byte[] sha256 = new byte[SHA256_BYTES];
        header.get(AT_SOURCE_SHA256, sha256);
        return Arrays.equals(sha256, new byte[SHA256_BYTES])
                ? Optional.empty()
                : Optional.of(HexFormat.of().formatHex(sha256));
    }

    private void check(String source, long size) {
        if (order != ByteOrder.nativeOrder()) {
            throw refused(
                    source, "weights of byte order " + order, ByteOrder.nativeOrder() + ", this machine's", AT_ORDER);
        }
        long found = size - bytes;
        if (found < dataBytes) {
            String cut = "a packed file that is cut after " + found + " bytes of weights";
            throw refused(source, cut, dataBytes + ", as its header says", size);
        }
        if (found > dataBytes) {
            String more = (found - dataBytes) + " bytes after the weights";
            throw refused(source, more, "none", bytes + dataBytes);
        }
    }

    /** Not the segment's own accessors: the first use of one costs a start as much as all else here. */
    private static ByteBuffer buffer(MemorySegment file, int bytes) {
        return file.asSlice(0, bytes).asByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }

    private static int crc(ByteBuffer header) {
        CRC32C crc = new CRC32C();
        crc.update(header.slice(0, header.capacity() - CRC_BYTES));
        return (int) crc.getValue();
    }

    private static WeightsException refused(String source, String found, String expected, long offset) {
        return new WeightsException(source, List.of(new Problem(Kind.HEADER, "", found, expected, offset)), HINT);
    }
}
