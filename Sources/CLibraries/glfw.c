#include "trampolines.h"

#define FUNCTIONS(each) \
    each(glfwCreateWindow) \
    each(glfwDestroyWindow) \
    each(glfwGetCurrentContext) \
    each(glfwGetError) \
    each(glfwGetFramebufferSize) \
    each(glfwGetPrimaryMonitor) \
    each(glfwGetVideoMode) \
    each(glfwGetWindowAttrib) \
    each(glfwGetWindowContentScale) \
    each(glfwGetWindowPos) \
    each(glfwGetWindowSize) \
    each(glfwGetWindowUserPointer) \
    each(glfwInit) \
    each(glfwMakeContextCurrent) \
    each(glfwPollEvents) \
    each(glfwPostEmptyEvent) \
    each(glfwSetCharCallback) \
    each(glfwSetCursorPosCallback) \
    each(glfwSetFramebufferSizeCallback) \
    each(glfwSetKeyCallback) \
    each(glfwSetMouseButtonCallback) \
    each(glfwSetScrollCallback) \
    each(glfwSetWindowCloseCallback) \
    each(glfwSetWindowMonitor) \
    each(glfwSetWindowRefreshCallback) \
    each(glfwSetWindowSizeLimits) \
    each(glfwSetWindowTitle) \
    each(glfwSetWindowUserPointer) \
    each(glfwShowWindow) \
    each(glfwSwapBuffers) \
    each(glfwSwapInterval) \
    each(glfwTerminate) \
    each(glfwWaitEventsTimeout) \
    each(glfwWindowHint)

LIBRARY(glfw, "libglfw.so.3", FUNCTIONS)
