// For processors with AVX-512: vectors of sixteen, thirty-two registers; with bfloat16 where they have it.
#if defined(__x86_64__)
#include <immintrin.h>
#include <stdint.h>

#include "kernels.h"

#pragma clang attribute push( \
    __attribute__((target("avx2,fma,avx512f,avx512bw,avx512dq,avx512vl"))), apply_to = function)
#define LANES 16
#define ROWS 12
#include "elementwise.inc"
#include "single.inc"

const CKernelTable avx512Kernels = {.single = SINGLE_PRODUCTS, ELEMENTWISE};
#pragma clang attribute pop

#pragma clang attribute push( \
    __attribute__((target("avx2,fma,avx512f,avx512bw,avx512dq,avx512vl,avx512bf16"))), apply_to = function)
#include "half.inc"

const CKernelTable avx512HalfKernels = {.single = SINGLE_PRODUCTS, .half = HALF_PRODUCTS, ELEMENTWISE};
#pragma clang attribute pop
#endif
