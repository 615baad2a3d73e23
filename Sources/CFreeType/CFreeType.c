#include "CFreeType.h"

#include <stdlib.h>

#include <ft2build.h>
#include FT_FREETYPE_H

struct CFreeTypeFace {
    FT_Library library;
    FT_Face face;
};

enum CFreeTypeOutcome CFreeTypeOpen(const char *path, CFreeTypeFaceRef *face) {
    struct CFreeTypeFace *made = calloc(1, sizeof *made);
    if (!made) return CFreeTypeNotStarted;
    if (FT_Init_FreeType(&made->library) != 0) {
        free(made);
        return CFreeTypeNotStarted;
    }
    if (FT_New_Face(made->library, path, 0, &made->face) != 0) {
        FT_Done_FreeType(made->library);
        free(made);
        return CFreeTypeDamaged;
    }
    *face = made;
    return CFreeTypeOpened;
}

void CFreeTypeClose(CFreeTypeFaceRef face) {
    FT_Done_Face(face->face);
    FT_Done_FreeType(face->library);
    free(face);
}

int CFreeTypeDraw(CFreeTypeFaceRef face, uint32_t scalar, int size, struct CFreeTypeGlyph *glyph) {
    FT_Set_Pixel_Sizes(face->face, 0, (FT_UInt)size);
    // Light hinting aligns letters to rows only.
    if (FT_Load_Char(face->face, scalar, FT_LOAD_RENDER | FT_LOAD_TARGET_LIGHT) != 0) return 0;
    FT_GlyphSlot slot = face->face->glyph;
    glyph->width = (int)slot->bitmap.width;
    glyph->height = (int)slot->bitmap.rows;
    glyph->left = slot->bitmap_left;
    glyph->top = slot->bitmap_top;
    glyph->advance = (float)slot->advance.x / 64;
    glyph->coverage = slot->bitmap.buffer;
    glyph->pitch = slot->bitmap.pitch;
    return 1;
}
