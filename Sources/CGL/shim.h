// OpenGL core and EGL. Debian's libOpenGL exports every core entry point, so no loader is needed.
#define GL_GLEXT_PROTOTYPES
#include <GL/glcorearb.h>
#define EGL_EGLEXT_PROTOTYPES
#include <EGL/egl.h>
#include <EGL/eglext.h>
