import CGL
public import Diagnostics

/// Draws scenes: in passes, each over no more of the picture than it needs.
///
/// 1. Shadows of all capsules onto a small picture of the floor.
/// 2. Figures, trails and ghosts onto a transparent, antialiased layer, only where there are any.
/// 3. Backdrop and floor; on them the shadows, then the layer.
///
/// The same scene gives the same bytes on the same driver. A renderer belongs to the thread that made it.
public final class Renderer {
    private let context: any GraphicsContext
    /// Samples a pixel at the figures' edges.
    var samples: Int {
        didSet { samples = Self.possible(samples) }
    }
    let mesh = CapsuleMesh()
    let capsules = BufferTexture(format: GL_RGBA32F)
    let links = BufferTexture(format: GL_R32I)
    let trails = BufferTexture(format: GL_RGBA32F)
    let shaders: Shaders
    let shadows: RenderTarget
    var figures: RenderTarget?
    private var picture: RenderTarget?
    /// What lies behind the figures, kept while the camera stands still.
    var backdrop: (view: BackdropView, target: RenderTarget?)?

    /// Texels along a side of the shadow picture, and how many of them lie on a metre of floor where there is room.
    static let shadowTexels = 1024
    static let shadowDensity: Float = 72
    /// Slope of the main light's half-width: soft as from a large window.
    static let lightSpread: Float = 0.16

    /// Creates a renderer that needs no display.
    ///
    /// - Parameter samples: Samples a pixel at the figures' edges: 1, 2 or 4.
    /// - Throws: ``Problem`` naming the packages to install when OpenGL is missing.
    public convenience init(samples: Int = 4) throws(Problem) {
        try self.init(context: try hiddenContext(), samples: samples)
    }

    /// Creates a renderer for `context`, which must be current.
    init(context: any GraphicsContext, samples: Int) throws(Problem) {
        self.context = context
        self.samples = Self.possible(samples)
        shaders = try Shaders()
        let side = Self.shadowTexels
        shadows = try RenderTarget(PixelSize(width: side, height: side), format: GL_RGBA16F)
    }

    deinit {
        // What the renderer owns is released in its context; if that is lost, so is all of it.
        try? context.makeCurrent()
    }

    /// Returns the picture of `scene` that `camera` sees; with a ``Look/isTransparent`` look its alpha says how much
    /// figures and shadows cover.
    ///
    /// - Throws: ``Problem`` when OpenGL cannot draw a picture of this size.
    /// - Complexity: O(pixels + capsules × (vertices + neighbours)).
    public func draw(_ scene: Scene, from camera: Camera, size: PixelSize) throws(Problem) -> Image {
        try context.makeCurrent()
        try checkSize(size)
        let area = try drawLayers(scene, camera, size)
        if picture?.size != size {
            picture = nil
            picture = try RenderTarget(size, format: GL_RGBA8)
        }
        guard let picture else { return Image(size: size) }
        picture.begin()
        try compose(scene, camera, size, area, flip: true)
        var image = Image(size: size, bytes: picture.read())
        try checkErrors()
        if scene.look.isTransparent { image.unpremultiply() }
        return image
    }

    /// Draws `scene`, and `overlays` over it, into the window that the context belongs to.
    func present(_ scene: Scene, from camera: Camera, size: PixelSize, overlays: [Overlay]) throws(Problem) {
        try context.makeCurrent()
        let area = try drawLayers(scene, camera, size)
        glBindFramebuffer(GLenum(GL_FRAMEBUFFER), 0)
        glViewport(0, 0, GLsizei(size.width), GLsizei(size.height))
        try compose(scene, camera, size, area, flip: false)
        glEnable(GLenum(GL_BLEND))
        glBlendFunc(GLenum(GL_SRC_ALPHA), GLenum(GL_ONE_MINUS_SRC_ALPHA))
        shaders.overlay.use()
        shaders.overlay.set("overlay", 2)
        shaders.overlay.set("picture", SIMD2(Float(size.width), Float(size.height)))
        for overlay in overlays {
            overlay.texture.bind(unit: 2)
            shaders.overlay.set("area", overlay.area)
            mesh.drawSquares(count: 1)
        }
        glDisable(GLenum(GL_BLEND))
        try checkErrors()
    }

    /// What the driver has of the samples asked for.
    private static func possible(_ samples: Int) -> Int {
        var most: GLint = 1
        glGetIntegerv(GLenum(GL_MAX_SAMPLES), &most)
        return max(1, min(samples, Int(most)))
    }

    // MARK: Errors

    private func checkSize(_ size: PixelSize) throws(Problem) {
        var most: GLint = 0
        glGetIntegerv(GLenum(GL_MAX_TEXTURE_SIZE), &most)
        guard size.width <= Int(most), size.height <= Int(most) else {
            throw Problem(
                "the picture is too large", expected: "at most \(most) pixels a side",
                found: "\(size.width) by \(size.height)", remedy: "ask for a smaller picture")
        }
    }

    private func checkErrors() throws(Problem) {
        let code = glGetError()
        guard code == GL_NO_ERROR else {
            throw .graphics("OpenGL could not draw the scene", found: "error 0x" + String(code, radix: 16))
        }
    }
}

/// The shader programs of the passes.
struct Shaders {
    let figure: ShaderProgram
    let trail: ShaderProgram
    let shadow: ShaderProgram
    let backdrop: ShaderProgram
    let shade: ShaderProgram
    let layer: ShaderProgram
    let overlay: ShaderProgram

    init() throws(Problem) {
        typealias Source = PackageResources
        figure = try ShaderProgram(
            "figure", vertex: Source.surface_glsl + Source.figure_vert, fragment: Source.figure_frag,
            common: Source.common_glsl)
        trail = try ShaderProgram("trail", vertex: Source.trail_vert, fragment: Source.trail_frag)
        shadow = try ShaderProgram(
            "shadow", vertex: Source.shadow_vert, fragment: Source.shadow_frag, common: Source.common_glsl)
        backdrop = try ShaderProgram("backdrop", vertex: Source.picture_vert, fragment: Source.backdrop_frag)
        shade = try ShaderProgram("shade", vertex: Source.picture_vert, fragment: Source.shade_frag)
        layer = try ShaderProgram("layer", vertex: Source.picture_vert, fragment: Source.layer_frag)
        overlay = try ShaderProgram("overlay", vertex: Source.overlay_vert, fragment: Source.overlay_frag)
    }
}
