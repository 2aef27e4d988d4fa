package dev.attar.runtime.opencl;

import dev.attar.runtime.device.DeviceInfo;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lwjgl.PointerBuffer;
import org.lwjgl.opencl.CL10;
import org.lwjgl.opencl.CL12;
import org.lwjgl.system.MemoryStack;
import org.lwjgl.system.MemoryUtil;

/** OpenCL as LWJGL binds it. */
final class LwjglBinding implements Binding {
    LwjglBinding() {}

    // ---- devices ----

    @Override
    public List<Device> devices() {
        List<Device> all = new ArrayList<>();
        if (Library.found() != Library.Found.ALL) {
            return all;
        }
        try (MemoryStack stack = MemoryStack.stackPush()) {
            IntBuffer count = stack.mallocInt(1);
            // Without any driver the loader answers -1001 (CL_PLATFORM_NOT_FOUND_KHR): no platforms.
            if (CL10.clGetPlatformIDs(null, count) != CL10.CL_SUCCESS || count.get(0) == 0) {
                return all;
            }
            PointerBuffer platforms = stack.mallocPointer(count.get(0));
            check("clGetPlatformIDs", CL10.clGetPlatformIDs(platforms, (IntBuffer) null));
            for (int p = 0; p < platforms.capacity(); p++) {
                devices(platforms.get(p), all);
            }
        }
        return all;
    }

    @Override
    public Optional<String> missing() {
        return Library.found() == Library.Found.NO_NATIVES
                ? Optional.of(
                        "LWJGL's native library is not on the class path: add org.lwjgl:lwjgl with the classifier of"
                                + " this platform, such as natives-linux or natives-windows (attar-bom manages its"
                                + " version)")
                : Optional.empty();
    }

    private static void devices(long platform, List<Device> all) {
        try (MemoryStack stack = MemoryStack.stackPush()) {
            IntBuffer count = stack.mallocInt(1);
            long kinds = CL10.CL_DEVICE_TYPE_ALL;
            if (CL10.clGetDeviceIDs(platform, kinds, null, count) != CL10.CL_SUCCESS || count.get(0) == 0) {
                return; // CL_DEVICE_NOT_FOUND
            }
            PointerBuffer devices = stack.mallocPointer(count.get(0));
            check("clGetDeviceIDs", CL10.clGetDeviceIDs(platform, kinds, devices, (IntBuffer) null));
            for (int d = 0; d < devices.capacity(); d++) {
                all.add(describe(platform, devices.get(d)));
            }
        }
    }

    private static Device describe(long platform, long device) {
        long type = number(device, CL10.CL_DEVICE_TYPE, Long.BYTES);
        DeviceInfo.Kind kind = (type & CL10.CL_DEVICE_TYPE_GPU) != 0
                ? DeviceInfo.Kind.GPU
                : (type & CL10.CL_DEVICE_TYPE_CPU) != 0 ? DeviceInfo.Kind.PROCESSOR : DeviceInfo.Kind.ACCELERATOR;
        byte[] name = info(
                "clGetPlatformInfo",
                (room, size) -> CL10.nclGetPlatformInfo(platform, CL10.CL_PLATFORM_NAME, bytes(room), at(room), size));
        long singles = number(device, CL10.CL_DEVICE_SINGLE_FP_CONFIG, Long.BYTES);
        return new Device(
                platform,
                device,
                text(name),
                text(device, CL10.CL_DEVICE_NAME),
                kind,
                text(device, CL10.CL_DRIVER_VERSION),
                (int) number(device, CL10.CL_DEVICE_MAX_COMPUTE_UNITS, Integer.BYTES),
                number(device, CL10.CL_DEVICE_GLOBAL_MEM_SIZE, Long.BYTES),
                number(device, CL10.CL_DEVICE_MAX_MEM_ALLOC_SIZE, Long.BYTES),
                number(device, CL10.CL_DEVICE_MAX_WORK_GROUP_SIZE, Long.BYTES),
                number(device, CL10.CL_DEVICE_LOCAL_MEM_SIZE, Long.BYTES),
                (singles & CL12.CL_FP_CORRECTLY_ROUNDED_DIVIDE_SQRT) != 0);
    }

