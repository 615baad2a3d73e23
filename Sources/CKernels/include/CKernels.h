/// The loops in which networks spend their time, in plain C that the compiler makes for several kinds of processor.
///
/// Each kind is a table of functions; `CKernelsAt` gives the table of a kind, or null where this processor cannot
/// run it. Matrices are row by row, `float`. No function allocates, waits or keeps anything; none reads or writes
/// outside the sizes that it is told. Every element of a product is summed in the order of the inner index,
/// whatever the number of rows, so a row's result does not depend on the rows beside it.
#ifndef CKERNELS_H
#define CKERNELS_H

#include <stddef.h>

/// Products with a right-hand factor that was packed once: c = a · b.
typedef struct {
    /// Columns of a panel.
    ptrdiff_t panel;
    /// Bytes of a packed factor.
    size_t (*size)(ptrdiff_t inner, ptrdiff_t columns);
    /// Packs b, whose element (k, n) is `b[k * row + n * column]`; one of the strides is 1.
    void (*pack)(const float *b, ptrdiff_t row, ptrdiff_t column, ptrdiff_t inner, ptrdiff_t columns, void *packed);
    /// c [rows, columns] ← a · b + bias, or c + a · b where `adds`. Element (m, k) of a is `a[m * row + k * column]`,
    /// one of the strides being 1; rows of c are `stride` apart; `bias` may be null.
    void (*multiply)(
        const float *a, ptrdiff_t row, ptrdiff_t column, const void *packed, const float *bias, float *c,
        ptrdiff_t stride, ptrdiff_t rows, ptrdiff_t columns, ptrdiff_t inner, int adds);
} CProducts;

typedef struct {
    /// Products of `float`.
    CProducts single;
    /// Products of numbers rounded to bfloat16, added as `float`; null functions where the processor has none.
    CProducts half;

    /// y ← GELU(x), the tanh approximation. y may be x.
    void (*gelu)(const float *x, float *y, ptrdiff_t count);
    /// d ← d · GELU′(x).
    void (*geluGradient)(const float *x, float *d, ptrdiff_t count);
    /// y ← x · σ(x). y may be x.
    void (*silu)(const float *x, float *y, ptrdiff_t count);
    /// d ← d · the derivative of x · σ(x).
    void (*siluGradient)(const float *x, float *d, ptrdiff_t count);
    /// Each row ← softmax(scale · row).
    void (*softmax)(float *x, ptrdiff_t rows, ptrdiff_t columns, float scale);
    /// d ← scale · p ⊙ (d − Σ p ⊙ d), row by row: the way back through `softmax`, whose results p are.
    void (*softmaxGradient)(const float *p, float *d, ptrdiff_t rows, ptrdiff_t columns, float scale);
    /// y ← norm(x) · (1 + scale) + shift, row by row. Unless null, `normal` gets norm(x), `inverse` what each row
    /// was multiplied by. y may be x.
    void (*norm)(
        const float *x, const float *shift, const float *scale, float *y, float *normal, float *inverse,
        ptrdiff_t rows, ptrdiff_t columns);
    /// The way back through `norm`: adds to dx, dshift, dscale.
    void (*normGradient)(
        const float *normal, const float *inverse, const float *scale, const float *dy, float *dx, float *dshift,
        float *dscale, ptrdiff_t rows, ptrdiff_t columns);
    /// x ← x + gate · y, row by row.
    void (*gate)(float *x, const float *y, const float *gate, ptrdiff_t rows, ptrdiff_t columns);
    /// The way back through `gate`: dy ← gate · dx; adds Σ dx · y to dgate.
    void (*gateGradient)(
        const float *dx, const float *y, const float *gate, float *dy, float *dgate, ptrdiff_t rows,
        ptrdiff_t columns);
    /// Adds the sum of the rows to `sums`.
    void (*sumRows)(const float *x, float *sums, ptrdiff_t rows, ptrdiff_t columns);
    /// x ← x + y.
    void (*add)(float *x, const float *y, ptrdiff_t count);
    /// z ← a · x + b · y. z may be x or y.
    void (*mix)(const float *x, float a, const float *y, float b, float *z, ptrdiff_t count);
} CKernelTable;

/// Kinds of processor, each able to do what those before it can.
typedef enum {
    /// What every processor of this architecture has.
    CKernelsPlain = 0,
    /// x86-64 with AVX2 and FMA.
    CKernelsAVX2 = 1,
    /// x86-64 with AVX-512 (F, BW, DQ, VL).
    CKernelsAVX512 = 2,
    /// x86-64 with AVX-512 and its products of bfloat16.
    CKernelsAVX512Half = 3,
} CKernelsKind;

/// The functions for a kind of processor; null where this one is not of it.
const CKernelTable *CKernelsAt(CKernelsKind kind);

#endif
