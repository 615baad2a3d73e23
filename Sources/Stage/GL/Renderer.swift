import CGL
public import Diagnostics

/// Draws scenes: in passes, each over no more of the picture than it needs.
///
/// 1. Shadows of all capsules onto a small picture of the floor.
/// 2. Figures onto a transparent, antialiased layer, only where there are figures.
/// 3. Backdrop and floor; on them the shadows, then the layer.
///
/// The same scene gives the same bytes on the same driver. A renderer belongs to the thread that made it.
public final class Renderer {
    private let context: any GraphicsContext
    /// Samples a pixel at the figures' edges.
    var samples: Int {
        didSet { samples = Self.possible(samples) }
    }
    private let mesh = CapsuleMesh()
    private let capsules = BufferTexture(format: GL_RGBA32F)
    private let links = BufferTexture(format: GL_R32I)
    private let shaders: Shaders
    private let shadows: RenderTarget
    private var figures: RenderTarget?
    private var picture: RenderTarget?

    /// Texels along a side of the shadow picture, and how many of them lie on a metre of floor where there is room.
    private static let shadowTexels = 1024
    private static let shadowDensity: Float = 72
    /// Slope of the main light's half-width: soft as from a large window.
    private static let lightSpread: Float = 0.16

    /// Creates a renderer that needs no display.
    ///
    /// - Parameter samples: Samples a pixel at the figures' edges: 1, 2 or 4.
    /// - Throws: ``Problem`` naming the packages to install when OpenGL is missing.
    public convenience init(samples: Int = 4) throws(Problem) {
        let context = try OffscreenContext()
        try context.makeCurrent()
        try self.init(context: context, samples: samples)
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

    /// Returns the picture of `scene` that `camera` sees.
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
        compose(scene, camera, size, area, flip: true)
        let image = Image(size: size, bytes: picture.read())
        try checkErrors()
        return image
    }

