// Generated from model.attar (spec c19d3af3, compiler 0.1.0, opencl-cpu, tile 6x4). Do not edit.
//
// Prenorm on vectors of 8 floats, in execution order:
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
// that the inner loops read them straight through. A task is a work-group of one work-item.

#pragma OPENCL FP_CONTRACT OFF

// Rows of the next of as few strips as there can be, none of more than most rows, as even as can be.
static int stride(int left, int most) {
    int strips = (left + most - 1) / most;
    return (left + strips - 1) / strips;
}

// The larger of two; not a number where either is none.
static float8 larger_8(float8 a, float8 b) {
    return ((a > b) | (a != a)) ? a : b;
}

// a 2^n for b = n + 1.5 * 2^23: n is added to the bits of the exponent.
static float8 scaled_8(float8 a, float8 b) {
    return as_float8(as_uint8(a) + (as_uint8(b) << 23));
}

// 2 to the x for x below 127, within 0.9 ulp; 0 below -126.
static float8 twoTo_8(float8 x) {
    float8 shifted = x + (float8) (1.2582912E7f);
    float8 n = shifted - (float8) (1.2582912E7f);
    float8 r = x - n;
    float8 p5 = fma((float8) (1.5353362E-4f), r, (float8) (0.0013398874f));
    float8 p4 = fma(p5, r, (float8) (0.009618445f));
    float8 p3 = fma(p4, r, (float8) (0.055503357f));
    float8 p2 = fma(p3, r, (float8) (0.24022645f));
    float8 p1 = fma(p2, r, (float8) (0.6931472f));
    float8 p0 = fma(p1, r, (float8) (1.0f));
    float8 scaled = scaled_8(p0, shifted);
    return (x < (float8) (-126.0f) ? (float8) (0.0f) : scaled);
}

// The hyperbolic tangent, within 3.7 ulp.
static float8 tanh_8(float8 x) {
    float8 s = x * x;
    float8 p1 = fma((float8) (1.0576275E-4f), s, (float8) (0.027410122f));
    float8 p0 = fma(p1, s, (float8) (0.9195476f));
    float8 q = fma(fma((float8) (2.2905917E-6f), s, (float8) (0.0022256393f)), s,
            (float8) (0.20807812f));
    float8 q2 = fma(q, s, (float8) (1.8390952f));
    float8 n = x * p0;
    float8 y = ((n + n) * q2) / fma(n, n, q2 * q2);
    float8 high = ((float8) (8.3f) < x ? (float8) (1.0f) : y);
    return (x < (float8) (-8.3f) ? (float8) (-1.0f) : high);
}

// x (1 + tanh(sqrt(2 / pi) (x + 0.044715 x^3))) / 2.
static float8 geluTanh_8(float8 x) {
    float8 cubic = fma((float8) (0.044715f) * x, x, (float8) (1.0f));
    float8 inner = (x * (float8) (0.7978846f)) * cubic;
    float8 half_ = x * (float8) (0.5f);
    return fma(half_, tanh_8(inner), half_);
}

// All lanes as one: lane j with lane j + half, until one is left.
static float sumOf(float8 v) {
    float4 v4 = v.lo + v.hi;
    float2 v2 = v4.lo + v4.hi;
    float one = v2.lo + v2.hi;
    return one;
}

// All lanes as one: lane j with lane j + half, until one is left.
static float largestOf(float8 v) {
    float4 v4 = (v.lo < v.hi ? v.hi : v.lo);
    float2 v2 = (v4.lo < v4.hi ? v4.hi : v4.lo);
    float one = (v2.lo < v2.hi ? v2.hi : v2.lo);
    return one;
}

// ---- Step 1: y = tokens[ids] + positions[position]      -> y (T,16)

__kernel __attribute__((reqd_work_group_size(1, 1, 1)))
void embed16IdsPosition(__global float *restrict arena, __global const float *restrict weights,
        __global const int *restrict tokenIds, __global const int *restrict starts, int B, long tokens,
        long positions, int y) {
    int tasks = B;
    for (int task = get_group_id(0); task < tasks; task += get_num_groups(0)) {
        int s = task;
        int start = starts[s];
        int length = starts[s + 1] - start;
        for (int i = 0; i < length; i++) {
            int t = start + i;
            int idsRow = tokenIds[t];
            int positionRow = i;
            for (int c = 0; c < 16; c += 8) {
                vstore8(vload8(0, weights + tokens + 16L * idsRow + c)
                        + vload8(0, weights + positions + 16L * positionRow + c), 0, arena + y + 16 * t + c);
            }
        }
    }
}

// ---- Steps 2.1, 2.5, 3: y = (x - mean(x)) / sqrt(variance(x) + epsilon) * gamma + beta      x (T,16) -> y (T,16)

// y = (x - mean(x)) / sqrt(variance(x) + epsilon) * gamma + beta      x (T,16) -> y (T,16) on rows begin to end
static __attribute__((noinline)) void norm16Rows(__global float *restrict arena,
        __global const float *restrict weights, int x, int y, long gamma, long beta, int begin,
        int end) {
    for (int t = begin; t < end; t++) {
        float8 sum0 = (float8) (0.0f);
        float8 sum1 = (float8) (0.0f);
        for (int c = 0; c < 16; c += 16) {
            sum0 = sum0 + vload8(0, arena + x + 16 * t + c);
            sum1 = sum1 + vload8(0, arena + x + 16 * t + c + 8);
        }
        sum0 = sum0 + sum1;
        float sum = sumOf(sum0);
        float mean = sum / 16.0f;
        float8 squares0 = (float8) (0.0f);
        float8 squares1 = (float8) (0.0f);
        for (int c = 0; c < 16; c += 16) {
            squares0 = squares0 + (vload8(0, arena + x + 16 * t + c) - (float8) (mean))
                    * (vload8(0, arena + x + 16 * t + c) - (float8) (mean));
            squares1 = squares1 + (vload8(0, arena + x + 16 * t + c + 8) - (float8) (mean))
                    * (vload8(0, arena + x + 16 * t + c + 8) - (float8) (mean));
        }
        squares0 = squares0 + squares1;
        float squares = sumOf(squares0);
        float scale = 1.0f / sqrt(squares / 16.0f + 1.0E-5f);
        for (int c = 0; c < 16; c += 8) {
            vstore8(fma((vload8(0, arena + x + 16 * t + c) - (float8) (mean)) * (float8) (scale),
                    vload8(0, weights + gamma + c), vload8(0, weights + beta + c)),
                    0, arena + y + 16 * t + c);
        }
    }
}

__kernel __attribute__((reqd_work_group_size(1, 1, 1)))
void norm16(__global float *restrict arena, __global const float *restrict weights, int T, int x,
        long gamma, long beta, int y) {
    int tasks = ((T + 15) / 16);
    for (int task = get_group_id(0); task < tasks; task += get_num_groups(0)) {
        int begin = task * 16;
        int end = min(begin + 16, T);
        norm16Rows(arena, weights, x, y, gamma, beta, begin, end);
    }
}

// ---- Step 2.2: y = x w^T + bias      x (T,16), w (16+16+16,16) -> y (T,48)

// y = x w^T + bias on 6 rows of 32
static __attribute__((noinline)) void linear16x48Tile6x32(__global float *restrict arena,
        __global const float *restrict weights, long bias, long w, int x, int y, int n, int t) {
    float8 initial0 = vload8(0, weights + bias + n);
    float8 c00 = initial0;
    float8 c10 = initial0;
    float8 c20 = initial0;
    float8 c30 = initial0;
    float8 c40 = initial0;
    float8 c50 = initial0;
    float8 initial1 = vload8(0, weights + bias + n + 8);
    float8 c01 = initial1;
    float8 c11 = initial1;
    float8 c21 = initial1;
    float8 c31 = initial1;
    float8 c41 = initial1;
    float8 c51 = initial1;
    float8 initial2 = vload8(0, weights + bias + n + 16);
    float8 c02 = initial2;
    float8 c12 = initial2;
    float8 c22 = initial2;
    float8 c32 = initial2;
    float8 c42 = initial2;
    float8 c52 = initial2;
    float8 initial3 = vload8(0, weights + bias + n + 24);
    float8 c03 = initial3;
    float8 c13 = initial3;
    float8 c23 = initial3;
    float8 c33 = initial3;
    float8 c43 = initial3;
    float8 c53 = initial3;

    for (int k = 0; k < 16; k++) {
        float8 b0 = vload8(0, weights + w + 16L * n + 16L * k);
        float8 b1 = vload8(0, weights + w + 16L * n + 16L * k + 8);
        float8 b2 = vload8(0, weights + w + 16L * n + 16L * k + 256);
        float8 b3 = vload8(0, weights + w + 16L * n + 16L * k + 264);
        float8 a0 = (float8) (arena[x + 16 * t + k]);
        c00 = fma(a0, b0, c00);
        c01 = fma(a0, b1, c01);
        c02 = fma(a0, b2, c02);
        c03 = fma(a0, b3, c03);
        float8 a1 = (float8) (arena[x + 16 * t + k + 16]);
        c10 = fma(a1, b0, c10);
        c11 = fma(a1, b1, c11);
        c12 = fma(a1, b2, c12);
        c13 = fma(a1, b3, c13);
        float8 a2 = (float8) (arena[x + 16 * t + k + 32]);
        c20 = fma(a2, b0, c20);
        c21 = fma(a2, b1, c21);
        c22 = fma(a2, b2, c22);
        c23 = fma(a2, b3, c23);
        float8 a3 = (float8) (arena[x + 16 * t + k + 48]);
        c30 = fma(a3, b0, c30);
        c31 = fma(a3, b1, c31);
        c32 = fma(a3, b2, c32);
        c33 = fma(a3, b3, c33);
        float8 a4 = (float8) (arena[x + 16 * t + k + 64]);
        c40 = fma(a4, b0, c40);
        c41 = fma(a4, b1, c41);
        c42 = fma(a4, b2, c42);
        c43 = fma(a4, b3, c43);
        float8 a5 = (float8) (arena[x + 16 * t + k + 80]);
        c50 = fma(a5, b0, c50);
        c51 = fma(a5, b1, c51);
        c52 = fma(a5, b2, c52);
        c53 = fma(a5, b3, c53);
    }

    vstore8(c00, 0, arena + y + 48 * t + n);
    vstore8(c01, 0, arena + y + 48 * t + n + 8);
    vstore8(c02, 0, arena + y + 48 * t + n + 16);
    vstore8(c03, 0, arena + y + 48 * t + n + 24);
    vstore8(c10, 0, arena + y + 48 * t + n + 48);
    vstore8(c11, 0, arena + y + 48 * t + n + 56);
    vstore8(c12, 0, arena + y + 48 * t + n + 64);
    vstore8(c13, 0, arena + y + 48 * t + n + 72);
    vstore8(c20, 0, arena + y + 48 * t + n + 96);
    vstore8(c21, 0, arena + y + 48 * t + n + 104);
    vstore8(c22, 0, arena + y + 48 * t + n + 112);
    vstore8(c23, 0, arena + y + 48 * t + n + 120);
    vstore8(c30, 0, arena + y + 48 * t + n + 144);
    vstore8(c31, 0, arena + y + 48 * t + n + 152);
    vstore8(c32, 0, arena + y + 48 * t + n + 160);
    vstore8(c33, 0, arena + y + 48 * t + n + 168);
    vstore8(c40, 0, arena + y + 48 * t + n + 192);
    vstore8(c41, 0, arena + y + 48 * t + n + 200);
    vstore8(c42, 0, arena + y + 48 * t + n + 208);
    vstore8(c43, 0, arena + y + 48 * t + n + 216);
    vstore8(c50, 0, arena + y + 48 * t + n + 240);
    vstore8(c51, 0, arena + y + 48 * t + n + 248);
    vstore8(c52, 0, arena + y + 48 * t + n + 256);
    vstore8(c53, 0, arena + y + 48 * t + n + 264);
}

// y = x w^T + bias on 5 rows of 32
static __attribute__((noinline)) void linear16x48Tile5x32(__global float *restrict arena,
        __global const float *restrict weights, long bias, long w, int x, int y, int n, int t) {
    float8 initial0 = vload8(0, weights + bias + n);
    float8 c00 = initial0;
    float8 c10 = initial0;
    float8 c20 = initial0;
    float8 c30 = initial0;
    float8 c40 = initial0;
    float8 initial1 = vload8(0, weights + bias + n + 8);
    float8 c01 = initial1;
    float8 c11 = initial1;
    float8 c21 = initial1;
    float8 c31 = initial1;
    float8 c41 = initial1;
    float8 initial2 = vload8(0, weights + bias + n + 16);
    float8 c02 = initial2;
    float8 c12 = initial2;
    float8 c22 = initial2;
    float8 c32 = initial2;
    float8 c42 = initial2;
    float8 initial3 = vload8(0, weights + bias + n + 24);
    float8 c03 = initial3;
    float8 c13 = initial3;
    float8 c23 = initial3;
    float8 c33 = initial3;
    float8 c43 = initial3;

    for (int k = 0; k < 16; k++) {
        float8 b0 = vload8(0, weights + w + 16L * n + 16L * k);
        float8 b1 = vload8(0, weights + w + 16L * n + 16L * k + 8);
        float8 b2 = vload8(0, weights + w + 16L * n + 16L * k + 256);
        float8 b3 = vload8(0, weights + w + 16L * n + 16L * k + 264);
        float8 a0 = (float8) (arena[x + 16 * t + k]);
        c00 = fma(a0, b0, c00);
        c01 = fma(a0, b1, c01);
        c02 = fma(a0, b2, c02);
        c03 = fma(a0, b3, c03);
        float8 a1 = (float8) (arena[x + 16 * t + k + 16]);
        c10 = fma(a1, b0, c10);
        c11 = fma(a1, b1, c11);
        c12 = fma(a1, b2, c12);
        c13 = fma(a1, b3, c13);
        float8 a2 = (float8) (arena[x + 16 * t + k + 32]);
        c20 = fma(a2, b0, c20);
        c21 = fma(a2, b1, c21);
        c22 = fma(a2, b2, c22);
        c23 = fma(a2, b3, c23);
        float8 a3 = (float8) (arena[x + 16 * t + k + 48]);
        c30 = fma(a3, b0, c30);
        c31 = fma(a3, b1, c31);
        c32 = fma(a3, b2, c32);
        c33 = fma(a3, b3, c33);
        float8 a4 = (float8) (arena[x + 16 * t + k + 64]);
        c40 = fma(a4, b0, c40);
        c41 = fma(a4, b1, c41);
        c42 = fma(a4, b2, c42);
        c43 = fma(a4, b3, c43);
    }

    vstore8(c00, 0, arena + y + 48 * t + n);
    vstore8(c01, 0, arena + y + 48 * t + n + 8);
    vstore8(c02, 0, arena + y + 48 * t + n + 16);
    vstore8(c03, 0, arena + y + 48 * t + n + 24);
    vstore8(c10, 0, arena + y + 48 * t + n + 48);
    vstore8(c11, 0, arena + y + 48 * t + n + 56);
    vstore8(c12, 0, arena + y + 48 * t + n + 64);
    vstore8(c13, 0, arena + y + 48 * t + n + 72);
    vstore8(c20, 0, arena + y + 48 * t + n + 96);
    vstore8(c21, 0, arena + y + 48 * t + n + 104);
    vstore8(c22, 0, arena + y + 48 * t + n + 112);
    vstore8(c23, 0, arena + y + 48 * t + n + 120);
    vstore8(c30, 0, arena + y + 48 * t + n + 144);
    vstore8(c31, 0, arena + y + 48 * t + n + 152);
    vstore8(c32, 0, arena + y + 48 * t + n + 160);
    vstore8(c33, 0, arena + y + 48 * t + n + 168);
    vstore8(c40, 0, arena + y + 48 * t + n + 192);
    vstore8(c41, 0, arena + y + 48 * t + n + 200);
    vstore8(c42, 0, arena + y + 48 * t + n + 208);
    vstore8(c43, 0, arena + y + 48 * t + n + 216);
}

// y = x w^T + bias on 4 rows of 32
static __attribute__((noinline)) void linear16x48Tile4x32(__global float *restrict arena,
        __global const float *restrict weights, long bias, long w, int x, int y, int n, int t) {
    float8 initial0 = vload8(0, weights + bias + n);
    float8 c00 = initial0;
    float8 c10 = initial0;
    float8 c20 = initial0;
    float8 c30 = initial0;
    float8 initial1 = vload8(0, weights + bias + n + 8);
    float8 c01 = initial1;
    float8 c11 = initial1;
    float8 c21 = initial1;
    float8 c31 = initial1;
    float8 initial2 = vload8(0, weights + bias + n + 16);
    float8 c02 = initial2;
    float8 c12 = initial2;
    float8 c22 = initial2;
    float8 c32 = initial2;
    float8 initial3 = vload8(0, weights + bias + n + 24);
    float8 c03 = initial3;
    float8 c13 = initial3;
    float8 c23 = initial3;
    float8 c33 = initial3;

    for (int k = 0; k < 16; k++) {
        float8 b0 = vload8(0, weights + w + 16L * n + 16L * k);
        float8 b1 = vload8(0, weights + w + 16L * n + 16L * k + 8);
        float8 b2 = vload8(0, weights + w + 16L * n + 16L * k + 256);
        float8 b3 = vload8(0, weights + w + 16L * n + 16L * k + 264);
        float8 a0 = (float8) (arena[x + 16 * t + k]);
        c00 = fma(a0, b0, c00);
        c01 = fma(a0, b1, c01);
        c02 = fma(a0, b2, c02);
        c03 = fma(a0, b3, c03);
        float8 a1 = (float8) (arena[x + 16 * t + k + 16]);
        c10 = fma(a1, b0, c10);
        c11 = fma(a1, b1, c11);
        c12 = fma(a1, b2, c12);
        c13 = fma(a1, b3, c13);
        float8 a2 = (float8) (arena[x + 16 * t + k + 32]);
        c20 = fma(a2, b0, c20);
        c21 = fma(a2, b1, c21);
        c22 = fma(a2, b2, c22);
        c23 = fma(a2, b3, c23);
        float8 a3 = (float8) (arena[x + 16 * t + k + 48]);
        c30 = fma(a3, b0, c30);
        c31 = fma(a3, b1, c31);
        c32 = fma(a3, b2, c32);
        c33 = fma(a3, b3, c33);
    }

    vstore8(c00, 0, arena + y + 48 * t + n);
    vstore8(c01, 0, arena + y + 48 * t + n + 8);
    vstore8(c02, 0, arena + y + 48 * t + n + 16);
    vstore8(c03, 0, arena + y + 48 * t + n + 24);
    vstore8(c10, 0, arena + y + 48 * t + n + 48);
    vstore8(c11, 0, arena + y + 48 * t + n + 56);
    vstore8(c12, 0, arena + y + 48 * t + n + 64);
    vstore8(c13, 0, arena + y + 48 * t + n + 72);
    vstore8(c20, 0, arena + y + 48 * t + n + 96);
    vstore8(c21, 0, arena + y + 48 * t + n + 104);
    vstore8(c22, 0, arena + y + 48 * t + n + 112);
    vstore8(c23, 0, arena + y + 48 * t + n + 120);
    vstore8(c30, 0, arena + y + 48 * t + n + 144);
    vstore8(c31, 0, arena + y + 48 * t + n + 152);
    vstore8(c32, 0, arena + y + 48 * t + n + 160);
    vstore8(c33, 0, arena + y + 48 * t + n + 168);
}

// y = x w^T + bias on 3 rows of 32
static __attribute__((noinline)) void linear16x48Tile3x32(__global float *restrict arena,
        __global const float *restrict weights, long bias, long w, int x, int y, int n, int t) {
    float8 initial0 = vload8(0, weights + bias + n);
    float8 c00 = initial0;
    float8 c10 = initial0;
    float8 c20 = initial0;
    float8 initial1 = vload8(0, weights + bias + n + 8);
    float8 c01 = initial1;
    float8 c11 = initial1;
    float8 c21 = initial1;
    float8 initial2 = vload8(0, weights + bias + n + 16);
    float8 c02 = initial2;
    float8 c12 = initial2;
    float8 c22 = initial2;
    float8 initial3 = vload8(0, weights + bias + n + 24);
    float8 c03 = initial3;
    float8 c13 = initial3;
    float8 c23 = initial3;

    for (int k = 0; k < 16; k++) {
        float8 b0 = vload8(0, weights + w + 16L * n + 16L * k);
        float8 b1 = vload8(0, weights + w + 16L * n + 16L * k + 8);
        float8 b2 = vload8(0, weights + w + 16L * n + 16L * k + 256);
        float8 b3 = vload8(0, weights + w + 16L * n + 16L * k + 264);
        float8 a0 = (float8) (arena[x + 16 * t + k]);
        c00 = fma(a0, b0, c00);
        c01 = fma(a0, b1, c01);
        c02 = fma(a0, b2, c02);
        c03 = fma(a0, b3, c03);
        float8 a1 = (float8) (arena[x + 16 * t + k + 16]);
        c10 = fma(a1, b0, c10);
        c11 = fma(a1, b1, c11);
        c12 = fma(a1, b2, c12);
        c13 = fma(a1, b3, c13);
        float8 a2 = (float8) (arena[x + 16 * t + k + 32]);
        c20 = fma(a2, b0, c20);
        c21 = fma(a2, b1, c21);
        c22 = fma(a2, b2, c22);
        c23 = fma(a2, b3, c23);
    }

    vstore8(c00, 0, arena + y + 48 * t + n);
    vstore8(c01, 0, arena + y + 48 * t + n + 8);
    vstore8(c02, 0, arena + y + 48 * t + n + 16);
    vstore8(c03, 0, arena + y + 48 * t + n + 24);
    vstore8(c10, 0, arena + y + 48 * t + n + 48);
    vstore8(c11, 0, arena + y + 48 * t + n + 56);
    vstore8(c12, 0, arena + y + 48 * t + n + 64);
    vstore8(c13, 0, arena + y + 48 * t + n + 72);
    vstore8(c20, 0, arena + y + 48 * t + n + 96);
    vstore8(c21, 0, arena + y + 48 * t + n + 104);
    vstore8(c22, 0, arena + y + 48 * t + n + 112);
    vstore8(c23, 0, arena + y + 48 * t + n + 120);
}

