// Generated from model.attar (spec 0728f5e6, compiler 0.1.0, opencl-gpu, items 16x16, tiles 8x2x4, 2x1x4 and 1x1x1, weights bf16). Do not edit.
//
// Halved on work-groups of many work-items, in execution order:
//
// 1    embeddings.placed (T,48)                 embed48IdsPosition
// 2    embeddings.norm (T,48)                   norm48
// 3    2 layers, each
// 3.1  layer.attention.query+key+value (T,144)  linear48x144
// 3.2  layer.attention.mixed (T,48)             attention3x16From144
// 3.3  layer.attention.sum (T,48)               linear48x48Add
// 3.4  layer.attention.norm (T,48)              norm48
// 3.5  layer.feedforward.active (T,96)          linear48x96Relu
// 3.6  layer.feedforward.sum (T,48)             linear96x48Add
// 3.7  layer.feedforward.norm (T,48)            norm48
//      output "hidden"
// 4    head.pool (B,48)                         poolMean48
//      output "unnormalized"
// 5    head.normalized (B,48)                   normalize48PerSequence
//      output "head"
//
// T tokens, B sequences, L the longest sequence rounded up to 16. In loops, t is a row, n an output channel, k an input
// channel, c a channel, i and j are places in a sequence. The name of a buffer (x, w, bias, y) is where it begins:
// activations in the arena, in rows padded to 16 floats; weights in the packed weights, those of products in panels, so
// that the inner loops read them straight through. A task is a work-group of
// 16x16 work-items, each of which knows its place: across and down. What they share lies in local memory; at a barrier
// they wait for each other. Where a batch is too small to give every unit a task, the kernel called fine does the same in
// smaller ones; the one called few does where there are no more than 16 rows.

#pragma OPENCL FP_CONTRACT OFF

// The larger of two; not a number where either is none.
static float larger_1(float a, float b) {
    return a > b || a != a ? a : b;
}

// a 2^n for b = n + 1.5 * 2^23: n is added to the bits of the exponent.
static float scaled_1(float a, float b) {
    return as_float(as_uint(a) + (as_uint(b) << 23));
}

// 2 to the x for x below 127, within 0.9 ulp; 0 below -126.
static float twoTo_1(float x) {
    float shifted = x + 1.2582912E7f;
    float n = shifted - 1.2582912E7f;
    float r = x - n;
    float p5 = fma(1.5353362E-4f, r, 0.0013398874f);
    float p4 = fma(p5, r, 0.009618445f);
    float p3 = fma(p4, r, 0.055503357f);
    float p2 = fma(p3, r, 0.24022645f);
    float p1 = fma(p2, r, 0.6931472f);
    float p0 = fma(p1, r, 1.0f);
    float scaled = scaled_1(p0, shifted);
    return (x < -126.0f ? 0.0f : scaled);
}

// max(x, 0).
static float relu_1(float x) {
    return (x < 0.0f ? 0.0f : x);
}

// max(x, 0).
static float4 relu_4(float4 x) {
    return (x < (float4) (0.0f) ? (float4) (0.0f) : x);
}

// All lanes as one: lane j with lane j + half, until one is left.
static float sumOf(float16 v) {
    float8 v8 = v.lo + v.hi;
    float4 v4 = v8.lo + v8.hi;
    float2 v2 = v4.lo + v4.hi;
    float one = v2.lo + v2.hi;
    return one;
}

// All lanes as one: lane j with lane j + half, until one is left.
static float largestOf(float16 v) {
    float8 v8 = (v.lo < v.hi ? v.hi : v.lo);
    float4 v4 = (v8.lo < v8.hi ? v8.hi : v8.lo);
    float2 v2 = (v4.lo < v4.hi ? v4.hi : v4.lo);
    float one = (v2.lo < v2.hi ? v2.hi : v2.lo);
    return one;
}

// bfloat16 weights from the index on, as floats.
static float widened_1(__global const float *weights, long index) {
    __global const ushort *halves = (__global const ushort *) weights + index;
    return as_float((uint) halves[0] << 16);
}

// ---- Step 1: y = tokens[ids] + positions[position]      -> y (T,48)

__kernel __attribute__((reqd_work_group_size(16, 16, 1)))
void embed48IdsPosition(__global float *restrict arena, __global const float *restrict weights,
        __global const int *restrict tokenIds, __global const int *restrict starts, int B, int L,
        long tokens, long positions, int y) {
    int across = get_local_id(0);
    int down = get_local_id(1);
    int tasks = B * ((L + 15) / 16);
    for (int task = get_group_id(0); task < tasks; task += get_num_groups(0)) {
        int s = task / ((L + 15) / 16);
        int begin = task % ((L + 15) / 16) * 16;
        int start = starts[s];
        int length = starts[s + 1] - start;
        if (begin < length) {
            int row = begin + down;
            int i = min(row, length - 1);
            int t = start + i;
            int idsRow = tokenIds[t];
            int positionRow = i;
            if (row < length) {
                for (int c = across; c < 48; c += 16) {
                    arena[y + 48 * t + c] = weights[tokens + 48L * idsRow + c]
                            + weights[positions + 48L * positionRow + c];
                }
            }
        }
    }
}

// ---- Steps 2, 3.4, 3.7: y = (x - mean(x)) / sqrt(variance(x) + epsilon) * gamma + beta      x (T,48) -> y (T,48)

__kernel __attribute__((reqd_work_group_size(16, 16, 1)))
void norm48(__global float *restrict arena, __global const float *restrict weights, int T, int x,
        long gamma, long beta, int y) {
    int across = get_local_id(0);
    int down = get_local_id(1);
    __local float partials[256] __attribute__((aligned(64)));
    int tasks = ((T + 15) / 16);
    for (int task = get_group_id(0); task < tasks; task += get_num_groups(0)) {
        int begin = task * 16;
        int row = begin + down;
        int t = min(row, T - 1);
        float sumPart = 0.0f;
        for (int c = across; c < 48; c += 16) {
            sumPart = sumPart + arena[x + 48 * t + c];
        }
        partials[16 * down + across] = sumPart;
        barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
        float sum = sumOf(*(__local const float16 *) &partials[16 * down]);
        float mean = sum / 48.0f;
        float squaresPart = 0.0f;
        for (int c = across; c < 48; c += 16) {
            squaresPart = squaresPart + (arena[x + 48 * t + c] - mean) * (arena[x + 48 * t + c] - mean);
        }
        barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
        partials[16 * down + across] = squaresPart;
        barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
        float squares = sumOf(*(__local const float16 *) &partials[16 * down]);
        float scale = 1.0f / sqrt(squares / 48.0f + 1.0E-12f);
        if (row < T) {
            for (int c = across; c < 48; c += 16) {
                arena[y + 48 * t + c] = fma((arena[x + 48 * t + c] - mean) * scale, weights[gamma + c],
                        weights[beta + c]);
            }
        }
        barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
    }
}

// ---- Step 3.1: y = x w^T + bias      x (T,48), w (48+48+48,48) in bf16 -> y (T,144)

