#include "trampolines.h"

#define FUNCTIONS(each) \
    each(glfwCreateWindow) \
    each(glfwDestroyWindow) \
    each(glfwGetCurrentContext) \
    each(glfwGetError) \
    each(glfwGetFramebufferSize) \
    each(glfwGetWindowAttrib) \
    each(glfwGetWindowSize) \
    each(glfwGetWindowUserPointer) \
    each(glfwInit) \
    each(glfwMakeContextCurrent) \
    each(glfwPollEvents) \
    each(glfwSetCharCallback) \
    each(glfwSetCursorPosCallback) \
    each(glfwSetFramebufferSizeCallback) \
    each(glfwSetKeyCallback) \
    each(glfwSetMouseButtonCallback) \
    each(glfwSetScrollCallback) \
    each(glfwSetWindowCloseCallback) \
    each(glfwSetWindowRefreshCallback) \
    each(glfwSetWindowTitle) \
    each(glfwSetWindowUserPointer) \
    each(glfwSwapBuffers) \
    each(glfwSwapInterval) \
    each(glfwTerminate) \
    each(glfwWaitEventsTimeout) \
    each(glfwWindowHint)

LIBRARY(glfw, "libglfw.so.3", FUNCTIONS)
