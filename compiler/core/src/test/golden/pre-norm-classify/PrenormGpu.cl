// Generated from model.attar (spec c19d3af3, compiler 0.1.0, opencl-gpu, items 16x16, tiles 8x2x4, 2x1x4 and 1x1x1). Do not edit.
//
// Prenorm on work-groups of many work-items, in execution order:
//
// 1    embeddings.placed (T,16)                embed16IdsPosition
// 2    1 layer
// 2.1  layer.attention.norm (T,16)             norm16
// 2.2  layer.attention.query+key+value (T,48)  linear16x48
// 2.3  layer.attention.mixed (T,16)            attention2x8From48
// 2.4  layer.attention.sum (T,16)              linear16x16Add
// 2.5  layer.feedforward.norm (T,16)           norm16
// 2.6  layer.feedforward.active (T,32)         linear16x32GeluTanh
// 2.7  layer.feedforward.sum (T,16)            linear32x16Add
// 3    encoder.norm (T,16)                     norm16
//      output "hidden"
// 4    head.pool (B,16)                        poolMax16
// 5    head.classes (B,3)                      linear16x3PerSequence
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

// The hyperbolic tangent, within 3.7 ulp.
static float tanh_1(float x) {
    float s = x * x;
    float p1 = fma(1.0576275E-4f, s, 0.027410122f);
    float p0 = fma(p1, s, 0.9195476f);
    float q = fma(fma(2.2905917E-6f, s, 0.0022256393f), s, 0.20807812f);
    float q2 = fma(q, s, 1.8390952f);
    float n = x * p0;
    float y = ((n + n) * q2) / fma(n, n, q2 * q2);
    float high = (8.3f < x ? 1.0f : y);
    return (x < -8.3f ? -1.0f : high);
}

// x (1 + tanh(sqrt(2 / pi) (x + 0.044715 x^3))) / 2.
static float geluTanh_1(float x) {
    float cubic = fma(0.044715f * x, x, 1.0f);
    float inner = (x * 0.7978846f) * cubic;
    float half_ = x * 0.5f;
    return fma(half_, tanh_1(inner), half_);
}

// The hyperbolic tangent, within 3.7 ulp.
static float2 tanh_2(float2 x) {
    float2 s = x * x;
    float2 p1 = fma((float2) (1.0576275E-4f), s, (float2) (0.027410122f));
    float2 p0 = fma(p1, s, (float2) (0.9195476f));
    float2 q = fma(fma((float2) (2.2905917E-6f), s, (float2) (0.0022256393f)), s,
            (float2) (0.20807812f));
    float2 q2 = fma(q, s, (float2) (1.8390952f));
    float2 n = x * p0;
    float2 y = ((n + n) * q2) / fma(n, n, q2 * q2);
    float2 high = ((float2) (8.3f) < x ? (float2) (1.0f) : y);
    return (x < (float2) (-8.3f) ? (float2) (-1.0f) : high);
}

// x (1 + tanh(sqrt(2 / pi) (x + 0.044715 x^3))) / 2.
static float2 geluTanh_2(float2 x) {
    float2 cubic = fma((float2) (0.044715f) * x, x, (float2) (1.0f));
    float2 inner = (x * (float2) (0.7978846f)) * cubic;
    float2 half_ = x * (float2) (0.5f);
    return fma(half_, tanh_2(inner), half_);
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

// ---- Step 1: y = tokens[ids] + positions[position]      -> y (T,16)

__kernel __attribute__((reqd_work_group_size(16, 16, 1)))
void embed16IdsPosition(__global float *restrict arena, __global const float *restrict weights,
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
                for (int c = across; c < 16; c += 16) {
                    arena[y + 16 * t + c] = weights[tokens + 16L * idsRow + c]
                            + weights[positions + 16L * positionRow + c];
                }
            }
        }
    }
}

// ---- Steps 2.1, 2.5, 3: y = (x - mean(x)) / sqrt(variance(x) + epsilon) * gamma + beta      x (T,16) -> y (T,16)

__kernel __attribute__((reqd_work_group_size(16, 16, 1)))
void norm16(__global float *restrict arena, __global const float *restrict weights, int T, int x,
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
        for (int c = across; c < 16; c += 16) {
            sumPart = sumPart + arena[x + 16 * t + c];
        }
        partials[16 * down + across] = sumPart;
        barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
        float sum = sumOf(*(__local const float16 *) &partials[16 * down]);
        float mean = sum / 16.0f;
        float squaresPart = 0.0f;
        for (int c = across; c < 16; c += 16) {
            squaresPart = squaresPart + (arena[x + 16 * t + c] - mean) * (arena[x + 16 * t + c] - mean);
        }
        barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
        partials[16 * down + across] = squaresPart;
        barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
        float squares = sumOf(*(__local const float16 *) &partials[16 * down]);
        float scale = 1.0f / sqrt(squares / 16.0f + 1.0E-5f);
        if (row < T) {
            for (int c = across; c < 16; c += 16) {
                arena[y + 16 * t + c] = fma((arena[x + 16 * t + c] - mean) * scale, weights[gamma + c],
                        weights[beta + c]);
            }
        }
        barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
    }
}

// ---- Step 2.2: y = x w^T + bias      x (T,16), w (16+16+16,16) -> y (T,48)