// y = x w^T + bias on 2 rows of 32
static __attribute__((noinline)) void linear16x48Tile2x32(__global float *restrict arena,
        __global const float *restrict weights, long bias, long w, int x, int y, int n, int t) {
    float8 initial0 = vload8(0, weights + bias + n);
    float8 c00 = initial0;
    float8 c10 = initial0;
    float8 initial1 = vload8(0, weights + bias + n + 8);
    float8 c01 = initial1;
    float8 c11 = initial1;
    float8 initial2 = vload8(0, weights + bias + n + 16);
    float8 c02 = initial2;
    float8 c12 = initial2;
    float8 initial3 = vload8(0, weights + bias + n + 24);
    float8 c03 = initial3;
    float8 c13 = initial3;

    for (int k = 0; k < 16; k++) {
        float8 b0 = vload8(0, weights + w + 16L * n + 16L * k);
        float8 b1 = vload8(0, weights + w + 16L * n + 16L * k + 8);
        float8 b2 = vload8(0, weights + w + 16L * n + 16L * k + 256);
        float8 b3 = vload8(0, weights + w + 16L * n + 16L * k + 264);
        float8 a0 = (float8) (arena[x + 16 * t + k]);
        c00 = fma(a0, b0, c00);
        c01 = fma(a0, b1, c01);
        c02 = fma(a0, b2, c02);
        c03 = fma(a0, b3, c03);
        float8 a1 = (float8) (arena[x + 16 * t + k + 16]);
        c10 = fma(a1, b0, c10);
        c11 = fma(a1, b1, c11);
        c12 = fma(a1, b2, c12);
        c13 = fma(a1, b3, c13);
    }

    vstore8(c00, 0, arena + y + 48 * t + n);
    vstore8(c01, 0, arena + y + 48 * t + n + 8);
    vstore8(c02, 0, arena + y + 48 * t + n + 16);
    vstore8(c03, 0, arena + y + 48 * t + n + 24);
    vstore8(c10, 0, arena + y + 48 * t + n + 48);
    vstore8(c11, 0, arena + y + 48 * t + n + 56);
    vstore8(c12, 0, arena + y + 48 * t + n + 64);
    vstore8(c13, 0, arena + y + 48 * t + n + 72);
}

// y = x w^T + bias on 1 row of 32
static __attribute__((noinline)) void linear16x48Tile1x32(__global float *restrict arena,
        __global const float *restrict weights, long bias, long w, int x, int y, int n, int t) {
    float8 initial0 = vload8(0, weights + bias + n);
    float8 c0 = initial0;
    float8 initial1 = vload8(0, weights + bias + n + 8);
    float8 c1 = initial1;
    float8 initial2 = vload8(0, weights + bias + n + 16);
    float8 c2 = initial2;
    float8 initial3 = vload8(0, weights + bias + n + 24);
    float8 c3 = initial3;

    for (int k = 0; k < 16; k++) {
        float8 b0 = vload8(0, weights + w + 16L * n + 16L * k);
        float8 b1 = vload8(0, weights + w + 16L * n + 16L * k + 8);
        float8 b2 = vload8(0, weights + w + 16L * n + 16L * k + 256);
        float8 b3 = vload8(0, weights + w + 16L * n + 16L * k + 264);
        float8 a = (float8) (arena[x + 16 * t + k]);
        c0 = fma(a, b0, c0);
        c1 = fma(a, b1, c1);
        c2 = fma(a, b2, c2);
        c3 = fma(a, b3, c3);
    }

    vstore8(c0, 0, arena + y + 48 * t + n);
    vstore8(c1, 0, arena + y + 48 * t + n + 8);
    vstore8(c2, 0, arena + y + 48 * t + n + 16);
    vstore8(c3, 0, arena + y + 48 * t + n + 24);
}

// y = x w^T + bias on 6 rows of 16
static __attribute__((noinline)) void linear16x48Tile6x16(__global float *restrict arena,
        __global const float *restrict weights, long bias, long w, int x, int y, int n, int t) {
    float8 initial0 = vload8(0, weights + bias + n);
    float8 c00 = initial0;
    float8 c10 = initial0;
    float8 c20 = initial0;
    float8 c30 = initial0;
    float8 c40 = initial0;
    float8 c50 = initial0;
    float8 initial1 = vload8(0, weights + bias + n + 8);
    float8 c01 = initial1;
    float8 c11 = initial1;
    float8 c21 = initial1;
    float8 c31 = initial1;
    float8 c41 = initial1;
    float8 c51 = initial1;

    for (int k = 0; k < 16; k++) {
        float8 b0 = vload8(0, weights + w + 16L * n + 16L * k);
        float8 b1 = vload8(0, weights + w + 16L * n + 16L * k + 8);
        float8 a0 = (float8) (arena[x + 16 * t + k]);
        c00 = fma(a0, b0, c00);
        c01 = fma(a0, b1, c01);
        float8 a1 = (float8) (arena[x + 16 * t + k + 16]);
        c10 = fma(a1, b0, c10);
        c11 = fma(a1, b1, c11);
        float8 a2 = (float8) (arena[x + 16 * t + k + 32]);
        c20 = fma(a2, b0, c20);
        c21 = fma(a2, b1, c21);
        float8 a3 = (float8) (arena[x + 16 * t + k + 48]);
        c30 = fma(a3, b0, c30);
        c31 = fma(a3, b1, c31);
        float8 a4 = (float8) (arena[x + 16 * t + k + 64]);
        c40 = fma(a4, b0, c40);
        c41 = fma(a4, b1, c41);
        float8 a5 = (float8) (arena[x + 16 * t + k + 80]);
        c50 = fma(a5, b0, c50);
        c51 = fma(a5, b1, c51);
    }

    vstore8(c00, 0, arena + y + 48 * t + n);
    vstore8(c01, 0, arena + y + 48 * t + n + 8);
    vstore8(c10, 0, arena + y + 48 * t + n + 48);
    vstore8(c11, 0, arena + y + 48 * t + n + 56);
    vstore8(c20, 0, arena + y + 48 * t + n + 96);
    vstore8(c21, 0, arena + y + 48 * t + n + 104);
    vstore8(c30, 0, arena + y + 48 * t + n + 144);
    vstore8(c31, 0, arena + y + 48 * t + n + 152);
    vstore8(c40, 0, arena + y + 48 * t + n + 192);
    vstore8(c41, 0, arena + y + 48 * t + n + 200);
    vstore8(c50, 0, arena + y + 48 * t + n + 240);
    vstore8(c51, 0, arena + y + 48 * t + n + 248);
}

// y = x w^T + bias on 5 rows of 16
static __attribute__((noinline)) void linear16x48Tile5x16(__global float *restrict arena,
        __global const float *restrict weights, long bias, long w, int x, int y, int n, int t) {
    float8 initial0 = vload8(0, weights + bias + n);
    float8 c00 = initial0;
    float8 c10 = initial0;
    float8 c20 = initial0;
    float8 c30 = initial0;
    float8 c40 = initial0;
    float8 initial1 = vload8(0, weights + bias + n + 8);
    float8 c01 = initial1;
    float8 c11 = initial1;
    float8 c21 = initial1;
    float8 c31 = initial1;
    float8 c41 = initial1;

    for (int k = 0; k < 16; k++) {
        float8 b0 = vload8(0, weights + w + 16L * n + 16L * k);
        float8 b1 = vload8(0, weights + w + 16L * n + 16L * k + 8);
        float8 a0 = (float8) (arena[x + 16 * t + k]);
        c00 = fma(a0, b0, c00);
        c01 = fma(a0, b1, c01);
        float8 a1 = (float8) (arena[x + 16 * t + k + 16]);
        c10 = fma(a1, b0, c10);
        c11 = fma(a1, b1, c11);
        float8 a2 = (float8) (arena[x + 16 * t + k + 32]);
        c20 = fma(a2, b0, c20);
        c21 = fma(a2, b1, c21);
        float8 a3 = (float8) (arena[x + 16 * t + k + 48]);
        c30 = fma(a3, b0, c30);
        c31 = fma(a3, b1, c31);
        float8 a4 = (float8) (arena[x + 16 * t + k + 64]);
        c40 = fma(a4, b0, c40);
        c41 = fma(a4, b1, c41);
    }

    vstore8(c00, 0, arena + y + 48 * t + n);
    vstore8(c01, 0, arena + y + 48 * t + n + 8);
    vstore8(c10, 0, arena + y + 48 * t + n + 48);
    vstore8(c11, 0, arena + y + 48 * t + n + 56);
    vstore8(c20, 0, arena + y + 48 * t + n + 96);
    vstore8(c21, 0, arena + y + 48 * t + n + 104);
    vstore8(c30, 0, arena + y + 48 * t + n + 144);
    vstore8(c31, 0, arena + y + 48 * t + n + 152);
    vstore8(c40, 0, arena + y + 48 * t + n + 192);
    vstore8(c41, 0, arena + y + 48 * t + n + 200);
}

// y = x w^T + bias on 4 rows of 16
static __attribute__((noinline)) void linear16x48Tile4x16(__global float *restrict arena,
        __global const float *restrict weights, long bias, long w, int x, int y, int n, int t) {
    float8 initial0 = vload8(0, weights + bias + n);
    float8 c00 = initial0;
    float8 c10 = initial0;
    float8 c20 = initial0;
    float8 c30 = initial0;
    float8 initial1 = vload8(0, weights + bias + n + 8);
    float8 c01 = initial1;
    float8 c11 = initial1;
    float8 c21 = initial1;
    float8 c31 = initial1;

    for (int k = 0; k < 16; k++) {
        float8 b0 = vload8(0, weights + w + 16L * n + 16L * k);
        float8 b1 = vload8(0, weights + w + 16L * n + 16L * k + 8);
        float8 a0 = (float8) (arena[x + 16 * t + k]);
        c00 = fma(a0, b0, c00);
        c01 = fma(a0, b1, c01);
        float8 a1 = (float8) (arena[x + 16 * t + k + 16]);
        c10 = fma(a1, b0, c10);
        c11 = fma(a1, b1, c11);
        float8 a2 = (float8) (arena[x + 16 * t + k + 32]);
        c20 = fma(a2, b0, c20);
        c21 = fma(a2, b1, c21);
        float8 a3 = (float8) (arena[x + 16 * t + k + 48]);
        c30 = fma(a3, b0, c30);
        c31 = fma(a3, b1, c31);
    }

    vstore8(c00, 0, arena + y + 48 * t + n);
    vstore8(c01, 0, arena + y + 48 * t + n + 8);
    vstore8(c10, 0, arena + y + 48 * t + n + 48);
    vstore8(c11, 0, arena + y + 48 * t + n + 56);
    vstore8(c20, 0, arena + y + 48 * t + n + 96);
    vstore8(c21, 0, arena + y + 48 * t + n + 104);
    vstore8(c30, 0, arena + y + 48 * t + n + 144);
    vstore8(c31, 0, arena + y + 48 * t + n + 152);
}

// y = x w^T + bias on 3 rows of 16
static __attribute__((noinline)) void linear16x48Tile3x16(__global float *restrict arena,
        __global const float *restrict weights, long bias, long w, int x, int y, int n, int t) {
    float8 initial0 = vload8(0, weights + bias + n);
    float8 c00 = initial0;
    float8 c10 = initial0;
    float8 c20 = initial0;
    float8 initial1 = vload8(0, weights + bias + n + 8);
    float8 c01 = initial1;
    float8 c11 = initial1;
    float8 c21 = initial1;

    for (int k = 0; k < 16; k++) {
        float8 b0 = vload8(0, weights + w + 16L * n + 16L * k);
        float8 b1 = vload8(0, weights + w + 16L * n + 16L * k + 8);
        float8 a0 = (float8) (arena[x + 16 * t + k]);
        c00 = fma(a0, b0, c00);
        c01 = fma(a0, b1, c01);
        float8 a1 = (float8) (arena[x + 16 * t + k + 16]);
        c10 = fma(a1, b0, c10);
        c11 = fma(a1, b1, c11);
        float8 a2 = (float8) (arena[x + 16 * t + k + 32]);
        c20 = fma(a2, b0, c20);
        c21 = fma(a2, b1, c21);
    }

    vstore8(c00, 0, arena + y + 48 * t + n);
    vstore8(c01, 0, arena + y + 48 * t + n + 8);
    vstore8(c10, 0, arena + y + 48 * t + n + 48);
    vstore8(c11, 0, arena + y + 48 * t + n + 56);
    vstore8(c20, 0, arena + y + 48 * t + n + 96);
    vstore8(c21, 0, arena + y + 48 * t + n + 104);
}

// y = x w^T + bias on 2 rows of 16
static __attribute__((noinline)) void linear16x48Tile2x16(__global float *restrict arena,
        __global const float *restrict weights, long bias, long w, int x, int y, int n, int t) {
    float8 initial0 = vload8(0, weights + bias + n);
    float8 c00 = initial0;
    float8 c10 = initial0;
    float8 initial1 = vload8(0, weights + bias + n + 8);
    float8 c01 = initial1;
    float8 c11 = initial1;

    for (int k = 0; k < 16; k++) {
        float8 b0 = vload8(0, weights + w + 16L * n + 16L * k);
        float8 b1 = vload8(0, weights + w + 16L * n + 16L * k + 8);
        float8 a0 = (float8) (arena[x + 16 * t + k]);
        c00 = fma(a0, b0, c00);
        c01 = fma(a0, b1, c01);
        float8 a1 = (float8) (arena[x + 16 * t + k + 16]);
        c10 = fma(a1, b0, c10);
        c11 = fma(a1, b1, c11);
    }

    vstore8(c00, 0, arena + y + 48 * t + n);
    vstore8(c01, 0, arena + y + 48 * t + n + 8);
    vstore8(c10, 0, arena + y + 48 * t + n + 48);
    vstore8(c11, 0, arena + y + 48 * t + n + 56);
}

// y = x w^T + bias on 1 row of 16
static __attribute__((noinline)) void linear16x48Tile1x16(__global float *restrict arena,
        __global const float *restrict weights, long bias, long w, int x, int y, int n, int t) {
    float8 initial0 = vload8(0, weights + bias + n);
    float8 c0 = initial0;
    float8 initial1 = vload8(0, weights + bias + n + 8);
    float8 c1 = initial1;

    for (int k = 0; k < 16; k++) {
        float8 b0 = vload8(0, weights + w + 16L * n + 16L * k);
        float8 b1 = vload8(0, weights + w + 16L * n + 16L * k + 8);
        float8 a = (float8) (arena[x + 16 * t + k]);
        c0 = fma(a, b0, c0);
        c1 = fma(a, b1, c1);
    }

    vstore8(c0, 0, arena + y + 48 * t + n);
    vstore8(c1, 0, arena + y + 48 * t + n + 8);
}

// y = x w^T + bias      x (T,16), w (16+16+16,16) -> y (T,48) on one panel and rows begin to end
static __attribute__((noinline)) void linear16x48Panel(__global float *restrict arena,
        __global const float *restrict weights, long bias, long w, int x, int y, int panel, int begin,
        int end) {
    int n = panel;
    for (; n + 32 <= min(panel + 32, 48); n += 32) {
        for (int t = begin, rows; t < end; t += rows) {
            rows = stride(end - t, 6);
            switch (rows) {
                case 6:
                    linear16x48Tile6x32(arena, weights, bias, w, x, y, n, t);
                    break;
                case 5:
                    linear16x48Tile5x32(arena, weights, bias, w, x, y, n, t);
                    break;
                case 4:
                    linear16x48Tile4x32(arena, weights, bias, w, x, y, n, t);
                    break;
                case 3:
                    linear16x48Tile3x32(arena, weights, bias, w, x, y, n, t);
                    break;
                case 2:
                    linear16x48Tile2x32(arena, weights, bias, w, x, y, n, t);
                    break;
                default:
                    linear16x48Tile1x32(arena, weights, bias, w, x, y, n, t);
                    break;
            }
        }
    }
    for (; n + 16 <= min(panel + 32, 48); n += 16) {
        for (int t = begin, rows; t < end; t += rows) {
            rows = stride(end - t, 6);
            switch (rows) {
                case 6:
                    linear16x48Tile6x16(arena, weights, bias, w, x, y, n, t);
                    break;
                case 5:
                    linear16x48Tile5x16(arena, weights, bias, w, x, y, n, t);
                    break;
                case 4:
                    linear16x48Tile4x16(arena, weights, bias, w, x, y, n, t);
                    break;
                case 3:
                    linear16x48Tile3x16(arena, weights, bias, w, x, y, n, t);
                    break;
                case 2:
                    linear16x48Tile2x16(arena, weights, bias, w, x, y, n, t);
                    break;
                default:
                    linear16x48Tile1x16(arena, weights, bias, w, x, y, n, t);
                    break;
            }
        }
    }
}

__kernel __attribute__((reqd_work_group_size(1, 1, 1)))
void linear16x48(__global float *restrict arena, __global const float *restrict weights, int T,
        int x, long w, long bias, int y) {
    int tasks = 2 * ((T + 119) / 120);
    for (int task = get_group_id(0); task < tasks; task += get_num_groups(0)) {
        int panel = task / ((T + 119) / 120) * 32;
        int begin = task % ((T + 119) / 120) * 120;
        int end = min(begin + 120, T);
        linear16x48Panel(arena, weights, bias, w, x, y, panel, begin, end);
    }
}

// ---- Step 2.3: y = softmax(q k^T / sqrt(8)) v, 2 heads      q, k, v (T,16) -> y (T,16)

// kt = k^T      k (length,8) -> kt (8,length)
static __attribute__((noinline)) void attention2x8From48Turn(__global float *restrict arena,
        __global float *restrict scratch, int kt, int k, int length, int h, int start) {
    for (int j = 0; j < length; j++) {
        for (int d = 0; d < 8; d++) {
            scratch[kt + 7 * (j & -16) + 16 * d + j] = arena[k + 48 * start + 48 * j + 8 * h + d];
        }
    }
}

// vh = v      v (length,8) -> vh (length,8)
static __attribute__((noinline)) void attention2x8From48Gather(__global float *restrict arena,
        __global float *restrict scratch, int vh, int v, int length, int h, int start) {
    for (int j = 0; j < length; j++) {
        for (int d = 0; d < 8; d += 8) {
            vstore8(vload8(0, arena + v + 48 * start + 48 * j + 8 * h + d), 0, scratch + vh + 16 * j + d);
        }
    }
}

// p = q kt      -> p (rows,length) on 6 rows of 32
static __attribute__((noinline)) void attention2x8From48Scores6x32(__global float *restrict arena,
        __global float *restrict scratch, int kt, int q, int p, int j, int h, int i, int start, int L) {
    float8 initial = (float8) (0.0f);
    float8 c00 = initial;
    float8 c01 = initial;
    float8 c02 = initial;
    float8 c03 = initial;
    float8 c10 = initial;
    float8 c11 = initial;
    float8 c12 = initial;
    float8 c13 = initial;
    float8 c20 = initial;
    float8 c21 = initial;
    float8 c22 = initial;
    float8 c23 = initial;
    float8 c30 = initial;
    float8 c31 = initial;
    float8 c32 = initial;
    float8 c33 = initial;
    float8 c40 = initial;
    float8 c41 = initial;
    float8 c42 = initial;
    float8 c43 = initial;
    float8 c50 = initial;
    float8 c51 = initial;
    float8 c52 = initial;
    float8 c53 = initial;

    for (int d = 0; d < 8; d++) {
        float8 b0 = vload8(0, scratch + kt + 8 * j + 16 * d);
        float8 b1 = vload8(0, scratch + kt + 8 * j + 16 * d + 8);
        float8 b2 = vload8(0, scratch + kt + 8 * j + 16 * d + 128);
        float8 b3 = vload8(0, scratch + kt + 8 * j + 16 * d + 136);
        float8 a0 = (float8) (arena[q + 48 * start + 48 * i + 8 * h + d]);
        c00 = fma(a0, b0, c00);
        c01 = fma(a0, b1, c01);
        c02 = fma(a0, b2, c02);
        c03 = fma(a0, b3, c03);
        float8 a1 = (float8) (arena[q + 48 * start + 48 * i + 8 * h + d + 48]);
        c10 = fma(a1, b0, c10);
        c11 = fma(a1, b1, c11);
        c12 = fma(a1, b2, c12);
        c13 = fma(a1, b3, c13);
        float8 a2 = (float8) (arena[q + 48 * start + 48 * i + 8 * h + d + 96]);
        c20 = fma(a2, b0, c20);
        c21 = fma(a2, b1, c21);
        c22 = fma(a2, b2, c22);
        c23 = fma(a2, b3, c23);
        float8 a3 = (float8) (arena[q + 48 * start + 48 * i + 8 * h + d + 144]);
        c30 = fma(a3, b0, c30);
        c31 = fma(a3, b1, c31);
        c32 = fma(a3, b2, c32);
        c33 = fma(a3, b3, c33);
        float8 a4 = (float8) (arena[q + 48 * start + 48 * i + 8 * h + d + 192]);
        c40 = fma(a4, b0, c40);
        c41 = fma(a4, b1, c41);
        c42 = fma(a4, b2, c42);
        c43 = fma(a4, b3, c43);
        float8 a5 = (float8) (arena[q + 48 * start + 48 * i + 8 * h + d + 240]);
        c50 = fma(a5, b0, c50);
        c51 = fma(a5, b1, c51);
        c52 = fma(a5, b2, c52);
        c53 = fma(a5, b3, c53);
    }

    vstore8(c00, 0, scratch + p + j);
    vstore8(c01, 0, scratch + p + j + 8);
    vstore8(c02, 0, scratch + p + j + 16);
    vstore8(c03, 0, scratch + p + j + 24);
    vstore8(c10, 0, scratch + p + L + j);
    vstore8(c11, 0, scratch + p + L + j + 8);
    vstore8(c12, 0, scratch + p + L + j + 16);
    vstore8(c13, 0, scratch + p + L + j + 24);
    vstore8(c20, 0, scratch + p + 2 * L + j);
    vstore8(c21, 0, scratch + p + 2 * L + j + 8);
    vstore8(c22, 0, scratch + p + 2 * L + j + 16);
    vstore8(c23, 0, scratch + p + 2 * L + j + 24);
    vstore8(c30, 0, scratch + p + 3 * L + j);
    vstore8(c31, 0, scratch + p + 3 * L + j + 8);
    vstore8(c32, 0, scratch + p + 3 * L + j + 16);
    vstore8(c33, 0, scratch + p + 3 * L + j + 24);
    vstore8(c40, 0, scratch + p + 4 * L + j);
    vstore8(c41, 0, scratch + p + 4 * L + j + 8);
    vstore8(c42, 0, scratch + p + 4 * L + j + 16);
    vstore8(c43, 0, scratch + p + 4 * L + j + 24);
    vstore8(c50, 0, scratch + p + 5 * L + j);
    vstore8(c51, 0, scratch + p + 5 * L + j + 8);
    vstore8(c52, 0, scratch + p + 5 * L + j + 16);
    vstore8(c53, 0, scratch + p + 5 * L + j + 24);
}

