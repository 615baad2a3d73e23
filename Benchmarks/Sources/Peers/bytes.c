#define _GNU_SOURCE
#include "bytes.h"
#include "peers.h"

#include <fcntl.h>
#include <malloc.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static int open_file(const char *path, long *count) {
    int file = open(path, O_RDONLY | O_CLOEXEC);
    struct stat status;
    if (file < 0) return -1;
    if (fstat(file, &status) != 0 || status.st_size == 0) {
        close(file);
        return -1;
    }
    *count = status.st_size;
    return file;
}

struct bytes bytes_map(const char *path) {
    struct bytes bytes = {0, 0};
    int file = open_file(path, &bytes.count);
    if (file < 0) return bytes;
    void *start = mmap(0, bytes.count, PROT_READ, MAP_PRIVATE, file, 0);
    close(file);
    bytes.start = start == MAP_FAILED ? 0 : start;
    return bytes;
}

struct bytes bytes_read(const char *path) {
    struct bytes bytes = {0, 0};
    int file = open_file(path, &bytes.count);
    if (file < 0) return bytes;
    char *start = malloc(bytes.count + 1);
    long have = 0;
    while (start && have < bytes.count) {
        long got = read(file, start + have, bytes.count - have);
        if (got <= 0) break;
        have += got;
    }
    close(file);
    if (start) start[have] = 0;
    bytes.start = start;
    bytes.count = have;
    return bytes;
}

void bytes_unmap(struct bytes bytes) { munmap((void *)bytes.start, bytes.count); }

void bytes_free(struct bytes bytes) { free((void *)bytes.start); }

const char *bytes_rows(struct bytes bytes) {
    const char *end = bytes.start + bytes.count;
    const char *label = memmem(bytes.start, bytes.count, "Frame Time:", 11);
    const char *line_end = label ? memchr(label, '\n', end - label) : 0;
    return line_end ? line_end + 1 : end;
}

long bytes_most_values(struct bytes bytes) { return bytes.count / 2 + 1; }

void peer_tidy(void) { malloc_trim(0); }
