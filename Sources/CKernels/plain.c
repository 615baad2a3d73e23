// For every processor of the architecture: vectors of four.
#include "kernels.h"

#define LANES 4
#define ROWS 4
#include "elementwise.inc"
#include "single.inc"

const CKernelTable plainKernels = {.single = SINGLE_PRODUCTS, ELEMENTWISE};
