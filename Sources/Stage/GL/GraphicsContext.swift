import CGL
import Diagnostics
import Libraries

/// Something that OpenGL draws with: off screen or behind a window.
protocol GraphicsContext: AnyObject {
    /// Makes this context the calling thread's own; all drawing goes to it until another one is made current.
    func makeCurrent() throws(Problem)
}

/// An OpenGL 3.3 core context that needs no display, window or graphics card (Mesa's surfaceless platform).
final class OffscreenContext: GraphicsContext {
    private let display: EGLDisplay
    private let context: EGLContext

    /// Creates the context; 25 to 300 ms.
    init() throws(Problem) {
        try Library.egl.load()
        try Library.gl.load()
        // The display is shared by the whole process and initialising it again is allowed; it is never terminated,
        // since that would end every other context too.
        guard let display = eglGetPlatformDisplay(EGLenum(EGL_PLATFORM_SURFACELESS_MESA), nil, nil),
            eglInitialize(display, nil, nil) == EGL_TRUE
        else { throw .noGraphics("EGL has no surfaceless display", eglGetError()) }
        guard eglBindAPI(EGLenum(EGL_OPENGL_API)) == EGL_TRUE else {
            throw .noGraphics("EGL has no OpenGL", eglGetError())
        }
        let attributes: [EGLint] = [
            EGL_CONTEXT_MAJOR_VERSION, 3, EGL_CONTEXT_MINOR_VERSION, 3,
            EGL_CONTEXT_OPENGL_PROFILE_MASK, EGL_CONTEXT_OPENGL_CORE_PROFILE_BIT, EGL_NONE,
        ]
        var configuration: EGLConfig?
        var count: EGLint = 0
        let wanted: [EGLint] = [EGL_RENDERABLE_TYPE, EGL_OPENGL_BIT, EGL_NONE]
        // Surfaceless contexts may do without a configuration; where one matches, it is given.
        if eglChooseConfig(display, wanted, &configuration, 1, &count) != EGL_TRUE || count == 0 {
            configuration = nil
        }
        guard let context = eglCreateContext(display, configuration, nil, attributes) else {
            throw .noGraphics("OpenGL 3.3 core is not available", eglGetError())
        }
        self.display = display
        self.context = context
    }

    deinit {
        // Only a context that is current here is released: another one may belong to someone else.
        if eglGetCurrentContext() == context { eglMakeCurrent(display, nil, nil, nil) }
        eglDestroyContext(display, context)
    }

    func makeCurrent() throws(Problem) {
        guard eglGetCurrentContext() != context else { return }
        guard eglBindAPI(EGLenum(EGL_OPENGL_API)) == EGL_TRUE,
            eglMakeCurrent(display, nil, nil, context) == EGL_TRUE
        else { throw .noGraphics("the OpenGL context cannot be used", eglGetError()) }
    }
}

extension Problem {
    /// OpenGL off screen cannot be had.
    static func noGraphics(_ what: String, _ code: EGLint) -> Problem {
        Problem(
            what, expected: "OpenGL 3.3 by Mesa, off screen", found: "EGL error 0x" + String(code, radix: 16),
            remedy: "apt-get install libegl1 libegl-mesa0 libgl1-mesa-dri")
    }

    /// OpenGL refused something that the program asked for.
    static func graphics(_ what: String, found: String) -> Problem {
        Problem(
            what, expected: "OpenGL 3.3 core", found: found,
            remedy: "update the graphics driver, or draw with Mesa's own: apt-get install libgl1-mesa-dri")
    }
}