__kernel __attribute__((reqd_work_group_size(16, 16, 1)))
void linear48x144(__global float *restrict arena, __global const float *restrict weights, int T,
        int x, long w, long bias, int y) {
    int across = get_local_id(0);
    int down = get_local_id(1);
    __local float nearA[2112] __attribute__((aligned(64)));
    __local float nearB[2112] __attribute__((aligned(64)));
    int tasks = 2 * ((T + 127) / 128);
    for (int task = get_group_id(0); task < tasks; task += get_num_groups(0)) {
        int n0 = task / ((T + 127) / 128) * 128;
        int t0 = task % ((T + 127) / 128) * 128;
        float4 initial0 = vload4(0, weights + bias + min(n0 + 4 * across, 140));
        float4 c00 = initial0;
        float4 c10 = initial0;
        float4 c20 = initial0;
        float4 c30 = initial0;
        float4 c40 = initial0;
        float4 c50 = initial0;
        float4 c60 = initial0;
        float4 c70 = initial0;
        float4 initial1 = vload4(0, weights + bias + min(n0 + 4 * across + 64, 140));
        float4 c01 = initial1;
        float4 c11 = initial1;
        float4 c21 = initial1;
        float4 c31 = initial1;
        float4 c41 = initial1;
        float4 c51 = initial1;
        float4 c61 = initial1;
        float4 c71 = initial1;
        float nearANext0 = arena[x + 48 * min(t0 + down, T - 1) + across];
        float nearANext1 = arena[x + 48 * min(t0 + down + 16, T - 1) + across];
        float nearANext2 = arena[x + 48 * min(t0 + down + 32, T - 1) + across];
        float nearANext3 = arena[x + 48 * min(t0 + down + 48, T - 1) + across];
        float nearANext4 = arena[x + 48 * min(t0 + down + 64, T - 1) + across];
        float nearANext5 = arena[x + 48 * min(t0 + down + 80, T - 1) + across];
        float nearANext6 = arena[x + 48 * min(t0 + down + 96, T - 1) + across];
        float nearANext7 = arena[x + 48 * min(t0 + down + 112, T - 1) + across];
        float nearBNext0 = widened_1(weights, w + 48L * min(n0, 128) + 16L * down + across);
        float nearBNext1 = widened_1(weights, w + 48L * min(n0 + 16, 128) + 16L * down + across);
        float nearBNext2 = widened_1(weights, w + 48L * min(n0 + 32, 128) + 16L * down + across);
        float nearBNext3 = widened_1(weights, w + 48L * min(n0 + 48, 128) + 16L * down + across);
        float nearBNext4 = widened_1(weights, w + 48L * min(n0 + 64, 128) + 16L * down + across);
        float nearBNext5 = widened_1(weights, w + 48L * min(n0 + 80, 128) + 16L * down + across);
        float nearBNext6 = widened_1(weights, w + 48L * min(n0 + 96, 128) + 16L * down + across);
        float nearBNext7 = widened_1(weights, w + 48L * min(n0 + 112, 128) + 16L * down + across);
        for (int k0 = 0; k0 < 48; k0 += 16) {
            nearA[132 * across + down] = nearANext0;
            nearA[132 * across + down + 16] = nearANext1;
            nearA[132 * across + down + 32] = nearANext2;
            nearA[132 * across + down + 48] = nearANext3;
            nearA[132 * across + down + 64] = nearANext4;
            nearA[132 * across + down + 80] = nearANext5;
            nearA[132 * across + down + 96] = nearANext6;
            nearA[132 * across + down + 112] = nearANext7;
            nearB[132 * down + across] = nearBNext0;
            nearB[132 * down + across + 16] = nearBNext1;
            nearB[132 * down + across + 32] = nearBNext2;
            nearB[132 * down + across + 48] = nearBNext3;
            nearB[132 * down + across + 64] = nearBNext4;
            nearB[132 * down + across + 80] = nearBNext5;
            nearB[132 * down + across + 96] = nearBNext6;
            nearB[132 * down + across + 112] = nearBNext7;
            barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
            if (k0 + 16 < 48) {
                nearANext0 = arena[x + 48 * min(t0 + down, T - 1) + k0 + across + 16];
                nearANext1 = arena[x + 48 * min(t0 + down + 16, T - 1) + k0 + across + 16];
                nearANext2 = arena[x + 48 * min(t0 + down + 32, T - 1) + k0 + across + 16];
                nearANext3 = arena[x + 48 * min(t0 + down + 48, T - 1) + k0 + across + 16];
                nearANext4 = arena[x + 48 * min(t0 + down + 64, T - 1) + k0 + across + 16];
                nearANext5 = arena[x + 48 * min(t0 + down + 80, T - 1) + k0 + across + 16];
                nearANext6 = arena[x + 48 * min(t0 + down + 96, T - 1) + k0 + across + 16];
                nearANext7 = arena[x + 48 * min(t0 + down + 112, T - 1) + k0 + across + 16];
                nearBNext0 = widened_1(weights, w + 48L * min(n0, 128) + 16L * k0 + 16L * down + across + 256);
                nearBNext1 = widened_1(weights, w + 48L * min(n0 + 16, 128) + 16L * k0 + 16L * down + across + 256);
                nearBNext2 = widened_1(weights, w + 48L * min(n0 + 32, 128) + 16L * k0 + 16L * down + across + 256);
                nearBNext3 = widened_1(weights, w + 48L * min(n0 + 48, 128) + 16L * k0 + 16L * down + across + 256);
                nearBNext4 = widened_1(weights, w + 48L * min(n0 + 64, 128) + 16L * k0 + 16L * down + across + 256);
                nearBNext5 = widened_1(weights, w + 48L * min(n0 + 80, 128) + 16L * k0 + 16L * down + across + 256);
                nearBNext6 = widened_1(weights, w + 48L * min(n0 + 96, 128) + 16L * k0 + 16L * down + across + 256);
                nearBNext7 = widened_1(weights, w + 48L * min(n0 + 112, 128) + 16L * k0 + 16L * down + across + 256);
            }
            for (int k = 0; k < 16; k++) {
                float4 b0 = *(__local const float4 *) &nearB[132 * k + 4 * across];
                float4 b1 = *(__local const float4 *) &nearB[132 * k + 4 * across + 64];
                float4 a0Quad = *(__local const float4 *) &nearA[132 * k + 8 * down];
                float4 a0 = (float4) (a0Quad.s0);
                c00 = fma(a0, b0, c00);
                c01 = fma(a0, b1, c01);
                float4 a1 = (float4) (a0Quad.s1);
                c10 = fma(a1, b0, c10);
                c11 = fma(a1, b1, c11);
                float4 a2 = (float4) (a0Quad.s2);
                c20 = fma(a2, b0, c20);
                c21 = fma(a2, b1, c21);
                float4 a3 = (float4) (a0Quad.s3);
                c30 = fma(a3, b0, c30);
                c31 = fma(a3, b1, c31);
                float4 a4Quad = *(__local const float4 *) &nearA[132 * k + 8 * down + 4];
                float4 a4 = (float4) (a4Quad.s0);
                c40 = fma(a4, b0, c40);
                c41 = fma(a4, b1, c41);
                float4 a5 = (float4) (a4Quad.s1);
                c50 = fma(a5, b0, c50);
                c51 = fma(a5, b1, c51);
                float4 a6 = (float4) (a4Quad.s2);
                c60 = fma(a6, b0, c60);
                c61 = fma(a6, b1, c61);
                float4 a7 = (float4) (a4Quad.s3);
                c70 = fma(a7, b0, c70);
                c71 = fma(a7, b1, c71);
            }
            barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
        }
        if (t0 + 8 * down < T) {
            if (n0 + 4 * across < 144) {
                vstore4(c00, 0, arena + y + 144 * t0 + 1152 * down + n0 + 4 * across);
            }
            if (n0 + 4 * across + 64 < 144) {
                vstore4(c01, 0, arena + y + 144 * t0 + 1152 * down + n0 + 4 * across + 64);
            }
        }
        if (t0 + 8 * down + 1 < T) {
            if (n0 + 4 * across < 144) {
                vstore4(c10, 0, arena + y + 144 * t0 + 1152 * down + n0 + 4 * across + 144);
            }
            if (n0 + 4 * across + 64 < 144) {
                vstore4(c11, 0, arena + y + 144 * t0 + 1152 * down + n0 + 4 * across + 208);
            }
        }
        if (t0 + 8 * down + 2 < T) {
            if (n0 + 4 * across < 144) {
                vstore4(c20, 0, arena + y + 144 * t0 + 1152 * down + n0 + 4 * across + 288);
            }
            if (n0 + 4 * across + 64 < 144) {
                vstore4(c21, 0, arena + y + 144 * t0 + 1152 * down + n0 + 4 * across + 352);
            }
        }
        if (t0 + 8 * down + 3 < T) {
            if (n0 + 4 * across < 144) {
                vstore4(c30, 0, arena + y + 144 * t0 + 1152 * down + n0 + 4 * across + 432);
            }
            if (n0 + 4 * across + 64 < 144) {
                vstore4(c31, 0, arena + y + 144 * t0 + 1152 * down + n0 + 4 * across + 496);
            }
        }
        if (t0 + 8 * down + 4 < T) {
            if (n0 + 4 * across < 144) {
                vstore4(c40, 0, arena + y + 144 * t0 + 1152 * down + n0 + 4 * across + 576);
            }
            if (n0 + 4 * across + 64 < 144) {
                vstore4(c41, 0, arena + y + 144 * t0 + 1152 * down + n0 + 4 * across + 640);
            }
        }
        if (t0 + 8 * down + 5 < T) {
            if (n0 + 4 * across < 144) {
                vstore4(c50, 0, arena + y + 144 * t0 + 1152 * down + n0 + 4 * across + 720);
            }
            if (n0 + 4 * across + 64 < 144) {
                vstore4(c51, 0, arena + y + 144 * t0 + 1152 * down + n0 + 4 * across + 784);
            }
        }
        if (t0 + 8 * down + 6 < T) {
            if (n0 + 4 * across < 144) {
                vstore4(c60, 0, arena + y + 144 * t0 + 1152 * down + n0 + 4 * across + 864);
            }
            if (n0 + 4 * across + 64 < 144) {
                vstore4(c61, 0, arena + y + 144 * t0 + 1152 * down + n0 + 4 * across + 928);
            }
        }
        if (t0 + 8 * down + 7 < T) {
            if (n0 + 4 * across < 144) {
                vstore4(c70, 0, arena + y + 144 * t0 + 1152 * down + n0 + 4 * across + 1008);
            }
            if (n0 + 4 * across + 64 < 144) {
                vstore4(c71, 0, arena + y + 144 * t0 + 1152 * down + n0 + 4 * across + 1072);
            }
        }
        barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
    }
}

// ---- Step 3.1: y = x w^T + bias      x (T,48), w (48+48+48,48) in bf16 -> y (T,144)

__kernel __attribute__((reqd_work_group_size(16, 16, 1)))
void linear48x144Fine(__global float *restrict arena, __global const float *restrict weights, int T,
        int x, long w, long bias, int y) {
    int across = get_local_id(0);
    int down = get_local_id(1);
    __local float nearA[1728] __attribute__((aligned(64)));
    __local float nearB[3264] __attribute__((aligned(64)));
    int tasks = 3 * ((T + 31) / 32);
    for (int task = get_group_id(0); task < tasks; task += get_num_groups(0)) {
        int n0 = task / ((T + 31) / 32) * 64;
        int t0 = task % ((T + 31) / 32) * 32;
        float4 initial = vload4(0, weights + bias + min(n0 + 4 * across, 140));
        float4 c0 = initial;
        float4 c1 = initial;
        nearA[36 * across + down] = arena[x + 48 * min(t0 + down, T - 1) + across];
        nearA[36 * across + down + 16] = arena[x + 48 * min(t0 + down + 16, T - 1) + across];
        nearA[36 * across + down + 576] = arena[x + 48 * min(t0 + down, T - 1) + across + 16];
        nearA[36 * across + down + 592] = arena[x + 48 * min(t0 + down + 16, T - 1) + across + 16];
        nearA[36 * across + down + 1152] = arena[x + 48 * min(t0 + down, T - 1) + across + 32];
        nearA[36 * across + down + 1168] = arena[x + 48 * min(t0 + down + 16, T - 1) + across + 32];
        nearB[68 * down + across] = widened_1(weights, w + 48L * min(n0, 128) + 16L * down + across);
        nearB[68 * down + across + 16] = widened_1(weights, w + 48L * min(n0 + 16, 128) + 16L * down + across);
        nearB[68 * down + across + 32] = widened_1(weights, w + 48L * min(n0 + 32, 128) + 16L * down + across);
        nearB[68 * down + across + 48] = widened_1(weights, w + 48L * min(n0 + 48, 128) + 16L * down + across);
        nearB[68 * down + across + 1088] = widened_1(weights, w + 48L * min(n0, 128) + 16L * down + across + 256);
        nearB[68 * down + across + 1104] = widened_1(weights, w + 48L * min(n0 + 16, 128) + 16L * down + across + 256);
        nearB[68 * down + across + 1120] = widened_1(weights, w + 48L * min(n0 + 32, 128) + 16L * down + across + 256);
        nearB[68 * down + across + 1136] = widened_1(weights, w + 48L * min(n0 + 48, 128) + 16L * down + across + 256);
        nearB[68 * down + across + 2176] = widened_1(weights, w + 48L * min(n0, 128) + 16L * down + across + 512);
        nearB[68 * down + across + 2192] = widened_1(weights, w + 48L * min(n0 + 16, 128) + 16L * down + across + 512);
        nearB[68 * down + across + 2208] = widened_1(weights, w + 48L * min(n0 + 32, 128) + 16L * down + across + 512);
        nearB[68 * down + across + 2224] = widened_1(weights, w + 48L * min(n0 + 48, 128) + 16L * down + across + 512);
        barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
        for (int k = 0; k < 48; k++) {
            float4 b = *(__local const float4 *) &nearB[68 * k + 4 * across];
            float2 a0Quad = *(__local const float2 *) &nearA[36 * k + 2 * down];
            float4 a0 = (float4) (a0Quad.s0);
            c0 = fma(a0, b, c0);
            float4 a1 = (float4) (a0Quad.s1);
            c1 = fma(a1, b, c1);
        }
        barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
        if (t0 + 2 * down < T) {
            if (n0 + 4 * across < 144) {
                vstore4(c0, 0, arena + y + 144 * t0 + 288 * down + n0 + 4 * across);
            }
        }
        if (t0 + 2 * down + 1 < T) {
            if (n0 + 4 * across < 144) {
                vstore4(c1, 0, arena + y + 144 * t0 + 288 * down + n0 + 4 * across + 144);
            }
        }
        barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
    }
}

// ---- Step 3.1: y = x w^T + bias      x (T,48), w (48+48+48,48) in bf16 -> y (T,144)

