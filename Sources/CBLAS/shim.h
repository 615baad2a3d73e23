#include <cblas.h>
#include <stddef.h>

/// OpenBLAS' own threads spin and starve ours: we call it with one thread from our own workers.
void openblas_set_num_threads(int num_threads);

/// LAPACK: eigenvalues and eigenvectors of a symmetric matrix. The last two are lengths of the two words, which Fortran
/// passes out of sight.
void dsyevd_(const char *jobz, const char *uplo, const int *n, double *a, const int *lda, double *w, double *work,
             const int *lwork, int *iwork, const int *liwork, int *info, size_t jobz_length, size_t uplo_length);
