// FreeType is included through its own macro names.
#include <ft2build.h>
#include FT_FREETYPE_H