// p = q kt      -> p (rows,length) on 6 rows of 16
static __attribute__((noinline)) void attention2x8From48Scores6x16(__global float *restrict arena,
        __global float *restrict scratch, int kt, int q, int p, int j, int h, int i, int start, int L) {
    float8 initial = (float8) (0.0f);
    float8 c00 = initial;
    float8 c01 = initial;
    float8 c10 = initial;
    float8 c11 = initial;
    float8 c20 = initial;
    float8 c21 = initial;
    float8 c30 = initial;
    float8 c31 = initial;
    float8 c40 = initial;
    float8 c41 = initial;
    float8 c50 = initial;
    float8 c51 = initial;

    for (int d = 0; d < 8; d++) {
        float8 b0 = vload8(0, scratch + kt + 8 * j + 16 * d);
        float8 b1 = vload8(0, scratch + kt + 8 * j + 16 * d + 8);
        float8 a0 = (float8) (arena[q + 48 * start + 48 * i + 8 * h + d]);
        c00 = fma(a0, b0, c00);
        c01 = fma(a0, b1, c01);
        float8 a1 = (float8) (arena[q + 48 * start + 48 * i + 8 * h + d + 48]);
        c10 = fma(a1, b0, c10);
        c11 = fma(a1, b1, c11);
        float8 a2 = (float8) (arena[q + 48 * start + 48 * i + 8 * h + d + 96]);
        c20 = fma(a2, b0, c20);
        c21 = fma(a2, b1, c21);
        float8 a3 = (float8) (arena[q + 48 * start + 48 * i + 8 * h + d + 144]);
        c30 = fma(a3, b0, c30);
        c31 = fma(a3, b1, c31);
        float8 a4 = (float8) (arena[q + 48 * start + 48 * i + 8 * h + d + 192]);
        c40 = fma(a4, b0, c40);
        c41 = fma(a4, b1, c41);
        float8 a5 = (float8) (arena[q + 48 * start + 48 * i + 8 * h + d + 240]);
        c50 = fma(a5, b0, c50);
        c51 = fma(a5, b1, c51);
    }

    vstore8(c00, 0, scratch + p + j);
    vstore8(c01, 0, scratch + p + j + 8);
    vstore8(c10, 0, scratch + p + L + j);
    vstore8(c11, 0, scratch + p + L + j + 8);
    vstore8(c20, 0, scratch + p + 2 * L + j);
    vstore8(c21, 0, scratch + p + 2 * L + j + 8);
    vstore8(c30, 0, scratch + p + 3 * L + j);
    vstore8(c31, 0, scratch + p + 3 * L + j + 8);
    vstore8(c40, 0, scratch + p + 4 * L + j);
    vstore8(c41, 0, scratch + p + 4 * L + j + 8);
    vstore8(c50, 0, scratch + p + 5 * L + j);
    vstore8(c51, 0, scratch + p + 5 * L + j + 8);
}

// parts = partial results of largest      -> parts (rows,16) for 6 rows
static __attribute__((noinline)) void attention2x8From48SoftmaxLargest6(__global float *restrict scratch,
        int p, int parts, int length, int L) {
    float8 largest00 = (float8) (-INFINITY);
    float8 largest01 = (float8) (-INFINITY);
    float8 largest10 = (float8) (-INFINITY);
    float8 largest11 = (float8) (-INFINITY);
    float8 largest20 = (float8) (-INFINITY);
    float8 largest21 = (float8) (-INFINITY);
    float8 largest30 = (float8) (-INFINITY);
    float8 largest31 = (float8) (-INFINITY);
    float8 largest40 = (float8) (-INFINITY);
    float8 largest41 = (float8) (-INFINITY);
    float8 largest50 = (float8) (-INFINITY);
    float8 largest51 = (float8) (-INFINITY);

    for (int j = 0; j < (length & -16); j += 16) {
        float8 next00 = vload8(0, scratch + p + j);
        largest00 = (largest00 < next00 ? next00 : largest00);
        float8 next01 = vload8(0, scratch + p + j + 8);
        largest01 = (largest01 < next01 ? next01 : largest01);
        float8 next10 = vload8(0, scratch + p + L + j);
        largest10 = (largest10 < next10 ? next10 : largest10);
        float8 next11 = vload8(0, scratch + p + L + j + 8);
        largest11 = (largest11 < next11 ? next11 : largest11);
        float8 next20 = vload8(0, scratch + p + 2 * L + j);
        largest20 = (largest20 < next20 ? next20 : largest20);
        float8 next21 = vload8(0, scratch + p + 2 * L + j + 8);
        largest21 = (largest21 < next21 ? next21 : largest21);
        float8 next30 = vload8(0, scratch + p + 3 * L + j);
        largest30 = (largest30 < next30 ? next30 : largest30);
        float8 next31 = vload8(0, scratch + p + 3 * L + j + 8);
        largest31 = (largest31 < next31 ? next31 : largest31);
        float8 next40 = vload8(0, scratch + p + 4 * L + j);
        largest40 = (largest40 < next40 ? next40 : largest40);
        float8 next41 = vload8(0, scratch + p + 4 * L + j + 8);
        largest41 = (largest41 < next41 ? next41 : largest41);
        float8 next50 = vload8(0, scratch + p + 5 * L + j);
        largest50 = (largest50 < next50 ? next50 : largest50);
        float8 next51 = vload8(0, scratch + p + 5 * L + j + 8);
        largest51 = (largest51 < next51 ? next51 : largest51);
    }

    vstore8(largest00, 0, scratch + parts);
    vstore8(largest01, 0, scratch + parts + 8);
    vstore8(largest10, 0, scratch + parts + 16);
    vstore8(largest11, 0, scratch + parts + 24);
    vstore8(largest20, 0, scratch + parts + 32);
    vstore8(largest21, 0, scratch + parts + 40);
    vstore8(largest30, 0, scratch + parts + 48);
    vstore8(largest31, 0, scratch + parts + 56);
    vstore8(largest40, 0, scratch + parts + 64);
    vstore8(largest41, 0, scratch + parts + 72);
    vstore8(largest50, 0, scratch + parts + 80);
    vstore8(largest51, 0, scratch + parts + 88);
}

// p = e^((p - max(p)) / sqrt(8)), inverse = 1 / sum(p), from largest on, for 6 rows
static __attribute__((noinline)) void attention2x8From48SoftmaxFromLargest6(__global float *restrict scratch,
        int parts, int p, int length, int L) {
    for (int row = 0; row < 6; row++) {
        float8 largest0 = vload8(0, scratch + parts + 16 * row);
        float8 largest1 = vload8(0, scratch + parts + 16 * row + 8);
        largest0 = (largest0 < largest1 ? largest1 : largest0);
        float largest = largestOf(largest0);
        for (int j = (length & -16); j < length; j++) {
            float next = scratch[p + L * row + j];
            largest = (largest < next ? next : largest);
        }
        float shift = -(largest * 0.5100697f);
        for (int j = 0; j < ((length + 15) & -16); j += 8) {
            vstore8(twoTo_8(fma(vload8(0, scratch + p + L * row + j), (float8) (0.5100697f),
                    (float8) (shift))), 0, scratch + p + L * row + j);
        }
    }
}

// parts = partial results of sum      -> parts (rows,16) for 6 rows
static __attribute__((noinline)) void attention2x8From48SoftmaxSum6(__global float *restrict scratch,
        int p, int parts, int length, int L) {
    float8 sum00 = (float8) (0.0f);
    float8 sum01 = (float8) (0.0f);
    float8 sum10 = (float8) (0.0f);
    float8 sum11 = (float8) (0.0f);
    float8 sum20 = (float8) (0.0f);
    float8 sum21 = (float8) (0.0f);
    float8 sum30 = (float8) (0.0f);
    float8 sum31 = (float8) (0.0f);
    float8 sum40 = (float8) (0.0f);
    float8 sum41 = (float8) (0.0f);
    float8 sum50 = (float8) (0.0f);
    float8 sum51 = (float8) (0.0f);

    for (int j = 0; j < (length & -16); j += 16) {
        sum00 = sum00 + vload8(0, scratch + p + j);
        sum01 = sum01 + vload8(0, scratch + p + j + 8);
        sum10 = sum10 + vload8(0, scratch + p + L + j);
        sum11 = sum11 + vload8(0, scratch + p + L + j + 8);
        sum20 = sum20 + vload8(0, scratch + p + 2 * L + j);
        sum21 = sum21 + vload8(0, scratch + p + 2 * L + j + 8);
        sum30 = sum30 + vload8(0, scratch + p + 3 * L + j);
        sum31 = sum31 + vload8(0, scratch + p + 3 * L + j + 8);
        sum40 = sum40 + vload8(0, scratch + p + 4 * L + j);
        sum41 = sum41 + vload8(0, scratch + p + 4 * L + j + 8);
        sum50 = sum50 + vload8(0, scratch + p + 5 * L + j);
        sum51 = sum51 + vload8(0, scratch + p + 5 * L + j + 8);
    }

    vstore8(sum00, 0, scratch + parts);
    vstore8(sum01, 0, scratch + parts + 8);
    vstore8(sum10, 0, scratch + parts + 16);
    vstore8(sum11, 0, scratch + parts + 24);
    vstore8(sum20, 0, scratch + parts + 32);
    vstore8(sum21, 0, scratch + parts + 40);
    vstore8(sum30, 0, scratch + parts + 48);
    vstore8(sum31, 0, scratch + parts + 56);
    vstore8(sum40, 0, scratch + parts + 64);
    vstore8(sum41, 0, scratch + parts + 72);
    vstore8(sum50, 0, scratch + parts + 80);
    vstore8(sum51, 0, scratch + parts + 88);
}

// p = e^((p - max(p)) / sqrt(8)), inverse = 1 / sum(p), from sum on, for 6 rows
static __attribute__((noinline)) void attention2x8From48SoftmaxFromSum6(__global float *restrict scratch,
        int parts, int p, int inverse, int length, int L) {
    for (int row = 0; row < 6; row++) {
        float8 sum0 = vload8(0, scratch + parts + 16 * row);
        float8 sum1 = vload8(0, scratch + parts + 16 * row + 8);
        sum0 = sum0 + sum1;
        float sum = sumOf(sum0);
        for (int j = (length & -16); j < length; j++) {
            sum = sum + scratch[p + L * row + j];
        }
        scratch[inverse + row] = 1.0f / sum;
    }
}

// y = p vh * inverse      -> y (rows,8) on 6 rows of 8
static __attribute__((noinline)) void attention2x8From48Mix6x8(__global float *restrict arena,
        __global float *restrict scratch, int vh, int p, int inverse, int y, int length, int d, int L,
        int h, int i, int start) {
    float8 initial = (float8) (0.0f);
    float8 c0 = initial;
    float8 c1 = initial;
    float8 c2 = initial;
    float8 c3 = initial;
    float8 c4 = initial;
    float8 c5 = initial;

    for (int j = 0; j < length; j++) {
        float8 b = vload8(0, scratch + vh + 16 * j + d);
        float8 a0 = (float8) (scratch[p + j]);
        c0 = fma(a0, b, c0);
        float8 a1 = (float8) (scratch[p + L + j]);
        c1 = fma(a1, b, c1);
        float8 a2 = (float8) (scratch[p + 2 * L + j]);
        c2 = fma(a2, b, c2);
        float8 a3 = (float8) (scratch[p + 3 * L + j]);
        c3 = fma(a3, b, c3);
        float8 a4 = (float8) (scratch[p + 4 * L + j]);
        c4 = fma(a4, b, c4);
        float8 a5 = (float8) (scratch[p + 5 * L + j]);
        c5 = fma(a5, b, c5);
    }

    float8 scale0 = (float8) (scratch[inverse]);
    vstore8(c0 * scale0, 0, arena + y + 16 * start + 16 * i + 8 * h + d);
    float8 scale1 = (float8) (scratch[inverse + 1]);
    vstore8(c1 * scale1, 0, arena + y + 16 * start + 16 * i + 8 * h + d + 16);
    float8 scale2 = (float8) (scratch[inverse + 2]);
    vstore8(c2 * scale2, 0, arena + y + 16 * start + 16 * i + 8 * h + d + 32);
    float8 scale3 = (float8) (scratch[inverse + 3]);
    vstore8(c3 * scale3, 0, arena + y + 16 * start + 16 * i + 8 * h + d + 48);
    float8 scale4 = (float8) (scratch[inverse + 4]);
    vstore8(c4 * scale4, 0, arena + y + 16 * start + 16 * i + 8 * h + d + 64);
    float8 scale5 = (float8) (scratch[inverse + 5]);
    vstore8(c5 * scale5, 0, arena + y + 16 * start + 16 * i + 8 * h + d + 80);
}

// 6 rows through all phases
static __attribute__((noinline)) void attention2x8From48Rows6(__global float *restrict arena,
        __global float *restrict scratch, int kt, int q, int p, int parts, int inverse, int vh, int y,
        int length, int h, int i, int start, int L) {
    int j = 0;
    for (; j + 32 <= ((length + 15) & -16); j += 32) {
        attention2x8From48Scores6x32(arena, scratch, kt, q, p, j, h, i, start, L);
    }
    for (; j + 16 <= ((length + 15) & -16); j += 16) {
        attention2x8From48Scores6x16(arena, scratch, kt, q, p, j, h, i, start, L);
    }
    attention2x8From48SoftmaxLargest6(scratch, p, parts, length, L);
    attention2x8From48SoftmaxFromLargest6(scratch, parts, p, length, L);
    attention2x8From48SoftmaxSum6(scratch, p, parts, length, L);
    attention2x8From48SoftmaxFromSum6(scratch, parts, p, inverse, length, L);
    int d = 0;
    attention2x8From48Mix6x8(arena, scratch, vh, p, inverse, y, length, d, L, h, i, start);
}

// p = q kt      -> p (rows,length) on 5 rows of 32
static __attribute__((noinline)) void attention2x8From48Scores5x32(__global float *restrict arena,
        __global float *restrict scratch, int kt, int q, int p, int j, int h, int i, int start, int L) {
    float8 initial = (float8) (0.0f);
    float8 c00 = initial;
    float8 c01 = initial;
    float8 c02 = initial;
    float8 c03 = initial;
    float8 c10 = initial;
    float8 c11 = initial;
    float8 c12 = initial;
    float8 c13 = initial;
    float8 c20 = initial;
    float8 c21 = initial;
    float8 c22 = initial;
    float8 c23 = initial;
    float8 c30 = initial;
    float8 c31 = initial;
    float8 c32 = initial;
    float8 c33 = initial;
    float8 c40 = initial;
    float8 c41 = initial;
    float8 c42 = initial;
    float8 c43 = initial;

    for (int d = 0; d < 8; d++) {
        float8 b0 = vload8(0, scratch + kt + 8 * j + 16 * d);
        float8 b1 = vload8(0, scratch + kt + 8 * j + 16 * d + 8);
        float8 b2 = vload8(0, scratch + kt + 8 * j + 16 * d + 128);
        float8 b3 = vload8(0, scratch + kt + 8 * j + 16 * d + 136);
        float8 a0 = (float8) (arena[q + 48 * start + 48 * i + 8 * h + d]);
        c00 = fma(a0, b0, c00);
        c01 = fma(a0, b1, c01);
        c02 = fma(a0, b2, c02);
        c03 = fma(a0, b3, c03);
        float8 a1 = (float8) (arena[q + 48 * start + 48 * i + 8 * h + d + 48]);
        c10 = fma(a1, b0, c10);
        c11 = fma(a1, b1, c11);
        c12 = fma(a1, b2, c12);
        c13 = fma(a1, b3, c13);
        float8 a2 = (float8) (arena[q + 48 * start + 48 * i + 8 * h + d + 96]);
        c20 = fma(a2, b0, c20);
        c21 = fma(a2, b1, c21);
        c22 = fma(a2, b2, c22);
        c23 = fma(a2, b3, c23);
        float8 a3 = (float8) (arena[q + 48 * start + 48 * i + 8 * h + d + 144]);
        c30 = fma(a3, b0, c30);
        c31 = fma(a3, b1, c31);
        c32 = fma(a3, b2, c32);
        c33 = fma(a3, b3, c33);
        float8 a4 = (float8) (arena[q + 48 * start + 48 * i + 8 * h + d + 192]);
        c40 = fma(a4, b0, c40);
        c41 = fma(a4, b1, c41);
        c42 = fma(a4, b2, c42);
        c43 = fma(a4, b3, c43);
    }

    vstore8(c00, 0, scratch + p + j);
    vstore8(c01, 0, scratch + p + j + 8);
    vstore8(c02, 0, scratch + p + j + 16);
    vstore8(c03, 0, scratch + p + j + 24);
    vstore8(c10, 0, scratch + p + L + j);
    vstore8(c11, 0, scratch + p + L + j + 8);
    vstore8(c12, 0, scratch + p + L + j + 16);
    vstore8(c13, 0, scratch + p + L + j + 24);
    vstore8(c20, 0, scratch + p + 2 * L + j);
    vstore8(c21, 0, scratch + p + 2 * L + j + 8);
    vstore8(c22, 0, scratch + p + 2 * L + j + 16);
    vstore8(c23, 0, scratch + p + 2 * L + j + 24);
    vstore8(c30, 0, scratch + p + 3 * L + j);
    vstore8(c31, 0, scratch + p + 3 * L + j + 8);
    vstore8(c32, 0, scratch + p + 3 * L + j + 16);
    vstore8(c33, 0, scratch + p + 3 * L + j + 24);
    vstore8(c40, 0, scratch + p + 4 * L + j);
    vstore8(c41, 0, scratch + p + 4 * L + j + 8);
    vstore8(c42, 0, scratch + p + 4 * L + j + 16);
    vstore8(c43, 0, scratch + p + 4 * L + j + 24);
}

// p = q kt      -> p (rows,length) on 5 rows of 16
static __attribute__((noinline)) void attention2x8From48Scores5x16(__global float *restrict arena,
        __global float *restrict scratch, int kt, int q, int p, int j, int h, int i, int start, int L) {
    float8 initial = (float8) (0.0f);
    float8 c00 = initial;
    float8 c01 = initial;
    float8 c10 = initial;
    float8 c11 = initial;
    float8 c20 = initial;
    float8 c21 = initial;
    float8 c30 = initial;
    float8 c31 = initial;
    float8 c40 = initial;
    float8 c41 = initial;

    for (int d = 0; d < 8; d++) {
        float8 b0 = vload8(0, scratch + kt + 8 * j + 16 * d);
        float8 b1 = vload8(0, scratch + kt + 8 * j + 16 * d + 8);
        float8 a0 = (float8) (arena[q + 48 * start + 48 * i + 8 * h + d]);
        c00 = fma(a0, b0, c00);
        c01 = fma(a0, b1, c01);
        float8 a1 = (float8) (arena[q + 48 * start + 48 * i + 8 * h + d + 48]);
        c10 = fma(a1, b0, c10);
        c11 = fma(a1, b1, c11);
        float8 a2 = (float8) (arena[q + 48 * start + 48 * i + 8 * h + d + 96]);
        c20 = fma(a2, b0, c20);
        c21 = fma(a2, b1, c21);
        float8 a3 = (float8) (arena[q + 48 * start + 48 * i + 8 * h + d + 144]);
        c30 = fma(a3, b0, c30);
        c31 = fma(a3, b1, c31);
        float8 a4 = (float8) (arena[q + 48 * start + 48 * i + 8 * h + d + 192]);
        c40 = fma(a4, b0, c40);
        c41 = fma(a4, b1, c41);
    }

    vstore8(c00, 0, scratch + p + j);
    vstore8(c01, 0, scratch + p + j + 8);
    vstore8(c10, 0, scratch + p + L + j);
    vstore8(c11, 0, scratch + p + L + j + 8);
    vstore8(c20, 0, scratch + p + 2 * L + j);
    vstore8(c21, 0, scratch + p + 2 * L + j + 8);
    vstore8(c30, 0, scratch + p + 3 * L + j);
    vstore8(c31, 0, scratch + p + 3 * L + j + 8);
    vstore8(c40, 0, scratch + p + 4 * L + j);
    vstore8(c41, 0, scratch + p + 4 * L + j + 8);
}

// parts = partial results of largest      -> parts (rows,16) for 5 rows
static __attribute__((noinline)) void attention2x8From48SoftmaxLargest5(__global float *restrict scratch,
        int p, int parts, int length, int L) {
    float8 largest00 = (float8) (-INFINITY);
    float8 largest01 = (float8) (-INFINITY);
    float8 largest10 = (float8) (-INFINITY);
    float8 largest11 = (float8) (-INFINITY);
    float8 largest20 = (float8) (-INFINITY);
    float8 largest21 = (float8) (-INFINITY);
    float8 largest30 = (float8) (-INFINITY);
    float8 largest31 = (float8) (-INFINITY);
    float8 largest40 = (float8) (-INFINITY);
    float8 largest41 = (float8) (-INFINITY);

    for (int j = 0; j < (length & -16); j += 16) {
        float8 next00 = vload8(0, scratch + p + j);
        largest00 = (largest00 < next00 ? next00 : largest00);
        float8 next01 = vload8(0, scratch + p + j + 8);
        largest01 = (largest01 < next01 ? next01 : largest01);
        float8 next10 = vload8(0, scratch + p + L + j);
        largest10 = (largest10 < next10 ? next10 : largest10);
        float8 next11 = vload8(0, scratch + p + L + j + 8);
        largest11 = (largest11 < next11 ? next11 : largest11);
        float8 next20 = vload8(0, scratch + p + 2 * L + j);
        largest20 = (largest20 < next20 ? next20 : largest20);
        float8 next21 = vload8(0, scratch + p + 2 * L + j + 8);
        largest21 = (largest21 < next21 ? next21 : largest21);
        float8 next30 = vload8(0, scratch + p + 3 * L + j);
        largest30 = (largest30 < next30 ? next30 : largest30);
        float8 next31 = vload8(0, scratch + p + 3 * L + j + 8);
        largest31 = (largest31 < next31 ? next31 : largest31);
        float8 next40 = vload8(0, scratch + p + 4 * L + j);
        largest40 = (largest40 < next40 ? next40 : largest40);
        float8 next41 = vload8(0, scratch + p + 4 * L + j + 8);
        largest41 = (largest41 < next41 ? next41 : largest41);
    }

    vstore8(largest00, 0, scratch + parts);
    vstore8(largest01, 0, scratch + parts + 8);
    vstore8(largest10, 0, scratch + parts + 16);
    vstore8(largest11, 0, scratch + parts + 24);
    vstore8(largest20, 0, scratch + parts + 32);
    vstore8(largest21, 0, scratch + parts + 40);
    vstore8(largest30, 0, scratch + parts + 48);
    vstore8(largest31, 0, scratch + parts + 56);
    vstore8(largest40, 0, scratch + parts + 64);
    vstore8(largest41, 0, scratch + parts + 72);
}

