#include "peers.h"

#include <charconv>
#include <cstdio>

template <typename Write> static long write_row(const double *values, long count, char *text, Write write) {
    char *at = text;
    for (long i = 0; i < count; i++) {
        at = write(at, values[i]);
        *at++ = ' ';
    }
    return at - text;
}

long peer_printf(const double *values, long count, char *text) {
    return write_row(values, count, text, [](char *at, double value) { return at + std::snprintf(at, 32, "%.6f", value); });
}

long peer_to_chars_64(const double *values, long count, char *text) {
    return write_row(values, count, text, [](char *at, double value) { return std::to_chars(at, at + 32, value).ptr; });
}

long peer_to_chars_32(const double *values, long count, char *text) {
    return write_row(values, count, text, [](char *at, double value) {
        return std::to_chars(at, at + 32, static_cast<float>(value)).ptr;
    });
}

long peer_to_chars_fixed(const double *values, long count, char *text) {
    return write_row(values, count, text, [](char *at, double value) {
        return std::to_chars(at, at + 32, value, std::chars_format::fixed, 6).ptr;
    });
}