__kernel __attribute__((reqd_work_group_size(16, 16, 1)))
void linear16x48(__global float *restrict arena, __global const float *restrict weights, int T,
        int x, long w, long bias, int y) {
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
        nearA[132 * across + down] = arena[x + 16 * min(t0 + down, T - 1) + across];
        nearA[132 * across + down + 16] = arena[x + 16 * min(t0 + down + 16, T - 1) + across];
        nearA[132 * across + down + 32] = arena[x + 16 * min(t0 + down + 32, T - 1) + across];
        nearA[132 * across + down + 48] = arena[x + 16 * min(t0 + down + 48, T - 1) + across];
        nearA[132 * across + down + 64] = arena[x + 16 * min(t0 + down + 64, T - 1) + across];
        nearA[132 * across + down + 80] = arena[x + 16 * min(t0 + down + 80, T - 1) + across];
        nearA[132 * across + down + 96] = arena[x + 16 * min(t0 + down + 96, T - 1) + across];
        nearA[132 * across + down + 112] = arena[x + 16 * min(t0 + down + 112, T - 1) + across];
        nearB[68 * down + across] = weights[w + 16L * min(n0, 32) + 16L * down + across];
        nearB[68 * down + across + 16] = weights[w + 16L * min(n0 + 16, 32) + 16L * down + across];
        nearB[68 * down + across + 32] = weights[w + 16L * min(n0 + 32, 32) + 16L * down + across];
        nearB[68 * down + across + 48] = weights[w + 16L * min(n0 + 48, 32) + 16L * down + across];
        barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
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
        if (t0 + 8 * down < T) {
            if (n0 + 4 * across < 48) {
                vstore4(c0, 0, arena + y + 48 * t0 + 384 * down + n0 + 4 * across);
            }
        }
        if (t0 + 8 * down + 1 < T) {
            if (n0 + 4 * across < 48) {
                vstore4(c1, 0, arena + y + 48 * t0 + 384 * down + n0 + 4 * across + 48);
            }
        }
        if (t0 + 8 * down + 2 < T) {
            if (n0 + 4 * across < 48) {
                vstore4(c2, 0, arena + y + 48 * t0 + 384 * down + n0 + 4 * across + 96);
            }
        }
        if (t0 + 8 * down + 3 < T) {
            if (n0 + 4 * across < 48) {
                vstore4(c3, 0, arena + y + 48 * t0 + 384 * down + n0 + 4 * across + 144);
            }
        }
        if (t0 + 8 * down + 4 < T) {
            if (n0 + 4 * across < 48) {
                vstore4(c4, 0, arena + y + 48 * t0 + 384 * down + n0 + 4 * across + 192);
            }
        }
        if (t0 + 8 * down + 5 < T) {
            if (n0 + 4 * across < 48) {
                vstore4(c5, 0, arena + y + 48 * t0 + 384 * down + n0 + 4 * across + 240);
            }
        }
        if (t0 + 8 * down + 6 < T) {
            if (n0 + 4 * across < 48) {
                vstore4(c6, 0, arena + y + 48 * t0 + 384 * down + n0 + 4 * across + 288);
            }
        }
        if (t0 + 8 * down + 7 < T) {
            if (n0 + 4 * across < 48) {
                vstore4(c7, 0, arena + y + 48 * t0 + 384 * down + n0 + 4 * across + 336);
            }
        }
        barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
    }
}

// ---- Step 2.2: y = x w^T + bias      x (T,16), w (16+16+16,16) -> y (T,48)

__kernel __attribute__((reqd_work_group_size(16, 16, 1)))
void linear16x48Fine(__global float *restrict arena, __global const float *restrict weights, int T,
        int x, long w, long bias, int y) {
    int across = get_local_id(0);
    int down = get_local_id(1);
    __local float nearA[576] __attribute__((aligned(64)));
    __local float nearB[1088] __attribute__((aligned(64)));
    int tasks = ((T + 31) / 32);
    for (int task = get_group_id(0); task < tasks; task += get_num_groups(0)) {
        int n0 = 0;
        int t0 = task * 32;
        float4 initial = vload4(0, weights + bias + min(n0 + 4 * across, 44));
        float4 c0 = initial;
        float4 c1 = initial;
        nearA[36 * across + down] = arena[x + 16 * min(t0 + down, T - 1) + across];
        nearA[36 * across + down + 16] = arena[x + 16 * min(t0 + down + 16, T - 1) + across];
        nearB[68 * down + across] = weights[w + 16L * min(n0, 32) + 16L * down + across];
        nearB[68 * down + across + 16] = weights[w + 16L * min(n0 + 16, 32) + 16L * down + across];
        nearB[68 * down + across + 32] = weights[w + 16L * min(n0 + 32, 32) + 16L * down + across];
        nearB[68 * down + across + 48] = weights[w + 16L * min(n0 + 48, 32) + 16L * down + across];
        barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
        for (int k = 0; k < 16; k++) {
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
                vstore4(c0, 0, arena + y + 48 * t0 + 96 * down + n0 + 4 * across);
            }
        }
        if (t0 + 2 * down + 1 < T) {
            if (n0 + 4 * across < 48) {
                vstore4(c1, 0, arena + y + 48 * t0 + 96 * down + n0 + 4 * across + 48);
            }
        }
        barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
    }
}

// ---- Step 2.2: y = x w^T + bias      x (T,16), w (16+16+16,16) -> y (T,48)

__kernel __attribute__((reqd_work_group_size(16, 16, 1)))
void linear16x48Few(__global float *restrict arena, __global const float *restrict weights, int T,
        int x, long w, long bias, int y) {
    int across = get_local_id(0);
    int down = get_local_id(1);
    __local float nearA[320] __attribute__((aligned(64)));
    __local float nearB[320] __attribute__((aligned(64)));
    int tasks = 3 * ((T + 15) / 16);
    for (int task = get_group_id(0); task < tasks; task += get_num_groups(0)) {
        int n0 = task / ((T + 15) / 16) * 16;
        int t0 = task % ((T + 15) / 16) * 16;
        float initial = weights[bias + n0 + across];
        float c = initial;
        nearA[20 * across + down] = arena[x + 16 * min(t0 + down, T - 1) + across];
        nearB[20 * down + across] = weights[w + 16L * n0 + 16L * down + across];
        barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
        if (t0 + down < T) {
            for (int k = 0; k < 16; k++) {
                float b = nearB[20 * k + across];
                float a = nearA[20 * k + down];
                c = fma(a, b, c);
            }
        }
        barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
        if (t0 + down < T) {
            arena[y + 48 * t0 + 48 * down + n0 + across] = c;
        }
        barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
    }
}

// ---- Step 2.3: y = softmax(q k^T / sqrt(8)) v, 2 heads      q, k, v (T,16) -> y (T,16)

