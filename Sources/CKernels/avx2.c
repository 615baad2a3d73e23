// For processors with AVX2 and FMA: vectors of eight, sixteen registers.
#if defined(__x86_64__)
#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#include "kernels.h"

#define LANES 8
#define ROWS 6
#include "elementwise.inc"
#include "single.inc"

const CKernelTable avx2Kernels = {.single = SINGLE_PRODUCTS, ELEMENTWISE};
#pragma clang attribute pop
#endif
