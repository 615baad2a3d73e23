import CGL

/// An array that shaders read by index: rows of four floats, or whole numbers.
final class BufferTexture {
    private var buffer: GLuint = 0
    private var texture: GLuint = 0

    /// Creates an empty array of `GL_RGBA32F` or `GL_R32I`.
    init(format: Int32) {
        glGenBuffers(1, &buffer)
        glGenTextures(1, &texture)
        glBindBuffer(GLenum(GL_TEXTURE_BUFFER), buffer)
        glBindTexture(GLenum(GL_TEXTURE_BUFFER), texture)
        glTexBuffer(GLenum(GL_TEXTURE_BUFFER), GLenum(bitPattern: format), buffer)
    }

    deinit {
        glDeleteTextures(1, &texture)
        glDeleteBuffers(1, &buffer)
    }

    /// Replaces the contents.
    func upload<Value: BitwiseCopyable>(_ values: [Value]) {
        glBindBuffer(GLenum(GL_TEXTURE_BUFFER), buffer)
        values.withUnsafeBytes {
            glBufferData(
                GLenum(GL_TEXTURE_BUFFER), GLsizeiptr($0.count), $0.baseAddress, GLenum(GL_STREAM_DRAW))
        }
    }

    /// Makes the array readable as number `unit`.
    func bind(unit: Int) {
        glActiveTexture(GLenum(GL_TEXTURE0) + GLenum(unit))
        glBindTexture(GLenum(GL_TEXTURE_BUFFER), texture)
    }
}
