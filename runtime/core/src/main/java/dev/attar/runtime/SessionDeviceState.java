package dev.attar.runtime;

import dev.attar.runtime.device.DeviceException;
import dev.attar.runtime.device.DeviceException.Reason;
import dev.attar.runtime.device.DeviceModel;
import dev.attar.runtime.device.DeviceState;
import dev.attar.runtime.kernel.Frame;
import dev.attar.runtime.kernel.ProgramPlan;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;

/**
 * What a caller keeps of a session that a device computes: memory of that device, or of the heap where the processor has taken its
 * place. What a lost device kept is gone: calls that need it are refused until its caller has let go of it ({@link #clear}), and then
 * begins anew where the session computes by then. A device's memory moves when it grows, so growing waits for the calls under way.
 */
final class SessionDeviceState extends CallState {
    private final DeviceSession session;
    /** Read: who uses it; write: who moves it. Taken within the session's lock, never around it. */
    private final ReadWriteLock moving = new ReentrantReadWriteLock();

    private DeviceModel device; // whose memory it is; null when it is of no device
    private DeviceState onDevice;
    private CallState inHeap; // null when it is of a device, or nowhere
    private volatile int blocks; // also of what is gone with its device, until the caller has let go of it

    SessionDeviceState(DeviceSession session) {
        this.session = session;
    }

    @Override
    public int blocks() {
        return blocks;
    }

    @Override
    public void grow(int more) {
        session.where((model, processor) -> {
            moving.writeLock().lock();
            try {
                grow(model, processor, more);
                blocks = more;
            } finally {
                moving.writeLock().unlock();
            }
        });
    }

    /** Where the session computes: on a device, or, where {@code processor} is not null, there. */
    private void grow(DeviceModel model, Session processor, int more) {
        if (blocks == 0) {
            clear();
            if (processor != null) {
                inHeap = processor.state();
            } else {
                device = model;
                onDevice = model.state();
            }
        }
        if (processor != null) {
            heap().grow(more);
        } else {
            on(model).grow(more);
        }
    }

    @Override
    public void allocate(int block) {
        if (inHeap != null) {
            inHeap.allocate(block);
        }
    }

    @Override
    public void free(int[] unused) {
        if (inHeap != null) {
            inHeap.free(unused);
        }
    }

    @Override
    public void copy(int from, int to) {
        session.where((model, processor) -> {
            moving.readLock().lock();
            try {
                if (processor != null) {
                    heap().copy(from, to);
                } else {
                    on(model).copy(from, to);
                }
            } finally {
                moving.readLock().unlock();
            }
        });
    }

    /** Runs a call with the memory on this device, which does not move meanwhile. */
    void during(DeviceModel model, Consumer<DeviceState> call) {
        moving.readLock().lock();
        try {
            call.accept(on(model));
        } finally {
            moving.readLock().unlock();
        }
    }

    /** @throws DeviceException when it is of another device */
    private DeviceState on(DeviceModel model) {
        if (onDevice == null || device != model) {
            throw gone();
        }
        return onDevice;
    }

    private CallState heap() {
        if (inHeap == null) {
            throw gone();
        }
        return inHeap;
    }

    private DeviceException gone() {
        return new DeviceException(
                Reason.STATE_LOST,
                "what " + session.plan().model() + " kept of its sequences was on a device that has failed: close them,"
                        + " and begin anew");
    }

    @Override
    public void clear() {
        moving.writeLock().lock();
        try {
            if (onDevice != null) {
                onDevice.close();
            }
            device = null;
            onDevice = null;
            inHeap = null;
            blocks = 0;
        } finally {
            moving.writeLock().unlock();
        }
    }

    @Override
    void check(Session called) {
        if (called == session) {
            return;
        }
        if (!session.isProcessor(called)) {
            throw ofAnother(called);
        }
        heap();
    }

    @Override
    void into(Frame frame) {
        CallState heap = inHeap;
        if (heap != null) {
            heap.into(frame);
        } else {
            frame.stateOnDevice(blocks * ProgramPlan.State.SLOTS);
        }
    }
}
