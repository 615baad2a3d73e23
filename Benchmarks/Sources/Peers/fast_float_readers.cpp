#include "bytes.h"
#include "peers.h"

#include <cstdlib>
#include <fast_float/fast_float.h>

template <typename Number> static long read_numbers(const char *path, double *sum) {
    bytes bytes = bytes_map(path);
    if (!bytes.start) return -1;
    auto *values = static_cast<Number *>(std::malloc(bytes_most_values(bytes) * sizeof(Number)));
    long count = 0;
    const char *at = bytes_rows(bytes), *end = bytes.start + bytes.count;
    while (true) {
        while (at < end && static_cast<unsigned char>(*at) <= ' ') at++;
        if (at == end) break;
        auto result = fast_float::from_chars(at, end, values[count]);
        if (result.ec != std::errc()) break;
        count++;
        at = result.ptr;
    }
    if (sum) {
        *sum = 0;
        for (long i = 0; i < count; i++) *sum += values[i];
    }
    std::free(values);
    bytes_unmap(bytes);
    return count;
}

long peer_fast_float_64(const char *path, double *sum) { return read_numbers<double>(path, sum); }

long peer_fast_float_32(const char *path, double *sum) { return read_numbers<float>(path, sum); }
