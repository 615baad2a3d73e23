#include "trampolines.h"

#define FUNCTIONS(each) \
    each(eglBindAPI) \
    each(eglChooseConfig) \
    each(eglCreateContext) \
    each(eglDestroyContext) \
    each(eglGetCurrentContext) \
    each(eglGetError) \
    each(eglGetPlatformDisplay) \
    each(eglInitialize) \
    each(eglMakeCurrent)

LIBRARY(egl, "libEGL.so.1", FUNCTIONS)