__kernel __attribute__((reqd_work_group_size(16, 16, 1)))
void linear48x144Few(__global float *restrict arena, __global const float *restrict weights, int T,
        int x, long w, long bias, int y) {
    int across = get_local_id(0);
    int down = get_local_id(1);
    __local float nearA[960] __attribute__((aligned(64)));
    __local float nearB[960] __attribute__((aligned(64)));
    int tasks = 9 * ((T + 15) / 16);
    for (int task = get_group_id(0); task < tasks; task += get_num_groups(0)) {
        int n0 = task / ((T + 15) / 16) * 16;
        int t0 = task % ((T + 15) / 16) * 16;
        float initial = weights[bias + n0 + across];
        float c = initial;
        nearA[20 * across + down] = arena[x + 48 * min(t0 + down, T - 1) + across];
        nearA[20 * across + down + 320] = arena[x + 48 * min(t0 + down, T - 1) + across + 16];
        nearA[20 * across + down + 640] = arena[x + 48 * min(t0 + down, T - 1) + across + 32];
        nearB[20 * down + across] = widened_1(weights, w + 48L * n0 + 16L * down + across);
        nearB[20 * down + across + 320] = widened_1(weights, w + 48L * n0 + 16L * down + across + 256);
        nearB[20 * down + across + 640] = widened_1(weights, w + 48L * n0 + 16L * down + across + 512);
        barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
        if (t0 + down < T) {
            for (int k = 0; k < 48; k++) {
                float b = nearB[20 * k + across];
                float a = nearA[20 * k + down];
                c = fma(a, b, c);
            }
        }
        barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
        if (t0 + down < T) {
            arena[y + 144 * t0 + 144 * down + n0 + across] = c;
        }
        barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
    }
}

// ---- Step 3.2: y = softmax(q k^T / sqrt(16)) v, 3 heads      q, k, v (T,48) -> y (T,48)

__kernel __attribute__((reqd_work_group_size(16, 16, 1)))
void attention3x16From144(__global float *restrict arena, __global float *restrict working,
        __global const int *restrict starts, int B, int L, int scratchFloats, int q, int k, int v,
        int y) {
    int across = get_local_id(0);
    int down = get_local_id(1);
    __local float nearA[1152] __attribute__((aligned(64)));
    __local float nearB[1088] __attribute__((aligned(64)));
    __local float partials[256] __attribute__((aligned(64)));
    __global float *restrict scratch = working + get_group_id(0) * (size_t) scratchFloats;
    int p = 0;
    int inverse = p + 32 * L;
    int tasks = B * 3 * ((L + 31) / 32);
    for (int task = get_group_id(0); task < tasks; task += get_num_groups(0)) {
        int s = task / 3 / ((L + 31) / 32);
        int h = task / ((L + 31) / 32) % 3;
        int begin = task % ((L + 31) / 32) * 32;
        int start = starts[s];
        int length = starts[s + 1] - start;
        if (begin < length) {
            for (int j0 = 0; j0 < ((((length + 15) & -16) + 63) & -64); j0 += 64) {
                float4 initial = (float4) (0.0f);
                float4 c0 = initial;
                float4 c1 = initial;
                nearA[36 * across + down] = arena[q + 144 * start + 144 * min(begin + down, length - 1) + 16 * h + across];
                nearA[36 * across + down + 16] = arena[q + 144 * start + 144 * min(begin + down + 16, length - 1) + 16 * h + across];
                nearB[68 * across + down] = arena[k + 144 * start + 144 * min(j0 + down, length - 1) + 16 * h + across];
                nearB[68 * across + down + 16] = arena[k + 144 * start + 144 * min(j0 + down + 16, length - 1) + 16 * h + across];
                nearB[68 * across + down + 32] = arena[k + 144 * start + 144 * min(j0 + down + 32, length - 1) + 16 * h + across];
                nearB[68 * across + down + 48] = arena[k + 144 * start + 144 * min(j0 + down + 48, length - 1) + 16 * h + across];
                barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
                for (int d = 0; d < 16; d++) {
                    float4 b = *(__local const float4 *) &nearB[68 * d + 4 * across];
                    float2 a0Quad = *(__local const float2 *) &nearA[36 * d + 2 * down];
                    float4 a0 = (float4) (a0Quad.s0);
                    c0 = fma(a0, b, c0);
                    float4 a1 = (float4) (a0Quad.s1);
                    c1 = fma(a1, b, c1);
                }
                barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
                if (begin + 2 * down < length) {
                    if (j0 + 4 * across < ((length + 15) & -16)) {
                        vstore4(c0, 0, scratch + p + 2 * L * down + j0 + 4 * across);
                    }
                }
                if (begin + 2 * down + 1 < length) {
                    if (j0 + 4 * across < ((length + 15) & -16)) {
                        vstore4(c1, 0, scratch + p + 2 * L * down + L + j0 + 4 * across);
                    }
                }
            }
            barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
            for (int block = 0; block < 32; block += 16) {
                int row = begin + block + down;
                int i = min(row, length - 1);
                float largestPart = -INFINITY;
                for (int j = across; j < (length & -16); j += 16) {
                    float nextPart = scratch[p + L * i + j - L * begin];
                    largestPart = (largestPart < nextPart ? nextPart : largestPart);
                }
                partials[16 * down + across] = largestPart;
                barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
                float largest = largestOf(*(__local const float16 *) &partials[16 * down]);
                for (int j = (length & -16); j < length; j++) {
                    float next = scratch[p + L * i + j - L * begin];
                    largest = (largest < next ? next : largest);
                }
                float shift = -(largest * 0.36067376f);
                barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
                if (row < length) {
                    for (int j = across; j < ((length + 15) & -16); j += 16) {
                        scratch[p + L * i + j - L * begin] = twoTo_1(fma(scratch[p + L * i + j - L * begin],
                                0.36067376f, shift));
                    }
                }
                float sumPart = 0.0f;
                barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
                for (int j = across; j < (length & -16); j += 16) {
                    sumPart = sumPart + scratch[p + L * i + j - L * begin];
                }
                partials[16 * down + across] = sumPart;
                barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
                float sum = sumOf(*(__local const float16 *) &partials[16 * down]);
                for (int j = (length & -16); j < length; j++) {
                    sum = sum + scratch[p + L * i + j - L * begin];
                }
                if (row < length) {
                    if (across < 1) {
                        scratch[inverse + i - begin] = 1.0f / sum;
                    }
                }
                barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
            }
            barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
            float initial = 0.0f;
            float c0 = initial;
            float c1 = initial;
            float nearANext0 = scratch[p + L * min(begin + down, length - 1) + min(across, length - 1) - L * begin];
            float nearANext1 = scratch[p + L * min(begin + down + 16, length - 1) + min(across, length - 1) - L * begin];
            float nearANext2 = scratch[p + L * min(begin + down, length - 1) + min(across + 16, length - 1) - L * begin];
            float nearANext3 = scratch[p + L * min(begin + down + 16, length - 1) + min(across + 16, length - 1) - L * begin];
            float nearBNext0 = arena[v + 144 * start + 144 * min(down, length - 1) + 16 * h + across];
            float nearBNext1 = arena[v + 144 * start + 144 * min(down + 16, length - 1) + 16 * h + across];
            for (int j0 = 0; j0 < ((length + 31) & -32); j0 += 32) {
                nearA[36 * across + down] = nearANext0;
                nearA[36 * across + down + 16] = nearANext1;
                nearA[36 * across + down + 576] = nearANext2;
                nearA[36 * across + down + 592] = nearANext3;
                nearB[20 * down + across] = nearBNext0;
                nearB[20 * down + across + 320] = nearBNext1;
                barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
                if (j0 + 32 < length) {
                    nearANext0 = scratch[p + L * min(begin + down, length - 1) + min(j0 + across + 32, length - 1) - L * begin];
                    nearANext1 = scratch[p + L * min(begin + down + 16, length - 1) + min(j0 + across + 32, length - 1) - L * begin];
                    nearANext2 = scratch[p + L * min(begin + down, length - 1) + min(j0 + across + 48, length - 1) - L * begin];
                    nearANext3 = scratch[p + L * min(begin + down + 16, length - 1) + min(j0 + across + 48, length - 1) - L * begin];
                    nearBNext0 = arena[v + 144 * start + 144 * min(j0 + down + 32, length - 1) + 16 * h + across];
                    nearBNext1 = arena[v + 144 * start + 144 * min(j0 + down + 48, length - 1) + 16 * h + across];
                }
                for (int j = 0; j < min(32, length - j0); j++) {
                    float b = nearB[20 * j + across];
                    float2 a0Quad = *(__local const float2 *) &nearA[36 * j + 2 * down];
                    float a0 = a0Quad.s0;
                    c0 = fma(a0, b, c0);
                    float a1 = a0Quad.s1;
                    c1 = fma(a1, b, c1);
                }
                barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
            }
            float scale0 = scratch[inverse + 2 * down];
            if (begin + 2 * down < length) {
                arena[y + 48 * start + 48 * begin + 96 * down + 16 * h + across] = c0 * scale0;
            }
            float scale1 = scratch[inverse + 2 * down + 1];
            if (begin + 2 * down + 1 < length) {
                arena[y + 48 * start + 48 * begin + 96 * down + 16 * h + across + 48] = c1 * scale1;
            }
        }
        barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
    }
}

// ---- Step 3.2: y = softmax(q k^T / sqrt(16)) v, 3 heads      q, k, v (T,48) -> y (T,48)

