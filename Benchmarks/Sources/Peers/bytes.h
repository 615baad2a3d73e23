// The bytes of a file, and where its rows begin.
#ifndef BYTES_H
#define BYTES_H

#ifdef __cplusplus
extern "C" {
#endif

struct bytes {
    const char *start;
    long count;
};

/// The file, mapped; `start` is null when that fails.
struct bytes bytes_map(const char *path);
/// The file in memory of its own, with a NUL behind it; `start` is null when that fails.
struct bytes bytes_read(const char *path);
void bytes_unmap(struct bytes bytes);
void bytes_free(struct bytes bytes);
/// The byte behind the line `Frame Time:`, or the end.
const char *bytes_rows(struct bytes bytes);
/// How many values the rows can hold at most: one for every two bytes.
long bytes_most_values(struct bytes bytes);

#ifdef __cplusplus
}
#endif
#endif
