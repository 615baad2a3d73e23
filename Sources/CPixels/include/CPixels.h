/// Loops over whole pictures, in plain C: they are quick in every build, where the same in Swift would be slow without
/// optimisation.
#ifndef CPIXELS_H
#define CPIXELS_H

#include <stddef.h>
#include <stdint.h>

/// Turns a picture of red, green, blue and opacity into the planes that video encoders take: Y, Cb, Cr by ITU-R BT.709
/// in the range of video (16 … 235), Cb and Cr at half the width and height. An odd last row or column is left out.
///
/// Opacity is not looked at. Coefficients are those of BT.709 to 1/256, so that a grey stays without any colour.
///
/// - rgba: `width * height` pixels, row by row.
/// - planes: (width & ~1) * (height & ~1) * 3 / 2 bytes.
void CPixelsPlanes(const uint8_t *rgba, ptrdiff_t width, ptrdiff_t height, uint8_t *planes);

#endif