// p = e^((p - max(p)) / sqrt(8)), inverse = 1 / sum(p), from largest on, for 5 rows
static __attribute__((noinline)) void attention2x8From48SoftmaxFromLargest5(__global float *restrict scratch,
        int parts, int p, int length, int L) {
    for (int row = 0; row < 5; row++) {
        float8 largest0 = vload8(0, scratch + parts + 16 * row);
        float8 largest1 = vload8(0, scratch + parts + 16 * row + 8);
        largest0 = (largest0 < largest1 ? largest1 : largest0);
        float largest = largestOf(largest0);
        for (int j = (length & -16); j < length; j++) {
            float next = scratch[p + L * row + j];
            largest = (largest < next ? next : largest);
        }
        float shift = -(largest * 0.5100697f);
        for (int j = 0; j < ((length + 15) & -16); j += 8) {
            vstore8(twoTo_8(fma(vload8(0, scratch + p + L * row + j), (float8) (0.5100697f),
                    (float8) (shift))), 0, scratch + p + L * row + j);
        }
    }
}

// parts = partial results of sum      -> parts (rows,16) for 5 rows
static __attribute__((noinline)) void attention2x8From48SoftmaxSum5(__global float *restrict scratch,
        int p, int parts, int length, int L) {
    float8 sum00 = (float8) (0.0f);
    float8 sum01 = (float8) (0.0f);
    float8 sum10 = (float8) (0.0f);
    float8 sum11 = (float8) (0.0f);
    float8 sum20 = (float8) (0.0f);
    float8 sum21 = (float8) (0.0f);
    float8 sum30 = (float8) (0.0f);
    float8 sum31 = (float8) (0.0f);
    float8 sum40 = (float8) (0.0f);
    float8 sum41 = (float8) (0.0f);

    for (int j = 0; j < (length & -16); j += 16) {
        sum00 = sum00 + vload8(0, scratch + p + j);
        sum01 = sum01 + vload8(0, scratch + p + j + 8);
        sum10 = sum10 + vload8(0, scratch + p + L + j);
        sum11 = sum11 + vload8(0, scratch + p + L + j + 8);
        sum20 = sum20 + vload8(0, scratch + p + 2 * L + j);
        sum21 = sum21 + vload8(0, scratch + p + 2 * L + j + 8);
        sum30 = sum30 + vload8(0, scratch + p + 3 * L + j);
        sum31 = sum31 + vload8(0, scratch + p + 3 * L + j + 8);
        sum40 = sum40 + vload8(0, scratch + p + 4 * L + j);
        sum41 = sum41 + vload8(0, scratch + p + 4 * L + j + 8);
    }

    vstore8(sum00, 0, scratch + parts);
    vstore8(sum01, 0, scratch + parts + 8);
    vstore8(sum10, 0, scratch + parts + 16);
    vstore8(sum11, 0, scratch + parts + 24);
    vstore8(sum20, 0, scratch + parts + 32);
    vstore8(sum21, 0, scratch + parts + 40);
    vstore8(sum30, 0, scratch + parts + 48);
    vstore8(sum31, 0, scratch + parts + 56);
    vstore8(sum40, 0, scratch + parts + 64);
    vstore8(sum41, 0, scratch + parts + 72);
}

// p = e^((p - max(p)) / sqrt(8)), inverse = 1 / sum(p), from sum on, for 5 rows
static __attribute__((noinline)) void attention2x8From48SoftmaxFromSum5(__global float *restrict scratch,
        int parts, int p, int inverse, int length, int L) {
    for (int row = 0; row < 5; row++) {
        float8 sum0 = vload8(0, scratch + parts + 16 * row);
        float8 sum1 = vload8(0, scratch + parts + 16 * row + 8);
        sum0 = sum0 + sum1;
        float sum = sumOf(sum0);
        for (int j = (length & -16); j < length; j++) {
            sum = sum + scratch[p + L * row + j];
        }
        scratch[inverse + row] = 1.0f / sum;
    }
}

// y = p vh * inverse      -> y (rows,8) on 5 rows of 8
static __attribute__((noinline)) void attention2x8From48Mix5x8(__global float *restrict arena,
        __global float *restrict scratch, int vh, int p, int inverse, int y, int length, int d, int L,
        int h, int i, int start) {
    float8 initial = (float8) (0.0f);
    float8 c0 = initial;
    float8 c1 = initial;
    float8 c2 = initial;
    float8 c3 = initial;
    float8 c4 = initial;

    for (int j = 0; j < length; j++) {
        float8 b = vload8(0, scratch + vh + 16 * j + d);
        float8 a0 = (float8) (scratch[p + j]);
        c0 = fma(a0, b, c0);
        float8 a1 = (float8) (scratch[p + L + j]);
        c1 = fma(a1, b, c1);
        float8 a2 = (float8) (scratch[p + 2 * L + j]);
        c2 = fma(a2, b, c2);
        float8 a3 = (float8) (scratch[p + 3 * L + j]);
        c3 = fma(a3, b, c3);
        float8 a4 = (float8) (scratch[p + 4 * L + j]);
        c4 = fma(a4, b, c4);
    }

    float8 scale0 = (float8) (scratch[inverse]);
    vstore8(c0 * scale0, 0, arena + y + 16 * start + 16 * i + 8 * h + d);
    float8 scale1 = (float8) (scratch[inverse + 1]);
    vstore8(c1 * scale1, 0, arena + y + 16 * start + 16 * i + 8 * h + d + 16);
    float8 scale2 = (float8) (scratch[inverse + 2]);
    vstore8(c2 * scale2, 0, arena + y + 16 * start + 16 * i + 8 * h + d + 32);
    float8 scale3 = (float8) (scratch[inverse + 3]);
    vstore8(c3 * scale3, 0, arena + y + 16 * start + 16 * i + 8 * h + d + 48);
    float8 scale4 = (float8) (scratch[inverse + 4]);
    vstore8(c4 * scale4, 0, arena + y + 16 * start + 16 * i + 8 * h + d + 64);
}

// 5 rows through all phases
static __attribute__((noinline)) void attention2x8From48Rows5(__global float *restrict arena,
        __global float *restrict scratch, int kt, int q, int p, int parts, int inverse, int vh, int y,
        int length, int h, int i, int start, int L) {
    int j = 0;
    for (; j + 32 <= ((length + 15) & -16); j += 32) {
        attention2x8From48Scores5x32(arena, scratch, kt, q, p, j, h, i, start, L);
    }
    for (; j + 16 <= ((length + 15) & -16); j += 16) {
        attention2x8From48Scores5x16(arena, scratch, kt, q, p, j, h, i, start, L);
    }
    attention2x8From48SoftmaxLargest5(scratch, p, parts, length, L);
    attention2x8From48SoftmaxFromLargest5(scratch, parts, p, length, L);
    attention2x8From48SoftmaxSum5(scratch, p, parts, length, L);
    attention2x8From48SoftmaxFromSum5(scratch, parts, p, inverse, length, L);
    int d = 0;
    attention2x8From48Mix5x8(arena, scratch, vh, p, inverse, y, length, d, L, h, i, start);
}

// p = q kt      -> p (rows,length) on 4 rows of 32
static __attribute__((noinline)) void attention2x8From48Scores4x32(__global float *restrict arena,
        __global float *restrict scratch, int kt, int q, int p, int j, int h, int i, int start, int L) {
    float8 initial = (float8) (0.0f);
    float8 c00 = initial;
    float8 c01 = initial;
    float8 c02 = initial;
    float8 c03 = initial;
    float8 c10 = initial;
    float8 c11 = initial;
    float8 c12 = initial;
    float8 c13 = initial;
    float8 c20 = initial;
    float8 c21 = initial;
    float8 c22 = initial;
    float8 c23 = initial;
    float8 c30 = initial;
    float8 c31 = initial;
    float8 c32 = initial;
    float8 c33 = initial;

    for (int d = 0; d < 8; d++) {
        float8 b0 = vload8(0, scratch + kt + 8 * j + 16 * d);
        float8 b1 = vload8(0, scratch + kt + 8 * j + 16 * d + 8);
        float8 b2 = vload8(0, scratch + kt + 8 * j + 16 * d + 128);
        float8 b3 = vload8(0, scratch + kt + 8 * j + 16 * d + 136);
        float8 a0 = (float8) (arena[q + 48 * start + 48 * i + 8 * h + d]);
        c00 = fma(a0, b0, c00);
        c01 = fma(a0, b1, c01);
        c02 = fma(a0, b2, c02);
        c03 = fma(a0, b3, c03);
        float8 a1 = (float8) (arena[q + 48 * start + 48 * i + 8 * h + d + 48]);
        c10 = fma(a1, b0, c10);
        c11 = fma(a1, b1, c11);
        c12 = fma(a1, b2, c12);
        c13 = fma(a1, b3, c13);
        float8 a2 = (float8) (arena[q + 48 * start + 48 * i + 8 * h + d + 96]);
        c20 = fma(a2, b0, c20);
        c21 = fma(a2, b1, c21);
        c22 = fma(a2, b2, c22);
        c23 = fma(a2, b3, c23);
        float8 a3 = (float8) (arena[q + 48 * start + 48 * i + 8 * h + d + 144]);
        c30 = fma(a3, b0, c30);
        c31 = fma(a3, b1, c31);
        c32 = fma(a3, b2, c32);
        c33 = fma(a3, b3, c33);
    }

    vstore8(c00, 0, scratch + p + j);
    vstore8(c01, 0, scratch + p + j + 8);
    vstore8(c02, 0, scratch + p + j + 16);
    vstore8(c03, 0, scratch + p + j + 24);
    vstore8(c10, 0, scratch + p + L + j);
    vstore8(c11, 0, scratch + p + L + j + 8);
    vstore8(c12, 0, scratch + p + L + j + 16);
    vstore8(c13, 0, scratch + p + L + j + 24);
    vstore8(c20, 0, scratch + p + 2 * L + j);
    vstore8(c21, 0, scratch + p + 2 * L + j + 8);
    vstore8(c22, 0, scratch + p + 2 * L + j + 16);
    vstore8(c23, 0, scratch + p + 2 * L + j + 24);
    vstore8(c30, 0, scratch + p + 3 * L + j);
    vstore8(c31, 0, scratch + p + 3 * L + j + 8);
    vstore8(c32, 0, scratch + p + 3 * L + j + 16);
    vstore8(c33, 0, scratch + p + 3 * L + j + 24);
}

// p = q kt      -> p (rows,length) on 4 rows of 16
static __attribute__((noinline)) void attention2x8From48Scores4x16(__global float *restrict arena,
        __global float *restrict scratch, int kt, int q, int p, int j, int h, int i, int start, int L) {
    float8 initial = (float8) (0.0f);
    float8 c00 = initial;
    float8 c01 = initial;
    float8 c10 = initial;
    float8 c11 = initial;
    float8 c20 = initial;
    float8 c21 = initial;
    float8 c30 = initial;
    float8 c31 = initial;

    for (int d = 0; d < 8; d++) {
        float8 b0 = vload8(0, scratch + kt + 8 * j + 16 * d);
        float8 b1 = vload8(0, scratch + kt + 8 * j + 16 * d + 8);
        float8 a0 = (float8) (arena[q + 48 * start + 48 * i + 8 * h + d]);
        c00 = fma(a0, b0, c00);
        c01 = fma(a0, b1, c01);
        float8 a1 = (float8) (arena[q + 48 * start + 48 * i + 8 * h + d + 48]);
        c10 = fma(a1, b0, c10);
        c11 = fma(a1, b1, c11);
        float8 a2 = (float8) (arena[q + 48 * start + 48 * i + 8 * h + d + 96]);
        c20 = fma(a2, b0, c20);
        c21 = fma(a2, b1, c21);
        float8 a3 = (float8) (arena[q + 48 * start + 48 * i + 8 * h + d + 144]);
        c30 = fma(a3, b0, c30);
        c31 = fma(a3, b1, c31);
    }

    vstore8(c00, 0, scratch + p + j);
    vstore8(c01, 0, scratch + p + j + 8);
    vstore8(c10, 0, scratch + p + L + j);
    vstore8(c11, 0, scratch + p + L + j + 8);
    vstore8(c20, 0, scratch + p + 2 * L + j);
    vstore8(c21, 0, scratch + p + 2 * L + j + 8);
    vstore8(c30, 0, scratch + p + 3 * L + j);
    vstore8(c31, 0, scratch + p + 3 * L + j + 8);
}

// parts = partial results of largest      -> parts (rows,16) for 4 rows
static __attribute__((noinline)) void attention2x8From48SoftmaxLargest4(__global float *restrict scratch,
        int p, int parts, int length, int L) {
    float8 largest00 = (float8) (-INFINITY);
    float8 largest01 = (float8) (-INFINITY);
    float8 largest10 = (float8) (-INFINITY);
    float8 largest11 = (float8) (-INFINITY);
    float8 largest20 = (float8) (-INFINITY);
    float8 largest21 = (float8) (-INFINITY);
    float8 largest30 = (float8) (-INFINITY);
    float8 largest31 = (float8) (-INFINITY);

    for (int j = 0; j < (length & -16); j += 16) {
        float8 next00 = vload8(0, scratch + p + j);
        largest00 = (largest00 < next00 ? next00 : largest00);
        float8 next01 = vload8(0, scratch + p + j + 8);
        largest01 = (largest01 < next01 ? next01 : largest01);
        float8 next10 = vload8(0, scratch + p + L + j);
        largest10 = (largest10 < next10 ? next10 : largest10);
        float8 next11 = vload8(0, scratch + p + L + j + 8);
        largest11 = (largest11 < next11 ? next11 : largest11);
        float8 next20 = vload8(0, scratch + p + 2 * L + j);
        largest20 = (largest20 < next20 ? next20 : largest20);
        float8 next21 = vload8(0, scratch + p + 2 * L + j + 8);
        largest21 = (largest21 < next21 ? next21 : largest21);
        float8 next30 = vload8(0, scratch + p + 3 * L + j);
        largest30 = (largest30 < next30 ? next30 : largest30);
        float8 next31 = vload8(0, scratch + p + 3 * L + j + 8);
        largest31 = (largest31 < next31 ? next31 : largest31);
    }

    vstore8(largest00, 0, scratch + parts);
    vstore8(largest01, 0, scratch + parts + 8);
    vstore8(largest10, 0, scratch + parts + 16);
    vstore8(largest11, 0, scratch + parts + 24);
    vstore8(largest20, 0, scratch + parts + 32);
    vstore8(largest21, 0, scratch + parts + 40);
    vstore8(largest30, 0, scratch + parts + 48);
    vstore8(largest31, 0, scratch + parts + 56);
}

// p = e^((p - max(p)) / sqrt(8)), inverse = 1 / sum(p), from largest on, for 4 rows
static __attribute__((noinline)) void attention2x8From48SoftmaxFromLargest4(__global float *restrict scratch,
        int parts, int p, int length, int L) {
    for (int row = 0; row < 4; row++) {
        float8 largest0 = vload8(0, scratch + parts + 16 * row);
        float8 largest1 = vload8(0, scratch + parts + 16 * row + 8);
        largest0 = (largest0 < largest1 ? largest1 : largest0);
        float largest = largestOf(largest0);
        for (int j = (length & -16); j < length; j++) {
            float next = scratch[p + L * row + j];
            largest = (largest < next ? next : largest);
        }
        float shift = -(largest * 0.5100697f);
        for (int j = 0; j < ((length + 15) & -16); j += 8) {
            vstore8(twoTo_8(fma(vload8(0, scratch + p + L * row + j), (float8) (0.5100697f),
                    (float8) (shift))), 0, scratch + p + L * row + j);
        }
    }
}

// parts = partial results of sum      -> parts (rows,16) for 4 rows
static __attribute__((noinline)) void attention2x8From48SoftmaxSum4(__global float *restrict scratch,
        int p, int parts, int length, int L) {
    float8 sum00 = (float8) (0.0f);
    float8 sum01 = (float8) (0.0f);
    float8 sum10 = (float8) (0.0f);
    float8 sum11 = (float8) (0.0f);
    float8 sum20 = (float8) (0.0f);
    float8 sum21 = (float8) (0.0f);
    float8 sum30 = (float8) (0.0f);
    float8 sum31 = (float8) (0.0f);

    for (int j = 0; j < (length & -16); j += 16) {
        sum00 = sum00 + vload8(0, scratch + p + j);
        sum01 = sum01 + vload8(0, scratch + p + j + 8);
        sum10 = sum10 + vload8(0, scratch + p + L + j);
        sum11 = sum11 + vload8(0, scratch + p + L + j + 8);
        sum20 = sum20 + vload8(0, scratch + p + 2 * L + j);
        sum21 = sum21 + vload8(0, scratch + p + 2 * L + j + 8);
        sum30 = sum30 + vload8(0, scratch + p + 3 * L + j);
        sum31 = sum31 + vload8(0, scratch + p + 3 * L + j + 8);
    }

    vstore8(sum00, 0, scratch + parts);
    vstore8(sum01, 0, scratch + parts + 8);
    vstore8(sum10, 0, scratch + parts + 16);
    vstore8(sum11, 0, scratch + parts + 24);
    vstore8(sum20, 0, scratch + parts + 32);
    vstore8(sum21, 0, scratch + parts + 40);
    vstore8(sum30, 0, scratch + parts + 48);
    vstore8(sum31, 0, scratch + parts + 56);
}

// p = e^((p - max(p)) / sqrt(8)), inverse = 1 / sum(p), from sum on, for 4 rows
static __attribute__((noinline)) void attention2x8From48SoftmaxFromSum4(__global float *restrict scratch,
        int parts, int p, int inverse, int length, int L) {
    for (int row = 0; row < 4; row++) {
        float8 sum0 = vload8(0, scratch + parts + 16 * row);
        float8 sum1 = vload8(0, scratch + parts + 16 * row + 8);
        sum0 = sum0 + sum1;
        float sum = sumOf(sum0);
        for (int j = (length & -16); j < length; j++) {
            sum = sum + scratch[p + L * row + j];
        }
        scratch[inverse + row] = 1.0f / sum;
    }
}

// y = p vh * inverse      -> y (rows,8) on 4 rows of 8
static __attribute__((noinline)) void attention2x8From48Mix4x8(__global float *restrict arena,
        __global float *restrict scratch, int vh, int p, int inverse, int y, int length, int d, int L,
        int h, int i, int start) {
    float8 initial = (float8) (0.0f);
    float8 c0 = initial;
    float8 c1 = initial;
    float8 c2 = initial;
    float8 c3 = initial;

    for (int j = 0; j < length; j++) {
        float8 b = vload8(0, scratch + vh + 16 * j + d);
        float8 a0 = (float8) (scratch[p + j]);
        c0 = fma(a0, b, c0);
        float8 a1 = (float8) (scratch[p + L + j]);
        c1 = fma(a1, b, c1);
        float8 a2 = (float8) (scratch[p + 2 * L + j]);
        c2 = fma(a2, b, c2);
        float8 a3 = (float8) (scratch[p + 3 * L + j]);
        c3 = fma(a3, b, c3);
    }

    float8 scale0 = (float8) (scratch[inverse]);
    vstore8(c0 * scale0, 0, arena + y + 16 * start + 16 * i + 8 * h + d);
    float8 scale1 = (float8) (scratch[inverse + 1]);
    vstore8(c1 * scale1, 0, arena + y + 16 * start + 16 * i + 8 * h + d + 16);
    float8 scale2 = (float8) (scratch[inverse + 2]);
    vstore8(c2 * scale2, 0, arena + y + 16 * start + 16 * i + 8 * h + d + 32);
    float8 scale3 = (float8) (scratch[inverse + 3]);
    vstore8(c3 * scale3, 0, arena + y + 16 * start + 16 * i + 8 * h + d + 48);
}

// 4 rows through all phases
static __attribute__((noinline)) void attention2x8From48Rows4(__global float *restrict arena,
        __global float *restrict scratch, int kt, int q, int p, int parts, int inverse, int vh, int y,
        int length, int h, int i, int start, int L) {
    int j = 0;
    for (; j + 32 <= ((length + 15) & -16); j += 32) {
        attention2x8From48Scores4x32(arena, scratch, kt, q, p, j, h, i, start, L);
    }
    for (; j + 16 <= ((length + 15) & -16); j += 16) {
        attention2x8From48Scores4x16(arena, scratch, kt, q, p, j, h, i, start, L);
    }
    attention2x8From48SoftmaxLargest4(scratch, p, parts, length, L);
    attention2x8From48SoftmaxFromLargest4(scratch, parts, p, length, L);
    attention2x8From48SoftmaxSum4(scratch, p, parts, length, L);
    attention2x8From48SoftmaxFromSum4(scratch, parts, p, inverse, length, L);
    int d = 0;
    attention2x8From48Mix4x8(arena, scratch, vh, p, inverse, y, length, d, L, h, i, start);
}

