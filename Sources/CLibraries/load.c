#include "CLibraries.h"
#include "trampolines.h"

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>

extern const struct library library_git2, library_blas, library_gl, library_egl, library_glfw,
    library_freetype, library_png;

/// In the order of `enum CLibrary`.
static const struct library *const libraries[] = {
    &library_git2, &library_blas, &library_gl, &library_egl, &library_glfw, &library_freetype, &library_png,
};

const char *CLibraryFile(enum CLibrary library) { return libraries[library]->file; }

const char *CLibraryLoad(enum CLibrary which) {
    const struct library *library = libraries[which];
    // Never closed: libraries leave threads, callbacks and exit handlers behind.
    void *handle = dlopen(library->file, RTLD_NOW | RTLD_LOCAL);
    if (!handle) return dlerror();
    // First all are looked for, so that a library that lacks one is not half there.
    for (const struct trampoline *each = library->trampolines; each->name; each++)
        if (!dlsym(handle, each->name)) return dlerror();
    for (const struct trampoline *each = library->trampolines; each->name; each++)
        *each->slot = dlsym(handle, each->name);
    return NULL;
}

void trampoline_without_library(void) {
    fputs("choreo: a function of a system library was called before Library.load()\n", stderr);
    abort();
}
