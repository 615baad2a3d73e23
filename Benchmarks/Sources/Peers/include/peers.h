// Other ways to read and write the numbers of a BVH file, to measure Choreo against.
//
// The readers open a file, bring its bytes into memory, turn the numbers behind the line `Frame Time:` into one array,
// and free everything. None of them checks rows, knows lines, or tells what is wrong with a file. Each returns how many
// values it read, and puts their sum into `sum` where there is one, so that results can be compared and no work is
// left out by the compiler; -1 when the file cannot be read.
//
// The writers put `count` values into `text` with a space between them, which has room for 32 bytes a value, and return
// how many bytes they wrote.
#ifndef PEERS_H
#define PEERS_H

#ifdef __cplusplus
extern "C" {
#endif

/// A value a number by `strtof`, as most programs in C do; the file is read in one piece.
long peer_strtof(const char *path, double *sum);
/// fast_float to `double`, over mapped bytes.
long peer_fast_float_64(const char *path, double *sum);
/// fast_float to `float`, over mapped bytes.
long peer_fast_float_32(const char *path, double *sum);
/// A loop over digits and a point to `float`, over mapped bytes: no exponents, no rounding, no checks.
long peer_digit_loop(const char *path, double *sum);
/// assimp's importer, which builds a whole scene; the sum is 0.
long peer_assimp(const char *path, double *sum);

/// `snprintf("%.6f")`
long peer_printf(const double *values, long count, char *text);
/// `std::to_chars`, shortest form of a `double`.
long peer_to_chars_64(const double *values, long count, char *text);
/// `std::to_chars`, shortest form of a `float`.
long peer_to_chars_32(const double *values, long count, char *text);
/// `std::to_chars`, six decimals.
long peer_to_chars_fixed(const double *values, long count, char *text);

/// Gives what is free on the heap back to the system.
void peer_tidy(void);

#ifdef __cplusplus
}
#endif
#endif