// p = q kt      -> p (rows,length) on 3 rows of 32
static __attribute__((noinline)) void attention2x8From48Scores3x32(__global float *restrict arena,
        __global float *restrict scratch, int kt, int q, int p, int j, int h, int i, int start, int L) {
    float8 initial = (float8) (0.0f);
    float8 c00 = initial;
    float8 c01 = initial;
    float8 c02 = initial;
    float8 c03 = initial;
    float8 c10 = initial;
    float8 c11 = initial;
    float8 c12 = initial;
    float8 c13 = initial;
    float8 c20 = initial;
    float8 c21 = initial;
    float8 c22 = initial;
    float8 c23 = initial;

    for (int d = 0; d < 8; d++) {
        float8 b0 = vload8(0, scratch + kt + 8 * j + 16 * d);
        float8 b1 = vload8(0, scratch + kt + 8 * j + 16 * d + 8);
        float8 b2 = vload8(0, scratch + kt + 8 * j + 16 * d + 128);
        float8 b3 = vload8(0, scratch + kt + 8 * j + 16 * d + 136);
        float8 a0 = (float8) (arena[q + 48 * start + 48 * i + 8 * h + d]);
        c00 = fma(a0, b0, c00);
        c01 = fma(a0, b1, c01);
        c02 = fma(a0, b2, c02);
        c03 = fma(a0, b3, c03);
        float8 a1 = (float8) (arena[q + 48 * start + 48 * i + 8 * h + d + 48]);
        c10 = fma(a1, b0, c10);
        c11 = fma(a1, b1, c11);
        c12 = fma(a1, b2, c12);
        c13 = fma(a1, b3, c13);
        float8 a2 = (float8) (arena[q + 48 * start + 48 * i + 8 * h + d + 96]);
        c20 = fma(a2, b0, c20);
        c21 = fma(a2, b1, c21);
        c22 = fma(a2, b2, c22);
        c23 = fma(a2, b3, c23);
    }

    vstore8(c00, 0, scratch + p + j);
    vstore8(c01, 0, scratch + p + j + 8);
    vstore8(c02, 0, scratch + p + j + 16);
    vstore8(c03, 0, scratch + p + j + 24);
    vstore8(c10, 0, scratch + p + L + j);
    vstore8(c11, 0, scratch + p + L + j + 8);
    vstore8(c12, 0, scratch + p + L + j + 16);
    vstore8(c13, 0, scratch + p + L + j + 24);
    vstore8(c20, 0, scratch + p + 2 * L + j);
    vstore8(c21, 0, scratch + p + 2 * L + j + 8);
    vstore8(c22, 0, scratch + p + 2 * L + j + 16);
    vstore8(c23, 0, scratch + p + 2 * L + j + 24);
}

// p = q kt      -> p (rows,length) on 3 rows of 16
static __attribute__((noinline)) void attention2x8From48Scores3x16(__global float *restrict arena,
        __global float *restrict scratch, int kt, int q, int p, int j, int h, int i, int start, int L) {
    float8 initial = (float8) (0.0f);
    float8 c00 = initial;
    float8 c01 = initial;
    float8 c10 = initial;
    float8 c11 = initial;
    float8 c20 = initial;
    float8 c21 = initial;

    for (int d = 0; d < 8; d++) {
        float8 b0 = vload8(0, scratch + kt + 8 * j + 16 * d);
        float8 b1 = vload8(0, scratch + kt + 8 * j + 16 * d + 8);
        float8 a0 = (float8) (arena[q + 48 * start + 48 * i + 8 * h + d]);
        c00 = fma(a0, b0, c00);
        c01 = fma(a0, b1, c01);
        float8 a1 = (float8) (arena[q + 48 * start + 48 * i + 8 * h + d + 48]);
        c10 = fma(a1, b0, c10);
        c11 = fma(a1, b1, c11);
        float8 a2 = (float8) (arena[q + 48 * start + 48 * i + 8 * h + d + 96]);
        c20 = fma(a2, b0, c20);
        c21 = fma(a2, b1, c21);
    }

    vstore8(c00, 0, scratch + p + j);
    vstore8(c01, 0, scratch + p + j + 8);
    vstore8(c10, 0, scratch + p + L + j);
    vstore8(c11, 0, scratch + p + L + j + 8);
    vstore8(c20, 0, scratch + p + 2 * L + j);
    vstore8(c21, 0, scratch + p + 2 * L + j + 8);
}

// parts = partial results of largest      -> parts (rows,16) for 3 rows
static __attribute__((noinline)) void attention2x8From48SoftmaxLargest3(__global float *restrict scratch,
        int p, int parts, int length, int L) {
    float8 largest00 = (float8) (-INFINITY);
    float8 largest01 = (float8) (-INFINITY);
    float8 largest10 = (float8) (-INFINITY);
    float8 largest11 = (float8) (-INFINITY);
    float8 largest20 = (float8) (-INFINITY);
    float8 largest21 = (float8) (-INFINITY);

    for (int j = 0; j < (length & -16); j += 16) {
        float8 next00 = vload8(0, scratch + p + j);
        largest00 = (largest00 < next00 ? next00 : largest00);
        float8 next01 = vload8(0, scratch + p + j + 8);
        largest01 = (largest01 < next01 ? next01 : largest01);
        float8 next10 = vload8(0, scratch + p + L + j);
        largest10 = (largest10 < next10 ? next10 : largest10);
        float8 next11 = vload8(0, scratch + p + L + j + 8);
        largest11 = (largest11 < next11 ? next11 : largest11);
        float8 next20 = vload8(0, scratch + p + 2 * L + j);
        largest20 = (largest20 < next20 ? next20 : largest20);
        float8 next21 = vload8(0, scratch + p + 2 * L + j + 8);
        largest21 = (largest21 < next21 ? next21 : largest21);
    }

    vstore8(largest00, 0, scratch + parts);
    vstore8(largest01, 0, scratch + parts + 8);
    vstore8(largest10, 0, scratch + parts + 16);
    vstore8(largest11, 0, scratch + parts + 24);
    vstore8(largest20, 0, scratch + parts + 32);
    vstore8(largest21, 0, scratch + parts + 40);
}

// p = e^((p - max(p)) / sqrt(8)), inverse = 1 / sum(p), from largest on, for 3 rows
static __attribute__((noinline)) void attention2x8From48SoftmaxFromLargest3(__global float *restrict scratch,
        int parts, int p, int length, int L) {
    for (int row = 0; row < 3; row++) {
        float8 largest0 = vload8(0, scratch + parts + 16 * row);
        float8 largest1 = vload8(0, scratch + parts + 16 * row + 8);
        largest0 = (largest0 < largest1 ? largest1 : largest0);
        float largest = largestOf(largest0);
        for (int j = (length & -16); j < length; j++) {
            float next = scratch[p + L * row + j];
            largest = (largest < next ? next : largest);
        }
        float shift = -(largest * 0.5100697f);
        for (int j = 0; j < ((length + 15) & -16); j += 8) {
            vstore8(twoTo_8(fma(vload8(0, scratch + p + L * row + j), (float8) (0.5100697f),
                    (float8) (shift))), 0, scratch + p + L * row + j);
        }
    }
}

// parts = partial results of sum      -> parts (rows,16) for 3 rows
static __attribute__((noinline)) void attention2x8From48SoftmaxSum3(__global float *restrict scratch,
        int p, int parts, int length, int L) {
    float8 sum00 = (float8) (0.0f);
    float8 sum01 = (float8) (0.0f);
    float8 sum10 = (float8) (0.0f);
    float8 sum11 = (float8) (0.0f);
    float8 sum20 = (float8) (0.0f);
    float8 sum21 = (float8) (0.0f);

    for (int j = 0; j < (length & -16); j += 16) {
        sum00 = sum00 + vload8(0, scratch + p + j);
        sum01 = sum01 + vload8(0, scratch + p + j + 8);
        sum10 = sum10 + vload8(0, scratch + p + L + j);
        sum11 = sum11 + vload8(0, scratch + p + L + j + 8);
        sum20 = sum20 + vload8(0, scratch + p + 2 * L + j);
        sum21 = sum21 + vload8(0, scratch + p + 2 * L + j + 8);
    }

    vstore8(sum00, 0, scratch + parts);
    vstore8(sum01, 0, scratch + parts + 8);
    vstore8(sum10, 0, scratch + parts + 16);
    vstore8(sum11, 0, scratch + parts + 24);
    vstore8(sum20, 0, scratch + parts + 32);
    vstore8(sum21, 0, scratch + parts + 40);
}

// p = e^((p - max(p)) / sqrt(8)), inverse = 1 / sum(p), from sum on, for 3 rows
static __attribute__((noinline)) void attention2x8From48SoftmaxFromSum3(__global float *restrict scratch,
        int parts, int p, int inverse, int length, int L) {
    for (int row = 0; row < 3; row++) {
        float8 sum0 = vload8(0, scratch + parts + 16 * row);
        float8 sum1 = vload8(0, scratch + parts + 16 * row + 8);
        sum0 = sum0 + sum1;
        float sum = sumOf(sum0);
        for (int j = (length & -16); j < length; j++) {
            sum = sum + scratch[p + L * row + j];
        }
        scratch[inverse + row] = 1.0f / sum;
    }
}

// y = p vh * inverse      -> y (rows,8) on 3 rows of 8
static __attribute__((noinline)) void attention2x8From48Mix3x8(__global float *restrict arena,
        __global float *restrict scratch, int vh, int p, int inverse, int y, int length, int d, int L,
        int h, int i, int start) {
    float8 initial = (float8) (0.0f);
    float8 c0 = initial;
    float8 c1 = initial;
    float8 c2 = initial;

    for (int j = 0; j < length; j++) {
        float8 b = vload8(0, scratch + vh + 16 * j + d);
        float8 a0 = (float8) (scratch[p + j]);
        c0 = fma(a0, b, c0);
        float8 a1 = (float8) (scratch[p + L + j]);
        c1 = fma(a1, b, c1);
        float8 a2 = (float8) (scratch[p + 2 * L + j]);
        c2 = fma(a2, b, c2);
    }

    float8 scale0 = (float8) (scratch[inverse]);
    vstore8(c0 * scale0, 0, arena + y + 16 * start + 16 * i + 8 * h + d);
    float8 scale1 = (float8) (scratch[inverse + 1]);
    vstore8(c1 * scale1, 0, arena + y + 16 * start + 16 * i + 8 * h + d + 16);
    float8 scale2 = (float8) (scratch[inverse + 2]);
    vstore8(c2 * scale2, 0, arena + y + 16 * start + 16 * i + 8 * h + d + 32);
}

// 3 rows through all phases
static __attribute__((noinline)) void attention2x8From48Rows3(__global float *restrict arena,
        __global float *restrict scratch, int kt, int q, int p, int parts, int inverse, int vh, int y,
        int length, int h, int i, int start, int L) {
    int j = 0;
    for (; j + 32 <= ((length + 15) & -16); j += 32) {
        attention2x8From48Scores3x32(arena, scratch, kt, q, p, j, h, i, start, L);
    }
    for (; j + 16 <= ((length + 15) & -16); j += 16) {
        attention2x8From48Scores3x16(arena, scratch, kt, q, p, j, h, i, start, L);
    }
    attention2x8From48SoftmaxLargest3(scratch, p, parts, length, L);
    attention2x8From48SoftmaxFromLargest3(scratch, parts, p, length, L);
    attention2x8From48SoftmaxSum3(scratch, p, parts, length, L);
    attention2x8From48SoftmaxFromSum3(scratch, parts, p, inverse, length, L);
    int d = 0;
    attention2x8From48Mix3x8(arena, scratch, vh, p, inverse, y, length, d, L, h, i, start);
}

// p = q kt      -> p (rows,length) on 2 rows of 32
static __attribute__((noinline)) void attention2x8From48Scores2x32(__global float *restrict arena,
        __global float *restrict scratch, int kt, int q, int p, int j, int h, int i, int start, int L) {
    float8 initial = (float8) (0.0f);
    float8 c00 = initial;
    float8 c01 = initial;
    float8 c02 = initial;
    float8 c03 = initial;
    float8 c10 = initial;
    float8 c11 = initial;
    float8 c12 = initial;
    float8 c13 = initial;

    for (int d = 0; d < 8; d++) {
        float8 b0 = vload8(0, scratch + kt + 8 * j + 16 * d);
        float8 b1 = vload8(0, scratch + kt + 8 * j + 16 * d + 8);
        float8 b2 = vload8(0, scratch + kt + 8 * j + 16 * d + 128);
        float8 b3 = vload8(0, scratch + kt + 8 * j + 16 * d + 136);
        float8 a0 = (float8) (arena[q + 48 * start + 48 * i + 8 * h + d]);
        c00 = fma(a0, b0, c00);
        c01 = fma(a0, b1, c01);
        c02 = fma(a0, b2, c02);
        c03 = fma(a0, b3, c03);
        float8 a1 = (float8) (arena[q + 48 * start + 48 * i + 8 * h + d + 48]);
        c10 = fma(a1, b0, c10);
        c11 = fma(a1, b1, c11);
        c12 = fma(a1, b2, c12);
        c13 = fma(a1, b3, c13);
    }

    vstore8(c00, 0, scratch + p + j);
    vstore8(c01, 0, scratch + p + j + 8);
    vstore8(c02, 0, scratch + p + j + 16);
    vstore8(c03, 0, scratch + p + j + 24);
    vstore8(c10, 0, scratch + p + L + j);
    vstore8(c11, 0, scratch + p + L + j + 8);
    vstore8(c12, 0, scratch + p + L + j + 16);
    vstore8(c13, 0, scratch + p + L + j + 24);
}

// p = q kt      -> p (rows,length) on 2 rows of 16
static __attribute__((noinline)) void attention2x8From48Scores2x16(__global float *restrict arena,
        __global float *restrict scratch, int kt, int q, int p, int j, int h, int i, int start, int L) {
    float8 initial = (float8) (0.0f);
    float8 c00 = initial;
    float8 c01 = initial;
    float8 c10 = initial;
    float8 c11 = initial;

    for (int d = 0; d < 8; d++) {
        float8 b0 = vload8(0, scratch + kt + 8 * j + 16 * d);
        float8 b1 = vload8(0, scratch + kt + 8 * j + 16 * d + 8);
        float8 a0 = (float8) (arena[q + 48 * start + 48 * i + 8 * h + d]);
        c00 = fma(a0, b0, c00);
        c01 = fma(a0, b1, c01);
        float8 a1 = (float8) (arena[q + 48 * start + 48 * i + 8 * h + d + 48]);
        c10 = fma(a1, b0, c10);
        c11 = fma(a1, b1, c11);
    }

    vstore8(c00, 0, scratch + p + j);
    vstore8(c01, 0, scratch + p + j + 8);
    vstore8(c10, 0, scratch + p + L + j);
    vstore8(c11, 0, scratch + p + L + j + 8);
}

// parts = partial results of largest      -> parts (rows,16) for 2 rows
static __attribute__((noinline)) void attention2x8From48SoftmaxLargest2(__global float *restrict scratch,
        int p, int parts, int length, int L) {
    float8 largest00 = (float8) (-INFINITY);
    float8 largest01 = (float8) (-INFINITY);
    float8 largest10 = (float8) (-INFINITY);
    float8 largest11 = (float8) (-INFINITY);

    for (int j = 0; j < (length & -16); j += 16) {
        float8 next00 = vload8(0, scratch + p + j);
        largest00 = (largest00 < next00 ? next00 : largest00);
        float8 next01 = vload8(0, scratch + p + j + 8);
        largest01 = (largest01 < next01 ? next01 : largest01);
        float8 next10 = vload8(0, scratch + p + L + j);
        largest10 = (largest10 < next10 ? next10 : largest10);
        float8 next11 = vload8(0, scratch + p + L + j + 8);
        largest11 = (largest11 < next11 ? next11 : largest11);
    }

    vstore8(largest00, 0, scratch + parts);
    vstore8(largest01, 0, scratch + parts + 8);
    vstore8(largest10, 0, scratch + parts + 16);
    vstore8(largest11, 0, scratch + parts + 24);
}

// p = e^((p - max(p)) / sqrt(8)), inverse = 1 / sum(p), from largest on, for 2 rows
static __attribute__((noinline)) void attention2x8From48SoftmaxFromLargest2(__global float *restrict scratch,
        int parts, int p, int length, int L) {
    for (int row = 0; row < 2; row++) {
        float8 largest0 = vload8(0, scratch + parts + 16 * row);
        float8 largest1 = vload8(0, scratch + parts + 16 * row + 8);
        largest0 = (largest0 < largest1 ? largest1 : largest0);
        float largest = largestOf(largest0);
        for (int j = (length & -16); j < length; j++) {
            float next = scratch[p + L * row + j];
            largest = (largest < next ? next : largest);
        }
        float shift = -(largest * 0.5100697f);
        for (int j = 0; j < ((length + 15) & -16); j += 8) {
            vstore8(twoTo_8(fma(vload8(0, scratch + p + L * row + j), (float8) (0.5100697f),
                    (float8) (shift))), 0, scratch + p + L * row + j);
        }
    }
}

// parts = partial results of sum      -> parts (rows,16) for 2 rows
static __attribute__((noinline)) void attention2x8From48SoftmaxSum2(__global float *restrict scratch,
        int p, int parts, int length, int L) {
    float8 sum00 = (float8) (0.0f);
    float8 sum01 = (float8) (0.0f);
    float8 sum10 = (float8) (0.0f);
    float8 sum11 = (float8) (0.0f);

    for (int j = 0; j < (length & -16); j += 16) {
        sum00 = sum00 + vload8(0, scratch + p + j);
        sum01 = sum01 + vload8(0, scratch + p + j + 8);
        sum10 = sum10 + vload8(0, scratch + p + L + j);
        sum11 = sum11 + vload8(0, scratch + p + L + j + 8);
    }

    vstore8(sum00, 0, scratch + parts);
    vstore8(sum01, 0, scratch + parts + 8);
    vstore8(sum10, 0, scratch + parts + 16);
    vstore8(sum11, 0, scratch + parts + 24);
}

// p = e^((p - max(p)) / sqrt(8)), inverse = 1 / sum(p), from sum on, for 2 rows
static __attribute__((noinline)) void attention2x8From48SoftmaxFromSum2(__global float *restrict scratch,
        int parts, int p, int inverse, int length, int L) {
    for (int row = 0; row < 2; row++) {
        float8 sum0 = vload8(0, scratch + parts + 16 * row);
        float8 sum1 = vload8(0, scratch + parts + 16 * row + 8);
        sum0 = sum0 + sum1;
        float sum = sumOf(sum0);
        for (int j = (length & -16); j < length; j++) {
            sum = sum + scratch[p + L * row + j];
        }
        scratch[inverse + row] = 1.0f / sum;
    }
}

// y = p vh * inverse      -> y (rows,8) on 2 rows of 8
static __attribute__((noinline)) void attention2x8From48Mix2x8(__global float *restrict arena,
        __global float *restrict scratch, int vh, int p, int inverse, int y, int length, int d, int L,
        int h, int i, int start) {
    float8 initial = (float8) (0.0f);
    float8 c0 = initial;
    float8 c1 = initial;

    for (int j = 0; j < length; j++) {
        float8 b = vload8(0, scratch + vh + 16 * j + d);
        float8 a0 = (float8) (scratch[p + j]);
        c0 = fma(a0, b, c0);
        float8 a1 = (float8) (scratch[p + L + j]);
        c1 = fma(a1, b, c1);
    }

    float8 scale0 = (float8) (scratch[inverse]);
    vstore8(c0 * scale0, 0, arena + y + 16 * start + 16 * i + 8 * h + d);
    float8 scale1 = (float8) (scratch[inverse + 1]);
    vstore8(c1 * scale1, 0, arena + y + 16 * start + 16 * i + 8 * h + d + 16);
}

// 2 rows through all phases
static __attribute__((noinline)) void attention2x8From48Rows2(__global float *restrict arena,
        __global float *restrict scratch, int kt, int q, int p, int parts, int inverse, int vh, int y,
        int length, int h, int i, int start, int L) {
    int j = 0;
    for (; j + 32 <= ((length + 15) & -16); j += 32) {
        attention2x8From48Scores2x32(arena, scratch, kt, q, p, j, h, i, start, L);
    }
    for (; j + 16 <= ((length + 15) & -16); j += 16) {
        attention2x8From48Scores2x16(arena, scratch, kt, q, p, j, h, i, start, L);
    }
    attention2x8From48SoftmaxLargest2(scratch, p, parts, length, L);
    attention2x8From48SoftmaxFromLargest2(scratch, parts, p, length, L);
    attention2x8From48SoftmaxSum2(scratch, p, parts, length, L);
    attention2x8From48SoftmaxFromSum2(scratch, parts, p, inverse, length, L);
    int d = 0;
    attention2x8From48Mix2x8(arena, scratch, vh, p, inverse, y, length, d, L, h, i, start);
}

// p = q kt      -> p (rows,length) on 1 row of 32
static __attribute__((noinline)) void attention2x8From48Scores1x32(__global float *restrict arena,
        __global float *restrict scratch, int kt, int q, int p, int j, int h, int i, int start) {
    float8 initial = (float8) (0.0f);
    float8 c0 = initial;
    float8 c1 = initial;
    float8 c2 = initial;
    float8 c3 = initial;

    for (int d = 0; d < 8; d++) {
        float8 b0 = vload8(0, scratch + kt + 8 * j + 16 * d);
        float8 b1 = vload8(0, scratch + kt + 8 * j + 16 * d + 8);
        float8 b2 = vload8(0, scratch + kt + 8 * j + 16 * d + 128);
        float8 b3 = vload8(0, scratch + kt + 8 * j + 16 * d + 136);
        float8 a = (float8) (arena[q + 48 * start + 48 * i + 8 * h + d]);
        c0 = fma(a, b0, c0);
        c1 = fma(a, b1, c1);
        c2 = fma(a, b2, c2);
        c3 = fma(a, b3, c3);
    }

    vstore8(c0, 0, scratch + p + j);
    vstore8(c1, 0, scratch + p + j + 8);
    vstore8(c2, 0, scratch + p + j + 16);
    vstore8(c3, 0, scratch + p + j + 24);
}

// p = q kt      -> p (rows,length) on 1 row of 16
static __attribute__((noinline)) void attention2x8From48Scores1x16(__global float *restrict arena,
        __global float *restrict scratch, int kt, int q, int p, int j, int h, int i, int start) {
    float8 initial = (float8) (0.0f);
    float8 c0 = initial;
    float8 c1 = initial;

    for (int d = 0; d < 8; d++) {
        float8 b0 = vload8(0, scratch + kt + 8 * j + 16 * d);
        float8 b1 = vload8(0, scratch + kt + 8 * j + 16 * d + 8);
        float8 a = (float8) (arena[q + 48 * start + 48 * i + 8 * h + d]);
        c0 = fma(a, b0, c0);
        c1 = fma(a, b1, c1);
    }

    vstore8(c0, 0, scratch + p + j);
    vstore8(c1, 0, scratch + p + j + 8);
}

