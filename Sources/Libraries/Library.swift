import CLibraries
public import Diagnostics

/// A library of the system that is loaded when a room first needs it, not when the command starts.
///
/// What a command does not use it does not load: together these libraries take longer to start than most commands
/// take to finish. A room that calls one loads it first:
///
///     try Library.png.load()
///
/// From then on its functions are called as the library's own header declares them. `CLibraries` lists them; one
/// that is not listed there is an error of the linker.
public enum Library: Sendable, CaseIterable {
    /// Versions: libgit2, of the very version that Choreo was built with.
    case git2
    /// Eigenvalues of matrices: OpenBLAS.
    case blas
    /// Drawing: OpenGL through GLVND.
    case gl
    /// A place to draw without a window: EGL.
    case egl
    /// A window: GLFW.
    case glfw
    /// Letters: FreeType.
    case freeType
    /// Pictures as files: libpng.
    case png

    /// Loads the library if it is not there yet.
    ///
    /// Any thread may call this at any time; after the first call it costs next to nothing.
    ///
    /// - Throws: ``Problem`` that names the package to install when the library is missing or another version.
    public func load() throws(Problem) {
        guard let reason = failure else { return }
        throw Problem(
            "\(purpose) a library that is not here", at: .file(file),
            expected: "\(file), from the package \(package)", found: reason,
            remedy: "apt-get install \(package)")
    }

    /// The name of the library's file, without a folder.
    var file: String { String(cString: CLibraryFile(code)) }

    /// The package that brings it on Debian and its kin.
    var package: String {
        switch self {
        case .git2: "libgit2-" + file.split(separator: ".").suffix(2).joined(separator: ".")
        case .blas: "libopenblas0-pthread"
        case .gl: "libopengl0"
        case .egl: "libegl1"
        case .glfw: "libglfw3"
        case .freeType: "libfreetype6"
        case .png: "libpng16-16"
        }
    }

    /// What needs it, as the beginning of a sentence.
    private var purpose: String {
        switch self {
        case .git2: "the versions of a piece need"
        case .blas: "measures of a whole corpus need"
        case .gl, .egl: "drawing needs"
        case .glfw: "a window needs"
        case .freeType: "labels need"
        case .png: "pictures need"
        }
    }

    private var code: CLibrary {
        switch self {
        case .git2: CLibraryGit2
        case .blas: CLibraryBLAS
        case .gl: CLibraryGL
        case .egl: CLibraryEGL
        case .glfw: CLibraryGLFW
        case .freeType: CLibraryFreeType
        case .png: CLibraryPNG
        }
    }

    // MARK: - Once for each

    /// Why the library cannot be had; nil once it is loaded.
    private var failure: String? {
        switch self {
        case .git2: Self.git2Failure
        case .blas: Self.blasFailure
        case .gl: Self.glFailure
        case .egl: Self.eglFailure
        case .glfw: Self.glfwFailure
        case .freeType: Self.freeTypeFailure
        case .png: Self.pngFailure
        }
    }

    // A static property is made once, by the first thread that asks, while others wait.
    private static let git2Failure = open(.git2)
    private static let blasFailure = open(.blas)
    private static let glFailure = open(.gl)
    private static let eglFailure = open(.egl)
    private static let glfwFailure = open(.glfw)
    private static let freeTypeFailure = open(.freeType)
    private static let pngFailure = open(.png)

    private static func open(_ library: Library) -> String? {
        CLibraryLoad(library.code).map { String(cString: $0) }
    }
}
