#include "trampolines.h"

#include <png.h>

// The number that the header belongs to is in the file's name, twice.
#define TEXT(number) #number
#define NUMBER(number) TEXT(number)

#define FUNCTIONS(each) \
    each(png_image_begin_read_from_memory) \
    each(png_image_finish_read) \
    each(png_image_free) \
    each(png_image_write_to_memory)

LIBRARY(png, "libpng" NUMBER(PNG_LIBPNG_VER_SONUM) ".so." NUMBER(PNG_LIBPNG_VER_SONUM), FUNCTIONS)