    private static String text(long device, int what) {
        return text(info(
                "clGetDeviceInfo", (room, size) -> CL10.nclGetDeviceInfo(device, what, bytes(room), at(room), size)));
    }

    private static long number(long device, int what, int bytes) {
        byte[] value = info(
                "clGetDeviceInfo", (room, size) -> CL10.nclGetDeviceInfo(device, what, bytes(room), at(room), size));
        ByteBuffer buffer = ByteBuffer.wrap(value).order(ByteOrder.nativeOrder());
        return bytes == Integer.BYTES ? buffer.getInt() : buffer.getLong();
    }

    private static String text(byte[] withEnd) {
        return new String(withEnd, StandardCharsets.UTF_8).replace("\0", "").strip();
    }

    /** A question whose answer has a size of its own; {@code room} is null when the size alone is asked for. */
    private interface Question {
        int ask(MemorySegment room, long size);
    }

    private static byte[] info(String call, Question question) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment size = arena.allocate(ValueLayout.JAVA_LONG);
            check(call, question.ask(null, size.address()));
            MemorySegment room = arena.allocate(Math.max(1, size.get(ValueLayout.JAVA_LONG, 0)));
            check(call, question.ask(room, 0));
            return room.asSlice(0, size.get(ValueLayout.JAVA_LONG, 0)).toArray(ValueLayout.JAVA_BYTE);
        }
    }

    private static long bytes(MemorySegment room) {
        return room == null ? 0 : room.byteSize();
    }

    private static long at(MemorySegment room) {
        return room == null ? 0 : room.address();
    }

    // ---- what is made on a device ----

    /** Makes something, and says in the given place how that went. */
    private interface Maker {
        long make(IntBuffer error);
    }

    private static long made(String call, Maker maker) {
        try (MemoryStack stack = MemoryStack.stackPush()) {
            IntBuffer error = stack.ints(CL10.CL_SUCCESS);
            long handle = maker.make(error);
            check(call, error.get(0));
            return handle;
        }
    }

    @Override
    public long context(Device device) {
        try (MemoryStack stack = MemoryStack.stackPush()) {
            PointerBuffer properties = stack.pointers(CL10.CL_CONTEXT_PLATFORM, device.platformHandle(), 0);
            return made("clCreateContext", e -> CL10.clCreateContext(properties, device.handle(), null, 0, e));
        }
    }

    @Override
    public long queue(long context, Device device) {
        return made("clCreateCommandQueue", e -> CL10.clCreateCommandQueue(context, device.handle(), 0, e));
    }

    @Override
    public long buffer(long context, long bytes) {
        return made("clCreateBuffer", e -> CL10.clCreateBuffer(context, CL10.CL_MEM_READ_WRITE, bytes, e));
    }

    @Override
    public long constant(long context, MemorySegment values, boolean inPlace) {
        long flags = CL10.CL_MEM_READ_ONLY | (inPlace ? CL10.CL_MEM_USE_HOST_PTR : CL10.CL_MEM_COPY_HOST_PTR);
        return made(
                "clCreateBuffer",
                e -> CL10.nclCreateBuffer(
                        context, flags, values.byteSize(), values.address(), MemoryUtil.memAddress(e)));
    }

    @Override
    public long program(long context, String source) {
        return made("clCreateProgramWithSource", e -> CL10.clCreateProgramWithSource(context, source, e));
    }

    @Override
    public long program(long context, Device device, byte[] binary) {
        try (MemoryStack stack = MemoryStack.stackPush()) {
            ByteBuffer bytes = MemoryUtil.memAlloc(binary.length);
            try {
                bytes.put(binary).flip();
                PointerBuffer devices = stack.pointers(device.handle());
                IntBuffer status = stack.ints(CL10.CL_SUCCESS);
                long program = made(
                        "clCreateProgramWithBinary",
                        e -> CL10.clCreateProgramWithBinary(context, devices, bytes, status, e));
                check("clCreateProgramWithBinary", status.get(0));
                return program;
            } finally {
                MemoryUtil.memFree(bytes);
            }
        }
    }

    @Override
    public void build(long program, Device device, String options) {
        check("clBuildProgram", CL10.clBuildProgram(program, device.handle(), options, null, 0));
    }

    @Override
    public String log(long program, Device device) {
        int what = CL10.CL_PROGRAM_BUILD_LOG;
        return text(info(
                "clGetProgramBuildInfo",
                (room, size) ->
                        CL10.nclGetProgramBuildInfo(program, device.handle(), what, bytes(room), at(room), size)));
    }

    @Override
    public byte[] binary(long program) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment size = arena.allocate(ValueLayout.JAVA_LONG);
            int sizes = CL10.CL_PROGRAM_BINARY_SIZES;
            check("clGetProgramInfo", CL10.nclGetProgramInfo(program, sizes, Long.BYTES, size.address(), 0));
            MemorySegment bytes = arena.allocate(Math.max(1, size.get(ValueLayout.JAVA_LONG, 0)));
            MemorySegment pointer = arena.allocate(ValueLayout.JAVA_LONG);
            pointer.set(ValueLayout.JAVA_LONG, 0, bytes.address());
            int binaries = CL10.CL_PROGRAM_BINARIES;
            check("clGetProgramInfo", CL10.nclGetProgramInfo(program, binaries, Long.BYTES, pointer.address(), 0));
            return bytes.asSlice(0, size.get(ValueLayout.JAVA_LONG, 0)).toArray(ValueLayout.JAVA_BYTE);
        }
    }

    @Override
    public long kernel(long program, String name) {
        return made("clCreateKernel " + name, e -> CL10.clCreateKernel(program, name, e));
    }

    // ---- what is done ----

    @Override
    public void argument(long kernel, int index, Memory value) {
        check("clSetKernelArg", CL10.clSetKernelArg1p(kernel, index, value.handle()));
    }

    @Override
    public void argument(long kernel, int index, int value) {
        check("clSetKernelArg", CL10.clSetKernelArg1i(kernel, index, value));
    }

    @Override
    public void argument(long kernel, int index, long value) {
        check("clSetKernelArg", CL10.clSetKernelArg1l(kernel, index, value));
    }

    @Override
    public void launch(long queue, long kernel, long groups, int across, int down) {
        try (MemoryStack stack = MemoryStack.stackPush()) {
            PointerBuffer all = stack.pointers(groups * across, down);
            PointerBuffer group = stack.pointers(across, down);
            check(
                    "clEnqueueNDRangeKernel",
                    CL10.clEnqueueNDRangeKernel(queue, kernel, 2, null, all, group, null, null));
        }
    }

    @Override
    public void write(long queue, long buffer, MemorySegment from) {
        long bytes = from.byteSize();
        check(
                "clEnqueueWriteBuffer",
                CL10.nclEnqueueWriteBuffer(queue, buffer, CL10.CL_FALSE, 0, bytes, from.address(), 0, 0, 0));
    }

    @Override
    public void copy(long queue, long from, long fromOffset, long to, long toOffset, long bytes) {
        check(
                "clEnqueueCopyBuffer",
                CL10.clEnqueueCopyBuffer(queue, from, to, fromOffset, toOffset, bytes, null, null));
    }

    @Override
    public void read(long queue, long buffer, long offset, MemorySegment to) {
        long bytes = to.byteSize();
        check(
                "clEnqueueReadBuffer",
                CL10.nclEnqueueReadBuffer(queue, buffer, CL10.CL_TRUE, offset, bytes, to.address(), 0, 0, 0));
    }

    @Override
    public void finish(long queue) {
        check("clFinish", CL10.clFinish(queue));
    }

    @Override
    public void release(Kind kind, long handle) {
        check(
                "clRelease",
                switch (kind) {
                    case CONTEXT -> CL10.clReleaseContext(handle);
                    case QUEUE -> CL10.clReleaseCommandQueue(handle);
                    case BUFFER -> CL10.clReleaseMemObject(handle);
                    case PROGRAM -> CL10.clReleaseProgram(handle);
                    case KERNEL -> CL10.clReleaseKernel(handle);
                });
    }

    private static void check(String call, int code) {
        if (code != CL10.CL_SUCCESS) {
            throw new ClFailure(call, code);
        }
    }
}
