#include "trampolines.h"

#define FUNCTIONS(each) \
    each(FT_Done_Face) \
    each(FT_Done_FreeType) \
    each(FT_Init_FreeType) \
    each(FT_Load_Char) \
    each(FT_New_Face) \
    each(FT_Set_Pixel_Sizes)

LIBRARY(freetype, "libfreetype.so.6", FUNCTIONS)