__kernel __attribute__((reqd_work_group_size(16, 16, 1)))
void attention3x16From144Few(__global float *restrict arena, __global float *restrict working,
        __global const int *restrict starts, int B, int L, int scratchFloats, int q, int k, int v,
        int y) {
    int across = get_local_id(0);
    int down = get_local_id(1);
    __local float nearA[1280] __attribute__((aligned(64)));
    __local float nearB[1280] __attribute__((aligned(64)));
    __local float partials[256] __attribute__((aligned(64)));
    __global float *restrict scratch = working + get_group_id(0) * (size_t) scratchFloats;
    int p = 0;
    int inverse = p + 16 * L;
    int tasks = B * 3 * ((L + 15) / 16);
    for (int task = get_group_id(0); task < tasks; task += get_num_groups(0)) {
        int s = task / 3 / ((L + 15) / 16);
        int h = task / ((L + 15) / 16) % 3;
        int begin = task % ((L + 15) / 16) * 16;
        int start = starts[s];
        int length = starts[s + 1] - start;
        if (begin < length) {
            for (int j0 = 0; j0 < ((((length + 15) & -16) + 63) & -64); j0 += 64) {
                float4 initial = (float4) (0.0f);
                float4 c = initial;
                nearA[20 * across + down] = arena[q + 144 * start + 144 * min(begin + down, length - 1) + 16 * h + across];
                nearB[68 * across + down] = arena[k + 144 * start + 144 * min(j0 + down, length - 1) + 16 * h + across];
                nearB[68 * across + down + 16] = arena[k + 144 * start + 144 * min(j0 + down + 16, length - 1) + 16 * h + across];
                nearB[68 * across + down + 32] = arena[k + 144 * start + 144 * min(j0 + down + 32, length - 1) + 16 * h + across];
                nearB[68 * across + down + 48] = arena[k + 144 * start + 144 * min(j0 + down + 48, length - 1) + 16 * h + across];
                barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
                if (begin + down < length) {
                    for (int d = 0; d < 16; d++) {
                        float4 b = *(__local const float4 *) &nearB[68 * d + 4 * across];
                        float4 a = (float4) (nearA[20 * d + down]);
                        c = fma(a, b, c);
                    }
                }
                barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
                if (begin + down < length) {
                    if (j0 + 4 * across < ((length + 15) & -16)) {
                        vstore4(c, 0, scratch + p + L * down + j0 + 4 * across);
                    }
                }
            }
            barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
            int row = begin + down;
            int i = min(row, length - 1);
            float largestPart = -INFINITY;
            for (int j = across; j < (length & -16); j += 16) {
                float nextPart = scratch[p + L * i + j - L * begin];
                largestPart = (largestPart < nextPart ? nextPart : largestPart);
            }
            partials[16 * down + across] = largestPart;
            barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
            float largest = largestOf(*(__local const float16 *) &partials[16 * down]);
            for (int j = (length & -16); j < length; j++) {
                float next = scratch[p + L * i + j - L * begin];
                largest = (largest < next ? next : largest);
            }
            float shift = -(largest * 0.36067376f);
            barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
            if (row < length) {
                for (int j = across; j < ((length + 15) & -16); j += 16) {
                    scratch[p + L * i + j - L * begin] = twoTo_1(fma(scratch[p + L * i + j - L * begin],
                            0.36067376f, shift));
                }
            }
            float sumPart = 0.0f;
            barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
            for (int j = across; j < (length & -16); j += 16) {
                sumPart = sumPart + scratch[p + L * i + j - L * begin];
            }
            partials[16 * down + across] = sumPart;
            barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
            float sum = sumOf(*(__local const float16 *) &partials[16 * down]);
            for (int j = (length & -16); j < length; j++) {
                sum = sum + scratch[p + L * i + j - L * begin];
            }
            if (row < length) {
                if (across < 1) {
                    scratch[inverse + i - begin] = 1.0f / sum;
                }
            }
            barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
            float initial = 0.0f;
            float c = initial;
            float nearANext0 = scratch[p + L * min(begin + down, length - 1) + min(across, length - 1) - L * begin];
            float nearANext1 = scratch[p + L * min(begin + down, length - 1) + min(across + 16, length - 1) - L * begin];
            float nearANext2 = scratch[p + L * min(begin + down, length - 1) + min(across + 32, length - 1) - L * begin];
            float nearANext3 = scratch[p + L * min(begin + down, length - 1) + min(across + 48, length - 1) - L * begin];
            float nearBNext0 = arena[v + 144 * start + 144 * min(down, length - 1) + 16 * h + across];
            float nearBNext1 = arena[v + 144 * start + 144 * min(down + 16, length - 1) + 16 * h + across];
            float nearBNext2 = arena[v + 144 * start + 144 * min(down + 32, length - 1) + 16 * h + across];
            float nearBNext3 = arena[v + 144 * start + 144 * min(down + 48, length - 1) + 16 * h + across];
            for (int j0 = 0; j0 < ((length + 63) & -64); j0 += 64) {
                nearA[20 * across + down] = nearANext0;
                nearA[20 * across + down + 320] = nearANext1;
                nearA[20 * across + down + 640] = nearANext2;
                nearA[20 * across + down + 960] = nearANext3;
                nearB[20 * down + across] = nearBNext0;
                nearB[20 * down + across + 320] = nearBNext1;
                nearB[20 * down + across + 640] = nearBNext2;
                nearB[20 * down + across + 960] = nearBNext3;
                barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
                if (j0 + 64 < length) {
                    nearANext0 = scratch[p + L * min(begin + down, length - 1) + min(j0 + across + 64, length - 1) - L * begin];
                    nearANext1 = scratch[p + L * min(begin + down, length - 1) + min(j0 + across + 80, length - 1) - L * begin];
                    nearANext2 = scratch[p + L * min(begin + down, length - 1) + min(j0 + across + 96, length - 1) - L * begin];
                    nearANext3 = scratch[p + L * min(begin + down, length - 1) + min(j0 + across + 112, length - 1) - L * begin];
                    nearBNext0 = arena[v + 144 * start + 144 * min(j0 + down + 64, length - 1) + 16 * h + across];
                    nearBNext1 = arena[v + 144 * start + 144 * min(j0 + down + 80, length - 1) + 16 * h + across];
                    nearBNext2 = arena[v + 144 * start + 144 * min(j0 + down + 96, length - 1) + 16 * h + across];
                    nearBNext3 = arena[v + 144 * start + 144 * min(j0 + down + 112, length - 1) + 16 * h + across];
                }
                if (begin + down < length) {
                    for (int j = 0; j < min(64, length - j0); j++) {
                        float b = nearB[20 * j + across];
                        float a = nearA[20 * j + down];
                        c = fma(a, b, c);
                    }
                }
                barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
            }
            float scale = scratch[inverse + down];
            if (begin + down < length) {
                arena[y + 48 * start + 48 * begin + 48 * down + 16 * h + across] = c * scale;
            }
        }
        barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
    }
}

// ---- Step 3.3: y = x w^T + bias + r      x (T,48), w (48,48) in bf16, r (T,48) -> y (T,48)

__kernel __attribute__((reqd_work_group_size(16, 16, 1)))
void linear48x48Add(__global float *restrict arena, __global const float *restrict weights, int T,
        int x, long w, long bias, int r, int y) {
    int across = get_local_id(0);
    int down = get_local_id(1);
    __local float nearA[2112] __attribute__((aligned(64)));
    __local float nearB[1088] __attribute__((aligned(64)));
    int tasks = ((T + 127) / 128);
    for (int task = get_group_id(0); task < tasks; task += get_num_groups(0)) {
        int n0 = 0;
        int t0 = task * 128;
        float4 initial = vload4(0, weights + bias + min(n0 + 4 * across, 44));
        float4 c0 = initial;
        float4 c1 = initial;
        float4 c2 = initial;
        float4 c3 = initial;
        float4 c4 = initial;
        float4 c5 = initial;
        float4 c6 = initial;
        float4 c7 = initial;
        float nearANext0 = arena[x + 48 * min(t0 + down, T - 1) + across];
        float nearANext1 = arena[x + 48 * min(t0 + down + 16, T - 1) + across];
        float nearANext2 = arena[x + 48 * min(t0 + down + 32, T - 1) + across];
        float nearANext3 = arena[x + 48 * min(t0 + down + 48, T - 1) + across];
        float nearANext4 = arena[x + 48 * min(t0 + down + 64, T - 1) + across];
        float nearANext5 = arena[x + 48 * min(t0 + down + 80, T - 1) + across];
        float nearANext6 = arena[x + 48 * min(t0 + down + 96, T - 1) + across];
        float nearANext7 = arena[x + 48 * min(t0 + down + 112, T - 1) + across];
        float nearBNext0 = widened_1(weights, w + 48L * min(n0, 32) + 16L * down + across);
        float nearBNext1 = widened_1(weights, w + 48L * min(n0 + 16, 32) + 16L * down + across);
        float nearBNext2 = widened_1(weights, w + 48L * min(n0 + 32, 32) + 16L * down + across);
        float nearBNext3 = widened_1(weights, w + 48L * min(n0 + 48, 32) + 16L * down + across);
        for (int k0 = 0; k0 < 48; k0 += 16) {
            nearA[132 * across + down] = nearANext0;
            nearA[132 * across + down + 16] = nearANext1;
            nearA[132 * across + down + 32] = nearANext2;
            nearA[132 * across + down + 48] = nearANext3;
            nearA[132 * across + down + 64] = nearANext4;
            nearA[132 * across + down + 80] = nearANext5;
            nearA[132 * across + down + 96] = nearANext6;
            nearA[132 * across + down + 112] = nearANext7;
            nearB[68 * down + across] = nearBNext0;
            nearB[68 * down + across + 16] = nearBNext1;
            nearB[68 * down + across + 32] = nearBNext2;
            nearB[68 * down + across + 48] = nearBNext3;
            barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
            if (k0 + 16 < 48) {
                nearANext0 = arena[x + 48 * min(t0 + down, T - 1) + k0 + across + 16];
                nearANext1 = arena[x + 48 * min(t0 + down + 16, T - 1) + k0 + across + 16];
                nearANext2 = arena[x + 48 * min(t0 + down + 32, T - 1) + k0 + across + 16];
                nearANext3 = arena[x + 48 * min(t0 + down + 48, T - 1) + k0 + across + 16];
                nearANext4 = arena[x + 48 * min(t0 + down + 64, T - 1) + k0 + across + 16];
                nearANext5 = arena[x + 48 * min(t0 + down + 80, T - 1) + k0 + across + 16];
                nearANext6 = arena[x + 48 * min(t0 + down + 96, T - 1) + k0 + across + 16];
                nearANext7 = arena[x + 48 * min(t0 + down + 112, T - 1) + k0 + across + 16];
                nearBNext0 = widened_1(weights, w + 48L * min(n0, 32) + 16L * k0 + 16L * down + across + 256);
                nearBNext1 = widened_1(weights, w + 48L * min(n0 + 16, 32) + 16L * k0 + 16L * down + across + 256);
                nearBNext2 = widened_1(weights, w + 48L * min(n0 + 32, 32) + 16L * k0 + 16L * down + across + 256);
                nearBNext3 = widened_1(weights, w + 48L * min(n0 + 48, 32) + 16L * k0 + 16L * down + across + 256);
            }
            for (int k = 0; k < 16; k++) {
                float4 b = *(__local const float4 *) &nearB[68 * k + 4 * across];
                float4 a0Quad = *(__local const float4 *) &nearA[132 * k + 8 * down];
                float4 a0 = (float4) (a0Quad.s0);
                c0 = fma(a0, b, c0);
                float4 a1 = (float4) (a0Quad.s1);
                c1 = fma(a1, b, c1);
                float4 a2 = (float4) (a0Quad.s2);
                c2 = fma(a2, b, c2);
                float4 a3 = (float4) (a0Quad.s3);
                c3 = fma(a3, b, c3);
                float4 a4Quad = *(__local const float4 *) &nearA[132 * k + 8 * down + 4];
                float4 a4 = (float4) (a4Quad.s0);
                c4 = fma(a4, b, c4);
                float4 a5 = (float4) (a4Quad.s1);
                c5 = fma(a5, b, c5);
                float4 a6 = (float4) (a4Quad.s2);
                c6 = fma(a6, b, c6);
                float4 a7 = (float4) (a4Quad.s3);
                c7 = fma(a7, b, c7);
            }
            barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
        }
        if (t0 + 8 * down < T) {
            if (n0 + 4 * across < 48) {
                vstore4(c0 + vload4(0, arena + r + 48 * t0 + 384 * down + n0 + 4 * across),
                        0, arena + y + 48 * t0 + 384 * down + n0 + 4 * across);
            }
        }
        if (t0 + 8 * down + 1 < T) {
            if (n0 + 4 * across < 48) {
                vstore4(c1 + vload4(0, arena + r + 48 * t0 + 384 * down + n0 + 4 * across + 48),
                        0, arena + y + 48 * t0 + 384 * down + n0 + 4 * across + 48);
            }
        }
        if (t0 + 8 * down + 2 < T) {
            if (n0 + 4 * across < 48) {
                vstore4(c2 + vload4(0, arena + r + 48 * t0 + 384 * down + n0 + 4 * across + 96),
                        0, arena + y + 48 * t0 + 384 * down + n0 + 4 * across + 96);
            }
        }
        if (t0 + 8 * down + 3 < T) {
            if (n0 + 4 * across < 48) {
                vstore4(c3 + vload4(0, arena + r + 48 * t0 + 384 * down + n0 + 4 * across + 144),
                        0, arena + y + 48 * t0 + 384 * down + n0 + 4 * across + 144);
            }
        }
        if (t0 + 8 * down + 4 < T) {
            if (n0 + 4 * across < 48) {
                vstore4(c4 + vload4(0, arena + r + 48 * t0 + 384 * down + n0 + 4 * across + 192),
                        0, arena + y + 48 * t0 + 384 * down + n0 + 4 * across + 192);
            }
        }
        if (t0 + 8 * down + 5 < T) {
            if (n0 + 4 * across < 48) {
                vstore4(c5 + vload4(0, arena + r + 48 * t0 + 384 * down + n0 + 4 * across + 240),
                        0, arena + y + 48 * t0 + 384 * down + n0 + 4 * across + 240);
            }
        }
        if (t0 + 8 * down + 6 < T) {
            if (n0 + 4 * across < 48) {
                vstore4(c6 + vload4(0, arena + r + 48 * t0 + 384 * down + n0 + 4 * across + 288),
                        0, arena + y + 48 * t0 + 384 * down + n0 + 4 * across + 288);
            }
        }
        if (t0 + 8 * down + 7 < T) {
            if (n0 + 4 * across < 48) {
                vstore4(c7 + vload4(0, arena + r + 48 * t0 + 384 * down + n0 + 4 * across + 336),
                        0, arena + y + 48 * t0 + 384 * down + n0 + 4 * across + 336);
            }
        }
        barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
    }
}

