#include "CPixels.h"

#include <string.h>

// The loader picks the version for the processor it runs on.
#if defined(__x86_64__) && defined(__linux__)
#define FOR_EACH_PROCESSOR __attribute__((target_clones("avx2", "default")))
#else
#define FOR_EACH_PROCESSOR
#endif

/// The bytes red, green, blue, opacity as one number, red lowest.
static inline uint32_t pixel(const uint8_t *at) {
    uint32_t word;
    memcpy(&word, at, 4);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    word = __builtin_bswap32(word);
#endif
    return word;
}

FOR_EACH_PROCESSOR
static void lumaRow(const uint8_t *restrict rgba, ptrdiff_t width, uint8_t *restrict luma) {
    for (ptrdiff_t x = 0; x < width; x++) {
        const uint32_t word = pixel(rgba + 4 * x);
        const uint32_t red = word & 255, green = word >> 8 & 255, blue = word >> 16 & 255;
        luma[x] = (uint8_t)((47 * red + 157 * green + 16 * blue + (16 << 8) + 128) >> 8);
    }
}

FOR_EACH_PROCESSOR
static void chromaRow(
    const uint8_t *restrict upper, const uint8_t *restrict lower, ptrdiff_t count, uint8_t *restrict cb,
    uint8_t *restrict cr) {
    const uint32_t pairs = 0x00FF00FF;
    for (ptrdiff_t x = 0; x < count; x++) {
        const uint32_t a = pixel(upper + 8 * x), b = pixel(upper + 8 * x + 4);
        const uint32_t c = pixel(lower + 8 * x), d = pixel(lower + 8 * x + 4);
        // Two channels are summed in one number: four bytes need ten bits.
        const uint32_t redAndBlue = (a & pairs) + (b & pairs) + (c & pairs) + (d & pairs);
        const uint32_t rest = (a >> 8 & pairs) + (b >> 8 & pairs) + (c >> 8 & pairs) + (d >> 8 & pairs);
        const int32_t red = redAndBlue & 0xFFFF, blue = redAndBlue >> 16, green = rest & 0xFFFF;
        cb[x] = (uint8_t)((-26 * red - 86 * green + 112 * blue + (128 << 10) + 512) >> 10);
        cr[x] = (uint8_t)((112 * red - 102 * green - 10 * blue + (128 << 10) + 512) >> 10);
    }
}

void CPixelsPlanes(const uint8_t *rgba, ptrdiff_t width, ptrdiff_t height, uint8_t *planes) {
    const ptrdiff_t columns = width & ~(ptrdiff_t)1, rows = height & ~(ptrdiff_t)1, stride = 4 * width;
    uint8_t *cb = planes + columns * rows, *cr = cb + columns * rows / 4;
    for (ptrdiff_t y = 0; y < rows; y++) lumaRow(rgba + y * stride, columns, planes + y * columns);
    for (ptrdiff_t y = 0; y < rows / 2; y++) {
        const uint8_t *upper = rgba + 2 * y * stride;
        chromaRow(upper, upper + stride, columns / 2, cb + y * (columns / 2), cr + y * (columns / 2));
    }
}
