import CGLFW
import Diagnostics
import Libraries

/// A window with an OpenGL 3.3 core context, by GLFW.
///
/// Lives on the main thread.
final class Window: GraphicsContext {
    private let handle: OpaquePointer
    private let inbox = Inbox()

    /// What has happened since the last look; GLFW's callbacks reach it through the window's user pointer.
    private final class Inbox {
        var events: [ViewerEvent] = []
        var pointer = SIMD2<Float>.zero
        /// The button that is down.
        var button: Int32?
    }

    /// Makes a window, which appears with the first picture that is shown.
    ///
    /// - Throws: ``Problem`` that names `choreo render` when there is no display or no OpenGL on it.
    init(title: String, size: PixelSize) throws(Problem) {
        try Library.glfw.load()
        try Library.gl.load()
        guard glfwInit() == GLFW_TRUE else { throw .noWindow(Self.lastError()) }
        for (hint, value) in [
            (GLFW_CONTEXT_VERSION_MAJOR, 3), (GLFW_CONTEXT_VERSION_MINOR, 3),
            (GLFW_OPENGL_PROFILE, GLFW_OPENGL_CORE_PROFILE), (GLFW_OPENGL_FORWARD_COMPAT, GLFW_TRUE),
            (GLFW_VISIBLE, GLFW_FALSE),
        ] {
            glfwWindowHint(hint, value)
        }
        guard let handle = glfwCreateWindow(Int32(size.width), Int32(size.height), title, nil, nil) else {
            let reason = Self.lastError()
            glfwTerminate()
            throw .noWindow(reason)
        }
        self.handle = handle
        glfwMakeContextCurrent(handle)
        glfwSwapInterval(1)
        // Smaller, nothing on the time line could be read.
        glfwSetWindowSizeLimits(handle, 240, 180, GLFW_DONT_CARE, GLFW_DONT_CARE)
        // The inbox lives as long as the window, which is destroyed before it in `deinit`.
        glfwSetWindowUserPointer(handle, Unmanaged.passUnretained(inbox).toOpaque())
        listen()
    }

    deinit {
        glfwDestroyWindow(handle)
        glfwTerminate()
    }

    func makeCurrent() throws(Problem) {
        if glfwGetCurrentContext() != handle { glfwMakeContextCurrent(handle) }
    }

    /// Size of the picture in pixels.
    var size: PixelSize {
        var (width, height): (Int32, Int32) = (0, 0)
        glfwGetFramebufferSize(handle, &width, &height)
        return PixelSize(width: max(Int(width), 1), height: max(Int(height), 1))
    }

    /// Pixels in a point of text: 2 on dense screens.
    var scale: Float {
        var (across, along): (Float, Float) = (1, 1)
        glfwGetWindowContentScale(handle, &across, &along)
        return min(max(across, 1), 4)
    }

    /// Whether there is anything to draw on; not when the window is put away.
    var isVisible: Bool { glfwGetWindowAttrib(handle, GLFW_ICONIFIED) == GLFW_FALSE }

    /// Text in the window's frame.
    var title = "" {
        didSet { if title != oldValue { glfwSetWindowTitle(handle, title) } }
    }

    /// Shows what was drawn.
    func show() {
        glfwSwapBuffers(handle)
        guard !isShown else { return }
        isShown = true
        glfwShowWindow(handle)
        // What was shown before the window was there is lost on some systems.
        inbox.events.append(.redraw)
    }
    private var isShown = false

    /// Fills the screen.
    func fillScreen() {
        guard place == nil, let monitor = glfwGetPrimaryMonitor(), let mode = glfwGetVideoMode(monitor) else {
            return
        }
        var (x, y, width, height): (Int32, Int32, Int32, Int32) = (0, 0, 0, 0)
        glfwGetWindowPos(handle, &x, &y)
        glfwGetWindowSize(handle, &width, &height)
        place = SIMD4(x, y, width, height)
        glfwSetWindowMonitor(
            handle, monitor, 0, 0, mode.pointee.width, mode.pointee.height, mode.pointee.refreshRate)
    }

    /// Goes back to where the window was before it filled the screen.
    func leaveScreen() {
        guard let place else { return }
        glfwSetWindowMonitor(handle, nil, place.x, place.y, place.z, place.w, GLFW_DONT_CARE)
        self.place = nil
    }
    /// Left, top, width and height before the window filled the screen.
    private var place: SIMD4<Int32>?