__kernel __attribute__((reqd_work_group_size(16, 16, 1)))
void attention2x8From48(__global float *restrict arena, __global float *restrict working,
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
    int tasks = B * 2 * ((L + 31) / 32);
    for (int task = get_group_id(0); task < tasks; task += get_num_groups(0)) {
        int s = task / 2 / ((L + 31) / 32);
        int h = task / ((L + 31) / 32) % 2;
        int begin = task % ((L + 31) / 32) * 32;
        int start = starts[s];
        int length = starts[s + 1] - start;
        if (begin < length) {
            for (int j0 = 0; j0 < ((((length + 15) & -16) + 63) & -64); j0 += 64) {
                float4 initial = (float4) (0.0f);
                float4 c0 = initial;
                float4 c1 = initial;
                nearA[36 * across + down] = arena[q + 48 * start + 48 * min(begin + down, length - 1) + 8 * h + min(across, 7)];
                nearA[36 * across + down + 16] = arena[q + 48 * start + 48 * min(begin + down + 16, length - 1) + 8 * h + min(across, 7)];
                nearB[68 * across + down] = arena[k + 48 * start + 48 * min(j0 + down, length - 1) + 8 * h + min(across, 7)];
                nearB[68 * across + down + 16] = arena[k + 48 * start + 48 * min(j0 + down + 16, length - 1) + 8 * h + min(across, 7)];
                nearB[68 * across + down + 32] = arena[k + 48 * start + 48 * min(j0 + down + 32, length - 1) + 8 * h + min(across, 7)];
                nearB[68 * across + down + 48] = arena[k + 48 * start + 48 * min(j0 + down + 48, length - 1) + 8 * h + min(across, 7)];
                barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
                for (int d = 0; d < 8; d++) {
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
                float shift = -(largest * 0.5100697f);
                barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
                if (row < length) {
                    for (int j = across; j < ((length + 15) & -16); j += 16) {
                        scratch[p + L * i + j - L * begin] = twoTo_1(fma(scratch[p + L * i + j - L * begin],
                                0.5100697f, shift));
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
            float nearBNext0 = arena[v + 48 * start + 48 * min(down, length - 1) + 8 * h + min(across, 7)];
            float nearBNext1 = arena[v + 48 * start + 48 * min(down + 16, length - 1) + 8 * h + min(across, 7)];
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
                    nearBNext0 = arena[v + 48 * start + 48 * min(j0 + down + 32, length - 1) + 8 * h + min(across, 7)];
                    nearBNext1 = arena[v + 48 * start + 48 * min(j0 + down + 48, length - 1) + 8 * h + min(across, 7)];
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
                if (across < 8) {
                    arena[y + 16 * start + 16 * begin + 32 * down + 8 * h + across] = c0 * scale0;
                }
            }
            float scale1 = scratch[inverse + 2 * down + 1];
            if (begin + 2 * down + 1 < length) {
                if (across < 8) {
                    arena[y + 16 * start + 16 * begin + 32 * down + 8 * h + across + 16] = c1 * scale1;
                }
            }
        }
        barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
    }
}

// ---- Step 2.3: y = softmax(q k^T / sqrt(8)) v, 2 heads      q, k, v (T,16) -> y (T,16)

__kernel __attribute__((reqd_work_group_size(16, 16, 1)))
void attention2x8From48Few(__global float *restrict arena, __global float *restrict working,
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
    int tasks = B * 2 * ((L + 15) / 16);
    for (int task = get_group_id(0); task < tasks; task += get_num_groups(0)) {
        int s = task / 2 / ((L + 15) / 16);
        int h = task / ((L + 15) / 16) % 2;
        int begin = task % ((L + 15) / 16) * 16;
        int start = starts[s];
        int length = starts[s + 1] - start;
        if (begin < length) {
            for (int j0 = 0; j0 < ((((length + 15) & -16) + 63) & -64); j0 += 64) {
                float4 initial = (float4) (0.0f);
                float4 c = initial;
                nearA[20 * across + down] = arena[q + 48 * start + 48 * min(begin + down, length - 1) + 8 * h + min(across, 7)];
                nearB[68 * across + down] = arena[k + 48 * start + 48 * min(j0 + down, length - 1) + 8 * h + min(across, 7)];
                nearB[68 * across + down + 16] = arena[k + 48 * start + 48 * min(j0 + down + 16, length - 1) + 8 * h + min(across, 7)];
                nearB[68 * across + down + 32] = arena[k + 48 * start + 48 * min(j0 + down + 32, length - 1) + 8 * h + min(across, 7)];
                nearB[68 * across + down + 48] = arena[k + 48 * start + 48 * min(j0 + down + 48, length - 1) + 8 * h + min(across, 7)];
                barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
                if (begin + down < length) {
                    for (int d = 0; d < 8; d++) {
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
            float shift = -(largest * 0.5100697f);
            barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
            if (row < length) {
                for (int j = across; j < ((length + 15) & -16); j += 16) {
                    scratch[p + L * i + j - L * begin] = twoTo_1(fma(scratch[p + L * i + j - L * begin],
                            0.5100697f, shift));
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
            float nearBNext0 = arena[v + 48 * start + 48 * min(down, length - 1) + 8 * h + min(across, 7)];
            float nearBNext1 = arena[v + 48 * start + 48 * min(down + 16, length - 1) + 8 * h + min(across, 7)];
            float nearBNext2 = arena[v + 48 * start + 48 * min(down + 32, length - 1) + 8 * h + min(across, 7)];
            float nearBNext3 = arena[v + 48 * start + 48 * min(down + 48, length - 1) + 8 * h + min(across, 7)];
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
                    nearBNext0 = arena[v + 48 * start + 48 * min(j0 + down + 64, length - 1) + 8 * h + min(across, 7)];
                    nearBNext1 = arena[v + 48 * start + 48 * min(j0 + down + 80, length - 1) + 8 * h + min(across, 7)];
                    nearBNext2 = arena[v + 48 * start + 48 * min(j0 + down + 96, length - 1) + 8 * h + min(across, 7)];
                    nearBNext3 = arena[v + 48 * start + 48 * min(j0 + down + 112, length - 1) + 8 * h + min(across, 7)];
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
                if (across < 8) {
                    arena[y + 16 * start + 16 * begin + 16 * down + 8 * h + across] = c * scale;
                }
            }
        }
        barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
    }
}

// ---- Step 2.4: y = x w^T + bias + r      x (T,16), w (16,16), r (T,16) -> y (T,16)

__kernel __attribute__((reqd_work_group_size(16, 16, 1)))
void linear16x16Add(__global float *restrict arena, __global const float *restrict weights, int T,
        int x, long w, long bias, int r, int y) {
    int across = get_local_id(0);
    int down = get_local_id(1);
    __local float nearA[2112] __attribute__((aligned(64)));
    __local float nearB[320] __attribute__((aligned(64)));
    int tasks = ((T + 127) / 128);
    for (int task = get_group_id(0); task < tasks; task += get_num_groups(0)) {
        int n0 = 0;
        int t0 = task * 128;
        float initial = weights[bias + n0 + across];
        float c0 = initial;
        float c1 = initial;
        float c2 = initial;
        float c3 = initial;
        float c4 = initial;
        float c5 = initial;
        float c6 = initial;
        float c7 = initial;
        nearA[132 * across + down] = arena[x + 16 * min(t0 + down, T - 1) + across];
        nearA[132 * across + down + 16] = arena[x + 16 * min(t0 + down + 16, T - 1) + across];
        nearA[132 * across + down + 32] = arena[x + 16 * min(t0 + down + 32, T - 1) + across];
        nearA[132 * across + down + 48] = arena[x + 16 * min(t0 + down + 48, T - 1) + across];
        nearA[132 * across + down + 64] = arena[x + 16 * min(t0 + down + 64, T - 1) + across];
        nearA[132 * across + down + 80] = arena[x + 16 * min(t0 + down + 80, T - 1) + across];
        nearA[132 * across + down + 96] = arena[x + 16 * min(t0 + down + 96, T - 1) + across];
        nearA[132 * across + down + 112] = arena[x + 16 * min(t0 + down + 112, T - 1) + across];
        nearB[20 * down + across] = weights[w + 16L * n0 + 16L * down + across];
        barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
        for (int k = 0; k < 16; k++) {
            float b = nearB[20 * k + across];
            float4 a0Quad = *(__local const float4 *) &nearA[132 * k + 8 * down];
            float a0 = a0Quad.s0;
            c0 = fma(a0, b, c0);
            float a1 = a0Quad.s1;
            c1 = fma(a1, b, c1);
            float a2 = a0Quad.s2;
            c2 = fma(a2, b, c2);
            float a3 = a0Quad.s3;
            c3 = fma(a3, b, c3);
            float4 a4Quad = *(__local const float4 *) &nearA[132 * k + 8 * down + 4];
            float a4 = a4Quad.s0;
            c4 = fma(a4, b, c4);
            float a5 = a4Quad.s1;
            c5 = fma(a5, b, c5);
            float a6 = a4Quad.s2;
            c6 = fma(a6, b, c6);
            float a7 = a4Quad.s3;
            c7 = fma(a7, b, c7);
        }
        barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
        if (t0 + 8 * down < T) {
            arena[y + 16 * t0 + 128 * down + n0 + across] = c0
                    + arena[r + 16 * t0 + 128 * down + n0 + across];
        }
        if (t0 + 8 * down + 1 < T) {
            arena[y + 16 * t0 + 128 * down + n0 + across + 16] = c1
                    + arena[r + 16 * t0 + 128 * down + n0 + across + 16];
        }
        if (t0 + 8 * down + 2 < T) {
            arena[y + 16 * t0 + 128 * down + n0 + across + 32] = c2
                    + arena[r + 16 * t0 + 128 * down + n0 + across + 32];
        }
        if (t0 + 8 * down + 3 < T) {
            arena[y + 16 * t0 + 128 * down + n0 + across + 48] = c3
                    + arena[r + 16 * t0 + 128 * down + n0 + across + 48];
        }
        if (t0 + 8 * down + 4 < T) {
            arena[y + 16 * t0 + 128 * down + n0 + across + 64] = c4
                    + arena[r + 16 * t0 + 128 * down + n0 + across + 64];
        }
        if (t0 + 8 * down + 5 < T) {
            arena[y + 16 * t0 + 128 * down + n0 + across + 80] = c5
                    + arena[r + 16 * t0 + 128 * down + n0 + across + 80];
        }
        if (t0 + 8 * down + 6 < T) {
            arena[y + 16 * t0 + 128 * down + n0 + across + 96] = c6
                    + arena[r + 16 * t0 + 128 * down + n0 + across + 96];
        }
        if (t0 + 8 * down + 7 < T) {
            arena[y + 16 * t0 + 128 * down + n0 + across + 112] = c7
                    + arena[r + 16 * t0 + 128 * down + n0 + across + 112];
        }
        barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
    }
}

// ---- Step 2.4: y = x w^T + bias + r      x (T,16), w (16,16), r (T,16) -> y (T,16)

__kernel __attribute__((reqd_work_group_size(16, 16, 1)))
void linear16x16AddFine(__global float *restrict arena, __global const float *restrict weights,
        int T, int x, long w, long bias, int r, int y) {
    int across = get_local_id(0);
    int down = get_local_id(1);
    __local float nearA[576] __attribute__((aligned(64)));
    __local float nearB[320] __attribute__((aligned(64)));
    int tasks = ((T + 31) / 32);
    for (int task = get_group_id(0); task < tasks; task += get_num_groups(0)) {
        int n0 = 0;
        int t0 = task * 32;
        float initial = weights[bias + n0 + across];
        float c0 = initial;
        float c1 = initial;
        nearA[36 * across + down] = arena[x + 16 * min(t0 + down, T - 1) + across];
        nearA[36 * across + down + 16] = arena[x + 16 * min(t0 + down + 16, T - 1) + across];
        nearB[20 * down + across] = weights[w + 16L * n0 + 16L * down + across];
        barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
        for (int k = 0; k < 16; k++) {
            float b = nearB[20 * k + across];
            float2 a0Quad = *(__local const float2 *) &nearA[36 * k + 2 * down];
            float a0 = a0Quad.s0;
            c0 = fma(a0, b, c0);
            float a1 = a0Quad.s1;
            c1 = fma(a1, b, c1);
        }
        barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
        if (t0 + 2 * down < T) {
            arena[y + 16 * t0 + 32 * down + n0 + across] = c0
                    + arena[r + 16 * t0 + 32 * down + n0 + across];
        }
        if (t0 + 2 * down + 1 < T) {
            arena[y + 16 * t0 + 32 * down + n0 + across + 16] = c1
                    + arena[r + 16 * t0 + 32 * down + n0 + across + 16];
        }
        barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
    }
}

// ---- Step 2.4: y = x w^T + bias + r      x (T,16), w (16,16), r (T,16) -> y (T,16)

__kernel __attribute__((reqd_work_group_size(16, 16, 1)))
void linear16x16AddFew(__global float *restrict arena, __global const float *restrict weights,
        int T, int x, long w, long bias, int r, int y) {
    int across = get_local_id(0);
    int down = get_local_id(1);
    __local float nearA[320] __attribute__((aligned(64)));
    __local float nearB[320] __attribute__((aligned(64)));
    int tasks = ((T + 15) / 16);
    for (int task = get_group_id(0); task < tasks; task += get_num_groups(0)) {
        int n0 = 0;
        int t0 = task * 16;
        float initial = weights[bias + n0 + across];
        float c = initial;
        nearA[20 * across + down] = arena[x + 16 * min(t0 + down, T - 1) + across];
        nearB[20 * down + across] = weights[w + 16L * n0 + 16L * down + across];
        barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
        if (t0 + down < T) {
            for (int k = 0; k < 16; k++) {
                float b = nearB[20 * k + across];
                float a = nearA[20 * k + down];
                c = fma(a, b, c);
            }
        }
        barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
        if (t0 + down < T) {
            arena[y + 16 * t0 + 16 * down + n0 + across] = c
                    + arena[r + 16 * t0 + 16 * down + n0 + across];
        }
        barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
    }
}

// ---- Step 2.6: y = gelu_tanh(x w^T + bias)      x (T,16), w (32,16) -> y (T,32)

__kernel __attribute__((reqd_work_group_size(16, 16, 1)))
void linear16x32GeluTanh(__global float *restrict arena, __global const float *restrict weights,
        int T, int x, long w, long bias, int y) {
    int across = get_local_id(0);
    int down = get_local_id(1);
    __local float nearA[2112] __attribute__((aligned(64)));
    __local float nearB[576] __attribute__((aligned(64)));
    int tasks = ((T + 127) / 128);
    for (int task = get_group_id(0); task < tasks; task += get_num_groups(0)) {
        int n0 = 0;
        int t0 = task * 128;
        float2 initial = vload2(0, weights + bias + n0 + 2L * across);
        float2 c0 = initial;
        float2 c1 = initial;
        float2 c2 = initial;
        float2 c3 = initial;
        float2 c4 = initial;
        float2 c5 = initial;
        float2 c6 = initial;
        float2 c7 = initial;
        nearA[132 * across + down] = arena[x + 16 * min(t0 + down, T - 1) + across];
        nearA[132 * across + down + 16] = arena[x + 16 * min(t0 + down + 16, T - 1) + across];
        nearA[132 * across + down + 32] = arena[x + 16 * min(t0 + down + 32, T - 1) + across];
        nearA[132 * across + down + 48] = arena[x + 16 * min(t0 + down + 48, T - 1) + across];
        nearA[132 * across + down + 64] = arena[x + 16 * min(t0 + down + 64, T - 1) + across];
        nearA[132 * across + down + 80] = arena[x + 16 * min(t0 + down + 80, T - 1) + across];
        nearA[132 * across + down + 96] = arena[x + 16 * min(t0 + down + 96, T - 1) + across];
        nearA[132 * across + down + 112] = arena[x + 16 * min(t0 + down + 112, T - 1) + across];
        nearB[36 * down + across] = weights[w + 16L * n0 + 16L * down + across];
        nearB[36 * down + across + 16] = weights[w + 16L * n0 + 16L * down + across + 256];
        barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
        for (int k = 0; k < 16; k++) {
            float2 b = *(__local const float2 *) &nearB[36 * k + 2 * across];
            float4 a0Quad = *(__local const float4 *) &nearA[132 * k + 8 * down];
            float2 a0 = (float2) (a0Quad.s0);
            c0 = fma(a0, b, c0);
            float2 a1 = (float2) (a0Quad.s1);
            c1 = fma(a1, b, c1);
            float2 a2 = (float2) (a0Quad.s2);
            c2 = fma(a2, b, c2);
            float2 a3 = (float2) (a0Quad.s3);
            c3 = fma(a3, b, c3);
            float4 a4Quad = *(__local const float4 *) &nearA[132 * k + 8 * down + 4];
            float2 a4 = (float2) (a4Quad.s0);
            c4 = fma(a4, b, c4);
            float2 a5 = (float2) (a4Quad.s1);
            c5 = fma(a5, b, c5);
            float2 a6 = (float2) (a4Quad.s2);
            c6 = fma(a6, b, c6);
            float2 a7 = (float2) (a4Quad.s3);
            c7 = fma(a7, b, c7);
        }
        barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
        if (t0 + 8 * down < T) {
            vstore2(geluTanh_2(c0), 0, arena + y + 32 * t0 + 256 * down + n0 + 2 * across);
        }
        if (t0 + 8 * down + 1 < T) {
            vstore2(geluTanh_2(c1), 0, arena + y + 32 * t0 + 256 * down + n0 + 2 * across + 32);
        }
        if (t0 + 8 * down + 2 < T) {
            vstore2(geluTanh_2(c2), 0, arena + y + 32 * t0 + 256 * down + n0 + 2 * across + 64);
        }
        if (t0 + 8 * down + 3 < T) {
            vstore2(geluTanh_2(c3), 0, arena + y + 32 * t0 + 256 * down + n0 + 2 * across + 96);
        }
        if (t0 + 8 * down + 4 < T) {
            vstore2(geluTanh_2(c4), 0, arena + y + 32 * t0 + 256 * down + n0 + 2 * across + 128);
        }
        if (t0 + 8 * down + 5 < T) {
            vstore2(geluTanh_2(c5), 0, arena + y + 32 * t0 + 256 * down + n0 + 2 * across + 160);
        }
        if (t0 + 8 * down + 6 < T) {
            vstore2(geluTanh_2(c6), 0, arena + y + 32 * t0 + 256 * down + n0 + 2 * across + 192);
        }
        if (t0 + 8 * down + 7 < T) {
            vstore2(geluTanh_2(c7), 0, arena + y + 32 * t0 + 256 * down + n0 + 2 * across + 224);
        }
        barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
    }
}

// ---- Step 2.6: y = gelu_tanh(x w^T + bias)      x (T,16), w (32,16) -> y (T,32)

__kernel __attribute__((reqd_work_group_size(16, 16, 1)))
void linear16x32GeluTanhFine(__global float *restrict arena, __global const float *restrict weights,
        int T, int x, long w, long bias, int y) {
    int across = get_local_id(0);
    int down = get_local_id(1);
    __local float nearA[576] __attribute__((aligned(64)));
    __local float nearB[576] __attribute__((aligned(64)));
    int tasks = ((T + 31) / 32);
    for (int task = get_group_id(0); task < tasks; task += get_num_groups(0)) {
        int n0 = 0;
        int t0 = task * 32;
        float2 initial = vload2(0, weights + bias + n0 + 2L * across);
        float2 c0 = initial;
        float2 c1 = initial;
        nearA[36 * across + down] = arena[x + 16 * min(t0 + down, T - 1) + across];
        nearA[36 * across + down + 16] = arena[x + 16 * min(t0 + down + 16, T - 1) + across];
        nearB[36 * down + across] = weights[w + 16L * n0 + 16L * down + across];
        nearB[36 * down + across + 16] = weights[w + 16L * n0 + 16L * down + across + 256];
        barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
        for (int k = 0; k < 16; k++) {
            float2 b = *(__local const float2 *) &nearB[36 * k + 2 * across];
            float2 a0Quad = *(__local const float2 *) &nearA[36 * k + 2 * down];
            float2 a0 = (float2) (a0Quad.s0);
            c0 = fma(a0, b, c0);
            float2 a1 = (float2) (a0Quad.s1);
            c1 = fma(a1, b, c1);
        }
        barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
        if (t0 + 2 * down < T) {
            vstore2(geluTanh_2(c0), 0, arena + y + 32 * t0 + 64 * down + n0 + 2 * across);
        }
        if (t0 + 2 * down + 1 < T) {
            vstore2(geluTanh_2(c1), 0, arena + y + 32 * t0 + 64 * down + n0 + 2 * across + 32);
        }
        barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
    }
}

// ---- Step 2.6: y = gelu_tanh(x w^T + bias)      x (T,16), w (32,16) -> y (T,32)

__kernel __attribute__((reqd_work_group_size(16, 16, 1)))
void linear16x32GeluTanhFew(__global float *restrict arena, __global const float *restrict weights,
        int T, int x, long w, long bias, int y) {
    int across = get_local_id(0);
    int down = get_local_id(1);
    __local float nearA[320] __attribute__((aligned(64)));
    __local float nearB[320] __attribute__((aligned(64)));
    int tasks = 2 * ((T + 15) / 16);
    for (int task = get_group_id(0); task < tasks; task += get_num_groups(0)) {
        int n0 = task / ((T + 15) / 16) * 16;
        int t0 = task % ((T + 15) / 16) * 16;
        float initial = weights[bias + n0 + across];
        float c = initial;
        nearA[20 * across + down] = arena[x + 16 * min(t0 + down, T - 1) + across];
        nearB[20 * down + across] = weights[w + 16L * n0 + 16L * down + across];
        barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
        if (t0 + down < T) {
            for (int k = 0; k < 16; k++) {
                float b = nearB[20 * k + across];
                float a = nearA[20 * k + down];
                c = fma(a, b, c);
            }
        }
        barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
        if (t0 + down < T) {
            arena[y + 32 * t0 + 32 * down + n0 + across] = geluTanh_1(c);
        }
        barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
    }
}

// ---- Step 2.7: y = x w^T + bias + r      x (T,32), w (16,32), r (T,16) -> y (T,16)

__kernel __attribute__((reqd_work_group_size(16, 16, 1)))
void linear32x16Add(__global float *restrict arena, __global const float *restrict weights, int T,
        int x, long w, long bias, int r, int y) {
    int across = get_local_id(0);
    int down = get_local_id(1);
    __local float nearA[2112] __attribute__((aligned(64)));
    __local float nearB[320] __attribute__((aligned(64)));
    int tasks = ((T + 127) / 128);
    for (int task = get_group_id(0); task < tasks; task += get_num_groups(0)) {
        int n0 = 0;
        int t0 = task * 128;
        float initial = weights[bias + n0 + across];
        float c0 = initial;
        float c1 = initial;
        float c2 = initial;
        float c3 = initial;
        float c4 = initial;
        float c5 = initial;
        float c6 = initial;
        float c7 = initial;
        float nearANext0 = arena[x + 32 * min(t0 + down, T - 1) + across];
        float nearANext1 = arena[x + 32 * min(t0 + down + 16, T - 1) + across];
        float nearANext2 = arena[x + 32 * min(t0 + down + 32, T - 1) + across];
        float nearANext3 = arena[x + 32 * min(t0 + down + 48, T - 1) + across];
        float nearANext4 = arena[x + 32 * min(t0 + down + 64, T - 1) + across];
        float nearANext5 = arena[x + 32 * min(t0 + down + 80, T - 1) + across];
        float nearANext6 = arena[x + 32 * min(t0 + down + 96, T - 1) + across];
        float nearANext7 = arena[x + 32 * min(t0 + down + 112, T - 1) + across];
        float nearBNext0 = weights[w + 32L * n0 + 16L * down + across];
        for (int k0 = 0; k0 < 32; k0 += 16) {
            nearA[132 * across + down] = nearANext0;
            nearA[132 * across + down + 16] = nearANext1;
            nearA[132 * across + down + 32] = nearANext2;
            nearA[132 * across + down + 48] = nearANext3;
            nearA[132 * across + down + 64] = nearANext4;
            nearA[132 * across + down + 80] = nearANext5;
            nearA[132 * across + down + 96] = nearANext6;
            nearA[132 * across + down + 112] = nearANext7;
            nearB[20 * down + across] = nearBNext0;
            barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
            if (k0 + 16 < 32) {
                nearANext0 = arena[x + 32 * min(t0 + down, T - 1) + k0 + across + 16];
                nearANext1 = arena[x + 32 * min(t0 + down + 16, T - 1) + k0 + across + 16];
                nearANext2 = arena[x + 32 * min(t0 + down + 32, T - 1) + k0 + across + 16];
                nearANext3 = arena[x + 32 * min(t0 + down + 48, T - 1) + k0 + across + 16];
                nearANext4 = arena[x + 32 * min(t0 + down + 64, T - 1) + k0 + across + 16];
                nearANext5 = arena[x + 32 * min(t0 + down + 80, T - 1) + k0 + across + 16];
                nearANext6 = arena[x + 32 * min(t0 + down + 96, T - 1) + k0 + across + 16];
                nearANext7 = arena[x + 32 * min(t0 + down + 112, T - 1) + k0 + across + 16];
                nearBNext0 = weights[w + 32L * n0 + 16L * k0 + 16L * down + across + 256];
            }
            for (int k = 0; k < 16; k++) {
                float b = nearB[20 * k + across];
                float4 a0Quad = *(__local const float4 *) &nearA[132 * k + 8 * down];
                float a0 = a0Quad.s0;
                c0 = fma(a0, b, c0);
                float a1 = a0Quad.s1;
                c1 = fma(a1, b, c1);
                float a2 = a0Quad.s2;
                c2 = fma(a2, b, c2);
                float a3 = a0Quad.s3;
                c3 = fma(a3, b, c3);
                float4 a4Quad = *(__local const float4 *) &nearA[132 * k + 8 * down + 4];
                float a4 = a4Quad.s0;
                c4 = fma(a4, b, c4);
                float a5 = a4Quad.s1;
                c5 = fma(a5, b, c5);
                float a6 = a4Quad.s2;
                c6 = fma(a6, b, c6);
                float a7 = a4Quad.s3;
                c7 = fma(a7, b, c7);
            }
            barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
        }
        if (t0 + 8 * down < T) {
            arena[y + 16 * t0 + 128 * down + n0 + across] = c0
                    + arena[r + 16 * t0 + 128 * down + n0 + across];
        }
        if (t0 + 8 * down + 1 < T) {
            arena[y + 16 * t0 + 128 * down + n0 + across + 16] = c1
                    + arena[r + 16 * t0 + 128 * down + n0 + across + 16];
        }
        if (t0 + 8 * down + 2 < T) {
            arena[y + 16 * t0 + 128 * down + n0 + across + 32] = c2
                    + arena[r + 16 * t0 + 128 * down + n0 + across + 32];
        }
        if (t0 + 8 * down + 3 < T) {
            arena[y + 16 * t0 + 128 * down + n0 + across + 48] = c3
                    + arena[r + 16 * t0 + 128 * down + n0 + across + 48];
        }
        if (t0 + 8 * down + 4 < T) {
            arena[y + 16 * t0 + 128 * down + n0 + across + 64] = c4
                    + arena[r + 16 * t0 + 128 * down + n0 + across + 64];
        }
        if (t0 + 8 * down + 5 < T) {
            arena[y + 16 * t0 + 128 * down + n0 + across + 80] = c5
                    + arena[r + 16 * t0 + 128 * down + n0 + across + 80];
        }
        if (t0 + 8 * down + 6 < T) {
            arena[y + 16 * t0 + 128 * down + n0 + across + 96] = c6
                    + arena[r + 16 * t0 + 128 * down + n0 + across + 96];
        }
        if (t0 + 8 * down + 7 < T) {
            arena[y + 16 * t0 + 128 * down + n0 + across + 112] = c7
                    + arena[r + 16 * t0 + 128 * down + n0 + across + 112];
        }
        barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
    }
}

// ---- Step 2.7: y = x w^T + bias + r      x (T,32), w (16,32), r (T,16) -> y (T,16)

__kernel __attribute__((reqd_work_group_size(16, 16, 1)))
void linear32x16AddFine(__global float *restrict arena, __global const float *restrict weights,
        int T, int x, long w, long bias, int r, int y) {
    int across = get_local_id(0);
    int down = get_local_id(1);
    __local float nearA[1152] __attribute__((aligned(64)));
    __local float nearB[640] __attribute__((aligned(64)));
    int tasks = ((T + 31) / 32);
    for (int task = get_group_id(0); task < tasks; task += get_num_groups(0)) {
        int n0 = 0;
        int t0 = task * 32;
        float initial = weights[bias + n0 + across];
        float c0 = initial;
        float c1 = initial;
        nearA[36 * across + down] = arena[x + 32 * min(t0 + down, T - 1) + across];
        nearA[36 * across + down + 16] = arena[x + 32 * min(t0 + down + 16, T - 1) + across];
        nearA[36 * across + down + 576] = arena[x + 32 * min(t0 + down, T - 1) + across + 16];
        nearA[36 * across + down + 592] = arena[x + 32 * min(t0 + down + 16, T - 1) + across + 16];
        nearB[20 * down + across] = weights[w + 32L * n0 + 16L * down + across];
        nearB[20 * down + across + 320] = weights[w + 32L * n0 + 16L * down + across + 256];
        barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
        for (int k = 0; k < 32; k++) {
            float b = nearB[20 * k + across];
            float2 a0Quad = *(__local const float2 *) &nearA[36 * k + 2 * down];
            float a0 = a0Quad.s0;
            c0 = fma(a0, b, c0);
            float a1 = a0Quad.s1;
            c1 = fma(a1, b, c1);
        }
        barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
        if (t0 + 2 * down < T) {
            arena[y + 16 * t0 + 32 * down + n0 + across] = c0
                    + arena[r + 16 * t0 + 32 * down + n0 + across];
        }
        if (t0 + 2 * down + 1 < T) {
            arena[y + 16 * t0 + 32 * down + n0 + across + 16] = c1
                    + arena[r + 16 * t0 + 32 * down + n0 + across + 16];
        }
        barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
    }
}

// ---- Step 2.7: y = x w^T + bias + r      x (T,32), w (16,32), r (T,16) -> y (T,16)

__kernel __attribute__((reqd_work_group_size(16, 16, 1)))
void linear32x16AddFew(__global float *restrict arena, __global const float *restrict weights,
        int T, int x, long w, long bias, int r, int y) {
    int across = get_local_id(0);
    int down = get_local_id(1);
    __local float nearA[640] __attribute__((aligned(64)));
    __local float nearB[640] __attribute__((aligned(64)));
    int tasks = ((T + 15) / 16);
    for (int task = get_group_id(0); task < tasks; task += get_num_groups(0)) {
        int n0 = 0;
        int t0 = task * 16;
        float initial = weights[bias + n0 + across];
        float c = initial;
        nearA[20 * across + down] = arena[x + 32 * min(t0 + down, T - 1) + across];
        nearA[20 * across + down + 320] = arena[x + 32 * min(t0 + down, T - 1) + across + 16];
        nearB[20 * down + across] = weights[w + 32L * n0 + 16L * down + across];
        nearB[20 * down + across + 320] = weights[w + 32L * n0 + 16L * down + across + 256];
        barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
        if (t0 + down < T) {
            for (int k = 0; k < 32; k++) {
                float b = nearB[20 * k + across];
                float a = nearA[20 * k + down];
                c = fma(a, b, c);
            }
        }
        barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
        if (t0 + down < T) {
            arena[y + 16 * t0 + 16 * down + n0 + across] = c
                    + arena[r + 16 * t0 + 16 * down + n0 + across];
        }
        barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
    }
}

// ---- Step 4: y = max of each sequence      x (T,16) -> y (B,16)

__kernel __attribute__((reqd_work_group_size(16, 16, 1)))
void poolMax16(__global float *restrict arena, __global const int *restrict starts, int B, int x,
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
        if (c < 16) {
            float a = arena[x + 16 * start + c];
            for (int i = 1; i < length; i++) {
                a = larger_1(a, arena[x + 16 * start + 16 * i + c]);
            }
            arena[y + 16 * s + c] = a;
        }
    }
}

// ---- Step 5: y = x w^T + bias      x (B,16), w (3,16) -> y (B,3)

__kernel __attribute__((reqd_work_group_size(16, 16, 1)))
void linear16x3PerSequence(__global float *restrict arena, __global const float *restrict weights,
        int B, int x, long w, long bias, int y) {
    int across = get_local_id(0);
    int down = get_local_id(1);
    __local float nearA[2112] __attribute__((aligned(64)));
    __local float nearB[320] __attribute__((aligned(64)));
    int tasks = ((B + 127) / 128);
    for (int task = get_group_id(0); task < tasks; task += get_num_groups(0)) {
        int n0 = 0;
        int t0 = task * 128;
        float initial = weights[bias + n0 + across];
        float c0 = initial;
        float c1 = initial;
        float c2 = initial;
        float c3 = initial;
        float c4 = initial;
        float c5 = initial;
        float c6 = initial;
        float c7 = initial;
        nearA[132 * across + down] = arena[x + 16 * min(t0 + down, B - 1) + across];
        nearA[132 * across + down + 16] = arena[x + 16 * min(t0 + down + 16, B - 1) + across];
        nearA[132 * across + down + 32] = arena[x + 16 * min(t0 + down + 32, B - 1) + across];
        nearA[132 * across + down + 48] = arena[x + 16 * min(t0 + down + 48, B - 1) + across];
        nearA[132 * across + down + 64] = arena[x + 16 * min(t0 + down + 64, B - 1) + across];
        nearA[132 * across + down + 80] = arena[x + 16 * min(t0 + down + 80, B - 1) + across];
        nearA[132 * across + down + 96] = arena[x + 16 * min(t0 + down + 96, B - 1) + across];
        nearA[132 * across + down + 112] = arena[x + 16 * min(t0 + down + 112, B - 1) + across];
        nearB[20 * down + across] = weights[w + 16L * n0 + 16L * down + across];
        barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
        for (int k = 0; k < 16; k++) {
            float b = nearB[20 * k + across];
            float4 a0Quad = *(__local const float4 *) &nearA[132 * k + 8 * down];
            float a0 = a0Quad.s0;
            c0 = fma(a0, b, c0);
            float a1 = a0Quad.s1;
            c1 = fma(a1, b, c1);
            float a2 = a0Quad.s2;
            c2 = fma(a2, b, c2);
            float a3 = a0Quad.s3;
            c3 = fma(a3, b, c3);
            float4 a4Quad = *(__local const float4 *) &nearA[132 * k + 8 * down + 4];
            float a4 = a4Quad.s0;
            c4 = fma(a4, b, c4);
            float a5 = a4Quad.s1;
            c5 = fma(a5, b, c5);
            float a6 = a4Quad.s2;
            c6 = fma(a6, b, c6);
            float a7 = a4Quad.s3;
            c7 = fma(a7, b, c7);
        }
        barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
        if (t0 + 8 * down < B) {
            arena[y + 16 * t0 + 128 * down + n0 + across] = c0;
        }
        if (t0 + 8 * down + 1 < B) {
            arena[y + 16 * t0 + 128 * down + n0 + across + 16] = c1;
        }
        if (t0 + 8 * down + 2 < B) {
            arena[y + 16 * t0 + 128 * down + n0 + across + 32] = c2;
        }
        if (t0 + 8 * down + 3 < B) {
            arena[y + 16 * t0 + 128 * down + n0 + across + 48] = c3;
        }
        if (t0 + 8 * down + 4 < B) {
            arena[y + 16 * t0 + 128 * down + n0 + across + 64] = c4;
        }
        if (t0 + 8 * down + 5 < B) {
            arena[y + 16 * t0 + 128 * down + n0 + across + 80] = c5;
        }
        if (t0 + 8 * down + 6 < B) {
            arena[y + 16 * t0 + 128 * down + n0 + across + 96] = c6;
        }
        if (t0 + 8 * down + 7 < B) {
            arena[y + 16 * t0 + 128 * down + n0 + across + 112] = c7;
        }
        barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
    }
}

// ---- Step 5: y = x w^T + bias      x (B,16), w (3,16) -> y (B,3)

__kernel __attribute__((reqd_work_group_size(16, 16, 1)))
void linear16x3PerSequenceFine(__global float *restrict arena,
        __global const float *restrict weights, int B, int x, long w, long bias, int y) {
    int across = get_local_id(0);
    int down = get_local_id(1);
    __local float nearA[576] __attribute__((aligned(64)));
    __local float nearB[320] __attribute__((aligned(64)));
    int tasks = ((B + 31) / 32);
    for (int task = get_group_id(0); task < tasks; task += get_num_groups(0)) {
        int n0 = 0;
        int t0 = task * 32;
        float initial = weights[bias + n0 + across];
        float c0 = initial;
        float c1 = initial;
        nearA[36 * across + down] = arena[x + 16 * min(t0 + down, B - 1) + across];
        nearA[36 * across + down + 16] = arena[x + 16 * min(t0 + down + 16, B - 1) + across];
        nearB[20 * down + across] = weights[w + 16L * n0 + 16L * down + across];
        barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
        for (int k = 0; k < 16; k++) {
            float b = nearB[20 * k + across];
            float2 a0Quad = *(__local const float2 *) &nearA[36 * k + 2 * down];
            float a0 = a0Quad.s0;
            c0 = fma(a0, b, c0);
            float a1 = a0Quad.s1;
            c1 = fma(a1, b, c1);
        }
        barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
        if (t0 + 2 * down < B) {
            arena[y + 16 * t0 + 32 * down + n0 + across] = c0;
        }
        if (t0 + 2 * down + 1 < B) {
            arena[y + 16 * t0 + 32 * down + n0 + across + 16] = c1;
        }
        barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
    }
}

// ---- Step 5: y = x w^T + bias      x (B,16), w (3,16) -> y (B,3)

__kernel __attribute__((reqd_work_group_size(16, 16, 1)))
void linear16x3PerSequenceFew(__global float *restrict arena,
        __global const float *restrict weights, int B, int x, long w, long bias, int y) {
    int across = get_local_id(0);
    int down = get_local_id(1);
    __local float nearA[320] __attribute__((aligned(64)));
    __local float nearB[320] __attribute__((aligned(64)));
    int tasks = ((B + 15) / 16);
    for (int task = get_group_id(0); task < tasks; task += get_num_groups(0)) {
        int n0 = 0;
        int t0 = task * 16;
        float initial = weights[bias + n0 + across];
        float c = initial;
        nearA[20 * across + down] = arena[x + 16 * min(t0 + down, B - 1) + across];
        nearB[20 * down + across] = weights[w + 16L * n0 + 16L * down + across];
        barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
        if (t0 + down < B) {
            for (int k = 0; k < 16; k++) {
                float b = nearB[20 * k + across];
                float a = nearA[20 * k + down];
                c = fma(a, b, c);
            }
        }
        barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
        if (t0 + down < B) {
            arena[y + 16 * t0 + 16 * down + n0 + across] = c;
        }
        barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
    }
}

