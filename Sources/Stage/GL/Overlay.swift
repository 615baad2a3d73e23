import CGL

/// A picture laid over a window: controls and labels.
struct Overlay {
    let texture: ImageTexture
    /// Left, top, width and height in pixels of the window.
    var area: SIMD4<Float>
}

/// A picture that OpenGL can read; it is sent again whenever it changes.
final class ImageTexture {
    private var texture: GLuint = 0
    private var size: PixelSize?

    init() {
        glGenTextures(1, &texture)
        glBindTexture(GLenum(GL_TEXTURE_2D), texture)
        for (parameter, value) in [
            (GL_TEXTURE_MIN_FILTER, GL_LINEAR), (GL_TEXTURE_MAG_FILTER, GL_LINEAR),
            (GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE), (GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE),
        ] {
            glTexParameteri(GLenum(GL_TEXTURE_2D), GLenum(parameter), value)
        }
    }

    deinit { glDeleteTextures(1, &texture) }

    /// Replaces the contents.
    func upload(_ image: Image) {
        glBindTexture(GLenum(GL_TEXTURE_2D), texture)
        let (width, height) = (GLsizei(image.size.width), GLsizei(image.size.height))
        if size == image.size {
            glTexSubImage2D(
                GLenum(GL_TEXTURE_2D), 0, 0, 0, width, height, GLenum(GL_RGBA), GLenum(GL_UNSIGNED_BYTE),
                image.bytes)
        } else {
            glTexImage2D(
                GLenum(GL_TEXTURE_2D), 0, GL_RGBA8, width, height, 0, GLenum(GL_RGBA),
                GLenum(GL_UNSIGNED_BYTE),
                image.bytes)
            size = image.size
        }
    }

    /// Makes the picture readable as number `unit`.
    func bind(unit: Int) {
        glActiveTexture(GLenum(GL_TEXTURE0) + GLenum(unit))
        glBindTexture(GLenum(GL_TEXTURE_2D), texture)
    }
}
