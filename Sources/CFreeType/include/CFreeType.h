#ifndef CFREETYPE_H
#define CFREETYPE_H

#include <stdint.h>

// The few things that Choreo asks of FreeType. Its own headers include one another from a folder that only its
// own compiler flags name, so they end here and Swift sees these.

/// A typeface that was opened, with the library that it belongs to.
typedef struct CFreeTypeFace *CFreeTypeFaceRef;

/// A letter's coverage, and where it stands, in pixels.
struct CFreeTypeGlyph {
    int width;
    int height;
    /// From the pen to the left edge, and from the line up to the top edge.
    int left;
    int top;
    /// How far the pen moves on.
    float advance;
    /// Rows of `width` bytes, each `pitch` bytes behind the last; valid until the next glyph is drawn.
    const uint8_t *coverage;
    int pitch;
};

/// What came of opening a typeface.
enum CFreeTypeOutcome { CFreeTypeOpened, CFreeTypeNotStarted, CFreeTypeDamaged };

/// Opens the first face of the font file at `path`.
enum CFreeTypeOutcome CFreeTypeOpen(const char *path, CFreeTypeFaceRef *face);

/// Closes what `CFreeTypeOpen` opened.
void CFreeTypeClose(CFreeTypeFaceRef face);

/// Draws the letter of a Unicode scalar, `size` pixels high; hinted so that it keeps its shape.
///
/// - Returns: 1, or 0 where the face cannot draw it.
int CFreeTypeDraw(CFreeTypeFaceRef face, uint32_t scalar, int size, struct CFreeTypeGlyph *glyph);

#endif