// p = e^((p - max(p)) / sqrt(8)), inverse = 1 / sum(p) for 1 row
static __attribute__((noinline)) void attention2x8From48Softmax1(__global float *restrict scratch,
        int p, int inverse, int length, int L) {
    for (int row = 0; row < 1; row++) {
        float8 largest0 = (float8) (-INFINITY);
        float8 largest1 = (float8) (-INFINITY);
        for (int j = 0; j < (length & -16); j += 16) {
            float8 next0 = vload8(0, scratch + p + L * row + j);
            largest0 = (largest0 < next0 ? next0 : largest0);
            float8 next1 = vload8(0, scratch + p + L * row + j + 8);
            largest1 = (largest1 < next1 ? next1 : largest1);
        }
        largest0 = (largest0 < largest1 ? largest1 : largest0);
        float largest = largestOf(largest0);
        for (int j = (length & -16); j < length; j++) {
            float next = scratch[p + L * row + j];
            largest = (largest < next ? next : largest);
        }
        float shift = -(largest * 0.5100697f);
        for (int j = 0; j < ((length + 15) & -16); j += 8) {
            vstore8(twoTo_8(fma(vload8(0, scratch + p + L * row + j), (float8) (0.5100697f),
                    (float8) (shift))), 0, scratch + p + L * row + j);
        }
        float8 sum0 = (float8) (0.0f);
        float8 sum1 = (float8) (0.0f);
        for (int j = 0; j < (length & -16); j += 16) {
            sum0 = sum0 + vload8(0, scratch + p + L * row + j);
            sum1 = sum1 + vload8(0, scratch + p + L * row + j + 8);
        }
        sum0 = sum0 + sum1;
        float sum = sumOf(sum0);
        for (int j = (length & -16); j < length; j++) {
            sum = sum + scratch[p + L * row + j];
        }
        scratch[inverse + row] = 1.0f / sum;
    }
}

// y = p vh * inverse      -> y (rows,8) on 1 row of 8
static __attribute__((noinline)) void attention2x8From48Mix1x8(__global float *restrict arena,
        __global float *restrict scratch, int vh, int p, int inverse, int y, int length, int d, int h,
        int i, int start) {
    float8 initial = (float8) (0.0f);
    float8 c = initial;

    for (int j = 0; j < length; j++) {
        float8 b = vload8(0, scratch + vh + 16 * j + d);
        float8 a = (float8) (scratch[p + j]);
        c = fma(a, b, c);
    }

    float8 scale = (float8) (scratch[inverse]);
    vstore8(c * scale, 0, arena + y + 16 * start + 16 * i + 8 * h + d);
}

// 1 row through all phases
static __attribute__((noinline)) void attention2x8From48Rows1(__global float *restrict arena,
        __global float *restrict scratch, int kt, int q, int p, int inverse, int vh, int y, int length,
        int h, int i, int start, int L) {
    int j = 0;
    for (; j + 32 <= ((length + 15) & -16); j += 32) {
        attention2x8From48Scores1x32(arena, scratch, kt, q, p, j, h, i, start);
    }
    for (; j + 16 <= ((length + 15) & -16); j += 16) {
        attention2x8From48Scores1x16(arena, scratch, kt, q, p, j, h, i, start);
    }
    attention2x8From48Softmax1(scratch, p, inverse, length, L);
    int d = 0;
    attention2x8From48Mix1x8(arena, scratch, vh, p, inverse, y, length, d, h, i, start);
}

__kernel __attribute__((reqd_work_group_size(1, 1, 1)))
void attention2x8From48(__global float *restrict arena, __global float *restrict working,
        __global const int *restrict starts, int B, int L, int scratchFloats, int q, int k, int v,
        int y) {
    __global float *restrict scratch = working + get_group_id(0) * (size_t) scratchFloats;
    int kt = 0;
    int vh = kt + 8 * L;
    int p = vh + 16 * L;
    int inverse = p + 6 * L;
    int parts = inverse + 16;
    int tasks = B * 2;
    for (int task = get_group_id(0); task < tasks; task += get_num_groups(0)) {
        int s = task / 2;
        int h = task % 2;
        int start = starts[s];
        int length = starts[s + 1] - start;
        attention2x8From48Turn(arena, scratch, kt, k, length, h, start);
        attention2x8From48Gather(arena, scratch, vh, v, length, h, start);
        for (int i = 0, rows; i < length; i += rows) {
            rows = stride(length - i, 6);
            switch (rows) {
                case 6:
                    attention2x8From48Rows6(arena, scratch, kt, q, p, parts, inverse, vh, y, length, h, i,
                            start, L);
                    break;
                case 5:
                    attention2x8From48Rows5(arena, scratch, kt, q, p, parts, inverse, vh, y, length, h, i,
                            start, L);
                    break;
                case 4:
                    attention2x8From48Rows4(arena, scratch, kt, q, p, parts, inverse, vh, y, length, h, i,
                            start, L);
                    break;
                case 3:
                    attention2x8From48Rows3(arena, scratch, kt, q, p, parts, inverse, vh, y, length, h, i,
                            start, L);
                    break;
                case 2:
                    attention2x8From48Rows2(arena, scratch, kt, q, p, parts, inverse, vh, y, length, h, i,
                            start, L);
                    break;
                default:
                    attention2x8From48Rows1(arena, scratch, kt, q, p, inverse, vh, y, length, h, i, start, L);
                    break;
            }
        }
    }
}

// ---- Step 2.4: y = x w^T + bias + r      x (T,16), w (16,16), r (T,16) -> y (T,16)

// y = x w^T + bias on 6 rows of 16
static __attribute__((noinline)) void linear16x16AddTile6x16(__global float *restrict arena,
        __global const float *restrict weights, long bias, long w, int x, int y, int n, int t) {
    float8 initial0 = vload8(0, weights + bias + n);
    float8 c00 = initial0;
    float8 c10 = initial0;
    float8 c20 = initial0;
    float8 c30 = initial0;
    float8 c40 = initial0;
    float8 c50 = initial0;
    float8 initial1 = vload8(0, weights + bias + n + 8);
    float8 c01 = initial1;
    float8 c11 = initial1;
    float8 c21 = initial1;
    float8 c31 = initial1;
    float8 c41 = initial1;
    float8 c51 = initial1;

    for (int k = 0; k < 16; k++) {
        float8 b0 = vload8(0, weights + w + 16L * n + 16L * k);
        float8 b1 = vload8(0, weights + w + 16L * n + 16L * k + 8);
        float8 a0 = (float8) (arena[x + 16 * t + k]);
        c00 = fma(a0, b0, c00);
        c01 = fma(a0, b1, c01);
        float8 a1 = (float8) (arena[x + 16 * t + k + 16]);
        c10 = fma(a1, b0, c10);
        c11 = fma(a1, b1, c11);
        float8 a2 = (float8) (arena[x + 16 * t + k + 32]);
        c20 = fma(a2, b0, c20);
        c21 = fma(a2, b1, c21);
        float8 a3 = (float8) (arena[x + 16 * t + k + 48]);
        c30 = fma(a3, b0, c30);
        c31 = fma(a3, b1, c31);
        float8 a4 = (float8) (arena[x + 16 * t + k + 64]);
        c40 = fma(a4, b0, c40);
        c41 = fma(a4, b1, c41);
        float8 a5 = (float8) (arena[x + 16 * t + k + 80]);
        c50 = fma(a5, b0, c50);
        c51 = fma(a5, b1, c51);
    }

    vstore8(c00, 0, arena + y + 16 * t + n);
    vstore8(c01, 0, arena + y + 16 * t + n + 8);
    vstore8(c10, 0, arena + y + 16 * t + n + 16);
    vstore8(c11, 0, arena + y + 16 * t + n + 24);
    vstore8(c20, 0, arena + y + 16 * t + n + 32);
    vstore8(c21, 0, arena + y + 16 * t + n + 40);
    vstore8(c30, 0, arena + y + 16 * t + n + 48);
    vstore8(c31, 0, arena + y + 16 * t + n + 56);
    vstore8(c40, 0, arena + y + 16 * t + n + 64);
    vstore8(c41, 0, arena + y + 16 * t + n + 72);
    vstore8(c50, 0, arena + y + 16 * t + n + 80);
    vstore8(c51, 0, arena + y + 16 * t + n + 88);
}

// y = x w^T + bias on 5 rows of 16
static __attribute__((noinline)) void linear16x16AddTile5x16(__global float *restrict arena,
        __global const float *restrict weights, long bias, long w, int x, int y, int n, int t) {
    float8 initial0 = vload8(0, weights + bias + n);
    float8 c00 = initial0;
    float8 c10 = initial0;
    float8 c20 = initial0;
    float8 c30 = initial0;
    float8 c40 = initial0;
    float8 initial1 = vload8(0, weights + bias + n + 8);
    float8 c01 = initial1;
    float8 c11 = initial1;
    float8 c21 = initial1;
    float8 c31 = initial1;
    float8 c41 = initial1;

    for (int k = 0; k < 16; k++) {
        float8 b0 = vload8(0, weights + w + 16L * n + 16L * k);
        float8 b1 = vload8(0, weights + w + 16L * n + 16L * k + 8);
        float8 a0 = (float8) (arena[x + 16 * t + k]);
        c00 = fma(a0, b0, c00);
        c01 = fma(a0, b1, c01);
        float8 a1 = (float8) (arena[x + 16 * t + k + 16]);
        c10 = fma(a1, b0, c10);
        c11 = fma(a1, b1, c11);
        float8 a2 = (float8) (arena[x + 16 * t + k + 32]);
        c20 = fma(a2, b0, c20);
        c21 = fma(a2, b1, c21);
        float8 a3 = (float8) (arena[x + 16 * t + k + 48]);
        c30 = fma(a3, b0, c30);
        c31 = fma(a3, b1, c31);
        float8 a4 = (float8) (arena[x + 16 * t + k + 64]);
        c40 = fma(a4, b0, c40);
        c41 = fma(a4, b1, c41);
    }

    vstore8(c00, 0, arena + y + 16 * t + n);
    vstore8(c01, 0, arena + y + 16 * t + n + 8);
    vstore8(c10, 0, arena + y + 16 * t + n + 16);
    vstore8(c11, 0, arena + y + 16 * t + n + 24);
    vstore8(c20, 0, arena + y + 16 * t + n + 32);
    vstore8(c21, 0, arena + y + 16 * t + n + 40);
    vstore8(c30, 0, arena + y + 16 * t + n + 48);
    vstore8(c31, 0, arena + y + 16 * t + n + 56);
    vstore8(c40, 0, arena + y + 16 * t + n + 64);
    vstore8(c41, 0, arena + y + 16 * t + n + 72);
}

// y = x w^T + bias on 4 rows of 16
static __attribute__((noinline)) void linear16x16AddTile4x16(__global float *restrict arena,
        __global const float *restrict weights, long bias, long w, int x, int y, int n, int t) {
    float8 initial0 = vload8(0, weights + bias + n);
    float8 c00 = initial0;
    float8 c10 = initial0;
    float8 c20 = initial0;
    float8 c30 = initial0;
    float8 initial1 = vload8(0, weights + bias + n + 8);
    float8 c01 = initial1;
    float8 c11 = initial1;
    float8 c21 = initial1;
    float8 c31 = initial1;

    for (int k = 0; k < 16; k++) {
        float8 b0 = vload8(0, weights + w + 16L * n + 16L * k);
        float8 b1 = vload8(0, weights + w + 16L * n + 16L * k + 8);
        float8 a0 = (float8) (arena[x + 16 * t + k]);
        c00 = fma(a0, b0, c00);
        c01 = fma(a0, b1, c01);
        float8 a1 = (float8) (arena[x + 16 * t + k + 16]);
        c10 = fma(a1, b0, c10);
        c11 = fma(a1, b1, c11);
        float8 a2 = (float8) (arena[x + 16 * t + k + 32]);
        c20 = fma(a2, b0, c20);
        c21 = fma(a2, b1, c21);
        float8 a3 = (float8) (arena[x + 16 * t + k + 48]);
        c30 = fma(a3, b0, c30);
        c31 = fma(a3, b1, c31);
    }

    vstore8(c00, 0, arena + y + 16 * t + n);
    vstore8(c01, 0, arena + y + 16 * t + n + 8);
    vstore8(c10, 0, arena + y + 16 * t + n + 16);
    vstore8(c11, 0, arena + y + 16 * t + n + 24);
    vstore8(c20, 0, arena + y + 16 * t + n + 32);
    vstore8(c21, 0, arena + y + 16 * t + n + 40);
    vstore8(c30, 0, arena + y + 16 * t + n + 48);
    vstore8(c31, 0, arena + y + 16 * t + n + 56);
}

// y = x w^T + bias on 3 rows of 16
static __attribute__((noinline)) void linear16x16AddTile3x16(__global float *restrict arena,
        __global const float *restrict weights, long bias, long w, int x, int y, int n, int t) {
    float8 initial0 = vload8(0, weights + bias + n);
    float8 c00 = initial0;
    float8 c10 = initial0;
    float8 c20 = initial0;
    float8 initial1 = vload8(0, weights + bias + n + 8);
    float8 c01 = initial1;
    float8 c11 = initial1;
    float8 c21 = initial1;

    for (int k = 0; k < 16; k++) {
        float8 b0 = vload8(0, weights + w + 16L * n + 16L * k);
        float8 b1 = vload8(0, weights + w + 16L * n + 16L * k + 8);
        float8 a0 = (float8) (arena[x + 16 * t + k]);
        c00 = fma(a0, b0, c00);
        c01 = fma(a0, b1, c01);
        float8 a1 = (float8) (arena[x + 16 * t + k + 16]);
        c10 = fma(a1, b0, c10);
        c11 = fma(a1, b1, c11);
        float8 a2 = (float8) (arena[x + 16 * t + k + 32]);
        c20 = fma(a2, b0, c20);
        c21 = fma(a2, b1, c21);
    }

    vstore8(c00, 0, arena + y + 16 * t + n);
    vstore8(c01, 0, arena + y + 16 * t + n + 8);
    vstore8(c10, 0, arena + y + 16 * t + n + 16);
    vstore8(c11, 0, arena + y + 16 * t + n + 24);
    vstore8(c20, 0, arena + y + 16 * t + n + 32);
    vstore8(c21, 0, arena + y + 16 * t + n + 40);
}

// y = x w^T + bias on 2 rows of 16
static __attribute__((noinline)) void linear16x16AddTile2x16(__global float *restrict arena,
        __global const float *restrict weights, long bias, long w, int x, int y, int n, int t) {
    float8 initial0 = vload8(0, weights + bias + n);
    float8 c00 = initial0;
    float8 c10 = initial0;
    float8 initial1 = vload8(0, weights + bias + n + 8);
    float8 c01 = initial1;
    float8 c11 = initial1;

    for (int k = 0; k < 16; k++) {
        float8 b0 = vload8(0, weights + w + 16L * n + 16L * k);
        float8 b1 = vload8(0, weights + w + 16L * n + 16L * k + 8);
        float8 a0 = (float8) (arena[x + 16 * t + k]);
        c00 = fma(a0, b0, c00);
        c01 = fma(a0, b1, c01);
        float8 a1 = (float8) (arena[x + 16 * t + k + 16]);
        c10 = fma(a1, b0, c10);
        c11 = fma(a1, b1, c11);
    }

    vstore8(c00, 0, arena + y + 16 * t + n);
    vstore8(c01, 0, arena + y + 16 * t + n + 8);
    vstore8(c10, 0, arena + y + 16 * t + n + 16);
    vstore8(c11, 0, arena + y + 16 * t + n + 24);
}

// y = x w^T + bias on 1 row of 16
static __attribute__((noinline)) void linear16x16AddTile1x16(__global float *restrict arena,
        __global const float *restrict weights, long bias, long w, int x, int y, int n, int t) {
    float8 initial0 = vload8(0, weights + bias + n);
    float8 c0 = initial0;
    float8 initial1 = vload8(0, weights + bias + n + 8);
    float8 c1 = initial1;

    for (int k = 0; k < 16; k++) {
        float8 b0 = vload8(0, weights + w + 16L * n + 16L * k);
        float8 b1 = vload8(0, weights + w + 16L * n + 16L * k + 8);
        float8 a = (float8) (arena[x + 16 * t + k]);
        c0 = fma(a, b0, c0);
        c1 = fma(a, b1, c1);
    }

    vstore8(c0, 0, arena + y + 16 * t + n);
    vstore8(c1, 0, arena + y + 16 * t + n + 8);
}

// y = y + r on rows of 16
static __attribute__((noinline)) void linear16x16AddFinishx16(__global float *restrict arena, int y,
        int r, int begin, int end, int n) {
    for (int t = begin; t < end; t++) {
        for (int lane = 0; lane < 16; lane += 8) {
            vstore8(vload8(0, arena + y + 16 * t + n + lane) + vload8(0, arena + r + 16 * t + n + lane),
                    0, arena + y + 16 * t + n + lane);
        }
    }
}

// y = x w^T + bias + r      x (T,16), w (16,16), r (T,16) -> y (T,16) on one panel and rows begin to end
static __attribute__((noinline)) void linear16x16AddPanel(__global float *restrict arena,
        __global const float *restrict weights, long bias, long w, int x, int y, int r, int begin,
        int end, int n) {
    for (int t = begin, rows; t < end; t += rows) {
        rows = stride(end - t, 6);
        switch (rows) {
            case 6:
                linear16x16AddTile6x16(arena, weights, bias, w, x, y, n, t);
                break;
            case 5:
                linear16x16AddTile5x16(arena, weights, bias, w, x, y, n, t);
                break;
            case 4:
                linear16x16AddTile4x16(arena, weights, bias, w, x, y, n, t);
                break;
            case 3:
                linear16x16AddTile3x16(arena, weights, bias, w, x, y, n, t);
                break;
            case 2:
                linear16x16AddTile2x16(arena, weights, bias, w, x, y, n, t);
                break;
            default:
                linear16x16AddTile1x16(arena, weights, bias, w, x, y, n, t);
                break;
        }
    }
    linear16x16AddFinishx16(arena, y, r, begin, end, n);
}

__kernel __attribute__((reqd_work_group_size(1, 1, 1)))
void linear16x16Add(__global float *restrict arena, __global const float *restrict weights, int T,
        int x, long w, long bias, int r, int y) {
    int tasks = ((T + 119) / 120);
    for (int task = get_group_id(0); task < tasks; task += get_num_groups(0)) {
        int n = 0;
        int begin = task * 120;
        int end = min(begin + 120, T);
        linear16x16AddPanel(arena, weights, bias, w, x, y, r, begin, end, n);
    }
}

// ---- Step 2.6: y = gelu_tanh(x w^T + bias)      x (T,16), w (32,16) -> y (T,32)

// y = x w^T + bias on 6 rows of 32
static __attribute__((noinline)) void linear16x32GeluTanhTile6x32(__global float *restrict arena,
        __global const float *restrict weights, long bias, long w, int x, int y, int n, int t) {
    float8 initial0 = vload8(0, weights + bias + n);
    float8 c00 = initial0;
    float8 c10 = initial0;
    float8 c20 = initial0;
    float8 c30 = initial0;
    float8 c40 = initial0;
    float8 c50 = initial0;
    float8 initial1 = vload8(0, weights + bias + n + 8);
    float8 c01 = initial1;
    float8 c11 = initial1;
    float8 c21 = initial1;
    float8 c31 = initial1;
    float8 c41 = initial1;
    float8 c51 = initial1;
    float8 initial2 = vload8(0, weights + bias + n + 16);
    float8 c02 = initial2;
    float8 c12 = initial2;
    float8 c22 = initial2;
    float8 c32 = initial2;
    float8 c42 = initial2;
    float8 c52 = initial2;
    float8 initial3 = vload8(0, weights + bias + n + 24);
    float8 c03 = initial3;
    float8 c13 = initial3;
    float8 c23 = initial3;
    float8 c33 = initial3;
    float8 c43 = initial3;
    float8 c53 = initial3;

    for (int k = 0; k < 16; k++) {
        float8 b0 = vload8(0, weights + w + 16L * n + 16L * k);
        float8 b1 = vload8(0, weights + w + 16L * n + 16L * k + 8);
        float8 b2 = vload8(0, weights + w + 16L * n + 16L * k + 256);
        float8 b3 = vload8(0, weights + w + 16L * n + 16L * k + 264);
        float8 a0 = (float8) (arena[x + 16 * t + k]);
        c00 = fma(a0, b0, c00);
        c01 = fma(a0, b1, c01);
        c02 = fma(a0, b2, c02);
        c03 = fma(a0, b3, c03);
        float8 a1 = (float8) (arena[x + 16 * t + k + 16]);
        c10 = fma(a1, b0, c10);
        c11 = fma(a1, b1, c11);
        c12 = fma(a1, b2, c12);
        c13 = fma(a1, b3, c13);
        float8 a2 = (float8) (arena[x + 16 * t + k + 32]);
        c20 = fma(a2, b0, c20);
        c21 = fma(a2, b1, c21);
        c22 = fma(a2, b2, c22);
        c23 = fma(a2, b3, c23);
        float8 a3 = (float8) (arena[x + 16 * t + k + 48]);
        c30 = fma(a3, b0, c30);
        c31 = fma(a3, b1, c31);
        c32 = fma(a3, b2, c32);
        c33 = fma(a3, b3, c33);
        float8 a4 = (float8) (arena[x + 16 * t + k + 64]);
        c40 = fma(a4, b0, c40);
        c41 = fma(a4, b1, c41);
        c42 = fma(a4, b2, c42);
        c43 = fma(a4, b3, c43);
        float8 a5 = (float8) (arena[x + 16 * t + k + 80]);
        c50 = fma(a5, b0, c50);
        c51 = fma(a5, b1, c51);
        c52 = fma(a5, b2, c52);
        c53 = fma(a5, b3, c53);
    }

    vstore8(c00, 0, arena + y + 32 * t + n);
    vstore8(c01, 0, arena + y + 32 * t + n + 8);
    vstore8(c02, 0, arena + y + 32 * t + n + 16);
    vstore8(c03, 0, arena + y + 32 * t + n + 24);
    vstore8(c10, 0, arena + y + 32 * t + n + 32);
    vstore8(c11, 0, arena + y + 32 * t + n + 40);
    vstore8(c12, 0, arena + y + 32 * t + n + 48);
    vstore8(c13, 0, arena + y + 32 * t + n + 56);
    vstore8(c20, 0, arena + y + 32 * t + n + 64);
    vstore8(c21, 0, arena + y + 32 * t + n + 72);
    vstore8(c22, 0, arena + y + 32 * t + n + 80);
    vstore8(c23, 0, arena + y + 32 * t + n + 88);
    vstore8(c30, 0, arena + y + 32 * t + n + 96);
    vstore8(c31, 0, arena + y + 32 * t + n + 104);
    vstore8(c32, 0, arena + y + 32 * t + n + 112);
    vstore8(c33, 0, arena + y + 32 * t + n + 120);
    vstore8(c40, 0, arena + y + 32 * t + n + 128);
    vstore8(c41, 0, arena + y + 32 * t + n + 136);
    vstore8(c42, 0, arena + y + 32 * t + n + 144);
    vstore8(c43, 0, arena + y + 32 * t + n + 152);
    vstore8(c50, 0, arena + y + 32 * t + n + 160);
    vstore8(c51, 0, arena + y + 32 * t + n + 168);
    vstore8(c52, 0, arena + y + 32 * t + n + 176);
    vstore8(c53, 0, arena + y + 32 * t + n + 184);
}