    /// Draws `scene`, and `overlays` over it, into the window that the context belongs to.
    func present(_ scene: Scene, from camera: Camera, size: PixelSize, overlays: [Overlay]) throws(Problem) {
        try context.makeCurrent()
        let area = try drawLayers(scene, camera, size)
        glBindFramebuffer(GLenum(GL_FRAMEBUFFER), 0)
        glViewport(0, 0, GLsizei(size.width), GLsizei(size.height))
        compose(scene, camera, size, area, flip: false)
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

    // MARK: Layers

    /// Draws shadows and figures; returns the part of the picture that holds figures: x, y, width, height.
    private func drawLayers(_ scene: Scene, _ camera: Camera, _ size: PixelSize) throws(Problem) -> SIMD4<
        Int32
    > {
        let load = SceneLoad(scene, seenBy: camera, in: size)
        capsules.upload(load.texels)
        links.upload(load.links)
        mesh.upload(instances: load.instances)
        glDisable(GLenum(GL_BLEND))
        capsules.bind(unit: 0)
        links.bind(unit: 1)
        drawShadows(scene, load.count)

        if figures?.size != size || figures?.samples != samples {
            figures = nil
            figures = try RenderTarget(size, format: GL_RGBA8, samples: samples, depth: true)
        }
        let area = scene.area(seenBy: camera, in: size)
        guard let figures, area.z > 0, area.w > 0, load.count > 0 else { return .zero }
        figures.begin()
        let switches = [GL_SCISSOR_TEST, GL_DEPTH_TEST, GL_CULL_FACE, GL_CLIP_DISTANCE0].map(GLenum.init)
        for each in switches { glEnable(each) }
        glScissor(area.x, area.y, area.z, area.w)
        glClearColor(0, 0, 0, 0)
        glClear(GLbitfield(GL_COLOR_BUFFER_BIT | GL_DEPTH_BUFFER_BIT))
        let shader = shaders.figure
        shader.use()
        shader.set("capsules", 0)
        shader.set("links", 1)
        shader.set("camera", camera.matrix(aspect: size.aspect))
        shader.set("eye", camera.eye)
        shader.set("ahead", SIMD4(camera.forward, camera.lens.isOrthographic ? 1 : 0))
        shader.set("light", scene.light)
        shader.set("floorColor", scene.look.floor.linear)
        shader.set("skyColor", scene.look.backdropBottom.linear)
        for (fineness, group) in zip(CapsuleMesh.Fineness.allCases, load.instances) {
            mesh.draw(fineness, count: group.count)
        }
        for each in switches.dropFirst() { glDisable(each) }
        figures.resolve(area)
        glDisable(switches[0])
        return area
    }

    private func drawShadows(_ scene: Scene, _ count: Int) {
        let floor = scene.shadowExtent(light: scene.light, spread: Self.lightSpread)
        let texels = Self.shadowShare(of: floor.extent) * Float(Self.shadowTexels)
        shadows.begin(PixelSize(width: Int(texels.x), height: Int(texels.y)))
        glClearColor(1, 1, 1, 1)
        glClear(GLbitfield(GL_COLOR_BUFFER_BIT))
        glEnable(GLenum(GL_BLEND))
        // Colour keeps the least light of all capsules, alpha multiplies.
        glBlendEquationSeparate(GLenum(GL_MIN), GLenum(GL_FUNC_ADD))
        glBlendFuncSeparate(GLenum(GL_ONE), GLenum(GL_ONE), GLenum(GL_ZERO), GLenum(GL_SRC_ALPHA))
        let shader = shaders.shadow
        shader.use()
        shader.set("capsules", 0)
        shader.set("light", scene.light)
        shader.set("spread", Self.lightSpread)
        shader.set("origin", floor.origin)
        shader.set("extent", floor.extent)
        mesh.drawSquares(count: count)
        glBlendEquation(GLenum(GL_FUNC_ADD))
        glDisable(GLenum(GL_BLEND))
    }

    /// The part of the shadow picture that a floor of `extent` metres needs, 0 to 1 along both sides.
    private static func shadowShare(of extent: SIMD2<Float>) -> SIMD2<Float> {
        let density = min(shadowDensity, Float(shadowTexels) / extent.max())
        return (extent * density).rounded(.up).clamped(
            lowerBound: SIMD2(repeating: 1), upperBound: SIMD2(repeating: Float(shadowTexels)))
            / Float(shadowTexels)
    }

    // MARK: Picture

    /// Puts the layers together in the framebuffer that is bound; with `flip` the top row comes first.
    private func compose(
        _ scene: Scene, _ camera: Camera, _ size: PixelSize, _ area: SIMD4<Int32>, flip: Bool
    ) {
        let backdrop = shaders.backdrop
        backdrop.use()
        backdrop.set(camera.rays(aspect: size.aspect), flip: flip)
        backdrop.set("backdropTop", scene.look.backdropTop.encoded)
        backdrop.set("backdropBottom", scene.look.backdropBottom.encoded)
        backdrop.set("floorColor", scene.look.floor.encoded)
        backdrop.set("gridColor", scene.look.grid.encoded)
        backdrop.set("vignette", scene.look.vignette)
        backdrop.set("focus", scene.focus)
        backdrop.set("front", scene.front)
        backdrop.set("reach", scene.reach)
        backdrop.set("horizon", camera.horizon)
        mesh.drawSquares(count: 1)

        glEnable(GLenum(GL_BLEND))
        glEnable(GLenum(GL_SCISSOR_TEST))
        let floor = scene.shadowExtent(light: scene.light, spread: Self.lightSpread)
        scissor(camera.area(ofFloor: floor.origin, floor.extent, in: size), size, flip: flip)
        glBlendFunc(GLenum(GL_ZERO), GLenum(GL_SRC_COLOR))
        shadows.bind(unit: 3)
        let shade = shaders.shade
        shade.use()
        shade.set(camera.rays(aspect: size.aspect), flip: flip)
        shade.set("shadows", 3)
        shade.set("shadowOrigin", floor.origin)
        shade.set("shadowExtent", floor.extent)
        shade.set("shadowShare", Self.shadowShare(of: floor.extent))
        mesh.drawSquares(count: 1)

        if let figures, area.z > 0 {
            scissor(area, size, flip: flip)
            glBlendFunc(GLenum(GL_ONE), GLenum(GL_ONE_MINUS_SRC_ALPHA))
            figures.bind(unit: 2)
            shaders.layer.use()
            shaders.layer.set("flip", flip ? -1 : Float(1))
            shaders.layer.set("layer", 2)
            mesh.drawSquares(count: 1)
        }
        glDisable(GLenum(GL_SCISSOR_TEST))
        glDisable(GLenum(GL_BLEND))
    }

    /// Draws only in `area` (x, y from the lower left, width, height) from now on.
    private func scissor(_ area: SIMD4<Int32>, _ size: PixelSize, flip: Bool) {
        glScissor(area.x, flip ? GLint(size.height) - area.y - area.w : area.y, area.z, area.w)
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
private struct Shaders {
    let figure: ShaderProgram
    let shadow: ShaderProgram
    let backdrop: ShaderProgram
    let shade: ShaderProgram
    let layer: ShaderProgram
    let overlay: ShaderProgram

    init() throws(Problem) {
        typealias Source = PackageResources
        figure = try ShaderProgram(
            "figure", vertex: Source.figure_vert, fragment: Source.figure_frag,
            common: Source.common_glsl + Source.surface_glsl)
        shadow = try ShaderProgram(
            "shadow", vertex: Source.shadow_vert, fragment: Source.shadow_frag, common: Source.common_glsl)
        backdrop = try ShaderProgram("backdrop", vertex: Source.picture_vert, fragment: Source.backdrop_frag)
        shade = try ShaderProgram("shade", vertex: Source.picture_vert, fragment: Source.shade_frag)
        layer = try ShaderProgram("layer", vertex: Source.picture_vert, fragment: Source.layer_frag)
        overlay = try ShaderProgram("overlay", vertex: Source.overlay_vert, fragment: Source.overlay_frag)
    }
}

extension ShaderProgram {
    /// Sets what `picture.vert` needs.
    fileprivate func set(_ rays: Camera.Rays, flip: Bool) {
        set("flip", flip ? -1 : Float(1))
        set("rayStart", rays.start)
        set("rayStartRight", rays.startRight)
        set("rayStartUp", rays.startUp)
        set("rayAhead", rays.ahead)
        set("rayAheadRight", rays.aheadRight)
        set("rayAheadUp", rays.aheadUp)
    }
}
