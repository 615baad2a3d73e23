#include <cblas.h>

/// OpenBLAS' own threads spin and starve ours: we call it with one thread from our own workers.
void openblas_set_num_threads(int num_threads);