    /// Ends a wait for events, from any thread.
    static func wake() { glfwPostEmptyEvent() }

    /// Waits for events for at most `seconds`, and returns all that have come.
    func events(waiting seconds: Double) -> [ViewerEvent] {
        if seconds > 0 { glfwWaitEventsTimeout(seconds) } else { glfwPollEvents() }
        defer { inbox.events = [] }
        return inbox.events
    }

    private static func inbox(_ handle: OpaquePointer?) -> Inbox? {
        glfwGetWindowUserPointer(handle).map { Unmanaged<Inbox>.fromOpaque($0).takeUnretainedValue() }
    }

    private static func lastError() -> String {
        var text: UnsafePointer<CChar>?
        glfwGetError(&text)
        return text.map { String(cString: $0) } ?? "no reason given"
    }

    private func listen() {
        glfwSetKeyCallback(handle) { handle, key, _, action, _ in
            guard action != GLFW_RELEASE, let known = Window.keys[key] else { return }
            Window.inbox(handle)?.events.append(.key(known))
        }
        glfwSetCharCallback(handle) { handle, code in
            // The space bar is a key already.
            guard let scalar = Unicode.Scalar(code), scalar != " " else { return }
            Window.inbox(handle)?.events.append(.character(Character(scalar)))
        }
        glfwSetMouseButtonCallback(handle) { handle, button, action, modifiers in
            guard let inbox = Window.inbox(handle) else { return }
            if action == GLFW_PRESS, inbox.button == nil {
                inbox.button = button
                let isFirm = button != GLFW_MOUSE_BUTTON_LEFT || modifiers & GLFW_MOD_SHIFT != 0
                inbox.events.append(.press(inbox.pointer, isFirm ? .firm : .plain))
            } else if action == GLFW_RELEASE, inbox.button == button {
                inbox.button = nil
                inbox.events.append(.release)
            }
        }
        glfwSetCursorPosCallback(handle) { handle, x, y in
            guard let inbox = Window.inbox(handle) else { return }
            // The pointer is told in the window's own unit, which on dense screens is several pixels.
            var (width, across): (Int32, Int32) = (1, 1)
            glfwGetWindowSize(handle, &width, nil)
            glfwGetFramebufferSize(handle, &across, nil)
            let place = SIMD2(Float(x), Float(y)) * (Float(across) / Float(max(width, 1)))
            if inbox.button != nil { inbox.events.append(.drag(to: place, by: place - inbox.pointer)) }
            inbox.pointer = place
        }
        glfwSetScrollCallback(handle) { handle, _, y in
            Window.inbox(handle)?.events.append(.scroll(Float(y)))
        }
        glfwSetFramebufferSizeCallback(handle) { handle, _, _ in Window.inbox(handle)?.events.append(.redraw)
        }
        glfwSetWindowRefreshCallback(handle) { handle in Window.inbox(handle)?.events.append(.redraw) }
        glfwSetWindowCloseCallback(handle) { handle in Window.inbox(handle)?.events.append(.close) }
    }

    private static let keys: [Int32: ViewerEvent.Key] = {
        let named: [Int32: ViewerEvent.Key] = [
            GLFW_KEY_SPACE: .space, GLFW_KEY_LEFT: .left, GLFW_KEY_RIGHT: .right, GLFW_KEY_UP: .up,
            GLFW_KEY_DOWN: .down, GLFW_KEY_HOME: .home, GLFW_KEY_END: .end, GLFW_KEY_PAGE_UP: .pageUp,
            GLFW_KEY_PAGE_DOWN: .pageDown, GLFW_KEY_ESCAPE: .escape, GLFW_KEY_ENTER: .enter,
            GLFW_KEY_KP_ENTER: .enter, GLFW_KEY_BACKSPACE: .backspace,
        ]
        let functions = (1...12).map { (GLFW_KEY_F1 + Int32($0) - 1, ViewerEvent.Key.function($0)) }
        return named.merging(functions) { $1 }
    }()
}

extension Problem {
    fileprivate static func noWindow(_ reason: String) -> Problem {
        Problem(
            "no window can be opened", expected: "a display with OpenGL 3.3", found: reason,
            remedy: "draw to a file instead: choreo render PHRASE.bvh -o sheet.png")
    }
}
