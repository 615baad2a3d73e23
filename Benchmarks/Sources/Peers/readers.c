#include "bytes.h"
#include "peers.h"

#include <assimp/cimport.h>
#include <assimp/scene.h>
#include <stdlib.h>

static double sum_of(const float *values, long count) {
    double sum = 0;
    for (long i = 0; i < count; i++) sum += values[i];
    return sum;
}

long peer_strtof(const char *path, double *sum) {
    struct bytes bytes = bytes_read(path);
    if (!bytes.start) return -1;
    float *values = malloc(bytes_most_values(bytes) * sizeof *values);
    long count = 0;
    const char *at = bytes_rows(bytes);
    while (1) {
        char *next;
        float value = strtof(at, &next);
        if (next == at) break;
        values[count++] = value;
        at = next;
    }
    if (sum) *sum = sum_of(values, count);
    free(values);
    bytes_free(bytes);
    return count;
}

long peer_digit_loop(const char *path, double *sum) {
    static const float scales[] = {1, 1e-1f, 1e-2f, 1e-3f, 1e-4f, 1e-5f, 1e-6f, 1e-7f, 1e-8f, 1e-9f};
    struct bytes bytes = bytes_map(path);
    if (!bytes.start) return -1;
    float *values = malloc(bytes_most_values(bytes) * sizeof *values);
    long count = 0;
    const char *at = bytes_rows(bytes), *end = bytes.start + bytes.count;
    while (at < end) {
        while (at < end && (unsigned char)*at <= ' ') at++;
        if (at == end) break;
        int negative = *at == '-';
        at += negative;
        unsigned long digits = 0;
        unsigned digit;
        while (at < end && (digit = (unsigned char)*at - '0') < 10) {
            digits = digits * 10 + digit;
            at++;
        }
        long decimals = 0;
        if (at < end && *at == '.') {
            const char *point = at++;
            while (at < end && (digit = (unsigned char)*at - '0') < 10) {
                digits = digits * 10 + digit;
                at++;
            }
            decimals = at - point - 1;
        }
        float value = (float)digits * scales[decimals < 10 ? decimals : 9];
        values[count++] = negative ? -value : value;
    }
    if (sum) *sum = sum_of(values, count);
    free(values);
    bytes_unmap(bytes);
    return count;
}

long peer_assimp(const char *path, double *sum) {
    const struct aiScene *scene = aiImportFile(path, 0);
    if (!scene) return -1;
    long keys = 0;
    for (unsigned a = 0; a < scene->mNumAnimations; a++) {
        const struct aiAnimation *animation = scene->mAnimations[a];
        for (unsigned c = 0; c < animation->mNumChannels; c++) {
            keys += 3L * animation->mChannels[c]->mNumRotationKeys;
        }
    }
    aiReleaseImport(scene);
    if (sum) *sum = 0;
    return keys;
}
