#include "kernels.h"

const CKernelTable *CKernelsAt(CKernelsKind kind) {
    switch (kind) {
    case CKernelsPlain:
        return &plainKernels;
#if defined(__x86_64__)
    case CKernelsAVX2:
        return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") ? &avx2Kernels : NULL;
    case CKernelsAVX512:
    case CKernelsAVX512Half:
        if (!__builtin_cpu_supports("avx512f") || !__builtin_cpu_supports("avx512bw")
            || !__builtin_cpu_supports("avx512dq") || !__builtin_cpu_supports("avx512vl")
            || !__builtin_cpu_supports("fma"))
            return NULL;
        if (kind == CKernelsAVX512) return &avx512Kernels;
        return __builtin_cpu_supports("avx512bf16") ? &avx512HalfKernels : NULL;
#endif
    default:
        return NULL;
    }
}
