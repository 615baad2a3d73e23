#include "trampolines.h"

#define FUNCTIONS(each) \
    each(cblas_dgemm) \
    each(dsyevd_) \
    each(openblas_set_num_threads)

LIBRARY(blas, "libopenblas.so.0", FUNCTIONS)
