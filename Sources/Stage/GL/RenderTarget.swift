import CGL
import Diagnostics

/// A texture to draw into, with depth and stencil where asked, antialiased where asked.
final class RenderTarget {
    let size: PixelSize
    let samples: Int
    private var drawing: GLuint = 0
    private var resolved: GLuint = 0
    private var buffers: [GLuint] = []
    private var texture: GLuint = 0

    /// Creates a target of zeros.
    ///
    /// - Parameters:
    ///   - format: An OpenGL internal format with four channels.
    ///   - samples: 1, or the number of samples a pixel; they become one pixel in ``resolve(_:)``.
    init(_ size: PixelSize, format: Int32, samples: Int = 1, depth: Bool = false) throws(Problem) {
        self.size = size
        self.samples = samples
        glGenTextures(1, &texture)
        glBindTexture(GLenum(GL_TEXTURE_2D), texture)
        glTexImage2D(
            GLenum(GL_TEXTURE_2D), 0, format, GLsizei(size.width), GLsizei(size.height), 0, GLenum(GL_RGBA),
            GLenum(GL_UNSIGNED_BYTE), nil)
        for (parameter, value) in [
            (GL_TEXTURE_MIN_FILTER, GL_LINEAR), (GL_TEXTURE_MAG_FILTER, GL_LINEAR),
            (GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE), (GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE),
        ] {
            glTexParameteri(GLenum(GL_TEXTURE_2D), GLenum(parameter), value)
        }
        glGenFramebuffers(1, &resolved)
        glBindFramebuffer(GLenum(GL_FRAMEBUFFER), resolved)
        glFramebufferTexture2D(
            GLenum(GL_FRAMEBUFFER), GLenum(GL_COLOR_ATTACHMENT0), GLenum(GL_TEXTURE_2D), texture, 0)
        if samples > 1 {
            glGenFramebuffers(1, &drawing)
            glBindFramebuffer(GLenum(GL_FRAMEBUFFER), drawing)
            attach(GLenum(GL_COLOR_ATTACHMENT0), GLenum(bitPattern: format))
        } else {
            drawing = resolved
        }
        if depth { attach(GLenum(GL_DEPTH_STENCIL_ATTACHMENT), GLenum(GL_DEPTH24_STENCIL8)) }
        let status = glCheckFramebufferStatus(GLenum(GL_FRAMEBUFFER))
        guard status == GL_FRAMEBUFFER_COMPLETE else {
            throw .graphics(
                "a picture of \(size.width) by \(size.height) cannot be drawn",
                found: "framebuffer status 0x" + String(status, radix: 16))
        }
    }

    deinit {
        glDeleteTextures(1, &texture)
        glDeleteRenderbuffers(GLsizei(buffers.count), buffers)
        if drawing != resolved { glDeleteFramebuffers(1, &drawing) }
        glDeleteFramebuffers(1, &resolved)
    }

    private func attach(_ place: GLenum, _ format: GLenum) {
        var buffer: GLuint = 0
        glGenRenderbuffers(1, &buffer)
        buffers.append(buffer)
        glBindRenderbuffer(GLenum(GL_RENDERBUFFER), buffer)
        glRenderbufferStorageMultisample(
            GLenum(GL_RENDERBUFFER), samples > 1 ? GLsizei(samples) : 0, format, GLsizei(size.width),
            GLsizei(size.height))
        glFramebufferRenderbuffer(GLenum(GL_FRAMEBUFFER), place, GLenum(GL_RENDERBUFFER), buffer)
    }

    /// Draws into the lower left `area` of this target from now on.
    func begin(_ area: PixelSize? = nil) {
        glBindFramebuffer(GLenum(GL_FRAMEBUFFER), drawing)
        let area = area ?? size
        glViewport(0, 0, GLsizei(area.width), GLsizei(area.height))
    }

    /// Turns the samples in `area` (x, y, width, height) into pixels of the texture.
    func resolve(_ area: SIMD4<Int32>) {
        guard samples > 1 else { return }
        glBindFramebuffer(GLenum(GL_READ_FRAMEBUFFER), drawing)
        glBindFramebuffer(GLenum(GL_DRAW_FRAMEBUFFER), resolved)
        let (x, y) = (area.x + area.z, area.y + area.w)
        glBlitFramebuffer(
            area.x, area.y, x, y, area.x, area.y, x, y, GLbitfield(GL_COLOR_BUFFER_BIT), GLenum(GL_NEAREST))
    }

    /// Copies the pixels into the framebuffer that is bound, which has the same size.
    func copy() {
        var goal: GLint = 0
        glGetIntegerv(GLenum(GL_DRAW_FRAMEBUFFER_BINDING), &goal)
        glBindFramebuffer(GLenum(GL_READ_FRAMEBUFFER), resolved)
        let (width, height) = (GLint(size.width), GLint(size.height))
        glBlitFramebuffer(
            0, 0, width, height, 0, 0, width, height, GLbitfield(GL_COLOR_BUFFER_BIT), GLenum(GL_NEAREST))
        glBindFramebuffer(GLenum(GL_FRAMEBUFFER), GLuint(goal))
    }

    /// Makes the texture readable as number `unit`.
    func bind(unit: Int) {
        glActiveTexture(GLenum(GL_TEXTURE0) + GLenum(unit))
        glBindTexture(GLenum(GL_TEXTURE_2D), texture)
    }

    /// The pixels of a target without samples, the first row drawn first.
    func read() -> [UInt8] {
        glBindFramebuffer(GLenum(GL_FRAMEBUFFER), resolved)
        glPixelStorei(GLenum(GL_PACK_ALIGNMENT), 1)
        return [UInt8](unsafeUninitializedCapacity: size.width * size.height * 4) { buffer, count in
            glReadPixels(
                0, 0, GLsizei(size.width), GLsizei(size.height), GLenum(GL_RGBA), GLenum(GL_UNSIGNED_BYTE),
                buffer.baseAddress)
            count = buffer.count
        }
    }
}
