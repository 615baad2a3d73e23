#include "trampolines.h"

// Debian's libOpenGL exports every core entry point, so no loader by names and contexts is needed.

#define FUNCTIONS(each) \
    each(glActiveTexture) \
    each(glAttachShader) \
    each(glBindBuffer) \
    each(glBindFramebuffer) \
    each(glBindRenderbuffer) \
    each(glBindTexture) \
    each(glBindVertexArray) \
    each(glBlendEquation) \
    each(glBlendEquationSeparate) \
    each(glBlendFunc) \
    each(glBlendFuncSeparate) \
    each(glBlitFramebuffer) \
    each(glBufferData) \
    each(glCheckFramebufferStatus) \
    each(glClear) \
    each(glClearColor) \
    each(glColorMask) \
    each(glCompileShader) \
    each(glCreateProgram) \
    each(glCreateShader) \
    each(glDeleteBuffers) \
    each(glDeleteFramebuffers) \
    each(glDeleteProgram) \
    each(glDeleteRenderbuffers) \
    each(glDeleteShader) \
    each(glDeleteTextures) \
    each(glDeleteVertexArrays) \
    each(glDepthFunc) \
    each(glDepthMask) \
    each(glDisable) \
    each(glDrawArraysInstanced) \
    each(glDrawElementsInstanced) \
    each(glEnable) \
    each(glEnableVertexAttribArray) \
    each(glFramebufferRenderbuffer) \
    each(glFramebufferTexture2D) \
    each(glGenBuffers) \
    each(glGenFramebuffers) \
    each(glGenRenderbuffers) \
    each(glGenTextures) \
    each(glGenVertexArrays) \
    each(glGetError) \
    each(glGetIntegerv) \
    each(glGetProgramInfoLog) \
    each(glGetProgramiv) \
    each(glGetShaderInfoLog) \
    each(glGetShaderiv) \
    each(glGetUniformLocation) \
    each(glLinkProgram) \
    each(glPixelStorei) \
    each(glReadPixels) \
    each(glRenderbufferStorageMultisample) \
    each(glScissor) \
    each(glShaderSource) \
    each(glStencilFunc) \
    each(glStencilOp) \
    each(glTexBuffer) \
    each(glTexImage2D) \
    each(glTexParameteri) \
    each(glTexSubImage2D) \
    each(glUniform1f) \
    each(glUniform1i) \
    each(glUniform2f) \
    each(glUniform3f) \
    each(glUniform4f) \
    each(glUniformMatrix4fv) \
    each(glUseProgram) \
    each(glVertexAttribDivisor) \
    each(glVertexAttribIPointer) \
    each(glVertexAttribPointer) \
    each(glViewport)

LIBRARY(gl, "libOpenGL.so.0", FUNCTIONS)
