// GLFW without its own GL headers: CGL brings those.
#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