// ---- Step 3.3: y = x w^T + bias + r      x (T,48), w (48,48) in bf16, r (T,48) -> y (T,48)

__kernel __attribute__((reqd_work_group_size(16, 16, 1)))
void linear48x48AddFine(__global float *restrict arena, __global const float *restrict weights,
        int T, int x, long w, long bias, int r, int y) {
    int across = get_local_id(0);
    int down = get_local_id(1);
    __local float nearA[1728] __attribute__((aligned(64)));
    __local float nearB[3264] __attribute__((aligned(64)));
    int tasks = ((T + 31) / 32);
    for (int task = get_group_id(0); task < tasks; task += get_num_groups(0)) {
        int n0 = 0;
        int t0 = task * 32;
        float4 initial = vload4(0, weights + bias + min(n0 + 4 * across, 44));
        float4 c0 = initial;
        float4 c1 = initial;
        nearA[36 * across + down] = arena[x + 48 * min(t0 + down, T - 1) + across];
        nearA[36 * across + down + 16] = arena[x + 48 * min(t0 + down + 16, T - 1) + across];
        nearA[36 * across + down + 576] = arena[x + 48 * min(t0 + down, T - 1) + across + 16];
        nearA[36 * across + down + 592] = arena[x + 48 * min(t0 + down + 16, T - 1) + across + 16];
        nearA[36 * across + down + 1152] = arena[x + 48 * min(t0 + down, T - 1) + across + 32];
        nearA[36 * across + down + 1168] = arena[x + 48 * min(t0 + down + 16, T - 1) + across + 32];
        nearB[68 * down + across] = widened_1(weights, w + 48L * min(n0, 32) + 16L * down + across);
        nearB[68 * down + across + 16] = widened_1(weights, w + 48L * min(n0 + 16, 32) + 16L * down + across);
        nearB[68 * down + across + 32] = widened_1(weights, w + 48L * min(n0 + 32, 32) + 16L * down + across);
        nearB[68 * down + across + 48] = widened_1(weights, w + 48L * min(n0 + 48, 32) + 16L * down + across);
        nearB[68 * down + across + 1088] = widened_1(weights, w + 48L * min(n0, 32) + 16L * down + across + 256);
        nearB[68 * down + across + 1104] = widened_1(weights, w + 48L * min(n0 + 16, 32) + 16L * down + across + 256);
        nearB[68 * down + across + 1120] = widened_1(weights, w + 48L * min(n0 + 32, 32) + 16L * down + across + 256);
        nearB[68 * down + across + 1136] = widened_1(weights, w + 48L * min(n0 + 48, 32) + 16L * down + across + 256);
        nearB[68 * down + across + 2176] = widened_1(weights, w + 48L * min(n0, 32) + 16L * down + across + 512);
        nearB[68 * down + across + 2192] = widened_1(weights, w + 48L * min(n0 + 16, 32) + 16L * down + across + 512);
        nearB[68 * down + across + 2208] = widened_1(weights, w + 48L * min(n0 + 32, 32) + 16L * down + across + 512);
        nearB[68 * down + across + 2224] = widened_1(weights, w + 48L * min(n0 + 48, 32) + 16L * down + across + 512);
        barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
        for (int k = 0; k < 48; k++) {
            float4 b = *(__local const float4 *) &nearB[68 * k + 4 * across];
            float2 a0Quad = *(__local const float2 *) &nearA[36 * k + 2 * down];
            float4 a0 = (float4) (a0Quad.s0);
            c0 = fma(a0, b, c0);
            float4 a1 = (float4) (a0Quad.s1);
            c1 = fma(a1, b, c1);
        }
        barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
        if (t0 + 2 * down < T) {
            if (n0 + 4 * across < 48) {
                vstore4(c0 + vload4(0, arena + r + 48 * t0 + 96 * down + n0 + 4 * across),
                        0, arena + y + 48 * t0 + 96 * down + n0 + 4 * across);
            }
        }
        if (t0 + 2 * down + 1 < T) {
            if (n0 + 4 * across < 48) {
                vstore4(c1 + vload4(0, arena + r + 48 * t0 + 96 * down + n0 + 4 * across + 48),
                        0, arena + y + 48 * t0 + 96 * down + n0 + 4 * across + 48);
            }
        }
        barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
    }
}

// ---- Step 3.3: y = x w^T + bias + r      x (T,48), w (48,48) in bf16, r (T,48) -> y (T,48)

__kernel __attribute__((reqd_work_group_size(16, 16, 1)))
void linear48x48AddFew(__global float *restrict arena, __global const float *restrict weights,
        int T, int x, long w, long bias, int r, int y) {
    int across = get_local_id(0);
    int down = get_local_id(1);
    __local float nearA[960] __attribute__((aligned(64)));
    __local float nearB[960] __attribute__((aligned(64)));
    int tasks = 3 * ((T + 15) / 16);
    for (int task = get_group_id(0); task < tasks; task += get_num_groups(0)) {
        int n0 = task / ((T + 15) / 16) * 16;
        int t0 = task % ((T + 15) / 16) * 16;
        float initial = weights[bias + n0 + across];
        float c = initial;
        nearA[20 * across + down] = arena[x + 48 * min(t0 + down, T - 1) + across];
        nearA[20 * across + down + 320] = arena[x + 48 * min(t0 + down, T - 1) + across + 16];
        nearA[20 * across + down + 640] = arena[x + 48 * min(t0 + down, T - 1) + across + 32];
        nearB[20 * down + across] = widened_1(weights, w + 48L * n0 + 16L * down + across);
        nearB[20 * down + across + 320] = widened_1(weights, w + 48L * n0 + 16L * down + across + 256);
        nearB[20 * down + across + 640] = widened_1(weights, w + 48L * n0 + 16L * down + across + 512);
        barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
        if (t0 + down < T) {
            for (int k = 0; k < 48; k++) {
                float b = nearB[20 * k + across];
                float a = nearA[20 * k + down];
                c = fma(a, b, c);
            }
        }
        barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
        if (t0 + down < T) {
            arena[y + 48 * t0 + 48 * down + n0 + across] = c
                    + arena[r + 48 * t0 + 48 * down + n0 + across];
        }
        barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
    }
}

// ---- Step 3.5: y = relu(x w^T + bias)      x (T,48), w (96,48) in bf16 -> y (T,96)

