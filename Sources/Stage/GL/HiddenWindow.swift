import CGLFW
import Diagnostics
import Foundation
import Libraries

/// An OpenGL 3.3 core context behind a window that is never shown: where there is a display, but EGL has no place to
/// draw without one, as with some vendors' drivers.
///
/// Lives on the main thread.
final class HiddenWindow: GraphicsContext {
    private let handle: OpaquePointer

    /// Opens the window; nil where there is no display, no OpenGL 3.3 on it, or this is not the main thread.
    init?() {
        guard Thread.isMainThread, (try? Library.glfw.load()) != nil, (try? Library.gl.load()) != nil,
            glfwInit() == GLFW_TRUE
        else { return nil }
        for (hint, value) in [
            (GLFW_CONTEXT_VERSION_MAJOR, 3), (GLFW_CONTEXT_VERSION_MINOR, 3),
            (GLFW_OPENGL_PROFILE, GLFW_OPENGL_CORE_PROFILE), (GLFW_OPENGL_FORWARD_COMPAT, GLFW_TRUE),
            (GLFW_VISIBLE, GLFW_FALSE),
        ] {
            glfwWindowHint(hint, value)
        }
        guard let handle = glfwCreateWindow(16, 16, "Choreo", nil, nil) else {
            glfwTerminate()
            return nil
        }
        self.handle = handle
        glfwMakeContextCurrent(handle)
    }

    deinit {
        glfwDestroyWindow(handle)
        glfwTerminate()
    }

    func makeCurrent() throws(Problem) {
        if glfwGetCurrentContext() != handle { glfwMakeContextCurrent(handle) }
    }
}

/// A current context for drawing that nobody watches: EGL's own, else that of a hidden window.
///
/// - Throws: ``Problem`` that says why EGL has none, when there is no window either.
func hiddenContext() throws(Problem) -> any GraphicsContext {
    do throws(Problem) {
        let context = try OffscreenContext()
        try context.makeCurrent()
        return context
    } catch {
        if let window = HiddenWindow() { return window }
        throw error
    }
}