// y = x w^T + bias on 5 rows of 32
static __attribute__((noinline)) void linear16x32GeluTanhTile5x32(__global float *restrict arena,
        __global const float *restrict weights, long bias, long w, int x, int y, int n, int t) {
    float8 initial0 = vload8(0, weights + bias + n);
    float8 c00 = initial0;
    float8 c10 = initial0;
    float8 c20 = initial0;
    float8 c30 = initial0;
    float8 c40 = initial0;
    float8 initial1 = vload8(0, weights + bias + n + 8);
    float8 c01 = initial1;
    float8 c11 = initial1;
    float8 c21 = initial1;
    float8 c31 = initial1;
    float8 c41 = initial1;
    float8 initial2 = vload8(0, weights + bias + n + 16);
    float8 c02 = initial2;
    float8 c12 = initial2;
    float8 c22 = initial2;
    float8 c32 = initial2;
    float8 c42 = initial2;
    float8 initial3 = vload8(0, weights + bias + n + 24);
    float8 c03 = initial3;
    float8 c13 = initial3;
    float8 c23 = initial3;
    float8 c33 = initial3;
    float8 c43 = initial3;

    for (int k = 0; k < 16; k++) {
        float8 b0 = vload8(0, weights + w + 16L * n + 16L * k);
        float8 b1 = vload8(0, weights + w + 16L * n + 16L * k + 8);
        float8 b2 = vload8(0, weights + w + 16L * n + 16L * k + 256);
        float8 b3 = vload8(0, weights + w + 16L * n + 16L * k + 264);
        float8 a0 = (float8) (arena[x + 16 * t + k]);
        c00 = fma(a0, b0, c00);
        c01 = fma(a0, b1, c01);
        c02 = fma(a0, b2, c02);
        c03 = fma(a0, b3, c03);
        float8 a1 = (float8) (arena[x + 16 * t + k + 16]);
        c10 = fma(a1, b0, c10);
        c11 = fma(a1, b1, c11);
        c12 = fma(a1, b2, c12);
        c13 = fma(a1, b3, c13);
        float8 a2 = (float8) (arena[x + 16 * t + k + 32]);
        c20 = fma(a2, b0, c20);
        c21 = fma(a2, b1, c21);
        c22 = fma(a2, b2, c22);
        c23 = fma(a2, b3, c23);
        float8 a3 = (float8) (arena[x + 16 * t + k + 48]);
        c30 = fma(a3, b0, c30);
        c31 = fma(a3, b1, c31);
        c32 = fma(a3, b2, c32);
        c33 = fma(a3, b3, c33);
        float8 a4 = (float8) (arena[x + 16 * t + k + 64]);
        c40 = fma(a4, b0, c40);
        c41 = fma(a4, b1, c41);
        c42 = fma(a4, b2, c42);
        c43 = fma(a4, b3, c43);
    }

    vstore8(c00, 0, arena + y + 32 * t + n);
    vstore8(c01, 0, arena + y + 32 * t + n + 8);
    vstore8(c02, 0, arena + y + 32 * t + n + 16);
    vstore8(c03, 0, arena + y + 32 * t + n + 24);
    vstore8(c10, 0, arena + y + 32 * t + n + 32);
    vstore8(c11, 0, arena + y + 32 * t + n + 40);
    vstore8(c12, 0, arena + y + 32 * t + n + 48);
    vstore8(c13, 0, arena + y + 32 * t + n + 56);
    vstore8(c20, 0, arena + y + 32 * t + n + 64);
    vstore8(c21, 0, arena + y + 32 * t + n + 72);
    vstore8(c22, 0, arena + y + 32 * t + n + 80);
    vstore8(c23, 0, arena + y + 32 * t + n + 88);
    vstore8(c30, 0, arena + y + 32 * t + n + 96);
    vstore8(c31, 0, arena + y + 32 * t + n + 104);
    vstore8(c32, 0, arena + y + 32 * t + n + 112);
    vstore8(c33, 0, arena + y + 32 * t + n + 120);
    vstore8(c40, 0, arena + y + 32 * t + n + 128);
    vstore8(c41, 0, arena + y + 32 * t + n + 136);
    vstore8(c42, 0, arena + y + 32 * t + n + 144);
    vstore8(c43, 0, arena + y + 32 * t + n + 152);
}

// y = x w^T + bias on 4 rows of 32
static __attribute__((noinline)) void linear16x32GeluTanhTile4x32(__global float *restrict arena,
        __global const float *restrict weights, long bias, long w, int x, int y, int n, int t) {
    float8 initial0 = vload8(0, weights + bias + n);
    float8 c00 = initial0;
    float8 c10 = initial0;
    float8 c20 = initial0;
    float8 c30 = initial0;
    float8 initial1 = vload8(0, weights + bias + n + 8);
    float8 c01 = initial1;
    float8 c11 = initial1;
    float8 c21 = initial1;
    float8 c31 = initial1;
    float8 initial2 = vload8(0, weights + bias + n + 16);
    float8 c02 = initial2;
    float8 c12 = initial2;
    float8 c22 = initial2;
    float8 c32 = initial2;
    float8 initial3 = vload8(0, weights + bias + n + 24);
    float8 c03 = initial3;
    float8 c13 = initial3;
    float8 c23 = initial3;
    float8 c33 = initial3;

    for (int k = 0; k < 16; k++) {
        float8 b0 = vload8(0, weights + w + 16L * n + 16L * k);
        float8 b1 = vload8(0, weights + w + 16L * n + 16L * k + 8);
        float8 b2 = vload8(0, weights + w + 16L * n + 16L * k + 256);
        float8 b3 = vload8(0, weights + w + 16L * n + 16L * k + 264);
        float8 a0 = (float8) (arena[x + 16 * t + k]);
        c00 = fma(a0, b0, c00);
        c01 = fma(a0, b1, c01);
        c02 = fma(a0, b2, c02);
        c03 = fma(a0, b3, c03);
        float8 a1 = (float8) (arena[x + 16 * t + k + 16]);
        c10 = fma(a1, b0, c10);
        c11 = fma(a1, b1, c11);
        c12 = fma(a1, b2, c12);
        c13 = fma(a1, b3, c13);
        float8 a2 = (float8) (arena[x + 16 * t + k + 32]);
        c20 = fma(a2, b0, c20);
        c21 = fma(a2, b1, c21);
        c22 = fma(a2, b2, c22);
        c23 = fma(a2, b3, c23);
        float8 a3 = (float8) (arena[x + 16 * t + k + 48]);
        c30 = fma(a3, b0, c30);
        c31 = fma(a3, b1, c31);
        c32 = fma(a3, b2, c32);
        c33 = fma(a3, b3, c33);
    }

    vstore8(c00, 0, arena + y + 32 * t + n);
    vstore8(c01, 0, arena + y + 32 * t + n + 8);
    vstore8(c02, 0, arena + y + 32 * t + n + 16);
    vstore8(c03, 0, arena + y + 32 * t + n + 24);
    vstore8(c10, 0, arena + y + 32 * t + n + 32);
    vstore8(c11, 0, arena + y + 32 * t + n + 40);
    vstore8(c12, 0, arena + y + 32 * t + n + 48);
    vstore8(c13, 0, arena + y + 32 * t + n + 56);
    vstore8(c20, 0, arena + y + 32 * t + n + 64);
    vstore8(c21, 0, arena + y + 32 * t + n + 72);
    vstore8(c22, 0, arena + y + 32 * t + n + 80);
    vstore8(c23, 0, arena + y + 32 * t + n + 88);
    vstore8(c30, 0, arena + y + 32 * t + n + 96);
    vstore8(c31, 0, arena + y + 32 * t + n + 104);
    vstore8(c32, 0, arena + y + 32 * t + n + 112);
    vstore8(c33, 0, arena + y + 32 * t + n + 120);
}

// y = x w^T + bias on 3 rows of 32
static __attribute__((noinline)) void linear16x32GeluTanhTile3x32(__global float *restrict arena,
        __global const float *restrict weights, long bias, long w, int x, int y, int n, int t) {
    float8 initial0 = vload8(0, weights + bias + n);
    float8 c00 = initial0;
    float8 c10 = initial0;
    float8 c20 = initial0;
    float8 initial1 = vload8(0, weights + bias + n + 8);
    float8 c01 = initial1;
    float8 c11 = initial1;
    float8 c21 = initial1;
    float8 initial2 = vload8(0, weights + bias + n + 16);
    float8 c02 = initial2;
    float8 c12 = initial2;
    float8 c22 = initial2;
    float8 initial3 = vload8(0, weights + bias + n + 24);
    float8 c03 = initial3;
    float8 c13 = initial3;
    float8 c23 = initial3;

    for (int k = 0; k < 16; k++) {
        float8 b0 = vload8(0, weights + w + 16L * n + 16L * k);
        float8 b1 = vload8(0, weights + w + 16L * n + 16L * k + 8);
        float8 b2 = vload8(0, weights + w + 16L * n + 16L * k + 256);
        float8 b3 = vload8(0, weights + w + 16L * n + 16L * k + 264);
        float8 a0 = (float8) (arena[x + 16 * t + k]);
        c00 = fma(a0, b0, c00);
        c01 = fma(a0, b1, c01);
        c02 = fma(a0, b2, c02);
        c03 = fma(a0, b3, c03);
        float8 a1 = (float8) (arena[x + 16 * t + k + 16]);
        c10 = fma(a1, b0, c10);
        c11 = fma(a1, b1, c11);
        c12 = fma(a1, b2, c12);
        c13 = fma(a1, b3, c13);
        float8 a2 = (float8) (arena[x + 16 * t + k + 32]);
        c20 = fma(a2, b0, c20);
        c21 = fma(a2, b1, c21);
        c22 = fma(a2, b2, c22);
        c23 = fma(a2, b3, c23);
    }

    vstore8(c00, 0, arena + y + 32 * t + n);
    vstore8(c01, 0, arena + y + 32 * t + n + 8);
    vstore8(c02, 0, arena + y + 32 * t + n + 16);
    vstore8(c03, 0, arena + y + 32 * t + n + 24);
    vstore8(c10, 0, arena + y + 32 * t + n + 32);
    vstore8(c11, 0, arena + y + 32 * t + n + 40);
    vstore8(c12, 0, arena + y + 32 * t + n + 48);
    vstore8(c13, 0, arena + y + 32 * t + n + 56);
    vstore8(c20, 0, arena + y + 32 * t + n + 64);
    vstore8(c21, 0, arena + y + 32 * t + n + 72);
    vstore8(c22, 0, arena + y + 32 * t + n + 80);
    vstore8(c23, 0, arena + y + 32 * t + n + 88);
}

// y = x w^T + bias on 2 rows of 32
static __attribute__((noinline)) void linear16x32GeluTanhTile2x32(__global float *restrict arena,
        __global const float *restrict weights, long bias, long w, int x, int y, int n, int t) {
    float8 initial0 = vload8(0, weights + bias + n);
    float8 c00 = initial0;
    float8 c10 = initial0;
    float8 initial1 = vload8(0, weights + bias + n + 8);
    float8 c01 = initial1;
    float8 c11 = initial1;
    float8 initial2 = vload8(0, weights + bias + n + 16);
    float8 c02 = initial2;
    float8 c12 = initial2;
    float8 initial3 = vload8(0, weights + bias + n + 24);
    float8 c03 = initial3;
    float8 c13 = initial3;

    for (int k = 0; k < 16; k++) {
        float8 b0 = vload8(0, weights + w + 16L * n + 16L * k);
        float8 b1 = vload8(0, weights + w + 16L * n + 16L * k + 8);
        float8 b2 = vload8(0, weights + w + 16L * n + 16L * k + 256);
        float8 b3 = vload8(0, weights + w + 16L * n + 16L * k + 264);
        float8 a0 = (float8) (arena[x + 16 * t + k]);
        c00 = fma(a0, b0, c00);
        c01 = fma(a0, b1, c01);
        c02 = fma(a0, b2, c02);
        c03 = fma(a0, b3, c03);
        float8 a1 = (float8) (arena[x + 16 * t + k + 16]);
        c10 = fma(a1, b0, c10);
        c11 = fma(a1, b1, c11);
        c12 = fma(a1, b2, c12);
        c13 = fma(a1, b3, c13);
    }

    vstore8(c00, 0, arena + y + 32 * t + n);
    vstore8(c01, 0, arena + y + 32 * t + n + 8);
    vstore8(c02, 0, arena + y + 32 * t + n + 16);
    vstore8(c03, 0, arena + y + 32 * t + n + 24);
    vstore8(c10, 0, arena + y + 32 * t + n + 32);
    vstore8(c11, 0, arena + y + 32 * t + n + 40);
    vstore8(c12, 0, arena + y + 32 * t + n + 48);
    vstore8(c13, 0, arena + y + 32 * t + n + 56);
}

// y = x w^T + bias on 1 row of 32
static __attribute__((noinline)) void linear16x32GeluTanhTile1x32(__global float *restrict arena,
        __global const float *restrict weights, long bias, long w, int x, int y, int n, int t) {
    float8 initial0 = vload8(0, weights + bias + n);
    float8 c0 = initial0;
    float8 initial1 = vload8(0, weights + bias + n + 8);
    float8 c1 = initial1;
    float8 initial2 = vload8(0, weights + bias + n + 16);
    float8 c2 = initial2;
    float8 initial3 = vload8(0, weights + bias + n + 24);
    float8 c3 = initial3;

    for (int k = 0; k < 16; k++) {
        float8 b0 = vload8(0, weights + w + 16L * n + 16L * k);
        float8 b1 = vload8(0, weights + w + 16L * n + 16L * k + 8);
        float8 b2 = vload8(0, weights + w + 16L * n + 16L * k + 256);
        float8 b3 = vload8(0, weights + w + 16L * n + 16L * k + 264);
        float8 a = (float8) (arena[x + 16 * t + k]);
        c0 = fma(a, b0, c0);
        c1 = fma(a, b1, c1);
        c2 = fma(a, b2, c2);
        c3 = fma(a, b3, c3);
    }

    vstore8(c0, 0, arena + y + 32 * t + n);
    vstore8(c1, 0, arena + y + 32 * t + n + 8);
    vstore8(c2, 0, arena + y + 32 * t + n + 16);
    vstore8(c3, 0, arena + y + 32 * t + n + 24);
}

// y = gelu_tanh(y) on rows of 32
static __attribute__((noinline)) void linear16x32GeluTanhFinishx32(__global float *restrict arena,
        int y, int begin, int end, int n) {
    for (int t = begin; t < end; t++) {
        for (int lane = 0; lane < 32; lane += 8) {
            vstore8(geluTanh_8(vload8(0, arena + y + 32 * t + n + lane)),
                    0, arena + y + 32 * t + n + lane);
        }
    }
}

// y = gelu_tanh(x w^T + bias)      x (T,16), w (32,16) -> y (T,32) on one panel and rows begin to end
static __attribute__((noinline)) void linear16x32GeluTanhPanel(__global float *restrict arena,
        __global const float *restrict weights, long bias, long w, int x, int y, int begin, int end,
        int n) {
    for (int t = begin, rows; t < end; t += rows) {
        rows = stride(end - t, 6);
        switch (rows) {
            case 6:
                linear16x32GeluTanhTile6x32(arena, weights, bias, w, x, y, n, t);
                break;
            case 5:
                linear16x32GeluTanhTile5x32(arena, weights, bias, w, x, y, n, t);
                break;
            case 4:
                linear16x32GeluTanhTile4x32(arena, weights, bias, w, x, y, n, t);
                break;
            case 3:
                linear16x32GeluTanhTile3x32(arena, weights, bias, w, x, y, n, t);
                break;
            case 2:
                linear16x32GeluTanhTile2x32(arena, weights, bias, w, x, y, n, t);
                break;
            default:
                linear16x32GeluTanhTile1x32(arena, weights, bias, w, x, y, n, t);
                break;
        }
    }
    linear16x32GeluTanhFinishx32(arena, y, begin, end, n);
}

__kernel __attribute__((reqd_work_group_size(1, 1, 1)))
void linear16x32GeluTanh(__global float *restrict arena, __global const float *restrict weights,
        int T, int x, long w, long bias, int y) {
    int tasks = ((T + 119) / 120);
    for (int task = get_group_id(0); task < tasks; task += get_num_groups(0)) {
        int n = 0;
        int begin = task * 120;
        int end = min(begin + 120, T);
        linear16x32GeluTanhPanel(arena, weights, bias, w, x, y, begin, end, n);
    }
}

// ---- Step 2.7: y = x w^T + bias + r      x (T,32), w (16,32), r (T,16) -> y (T,16)

// y = x w^T + bias on 6 rows of 16
static __attribute__((noinline)) void linear32x16AddTile6x16(__global float *restrict arena,
        __global const float *restrict weights, long bias, long w, int x, int y, int n, int t) {
    float8 initial0 = vload8(0, weights + bias + n);
    float8 c00 = initial0;
    float8 c10 = initial0;
    float8 c20 = initial0;
    float8 c30 = initial0;
    float8 c40 = initial0;
    float8 c50 = initial0;
    float8 initial1 = vload8(0, weights + bias + n + 8);
    float8 c01 = initial1;
    float8 c11 = initial1;
    float8 c21 = initial1;
    float8 c31 = initial1;
    float8 c41 = initial1;
    float8 c51 = initial1;

    for (int k = 0; k < 32; k++) {
        float8 b0 = vload8(0, weights + w + 32L * n + 16L * k);
        float8 b1 = vload8(0, weights + w + 32L * n + 16L * k + 8);
        float8 a0 = (float8) (arena[x + 32 * t + k]);
        c00 = fma(a0, b0, c00);
        c01 = fma(a0, b1, c01);
        float8 a1 = (float8) (arena[x + 32 * t + k + 32]);
        c10 = fma(a1, b0, c10);
        c11 = fma(a1, b1, c11);
        float8 a2 = (float8) (arena[x + 32 * t + k + 64]);
        c20 = fma(a2, b0, c20);
        c21 = fma(a2, b1, c21);
        float8 a3 = (float8) (arena[x + 32 * t + k + 96]);
        c30 = fma(a3, b0, c30);
        c31 = fma(a3, b1, c31);
        float8 a4 = (float8) (arena[x + 32 * t + k + 128]);
        c40 = fma(a4, b0, c40);
        c41 = fma(a4, b1, c41);
        float8 a5 = (float8) (arena[x + 32 * t + k + 160]);
        c50 = fma(a5, b0, c50);
        c51 = fma(a5, b1, c51);
    }

    vstore8(c00, 0, arena + y + 16 * t + n);
    vstore8(c01, 0, arena + y + 16 * t + n + 8);
    vstore8(c10, 0, arena + y + 16 * t + n + 16);
    vstore8(c11, 0, arena + y + 16 * t + n + 24);
    vstore8(c20, 0, arena + y + 16 * t + n + 32);
    vstore8(c21, 0, arena + y + 16 * t + n + 40);
    vstore8(c30, 0, arena + y + 16 * t + n + 48);
    vstore8(c31, 0, arena + y + 16 * t + n + 56);
    vstore8(c40, 0, arena + y + 16 * t + n + 64);
    vstore8(c41, 0, arena + y + 16 * t + n + 72);
    vstore8(c50, 0, arena + y + 16 * t + n + 80);
    vstore8(c51, 0, arena + y + 16 * t + n + 88);
}

// y = x w^T + bias on 5 rows of 16
static __attribute__((noinline)) void linear32x16AddTile5x16(__global float *restrict arena,
        __global const float *restrict weights, long bias, long w, int x, int y, int n, int t) {
    float8 initial0 = vload8(0, weights + bias + n);
    float8 c00 = initial0;
    float8 c10 = initial0;
    float8 c20 = initial0;
    float8 c30 = initial0;
    float8 c40 = initial0;
    float8 initial1 = vload8(0, weights + bias + n + 8);
    float8 c01 = initial1;
    float8 c11 = initial1;
    float8 c21 = initial1;
    float8 c31 = initial1;
    float8 c41 = initial1;

    for (int k = 0; k < 32; k++) {
        float8 b0 = vload8(0, weights + w + 32L * n + 16L * k);
        float8 b1 = vload8(0, weights + w + 32L * n + 16L * k + 8);
        float8 a0 = (float8) (arena[x + 32 * t + k]);
        c00 = fma(a0, b0, c00);
        c01 = fma(a0, b1, c01);
        float8 a1 = (float8) (arena[x + 32 * t + k + 32]);
        c10 = fma(a1, b0, c10);
        c11 = fma(a1, b1, c11);
        float8 a2 = (float8) (arena[x + 32 * t + k + 64]);
        c20 = fma(a2, b0, c20);
        c21 = fma(a2, b1, c21);
        float8 a3 = (float8) (arena[x + 32 * t + k + 96]);
        c30 = fma(a3, b0, c30);
        c31 = fma(a3, b1, c31);
        float8 a4 = (float8) (arena[x + 32 * t + k + 128]);
        c40 = fma(a4, b0, c40);
        c41 = fma(a4, b1, c41);
    }

    vstore8(c00, 0, arena + y + 16 * t + n);
    vstore8(c01, 0, arena + y + 16 * t + n + 8);
    vstore8(c10, 0, arena + y + 16 * t + n + 16);
    vstore8(c11, 0, arena + y + 16 * t + n + 24);
    vstore8(c20, 0, arena + y + 16 * t + n + 32);
    vstore8(c21, 0, arena + y + 16 * t + n + 40);
    vstore8(c30, 0, arena + y + 16 * t + n + 48);
    vstore8(c31, 0, arena + y + 16 * t + n + 56);
    vstore8(c40, 0, arena + y + 16 * t + n + 64);
    vstore8(c41, 0, arena + y + 16 * t + n + 72);
}