__kernel __attribute__((reqd_work_group_size(16, 16, 1)))
void linear48x96Relu(__global float *restrict arena, __global const float *restrict weights, int T,
        int x, long w, long bias, int y) {
    int across = get_local_id(0);
    int down = get_local_id(1);
    __local float nearA[2112] __attribute__((aligned(64)));
    __local float nearB[2112] __attribute__((aligned(64)));
    int tasks = ((T + 127) / 128);
    for (int task = get_group_id(0); task < tasks; task += get_num_groups(0)) {
        int n0 = 0;
        int t0 = task * 128;
        float4 initial0 = vload4(0, weights + bias + min(n0 + 4 * across, 92));
        float4 c00 = initial0;
        float4 c10 = initial0;
        float4 c20 = initial0;
        float4 c30 = initial0;
        float4 c40 = initial0;
        float4 c50 = initial0;
        float4 c60 = initial0;
        float4 c70 = initial0;
        float4 initial1 = vload4(0, weights + bias + min(n0 + 4 * across + 64, 92));
        float4 c01 = initial1;
        float4 c11 = initial1;
        float4 c21 = initial1;
        float4 c31 = initial1;
        float4 c41 = initial1;
        float4 c51 = initial1;
        float4 c61 = initial1;
        float4 c71 = initial1;
        float nearANext0 = arena[x + 48 * min(t0 + down, T - 1) + across];
        float nearANext1 = arena[x + 48 * min(t0 + down + 16, T - 1) + across];
        float nearANext2 = arena[x + 48 * min(t0 + down + 32, T - 1) + across];
        float nearANext3 = arena[x + 48 * min(t0 + down + 48, T - 1) + across];
        float nearANext4 = arena[x + 48 * min(t0 + down + 64, T - 1) + across];
        float nearANext5 = arena[x + 48 * min(t0 + down + 80, T - 1) + across];
        float nearANext6 = arena[x + 48 * min(t0 + down + 96, T - 1) + across];
        float nearANext7 = arena[x + 48 * min(t0 + down + 112, T - 1) + across];
        float nearBNext0 = widened_1(weights, w + 48L * min(n0, 80) + 16L * down + across);
        float nearBNext1 = widened_1(weights, w + 48L * min(n0 + 16, 80) + 16L * down + across);
        float nearBNext2 = widened_1(weights, w + 48L * min(n0 + 32, 80) + 16L * down + across);
        float nearBNext3 = widened_1(weights, w + 48L * min(n0 + 48, 80) + 16L * down + across);
        float nearBNext4 = widened_1(weights, w + 48L * min(n0 + 64, 80) + 16L * down + across);
        float nearBNext5 = widened_1(weights, w + 48L * min(n0 + 80, 80) + 16L * down + across);
        float nearBNext6 = widened_1(weights, w + 48L * min(n0 + 96, 80) + 16L * down + across);
        float nearBNext7 = widened_1(weights, w + 48L * min(n0 + 112, 80) + 16L * down + across);
        for (int k0 = 0; k0 < 48; k0 += 16) {
            nearA[132 * across + down] = nearANext0;
            nearA[132 * across + down + 16] = nearANext1;
            nearA[132 * across + down + 32] = nearANext2;
            nearA[132 * across + down + 48] = nearANext3;
            nearA[132 * across + down + 64] = nearANext4;
            nearA[132 * across + down + 80] = nearANext5;
            nearA[132 * across + down + 96] = nearANext6;
            nearA[132 * across + down + 112] = nearANext7;
            nearB[132 * down + across] = nearBNext0;
            nearB[132 * down + across + 16] = nearBNext1;
            nearB[132 * down + across + 32] = nearBNext2;
            nearB[132 * down + across + 48] = nearBNext3;
            nearB[132 * down + across + 64] = nearBNext4;
            nearB[132 * down + across + 80] = nearBNext5;
            nearB[132 * down + across + 96] = nearBNext6;
            nearB[132 * down + across + 112] = nearBNext7;
            barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
            if (k0 + 16 < 48) {
                nearANext0 = arena[x + 48 * min(t0 + down, T - 1) + k0 + across + 16];
                nearANext1 = arena[x + 48 * min(t0 + down + 16, T - 1) + k0 + across + 16];
                nearANext2 = arena[x + 48 * min(t0 + down + 32, T - 1) + k0 + across + 16];
                nearANext3 = arena[x + 48 * min(t0 + down + 48, T - 1) + k0 + across + 16];
                nearANext4 = arena[x + 48 * min(t0 + down + 64, T - 1) + k0 + across + 16];
                nearANext5 = arena[x + 48 * min(t0 + down + 80, T - 1) + k0 + across + 16];
                nearANext6 = arena[x + 48 * min(t0 + down + 96, T - 1) + k0 + across + 16];
                nearANext7 = arena[x + 48 * min(t0 + down + 112, T - 1) + k0 + across + 16];
                nearBNext0 = widened_1(weights, w + 48L * min(n0, 80) + 16L * k0 + 16L * down + across + 256);
                nearBNext1 = widened_1(weights, w + 48L * min(n0 + 16, 80) + 16L * k0 + 16L * down + across + 256);
                nearBNext2 = widened_1(weights, w + 48L * min(n0 + 32, 80) + 16L * k0 + 16L * down + across + 256);
                nearBNext3 = widened_1(weights, w + 48L * min(n0 + 48, 80) + 16L * k0 + 16L * down + across + 256);
                nearBNext4 = widened_1(weights, w + 48L * min(n0 + 64, 80) + 16L * k0 + 16L * down + across + 256);
                nearBNext5 = widened_1(weights, w + 48L * min(n0 + 80, 80) + 16L * k0 + 16L * down + across + 256);
                nearBNext6 = widened_1(weights, w + 48L * min(n0 + 96, 80) + 16L * k0 + 16L * down + across + 256);
                nearBNext7 = widened_1(weights, w + 48L * min(n0 + 112, 80) + 16L * k0 + 16L * down + across + 256);
            }
            for (int k = 0; k < 16; k++) {
                float4 b0 = *(__local const float4 *) &nearB[132 * k + 4 * across];
                float4 b1 = *(__local const float4 *) &nearB[132 * k + 4 * across + 64];
                float4 a0Quad = *(__local const float4 *) &nearA[132 * k + 8 * down];
                float4 a0 = (float4) (a0Quad.s0);
                c00 = fma(a0, b0, c00);
                c01 = fma(a0, b1, c01);
                float4 a1 = (float4) (a0Quad.s1);
                c10 = fma(a1, b0, c10);
                c11 = fma(a1, b1, c11);
                float4 a2 = (float4) (a0Quad.s2);
                c20 = fma(a2, b0, c20);
                c21 = fma(a2, b1, c21);
                float4 a3 = (float4) (a0Quad.s3);
                c30 = fma(a3, b0, c30);
                c31 = fma(a3, b1, c31);
                float4 a4Quad = *(__local const float4 *) &nearA[132 * k + 8 * down + 4];
                float4 a4 = (float4) (a4Quad.s0);
                c40 = fma(a4, b0, c40);
                c41 = fma(a4, b1, c41);
                float4 a5 = (float4) (a4Quad.s1);
                c50 = fma(a5, b0, c50);
                c51 = fma(a5, b1, c51);
                float4 a6 = (float4) (a4Quad.s2);
                c60 = fma(a6, b0, c60);
                c61 = fma(a6, b1, c61);
                float4 a7 = (float4) (a4Quad.s3);
                c70 = fma(a7, b0, c70);
                c71 = fma(a7, b1, c71);
            }
            barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
        }
        if (t0 + 8 * down < T) {
            if (n0 + 4 * across < 96) {
                vstore4(relu_4(c00), 0, arena + y + 96 * t0 + 768 * down + n0 + 4 * across);
            }
            if (n0 + 4 * across + 64 < 96) {
                vstore4(relu_4(c01), 0, arena + y + 96 * t0 + 768 * down + n0 + 4 * across + 64);
            }
        }
        if (t0 + 8 * down + 1 < T) {
            if (n0 + 4 * across < 96) {
                vstore4(relu_4(c10), 0, arena + y + 96 * t0 + 768 * down + n0 + 4 * across + 96);
            }
            if (n0 + 4 * across + 64 < 96) {
                vstore4(relu_4(c11), 0, arena + y + 96 * t0 + 768 * down + n0 + 4 * across + 160);
            }
        }
        if (t0 + 8 * down + 2 < T) {
            if (n0 + 4 * across < 96) {
                vstore4(relu_4(c20), 0, arena + y + 96 * t0 + 768 * down + n0 + 4 * across + 192);
            }
            if (n0 + 4 * across + 64 < 96) {
                vstore4(relu_4(c21), 0, arena + y + 96 * t0 + 768 * down + n0 + 4 * across + 256);
            }
        }
        if (t0 + 8 * down + 3 < T) {
            if (n0 + 4 * across < 96) {
                vstore4(relu_4(c30), 0, arena + y + 96 * t0 + 768 * down + n0 + 4 * across + 288);
            }
            if (n0 + 4 * across + 64 < 96) {
                vstore4(relu_4(c31), 0, arena + y + 96 * t0 + 768 * down + n0 + 4 * across + 352);
            }
        }
        if (t0 + 8 * down + 4 < T) {
            if (n0 + 4 * across < 96) {
                vstore4(relu_4(c40), 0, arena + y + 96 * t0 + 768 * down + n0 + 4 * across + 384);
            }
            if (n0 + 4 * across + 64 < 96) {
                vstore4(relu_4(c41), 0, arena + y + 96 * t0 + 768 * down + n0 + 4 * across + 448);
            }
        }
        if (t0 + 8 * down + 5 < T) {
            if (n0 + 4 * across < 96) {
                vstore4(relu_4(c50), 0, arena + y + 96 * t0 + 768 * down + n0 + 4 * across + 480);
            }
            if (n0 + 4 * across + 64 < 96) {
                vstore4(relu_4(c51), 0, arena + y + 96 * t0 + 768 * down + n0 + 4 * across + 544);
            }
        }
        if (t0 + 8 * down + 6 < T) {
            if (n0 + 4 * across < 96) {
                vstore4(relu_4(c60), 0, arena + y + 96 * t0 + 768 * down + n0 + 4 * across + 576);
            }
            if (n0 + 4 * across + 64 < 96) {
                vstore4(relu_4(c61), 0, arena + y + 96 * t0 + 768 * down + n0 + 4 * across + 640);
            }
        }
        if (t0 + 8 * down + 7 < T) {
            if (n0 + 4 * across < 96) {
                vstore4(relu_4(c70), 0, arena + y + 96 * t0 + 768 * down + n0 + 4 * across + 672);
            }
            if (n0 + 4 * across + 64 < 96) {
                vstore4(relu_4(c71), 0, arena + y + 96 * t0 + 768 * down + n0 + 4 * across + 736);
            }
        }
        barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
    }
}

// ---- Step 3.5: y = relu(x w^T + bias)      x (T,48), w (96,48) in bf16 -> y (T,96)

__kernel __attribute__((reqd_work_group_size(16, 16, 1)))
void linear48x96ReluFine(__global float *restrict arena, __global const float *restrict weights,
        int T, int x, long w, long bias, int y) {
    int across = get_local_id(0);
    int down = get_local_id(1);
    __local float nearA[1728] __attribute__((aligned(64)));
    __local float nearB[3264] __attribute__((aligned(64)));
    int tasks = 2 * ((T + 31) / 32);
    for (int task = get_group_id(0); task < tasks; task += get_num_groups(0)) {
        int n0 = task / ((T + 31) / 32) * 64;
        int t0 = task % ((T + 31) / 32) * 32;
        float4 initial = vload4(0, weights + bias + min(n0 + 4 * across, 92));
        float4 c0 = initial;
        float4 c1 = initial;
        nearA[36 * across + down] = arena[x + 48 * min(t0 + down, T - 1) + across];
        nearA[36 * across + down + 16] = arena[x + 48 * min(t0 + down + 16, T - 1) + across];
        nearA[36 * across + down + 576] = arena[x + 48 * min(t0 + down, T - 1) + across + 16];
        nearA[36 * across + down + 592] = arena[x + 48 * min(t0 + down + 16, T - 1) + across + 16];
        nearA[36 * across + down + 1152] = arena[x + 48 * min(t0 + down, T - 1) + across + 32];
        nearA[36 * across + down + 1168] = arena[x + 48 * min(t0 + down + 16, T - 1) + across + 32];
        nearB[68 * down + across] = widened_1(weights, w + 48L * min(n0, 80) + 16L * down + across);
        nearB[68 * down + across + 16] = widened_1(weights, w + 48L * min(n0 + 16, 80) + 16L * down + across);
        nearB[68 * down + across + 32] = widened_1(weights, w + 48L * min(n0 + 32, 80) + 16L * down + across);
        nearB[68 * down + across + 48] = widened_1(weights, w + 48L * min(n0 + 48, 80) + 16L * down + across);
        nearB[68 * down + across + 1088] = widened_1(weights, w + 48L * min(n0, 80) + 16L * down + across + 256);
        nearB[68 * down + across + 1104] = widened_1(weights, w + 48L * min(n0 + 16, 80) + 16L * down + across + 256);
        nearB[68 * down + across + 1120] = widened_1(weights, w + 48L * min(n0 + 32, 80) + 16L * down + across + 256);
        nearB[68 * down + across + 1136] = widened_1(weights, w + 48L * min(n0 + 48, 80) + 16L * down + across + 256);
        nearB[68 * down + across + 2176] = widened_1(weights, w + 48L * min(n0, 80) + 16L * down + across + 512);
        nearB[68 * down + across + 2192] = widened_1(weights, w + 48L * min(n0 + 16, 80) + 16L * down + across + 512);
        nearB[68 * down + across + 2208] = widened_1(weights, w + 48L * min(n0 + 32, 80) + 16L * down + across + 512);
        nearB[68 * down + across + 2224] = widened_1(weights, w + 48L * min(n0 + 48, 80) + 16L * down + across + 512);
        barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
        for (int k = 0; k < 48; k++) {
            float4 b = *(__local const float4 *) &nearB[68 * k + 4 * across];
            float2 a0Quad = *(__local const float2 *) &nearA[36 * k + 2 * down];
            float4 a0 = (float4) (a0Quad.s0);
            c0 = fma(a0, b, c0);
            float4 a1 = (float4) (a0Quad.s1);
            c1 = fma(a1, b, c1);
        }
        barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
        if (t0 + 2 * down < T) {
            if (n0 + 4 * across < 96) {
                vstore4(relu_4(c0), 0, arena + y + 96 * t0 + 192 * down + n0 + 4 * across);
            }
        }
        if (t0 + 2 * down + 1 < T) {
            if (n0 + 4 * across < 96) {
                vstore4(relu_4(c1), 0, arena + y + 96 * t0 + 192 * down + n0 + 4 * across + 96);
            }
        }
        barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
    }
}

