#ifndef KERNELS_H
#define KERNELS_H

#include "CKernels.h"

extern const CKernelTable plainKernels;
#if defined(__x86_64__)
extern const CKernelTable avx2Kernels;
extern const CKernelTable avx512Kernels;
extern const CKernelTable avx512HalfKernels;
#endif

#endif
