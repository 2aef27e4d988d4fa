package dev.attar.runtime.opencl;

import dev.attar.runtime.device.DeviceInfo.Kind;
import java.lang.foreign.MemorySegment;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/**
 * The weights that lie on devices: each once, for all sessions of the process that run on them, whatever files they were loaded
 * from. A processor reads weights in place, so there nothing is brought anywhere, and nothing is shared that is not already.
 */
final class Uploads {
    private static final int CHUNK = 1 << 20;

    private final Map<Key, Upload> shared = new HashMap<>();

    private record Key(long device, String content) {}

    /** A context of a device with weights in it; it is let go of with the last owner. */
    final class Upload implements AutoCloseable {
        private final Binding binding;
        private final Key key; // null when it is not shared
        private final long context;
        private final long weights;
        private int owners = 1;

        private Upload(Binding binding, Key key, long context, long weights) {
            this.binding = binding;
            this.key = key;
            this.context = context;
            this.weights = weights;
        }

        long context() {
            return context;
        }

        Binding.Memory weights() {
            return new Binding.Memory(weights);
        }

        @Override
        public void close() {
            synchronized (Uploads.this) {
                if (--owners > 0) {
                    return;
                }
                if (key != null) {
                    shared.remove(key, this);
                }
            }
            try {
                binding.release(Binding.Kind.BUFFER, weights);
            } finally {
                binding.release(Binding.Kind.CONTEXT, context);
            }
        }
    }

    /**
     * The weights on the device.
     *
     * @param packed stay as they are until the upload is closed
     * @throws ClFailure when the device has no memory for them, or fails
     */
    Upload of(Binding binding, Device device, MemorySegment packed) {
        if (device.kind() == Kind.PROCESSOR) {
            return upload(binding, device, packed, null);
        }
        Key key = new Key(device.handle(), sha256(packed));
        synchronized (this) {
            Upload there = shared.get(key);
            if (there == null) {
                there = upload(binding, device, packed, key);
                shared.put(key, there);
            } else {
                there.owners++;
            }
            return there;
        }
    }

    private Upload upload(Binding binding, Device device, MemorySegment packed, Key key) {
        long context = binding.context(device);
        try {
            return new Upload(binding, key, context, binding.constant(context, packed, key == null));
        } catch (RuntimeException | Error failed) {
            binding.release(Binding.Kind.CONTEXT, context);
            throw failed;
        }
    }

    private static String sha256(MemorySegment data) {
        MessageDigest digest = DeviceStateStore.sha256();
        for (long at = 0; at < data.byteSize(); at += CHUNK) {
            digest.update(
                    data.asSlice(at, Math.min(CHUNK, data.byteSize() - at)).asByteBuffer());
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