// ---- Step 3.5: y = relu(x w^T + bias)      x (T,48), w (96,48) in bf16 -> y (T,96)

__kernel __attribute__((reqd_work_group_size(16, 16, 1)))
void linear48x96ReluFew(__global float *restrict arena, __global const float *restrict weights,
        int T, int x, long w, long bias, int y) {
    int across = get_local_id(0);
    int down = get_local_id(1);
    __local float nearA[960] __attribute__((aligned(64)));
    __local float nearB[960] __attribute__((aligned(64)));
    int tasks = 6 * ((T + 15) / 16);
    for (int task = get_group_id(0); task < tasks; task += get_num_groups(0)) {
        int n0 = task / ((T + 15) / 16) * 16;
        int t0 = task % ((T + 15) / 16) * 16;
        float initial = weights[bias + n0 + across];
        float c = initial;
        nearA[20 * across + down] = arena[x + 48 * min(t0 + down, T - 1) + across];
        nearA[20 * across + down + 320] = arena[x + 48 * min(t0 + down, T - 1) + across + 16];
        nearA[20 * across + down + 640] = arena[x + 48 * min(t0 + down, T - 1) + across + 32];
        nearB[20 * down + across] = widened_1(weights, w + 48L * n0 + 16L * down + across);
        nearB[20 * down + across + 320] = widened_1(weights, w + 48L * n0 + 16L * down + across + 256);
        nearB[20 * down + across + 640] = widened_1(weights, w + 48L * n0 + 16L * down + across + 512);
        barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
        if (t0 + down < T) {
            for (int k = 0; k < 48; k++) {
                float b = nearB[20 * k + across];
                float a = nearA[20 * k + down];
                c = fma(a, b, c);
            }
        }
        barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
        if (t0 + down < T) {
            arena[y + 96 * t0 + 96 * down + n0 + across] = relu_1(c);
        }
        barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
    }
}

// ---- Step 3.6: y = x w^T + bias + r      x (T,96), w (48,96) in bf16, r (T,48) -> y (T,48)

__kernel __attribute__((reqd_work_group_size(16, 16, 1)))
void linear96x48Add(__global float *restrict arena, __global const float *restrict weights, int T,
        int x, long w, long bias, int r, int y) {
    int across = get_local_id(0);
    int down = get_local_id(1);
    __local float nearA[2112] __attribute__((aligned(64)));
    __local float nearB[1088] __attribute__((aligned(64)));
    int tasks = ((T + 127) / 128);
    for (int task = get_group_id(0); task < tasks; task += get_num_groups(0)) {
        int n0 = 0;
        int t0 = task * 128;
        float4 initial = vload4(0, weights + bias + min(n0 + 4 * across, 44));
        float4 c0 = initial;
        float4 c1 = initial;
        float4 c2 = initial;
        float4 c3 = initial;
        float4 c4 = initial;
        float4 c5 = initial;
        float4 c6 = initial;
        float4 c7 = initial;
        float nearANext0 = arena[x + 96 * min(t0 + down, T - 1) + across];
        float nearANext1 = arena[x + 96 * min(t0 + down + 16, T - 1) + across];
        float nearANext2 = arena[x + 96 * min(t0 + down + 32, T - 1) + across];
        float nearANext3 = arena[x + 96 * min(t0 + down + 48, T - 1) + across];
        float nearANext4 = arena[x + 96 * min(t0 + down + 64, T - 1) + across];
        float nearANext5 = arena[x + 96 * min(t0 + down + 80, T - 1) + across];
        float nearANext6 = arena[x + 96 * min(t0 + down + 96, T - 1) + across];
        float nearANext7 = arena[x + 96 * min(t0 + down + 112, T - 1) + across];
        float nearBNext0 = widened_1(weights, w + 96L * min(n0, 32) + 16L * down + across);
        float nearBNext1 = widened_1(weights, w + 96L * min(n0 + 16, 32) + 16L * down + across);
        float nearBNext2 = widened_1(weights, w + 96L * min(n0 + 32, 32) + 16L * down + across);
        float nearBNext3 = widened_1(weights, w + 96L * min(n0 + 48, 32) + 16L * down + across);
        for (int k0 = 0; k0 < 96; k0 += 16) {
            nearA[132 * across + down] = nearANext0;
            nearA[132 * across + down + 16] = nearANext1;
            nearA[132 * across + down + 32] = nearANext2;
            nearA[132 * across + down + 48] = nearANext3;
            nearA[132 * across + down + 64] = nearANext4;
            nearA[132 * across + down + 80] = nearANext5;
            nearA[132 * across + down + 96] = nearANext6;
            nearA[132 * across + down + 112] = nearANext7;
            nearB[68 * down + across] = nearBNext0;
            nearB[68 * down + across + 16] = nearBNext1;
            nearB[68 * down + across + 32] = nearBNext2;
            nearB[68 * down + across + 48] = nearBNext3;
            barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
            if (k0 + 16 < 96) {
                nearANext0 = arena[x + 96 * min(t0 + down, T - 1) + k0 + across + 16];
                nearANext1 = arena[x + 96 * min(t0 + down + 16, T - 1) + k0 + across + 16];
                nearANext2 = arena[x + 96 * min(t0 + down + 32, T - 1) + k0 + across + 16];
                nearANext3 = arena[x + 96 * min(t0 + down + 48, T - 1) + k0 + across + 16];
                nearANext4 = arena[x + 96 * min(t0 + down + 64, T - 1) + k0 + across + 16];
                nearANext5 = arena[x + 96 * min(t0 + down + 80, T - 1) + k0 + across + 16];
                nearANext6 = arena[x + 96 * min(t0 + down + 96, T - 1) + k0 + across + 16];
                nearANext7 = arena[x + 96 * min(t0 + down + 112, T - 1) + k0 + across + 16];
                nearBNext0 = widened_1(weights, w + 96L * min(n0, 32) + 16L * k0 + 16L * down + across + 256);
                nearBNext1 = widened_1(weights, w + 96L * min(n0 + 16, 32) + 16L * k0 + 16L * down + across + 256);
                nearBNext2 = widened_1(weights, w + 96L * min(n0 + 32, 32) + 16L * k0 + 16L * down + across + 256);
                nearBNext3 = widened_1(weights, w + 96L * min(n0 + 48, 32) + 16L * k0 + 16L * down + across + 256);
            }
            for (int k = 0; k < 16; k++) {
                float4 b = *(__local const float4 *) &nearB[68 * k + 4 * across];
                float4 a0Quad = *(__local const float4 *) &nearA[132 * k + 8 * down];
                float4 a0 = (float4) (a0Quad.s0);
                c0 = fma(a0, b, c0);
                float4 a1 = (float4) (a0Quad.s1);
                c1 = fma(a1, b, c1);
                float4 a2 = (float4) (a0Quad.s2);
                c2 = fma(a2, b, c2);
                float4 a3 = (float4) (a0Quad.s3);
                c3 = fma(a3, b, c3);
                float4 a4Quad = *(__local const float4 *) &nearA[132 * k + 8 * down + 4];
                float4 a4 = (float4) (a4Quad.s0);
                c4 = fma(a4, b, c4);
                float4 a5 = (float4) (a4Quad.s1);
                c5 = fma(a5, b, c5);
                float4 a6 = (float4) (a4Quad.s2);
                c6 = fma(a6, b, c6);
                float4 a7 = (float4) (a4Quad.s3);
                c7 = fma(a7, b, c7);
            }
            barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
        }
        if (t0 + 8 * down < T) {
            if (n0 + 4 * across < 48) {
                vstore4(c0 + vload4(0, arena + r + 48 * t0 + 384 * down + n0 + 4 * across),
                        0, arena + y + 48 * t0 + 384 * down + n0 + 4 * across);
            }
        }
        if (t0 + 8 * down + 1 < T) {
            if (n0 + 4 * across < 48) {
                vstore4(c1 + vload4(0, arena + r + 48 * t0 + 384 * down + n0 + 4 * across + 48),
                        0, arena + y + 48 * t0 + 384 * down + n0 + 4 * across + 48);
            }
        }
        if (t0 + 8 * down + 2 < T) {
            if (n0 + 4 * across < 48) {
                vstore4(c2 + vload4(0, arena + r + 48 * t0 + 384 * down + n0 + 4 * across + 96),
                        0, arena + y + 48 * t0 + 384 * down + n0 + 4 * across + 96);
            }
        }
        if (t0 + 8 * down + 3 < T) {
            if (n0 + 4 * across < 48) {
                vstore4(c3 + vload4(0, arena + r + 48 * t0 + 384 * down + n0 + 4 * across + 144),
                        0, arena + y + 48 * t0 + 384 * down + n0 + 4 * across + 144);
            }
        }
        if (t0 + 8 * down + 4 < T) {
            if (n0 + 4 * across < 48) {
                vstore4(c4 + vload4(0, arena + r + 48 * t0 + 384 * down + n0 + 4 * across + 192),
                        0, arena + y + 48 * t0 + 384 * down + n0 + 4 * across + 192);
            }
        }
        if (t0 + 8 * down + 5 < T) {
            if (n0 + 4 * across < 48) {
                vstore4(c5 + vload4(0, arena + r + 48 * t0 + 384 * down + n0 + 4 * across + 240),
                        0, arena + y + 48 * t0 + 384 * down + n0 + 4 * across + 240);
            }
        }
        if (t0 + 8 * down + 6 < T) {
            if (n0 + 4 * across < 48) {
                vstore4(c6 + vload4(0, arena + r + 48 * t0 + 384 * down + n0 + 4 * across + 288),
                        0, arena + y + 48 * t0 + 384 * down + n0 + 4 * across + 288);
            }
        }
        if (t0 + 8 * down + 7 < T) {
            if (n0 + 4 * across < 48) {
                vstore4(c7 + vload4(0, arena + r + 48 * t0 + 384 * down + n0 + 4 * across + 336),
                        0, arena + y + 48 * t0 + 384 * down + n0 + 4 * across + 336);
            }
        }
        barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
    }
}

// ---- Step 3.6: y = x w^T + bias + r      x (T,96), w (48,96) in bf16, r (T,48) -> y (T,48)