// y = x w^T + bias on 4 rows of 16
static __attribute__((noinline)) void linear32x16AddTile4x16(__global float *restrict arena,
        __global const float *restrict weights, long bias, long w, int x, int y, int n, int t) {
    float8 initial0 = vload8(0, weights + bias + n);
    float8 c00 = initial0;
    float8 c10 = initial0;
    float8 c20 = initial0;
    float8 c30 = initial0;
    float8 initial1 = vload8(0, weights + bias + n + 8);
    float8 c01 = initial1;
    float8 c11 = initial1;
    float8 c21 = initial1;
    float8 c31 = initial1;

    for (int k = 0; k < 32; k++) {
        float8 b0 = vload8(0, weights + w + 32L * n + 16L * k);
        float8 b1 = vload8(0, weights + w + 32L * n + 16L * k + 8);
        float8 a0 = (float8) (arena[x + 32 * t + k]);
        c00 = fma(a0, b0, c00);
        c01 = fma(a0, b1, c01);
        float8 a1 = (float8) (arena[x + 32 * t + k + 32]);
        c10 = fma(a1, b0, c10);
        c11 = fma(a1, b1, c11);
        float8 a2 = (float8) (arena[x + 32 * t + k + 64]);
        c20 = fma(a2, b0, c20);
        c21 = fma(a2, b1, c21);
        float8 a3 = (float8) (arena[x + 32 * t + k + 96]);
        c30 = fma(a3, b0, c30);
        c31 = fma(a3, b1, c31);
    }

    vstore8(c00, 0, arena + y + 16 * t + n);
    vstore8(c01, 0, arena + y + 16 * t + n + 8);
    vstore8(c10, 0, arena + y + 16 * t + n + 16);
    vstore8(c11, 0, arena + y + 16 * t + n + 24);
    vstore8(c20, 0, arena + y + 16 * t + n + 32);
    vstore8(c21, 0, arena + y + 16 * t + n + 40);
    vstore8(c30, 0, arena + y + 16 * t + n + 48);
    vstore8(c31, 0, arena + y + 16 * t + n + 56);
}

// y = x w^T + bias on 3 rows of 16
static __attribute__((noinline)) void linear32x16AddTile3x16(__global float *restrict arena,
        __global const float *restrict weights, long bias, long w, int x, int y, int n, int t) {
    float8 initial0 = vload8(0, weights + bias + n);
    float8 c00 = initial0;
    float8 c10 = initial0;
    float8 c20 = initial0;
    float8 initial1 = vload8(0, weights + bias + n + 8);
    float8 c01 = initial1;
    float8 c11 = initial1;
    float8 c21 = initial1;

    for (int k = 0; k < 32; k++) {
        float8 b0 = vload8(0, weights + w + 32L * n + 16L * k);
        float8 b1 = vload8(0, weights + w + 32L * n + 16L * k + 8);
        float8 a0 = (float8) (arena[x + 32 * t + k]);
        c00 = fma(a0, b0, c00);
        c01 = fma(a0, b1, c01);
        float8 a1 = (float8) (arena[x + 32 * t + k + 32]);
        c10 = fma(a1, b0, c10);
        c11 = fma(a1, b1, c11);
        float8 a2 = (float8) (arena[x + 32 * t + k + 64]);
        c20 = fma(a2, b0, c20);
        c21 = fma(a2, b1, c21);
    }

    vstore8(c00, 0, arena + y + 16 * t + n);
    vstore8(c01, 0, arena + y + 16 * t + n + 8);
    vstore8(c10, 0, arena + y + 16 * t + n + 16);
    vstore8(c11, 0, arena + y + 16 * t + n + 24);
    vstore8(c20, 0, arena + y + 16 * t + n + 32);
    vstore8(c21, 0, arena + y + 16 * t + n + 40);
}

// y = x w^T + bias on 2 rows of 16
static __attribute__((noinline)) void linear32x16AddTile2x16(__global float *restrict arena,
        __global const float *restrict weights, long bias, long w, int x, int y, int n, int t) {
    float8 initial0 = vload8(0, weights + bias + n);
    float8 c00 = initial0;
    float8 c10 = initial0;
    float8 initial1 = vload8(0, weights + bias + n + 8);
    float8 c01 = initial1;
    float8 c11 = initial1;

    for (int k = 0; k < 32; k++) {
        float8 b0 = vload8(0, weights + w + 32L * n + 16L * k);
        float8 b1 = vload8(0, weights + w + 32L * n + 16L * k + 8);
        float8 a0 = (float8) (arena[x + 32 * t + k]);
        c00 = fma(a0, b0, c00);
        c01 = fma(a0, b1, c01);
        float8 a1 = (float8) (arena[x + 32 * t + k + 32]);
        c10 = fma(a1, b0, c10);
        c11 = fma(a1, b1, c11);
    }

    vstore8(c00, 0, arena + y + 16 * t + n);
    vstore8(c01, 0, arena + y + 16 * t + n + 8);
    vstore8(c10, 0, arena + y + 16 * t + n + 16);
    vstore8(c11, 0, arena + y + 16 * t + n + 24);
}

// y = x w^T + bias on 1 row of 16
static __attribute__((noinline)) void linear32x16AddTile1x16(__global float *restrict arena,
        __global const float *restrict weights, long bias, long w, int x, int y, int n, int t) {
    float8 initial0 = vload8(0, weights + bias + n);
    float8 c0 = initial0;
    float8 initial1 = vload8(0, weights + bias + n + 8);
    float8 c1 = initial1;

    for (int k = 0; k < 32; k++) {
        float8 b0 = vload8(0, weights + w + 32L * n + 16L * k);
        float8 b1 = vload8(0, weights + w + 32L * n + 16L * k + 8);
        float8 a = (float8) (arena[x + 32 * t + k]);
        c0 = fma(a, b0, c0);
        c1 = fma(a, b1, c1);
    }

    vstore8(c0, 0, arena + y + 16 * t + n);
    vstore8(c1, 0, arena + y + 16 * t + n + 8);
}

// y = y + r on rows of 16
static __attribute__((noinline)) void linear32x16AddFinishx16(__global float *restrict arena, int y,
        int r, int begin, int end, int n) {
    for (int t = begin; t < end; t++) {
        for (int lane = 0; lane < 16; lane += 8) {
            vstore8(vload8(0, arena + y + 16 * t + n + lane) + vload8(0, arena + r + 16 * t + n + lane),
                    0, arena + y + 16 * t + n + lane);
        }
    }
}

// y = x w^T + bias + r      x (T,32), w (16,32), r (T,16) -> y (T,16) on one panel and rows begin to end
static __attribute__((noinline)) void linear32x16AddPanel(__global float *restrict arena,
        __global const float *restrict weights, long bias, long w, int x, int y, int r, int begin,
        int end, int n) {
    for (int t = begin, rows; t < end; t += rows) {
        rows = stride(end - t, 6);
        switch (rows) {
            case 6:
                linear32x16AddTile6x16(arena, weights, bias, w, x, y, n, t);
                break;
            case 5:
                linear32x16AddTile5x16(arena, weights, bias, w, x, y, n, t);
                break;
            case 4:
                linear32x16AddTile4x16(arena, weights, bias, w, x, y, n, t);
                break;
            case 3:
                linear32x16AddTile3x16(arena, weights, bias, w, x, y, n, t);
                break;
            case 2:
                linear32x16AddTile2x16(arena, weights, bias, w, x, y, n, t);
                break;
            default:
                linear32x16AddTile1x16(arena, weights, bias, w, x, y, n, t);
                break;
        }
    }
    linear32x16AddFinishx16(arena, y, r, begin, end, n);
}

__kernel __attribute__((reqd_work_group_size(1, 1, 1)))
void linear32x16Add(__global float *restrict arena, __global const float *restrict weights, int T,
        int x, long w, long bias, int r, int y) {
    int tasks = ((T + 119) / 120);
    for (int task = get_group_id(0); task < tasks; task += get_num_groups(0)) {
        int n = 0;
        int begin = task * 120;
        int end = min(begin + 120, T);
        linear32x16AddPanel(arena, weights, bias, w, x, y, r, begin, end, n);
    }
}

// ---- Step 4: y = max of each sequence      x (T,16) -> y (B,16)

__kernel __attribute__((reqd_work_group_size(1, 1, 1)))
void poolMax16(__global float *restrict arena, __global const int *restrict starts, int B, int x,
        int y) {
    int tasks = B;
    for (int task = get_group_id(0); task < tasks; task += get_num_groups(0)) {
        int s = task;
        int start = starts[s];
        int length = starts[s + 1] - start;
        int c = 0;
        float8 a0 = vload8(0, arena + x + 16 * start + c);
        float8 a1 = vload8(0, arena + x + 16 * start + c + 8);
        for (int i = 1; i < length; i++) {
            a0 = larger_8(a0, vload8(0, arena + x + 16 * start + 16 * i + c));
            a1 = larger_8(a1, vload8(0, arena + x + 16 * start + 16 * i + c + 8));
        }
        vstore8(a0, 0, arena + y + 16 * s + c);
        vstore8(a1, 0, arena + y + 16 * s + c + 8);
    }
}

// ---- Step 5: y = x w^T + bias      x (B,16), w (3,16) -> y (B,3)

// y = x w^T + bias on 6 rows of 16
static __attribute__((noinline)) void linear16x3PerSequenceTile6x16(__global float *restrict arena,
        __global const float *restrict weights, long bias, long w, int x, int y, int n, int t) {
    float8 initial0 = vload8(0, weights + bias + n);
    float8 c00 = initial0;
    float8 c10 = initial0;
    float8 c20 = initial0;
    float8 c30 = initial0;
    float8 c40 = initial0;
    float8 c50 = initial0;
    float8 initial1 = vload8(0, weights + bias + n + 8);
    float8 c01 = initial1;
    float8 c11 = initial1;
    float8 c21 = initial1;
    float8 c31 = initial1;
    float8 c41 = initial1;
    float8 c51 = initial1;

    for (int k = 0; k < 16; k++) {
        float8 b0 = vload8(0, weights + w + 16L * n + 16L * k);
        float8 b1 = vload8(0, weights + w + 16L * n + 16L * k + 8);
        float8 a0 = (float8) (arena[x + 16 * t + k]);
        c00 = fma(a0, b0, c00);
        c01 = fma(a0, b1, c01);
        float8 a1 = (float8) (arena[x + 16 * t + k + 16]);
        c10 = fma(a1, b0, c10);
        c11 = fma(a1, b1, c11);
        float8 a2 = (float8) (arena[x + 16 * t + k + 32]);
        c20 = fma(a2, b0, c20);
        c21 = fma(a2, b1, c21);
        float8 a3 = (float8) (arena[x + 16 * t + k + 48]);
        c30 = fma(a3, b0, c30);
        c31 = fma(a3, b1, c31);
        float8 a4 = (float8) (arena[x + 16 * t + k + 64]);
        c40 = fma(a4, b0, c40);
        c41 = fma(a4, b1, c41);
        float8 a5 = (float8) (arena[x + 16 * t + k + 80]);
        c50 = fma(a5, b0, c50);
        c51 = fma(a5, b1, c51);
    }

    vstore8(c00, 0, arena + y + 16 * t + n);
    vstore8(c01, 0, arena + y + 16 * t + n + 8);
    vstore8(c10, 0, arena + y + 16 * t + n + 16);
    vstore8(c11, 0, arena + y + 16 * t + n + 24);
    vstore8(c20, 0, arena + y + 16 * t + n + 32);
    vstore8(c21, 0, arena + y + 16 * t + n + 40);
    vstore8(c30, 0, arena + y + 16 * t + n + 48);
    vstore8(c31, 0, arena + y + 16 * t + n + 56);
    vstore8(c40, 0, arena + y + 16 * t + n + 64);
    vstore8(c41, 0, arena + y + 16 * t + n + 72);
    vstore8(c50, 0, arena + y + 16 * t + n + 80);
    vstore8(c51, 0, arena + y + 16 * t + n + 88);
}

// y = x w^T + bias on 5 rows of 16
static __attribute__((noinline)) void linear16x3PerSequenceTile5x16(__global float *restrict arena,
        __global const float *restrict weights, long bias, long w, int x, int y, int n, int t) {
    float8 initial0 = vload8(0, weights + bias + n);
    float8 c00 = initial0;
    float8 c10 = initial0;
    float8 c20 = initial0;
    float8 c30 = initial0;
    float8 c40 = initial0;
    float8 initial1 = vload8(0, weights + bias + n + 8);
    float8 c01 = initial1;
    float8 c11 = initial1;
    float8 c21 = initial1;
    float8 c31 = initial1;
    float8 c41 = initial1;

    for (int k = 0; k < 16; k++) {
        float8 b0 = vload8(0, weights + w + 16L * n + 16L * k);
        float8 b1 = vload8(0, weights + w + 16L * n + 16L * k + 8);
        float8 a0 = (float8) (arena[x + 16 * t + k]);
        c00 = fma(a0, b0, c00);
        c01 = fma(a0, b1, c01);
        float8 a1 = (float8) (arena[x + 16 * t + k + 16]);
        c10 = fma(a1, b0, c10);
        c11 = fma(a1, b1, c11);
        float8 a2 = (float8) (arena[x + 16 * t + k + 32]);
        c20 = fma(a2, b0, c20);
        c21 = fma(a2, b1, c21);
        float8 a3 = (float8) (arena[x + 16 * t + k + 48]);
        c30 = fma(a3, b0, c30);
        c31 = fma(a3, b1, c31);
        float8 a4 = (float8) (arena[x + 16 * t + k + 64]);
        c40 = fma(a4, b0, c40);
        c41 = fma(a4, b1, c41);
    }

    vstore8(c00, 0, arena + y + 16 * t + n);
    vstore8(c01, 0, arena + y + 16 * t + n + 8);
    vstore8(c10, 0, arena + y + 16 * t + n + 16);
    vstore8(c11, 0, arena + y + 16 * t + n + 24);
    vstore8(c20, 0, arena + y + 16 * t + n + 32);
    vstore8(c21, 0, arena + y + 16 * t + n + 40);
    vstore8(c30, 0, arena + y + 16 * t + n + 48);
    vstore8(c31, 0, arena + y + 16 * t + n + 56);
    vstore8(c40, 0, arena + y + 16 * t + n + 64);
    vstore8(c41, 0, arena + y + 16 * t + n + 72);
}

// y = x w^T + bias on 4 rows of 16
static __attribute__((noinline)) void linear16x3PerSequenceTile4x16(__global float *restrict arena,
        __global const float *restrict weights, long bias, long w, int x, int y, int n, int t) {
    float8 initial0 = vload8(0, weights + bias + n);
    float8 c00 = initial0;
    float8 c10 = initial0;
    float8 c20 = initial0;
    float8 c30 = initial0;
    float8 initial1 = vload8(0, weights + bias + n + 8);
    float8 c01 = initial1;
    float8 c11 = initial1;
    float8 c21 = initial1;
    float8 c31 = initial1;

    for (int k = 0; k < 16; k++) {
        float8 b0 = vload8(0, weights + w + 16L * n + 16L * k);
        float8 b1 = vload8(0, weights + w + 16L * n + 16L * k + 8);
        float8 a0 = (float8) (arena[x + 16 * t + k]);
        c00 = fma(a0, b0, c00);
        c01 = fma(a0, b1, c01);
        float8 a1 = (float8) (arena[x + 16 * t + k + 16]);
        c10 = fma(a1, b0, c10);
        c11 = fma(a1, b1, c11);
        float8 a2 = (float8) (arena[x + 16 * t + k + 32]);
        c20 = fma(a2, b0, c20);
        c21 = fma(a2, b1, c21);
        float8 a3 = (float8) (arena[x + 16 * t + k + 48]);
        c30 = fma(a3, b0, c30);
        c31 = fma(a3, b1, c31);
    }

    vstore8(c00, 0, arena + y + 16 * t + n);
    vstore8(c01, 0, arena + y + 16 * t + n + 8);
    vstore8(c10, 0, arena + y + 16 * t + n + 16);
    vstore8(c11, 0, arena + y + 16 * t + n + 24);
    vstore8(c20, 0, arena + y + 16 * t + n + 32);
    vstore8(c21, 0, arena + y + 16 * t + n + 40);
    vstore8(c30, 0, arena + y + 16 * t + n + 48);
    vstore8(c31, 0, arena + y + 16 * t + n + 56);
}

// y = x w^T + bias on 3 rows of 16
static __attribute__((noinline)) void linear16x3PerSequenceTile3x16(__global float *restrict arena,
        __global const float *restrict weights, long bias, long w, int x, int y, int n, int t) {
    float8 initial0 = vload8(0, weights + bias + n);
    float8 c00 = initial0;
    float8 c10 = initial0;
    float8 c20 = initial0;
    float8 initial1 = vload8(0, weights + bias + n + 8);
    float8 c01 = initial1;
    float8 c11 = initial1;
    float8 c21 = initial1;

    for (int k = 0; k < 16; k++) {
        float8 b0 = vload8(0, weights + w + 16L * n + 16L * k);
        float8 b1 = vload8(0, weights + w + 16L * n + 16L * k + 8);
        float8 a0 = (float8) (arena[x + 16 * t + k]);
        c00 = fma(a0, b0, c00);
        c01 = fma(a0, b1, c01);
        float8 a1 = (float8) (arena[x + 16 * t + k + 16]);
        c10 = fma(a1, b0, c10);
        c11 = fma(a1, b1, c11);
        float8 a2 = (float8) (arena[x + 16 * t + k + 32]);
        c20 = fma(a2, b0, c20);
        c21 = fma(a2, b1, c21);
    }

    vstore8(c00, 0, arena + y + 16 * t + n);
    vstore8(c01, 0, arena + y + 16 * t + n + 8);
    vstore8(c10, 0, arena + y + 16 * t + n + 16);
    vstore8(c11, 0, arena + y + 16 * t + n + 24);
    vstore8(c20, 0, arena + y + 16 * t + n + 32);
    vstore8(c21, 0, arena + y + 16 * t + n + 40);
}

// y = x w^T + bias on 2 rows of 16
static __attribute__((noinline)) void linear16x3PerSequenceTile2x16(__global float *restrict arena,
        __global const float *restrict weights, long bias, long w, int x, int y, int n, int t) {
    float8 initial0 = vload8(0, weights + bias + n);
    float8 c00 = initial0;
    float8 c10 = initial0;
    float8 initial1 = vload8(0, weights + bias + n + 8);
    float8 c01 = initial1;
    float8 c11 = initial1;

    for (int k = 0; k < 16; k++) {
        float8 b0 = vload8(0, weights + w + 16L * n + 16L * k);
        float8 b1 = vload8(0, weights + w + 16L * n + 16L * k + 8);
        float8 a0 = (float8) (arena[x + 16 * t + k]);
        c00 = fma(a0, b0, c00);
        c01 = fma(a0, b1, c01);
        float8 a1 = (float8) (arena[x + 16 * t + k + 16]);
        c10 = fma(a1, b0, c10);
        c11 = fma(a1, b1, c11);
    }

    vstore8(c00, 0, arena + y + 16 * t + n);
    vstore8(c01, 0, arena + y + 16 * t + n + 8);
    vstore8(c10, 0, arena + y + 16 * t + n + 16);
    vstore8(c11, 0, arena + y + 16 * t + n + 24);
}

// y = x w^T + bias on 1 row of 16
static __attribute__((noinline)) void linear16x3PerSequenceTile1x16(__global float *restrict arena,
        __global const float *restrict weights, long bias, long w, int x, int y, int n, int t) {
    float8 initial0 = vload8(0, weights + bias + n);
    float8 c0 = initial0;
    float8 initial1 = vload8(0, weights + bias + n + 8);
    float8 c1 = initial1;

    for (int k = 0; k < 16; k++) {
        float8 b0 = vload8(0, weights + w + 16L * n + 16L * k);
        float8 b1 = vload8(0, weights + w + 16L * n + 16L * k + 8);
        float8 a = (float8) (arena[x + 16 * t + k]);
        c0 = fma(a, b0, c0);
        c1 = fma(a, b1, c1);
    }

    vstore8(c0, 0, arena + y + 16 * t + n);
    vstore8(c1, 0, arena + y + 16 * t + n + 8);
}

// y = x w^T + bias      x (B,16), w (3,16) -> y (B,3) on one panel and rows begin to end
static __attribute__((noinline)) void linear16x3PerSequencePanel(__global float *restrict arena,
        __global const float *restrict weights, long bias, long w, int x, int y, int begin, int end,
        int n) {
    for (int t = begin, rows; t < end; t += rows) {
        rows = stride(end - t, 6);
        switch (rows) {
            case 6:
                linear16x3PerSequenceTile6x16(arena, weights, bias, w, x, y, n, t);
                break;
            case 5:
                linear16x3PerSequenceTile5x16(arena, weights, bias, w, x, y, n, t);
                break;
            case 4:
                linear16x3PerSequenceTile4x16(arena, weights, bias, w, x, y, n, t);
                break;
            case 3:
                linear16x3PerSequenceTile3x16(arena, weights, bias, w, x, y, n, t);
                break;
            case 2:
                linear16x3PerSequenceTile2x16(arena, weights, bias, w, x, y, n, t);
                break;
            default:
                linear16x3PerSequenceTile1x16(arena, weights, bias, w, x, y, n, t);
                break;
        }
    }
}

__kernel __attribute__((reqd_work_group_size(1, 1, 1)))
void linear16x3PerSequence(__global float *restrict arena, __global const float *restrict weights,
        int B, int x, long w, long bias, int y) {
    int tasks = ((B + 119) / 120);
    for (int task = get_group_id(0); task < tasks; task += get_num_groups(0)) {
        int n = 0;
        int begin = task * 120;
        int end = min(begin + 120, B);
        linear16x3PerSequencePanel(arena, weights, bias, w, x, y, begin, end, n);
    }
}