__kernel __attribute__((reqd_work_group_size(16, 16, 1)))
void linear96x48AddFine(__global float *restrict arena, __global const float *restrict weights,
        int T, int x, long w, long bias, int r, int y) {
    int across = get_local_id(0);
    int down = get_local_id(1);
    __local float nearA[1728] __attribute__((aligned(64)));
    __local float nearB[3264] __attribute__((aligned(64)));
    int tasks = ((T + 31) / 32);
    for (int task = get_group_id(0); task < tasks; task += get_num_groups(0)) {
        int n0 = 0;
        int t0 = task * 32;
        float4 initial = vload4(0, weights + bias + min(n0 + 4 * across, 44));
        float4 c0 = initial;
        float4 c1 = initial;
        float nearANext0 = arena[x + 96 * min(t0 + down, T - 1) + across];
        float nearANext1 = arena[x + 96 * min(t0 + down + 16, T - 1) + across];
        float nearANext2 = arena[x + 96 * min(t0 + down, T - 1) + across + 16];
        float nearANext3 = arena[x + 96 * min(t0 + down + 16, T - 1) + across + 16];
        float nearANext4 = arena[x + 96 * min(t0 + down, T - 1) + across + 32];
        float nearANext5 = arena[x + 96 * min(t0 + down + 16, T - 1) + across + 32];
        float nearBNext0 = widened_1(weights, w + 96L * min(n0, 32) + 16L * down + across);
        float nearBNext1 = widened_1(weights, w + 96L * min(n0 + 16, 32) + 16L * down + across);
        float nearBNext2 = widened_1(weights, w + 96L * min(n0 + 32, 32) + 16L * down + across);
        float nearBNext3 = widened_1(weights, w + 96L * min(n0 + 48, 32) + 16L * down + across);
        float nearBNext4 = widened_1(weights, w + 96L * min(n0, 32) + 16L * down + across + 256);
        float nearBNext5 = widened_1(weights, w + 96L * min(n0 + 16, 32) + 16L * down + across + 256);
        float nearBNext6 = widened_1(weights, w + 96L * min(n0 + 32, 32) + 16L * down + across + 256);
        float nearBNext7 = widened_1(weights, w + 96L * min(n0 + 48, 32) + 16L * down + across + 256);
        float nearBNext8 = widened_1(weights, w + 96L * min(n0, 32) + 16L * down + across + 512);
        float nearBNext9 = widened_1(weights, w + 96L * min(n0 + 16, 32) + 16L * down + across + 512);
        float nearBNext10 = widened_1(weights, w + 96L * min(n0 + 32, 32) + 16L * down + across + 512);
        float nearBNext11 = widened_1(weights, w + 96L * min(n0 + 48, 32) + 16L * down + across + 512);
        for (int k0 = 0; k0 < 96; k0 += 48) {
            nearA[36 * across + down] = nearANext0;
            nearA[36 * across + down + 16] = nearANext1;
            nearA[36 * across + down + 576] = nearANext2;
            nearA[36 * across + down + 592] = nearANext3;
            nearA[36 * across + down + 1152] = nearANext4;
            nearA[36 * across + down + 1168] = nearANext5;
            nearB[68 * down + across] = nearBNext0;
            nearB[68 * down + across + 16] = nearBNext1;
            nearB[68 * down + across + 32] = nearBNext2;
            nearB[68 * down + across + 48] = nearBNext3;
            nearB[68 * down + across + 1088] = nearBNext4;
            nearB[68 * down + across + 1104] = nearBNext5;
            nearB[68 * down + across + 1120] = nearBNext6;
            nearB[68 * down + across + 1136] = nearBNext7;
            nearB[68 * down + across + 2176] = nearBNext8;
            nearB[68 * down + across + 2192] = nearBNext9;
            nearB[68 * down + across + 2208] = nearBNext10;
            nearB[68 * down + across + 2224] = nearBNext11;
            barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
            if (k0 + 48 < 96) {
                nearANext0 = arena[x + 96 * min(t0 + down, T - 1) + k0 + across + 48];
                nearANext1 = arena[x + 96 * min(t0 + down + 16, T - 1) + k0 + across + 48];
                nearANext2 = arena[x + 96 * min(t0 + down, T - 1) + k0 + across + 64];
                nearANext3 = arena[x + 96 * min(t0 + down + 16, T - 1) + k0 + across + 64];
                nearANext4 = arena[x + 96 * min(t0 + down, T - 1) + k0 + across + 80];
                nearANext5 = arena[x + 96 * min(t0 + down + 16, T - 1) + k0 + across + 80];
                nearBNext0 = widened_1(weights, w + 96L * min(n0, 32) + 16L * k0 + 16L * down + across + 768);
                nearBNext1 = widened_1(weights, w + 96L * min(n0 + 16, 32) + 16L * k0 + 16L * down + across + 768);
                nearBNext2 = widened_1(weights, w + 96L * min(n0 + 32, 32) + 16L * k0 + 16L * down + across + 768);
                nearBNext3 = widened_1(weights, w + 96L * min(n0 + 48, 32) + 16L * k0 + 16L * down + across + 768);
                nearBNext4 = widened_1(weights, w + 96L * min(n0, 32) + 16L * k0 + 16L * down + across + 1024);
                nearBNext5 = widened_1(weights, w + 96L * min(n0 + 16, 32) + 16L * k0 + 16L * down + across + 1024);
                nearBNext6 = widened_1(weights, w + 96L * min(n0 + 32, 32) + 16L * k0 + 16L * down + across + 1024);
                nearBNext7 = widened_1(weights, w + 96L * min(n0 + 48, 32) + 16L * k0 + 16L * down + across + 1024);
                nearBNext8 = widened_1(weights, w + 96L * min(n0, 32) + 16L * k0 + 16L * down + across + 1280);
                nearBNext9 = widened_1(weights, w + 96L * min(n0 + 16, 32) + 16L * k0 + 16L * down + across + 1280);
                nearBNext10 = widened_1(weights, w + 96L * min(n0 + 32, 32) + 16L * k0 + 16L * down + across + 1280);
                nearBNext11 = widened_1(weights, w + 96L * min(n0 + 48, 32) + 16L * k0 + 16L * down + across + 1280);
            }
            for (int k = 0; k < 48; k++) {
                float4 b = *(__local const float4 *) &nearB[68 * k + 4 * across];
                float2 a0Quad = *(__local const float2 *) &nearA[36 * k + 2 * down];
                float4 a0 = (float4) (a0Quad.s0);
                c0 = fma(a0, b, c0);
                float4 a1 = (float4) (a0Quad.s1);
                c1 = fma(a1, b, c1);
            }
            barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
        }
        if (t0 + 2 * down < T) {
            if (n0 + 4 * across < 48) {
                vstore4(c0 + vload4(0, arena + r + 48 * t0 + 96 * down + n0 + 4 * across),
                        0, arena + y + 48 * t0 + 96 * down + n0 + 4 * across);
            }
        }
        if (t0 + 2 * down + 1 < T) {
            if (n0 + 4 * across < 48) {
                vstore4(c1 + vload4(0, arena + r + 48 * t0 + 96 * down + n0 + 4 * across + 48),
                        0, arena + y + 48 * t0 + 96 * down + n0 + 4 * across + 48);
            }
        }
        barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
    }
}

// ---- Step 3.6: y = x w^T + bias + r      x (T,96), w (48,96) in bf16, r (T,48) -> y (T,48)

__kernel __attribute__((reqd_work_group_size(16, 16, 1)))
void linear96x48AddFew(__global float *restrict arena, __global const float *restrict weights,
        int T, int x, long w, long bias, int r, int y) {
    int across = get_local_id(0);
    int down = get_local_id(1);
    __local float nearA[1920] __attribute__((aligned(64)));
    __local float nearB[1920] __attribute__((aligned(64)));
    int tasks = 3 * ((T + 15) / 16);
    for (int task = get_group_id(0); task < tasks; task += get_num_groups(0)) {
        int n0 = task / ((T + 15) / 16) * 16;
        int t0 = task % ((T + 15) / 16) * 16;
        float initial = weights[bias + n0 + across];
        float c = initial;
        nearA[20 * across + down] = arena[x + 96 * min(t0 + down, T - 1) + across];
        nearA[20 * across + down + 320] = arena[x + 96 * min(t0 + down, T - 1) + across + 16];
        nearA[20 * across + down + 640] = arena[x + 96 * min(t0 + down, T - 1) + across + 32];
        nearA[20 * across + down + 960] = arena[x + 96 * min(t0 + down, T - 1) + across + 48];
        nearA[20 * across + down + 1280] = arena[x + 96 * min(t0 + down, T - 1) + across + 64];
        nearA[20 * across + down + 1600] = arena[x + 96 * min(t0 + down, T - 1) + across + 80];
        nearB[20 * down + across] = widened_1(weights, w + 96L * n0 + 16L * down + across);
        nearB[20 * down + across + 320] = widened_1(weights, w + 96L * n0 + 16L * down + across + 256);
        nearB[20 * down + across + 640] = widened_1(weights, w + 96L * n0 + 16L * down + across + 512);
        nearB[20 * down + across + 960] = widened_1(weights, w + 96L * n0 + 16L * down + across + 768);
        nearB[20 * down + across + 1280] = widened_1(weights, w + 96L * n0 + 16L * down + across + 1024);
        nearB[20 * down + across + 1600] = widened_1(weights, w + 96L * n0 + 16L * down + across + 1280);
        barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
        if (t0 + down < T) {
            for (int k = 0; k < 96; k++) {
                float b = nearB[20 * k + across];
                float a = nearA[20 * k + down];
                c = fma(a, b, c);
            }
        }
        barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
        if (t0 + down < T) {
            arena[y + 48 * t0 + 48 * down + n0 + across] = c
                    + arena[r + 48 * t0 + 48 * down + n0 + across];
        }
        barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
    }
}

// ---- Step 4: y = mean of each sequence      x (T,48) -> y (B,48)

__kernel __attribute__((reqd_work_group_size(16, 16, 1)))
void poolMean48(__global float *restrict arena, __global const int *restrict starts, int B, int x,
        int y) {
    int across = get_local_id(0);
    int down = get_local_id(1);
    int tasks = B;
    for (int task = get_group_id(0); task < tasks; task += get_num_groups(0)) {
        int s = task;
        int begin = 0;
        int start = starts[s];
        int length = starts[s + 1] - start;
        int c = begin + 16 * down + across;
        if (c < 48) {
            float a = 0.0f;
            for (int i = 0; i < length; i++) {
                a = a + arena[x + 48 * start + 48 * i + c];
            }
            arena[y + 48 * s + c] = a / (float) length;
        }
    }
}

// ---- Step 5: y = x / max(|x|, 1e-12)      x (B,48) -> y (B,48)

__kernel __attribute__((reqd_work_group_size(16, 16, 1)))
void normalize48PerSequence(__global float *restrict arena, int B, int x, int y) {
    int across = get_local_id(0);
    int down = get_local_id(1);
    __local float partials[256] __attribute__((aligned(64)));
    int tasks = ((B + 15) / 16);
    for (int task = get_group_id(0); task < tasks; task += get_num_groups(0)) {
        int begin = task * 16;
        int row = begin + down;
        int t = min(row, B - 1);
        float squaresPart = 0.0f;
        for (int c = across; c < 48; c += 16) {
            squaresPart = squaresPart + arena[x + 48 * t + c] * arena[x + 48 * t + c];
        }
        partials[16 * down + across] = squaresPart;
        barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
        float squares = sumOf(*(__local const float16 *) &partials[16 * down]);
        float length = larger_1(sqrt(squares), 1.0E-12f);
        if (row < B) {
            for (int c = across; c < 48; c += 16) {
                arena[y + 48 * t + c] = arena[x + 48 * t + c] / length;
            }
        }
        barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
    }
}

