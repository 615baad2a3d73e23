import CGL
public import Diagnostics

/// Draws scenes: in three passes, each as small as it can be.
///
/// 1. Shadows of all capsules onto a picture of the floor.
/// 2. Figures onto a transparent, antialiased layer, only where there are figures.
/// 3. Backdrop, floor, shadows and the layer together, at one sample a pixel.
///
/// The same scene gives the same bytes on the same driver. A renderer belongs to the thread that made it.
public final class Renderer {
    private let context: any GraphicsContext
    private let samples: Int
    private let mesh: CapsuleMesh
    private let capsules: BufferTexture
    private let links: BufferTexture
    private let figureShader: ShaderProgram
    private let shadowShader: ShaderProgram
    private let pictureShader: ShaderProgram
    let overlayShader: ShaderProgram
    private let shadows: RenderTarget
    private var figures: RenderTarget?
    private var picture: RenderTarget?

    /// Texels of the shadow picture, and how many of them lie on a metre of floor where there is room.
    private static let shadowTexels = 1024
    private static let shadowDensity: Float = 96
    /// Slope of the main light's half-width: soft as from a large window.
    private static let lightSpread: Float = 0.16

    /// Creates a renderer that needs no display.
    ///
    /// - Parameter samples: Samples a pixel at the figures' edges: 1, 2 or 4.
    /// - Throws: ``Problem`` naming the packages to install when OpenGL is missing.
    public convenience init(samples: Int = 4) throws(Problem) {
        try self.init(context: OffscreenContext(), samples: samples)
    }

    init(context: any GraphicsContext, samples: Int) throws(Problem) {
        try context.makeCurrent()
        var most: GLint = 1
        glGetIntegerv(GLenum(GL_MAX_SAMPLES), &most)
        self.context = context
        self.samples = max(1, min(samples, Int(most)))
        mesh = CapsuleMesh()
        capsules = BufferTexture(format: GL_RGBA32F)
        links = BufferTexture(format: GL_R32I)
        let common = PackageResources.common_glsl
        figureShader = try ShaderProgram(
            "figure", vertex: PackageResources.figure_vert, fragment: PackageResources.figure_frag,
            common: common + PackageResources.surface_glsl)
        shadowShader = try ShaderProgram(
            "shadow", vertex: PackageResources.shadow_vert, fragment: PackageResources.shadow_frag, common: common)
        pictureShader = try ShaderProgram(
            "picture", vertex: PackageResources.picture_vert, fragment: PackageResources.picture_frag)
        overlayShader = try ShaderProgram(
            "overlay", vertex: PackageResources.overlay_vert, fragment: PackageResources.overlay_frag)
        let side = Self.shadowTexels
        shadows = try RenderTarget(PixelSize(width: side, height: side), format: GL_RGBA16F)
    }

    /// Returns the picture of `scene` that `camera` sees.
    ///
    /// - Throws: ``Problem`` when OpenGL cannot draw a picture of this size.
    /// - Complexity: O(pixels + capsules × vertices); about 20 ms for one dancer at 1280 by 720 on two cores.
    public func draw(_ scene: Scene, from camera: Camera, size: PixelSize) throws(Problem) -> Image {
        try context.makeCurrent()
        try checkSize(size)
        let count = upload(scene)
        let area = try drawLayers(scene, camera, size, count)
        if picture?.size != size { picture = try RenderTarget(size, format: GL_RGBA8) }
        guard let picture else { return Image(size: size) }
        picture.begin()
        compose(scene, camera, size, area, flip: true)
        let image = Image(size: size, bytes: picture.read())
        try checkErrors()
        return image
    }

    /// Draws `scene` into the window that the context belongs to.
    func present(_ scene: Scene, from camera: Camera, size: PixelSize) throws(Problem) {
        try context.makeCurrent()
        let count = upload(scene)
        let area = try drawLayers(scene, camera, size, count)
        glBindFramebuffer(GLenum(GL_FRAMEBUFFER), 0)
        glViewport(0, 0, GLsizei(size.width), GLsizei(size.height))
        compose(scene, camera, size, area, flip: false)
        try checkErrors()
    }

    // MARK: Passes

    /// Sends the scene's capsules to OpenGL and returns how many there are to draw.
    private func upload(_ scene: Scene) -> Int {
        var texels: [SIMD4<Float>] = []
        var numbers: [Int32] = []
        var instances: [SIMD4<Int32>] = []
        for body in scene.bodies {
            let first = texels.count / 4
            for (index, capsule) in body.capsules.enumerated() {
                let start = body.palette.color(of: capsule.startTint).linear
                let end = body.palette.color(of: capsule.endTint).linear
                texels += [
                    SIMD4(capsule.start, capsule.startRadius), SIMD4(capsule.end, capsule.endRadius),
                    SIMD4(start, body.softness), SIMD4(end, 0),
                ]
                instances.append(
                    SIMD4(
                        Int32(first + index), Int32(first), Int32(body.capsules.count), Int32(numbers.count)))
                numbers.append(Int32(body.neighbours[index].count))
                numbers += body.neighbours[index].map { Int32(first + $0) }
            }
        }
        capsules.upload(texels)
        links.upload(numbers)
        mesh.upload(instances: instances)
        return instances.count
    }

    /// Draws shadows and figures; returns the part of the picture that holds figures: x, y, width, height.
    private func drawLayers(
        _ scene: Scene, _ camera: Camera, _ size: PixelSize, _ count: Int
    ) throws(Problem) -> SIMD4<Int32> {
        glDisable(GLenum(GL_BLEND))
        glDisable(GLenum(GL_CULL_FACE))
        capsules.bind(unit: 0)
        links.bind(unit: 1)
        drawShadows(scene, count)

        if figures?.size != size {
            figures = nil
            figures = try RenderTarget(size, format: GL_RGBA8, samples: samples, depth: true)
        }
        let area = scene.area(seenBy: camera, in: size)
        guard let figures, area.z > 0, area.w > 0, count > 0 else { return .zero }
        figures.begin()
        glEnable(GLenum(GL_SCISSOR_TEST))
        glScissor(area.x, area.y, area.z, area.w)
        glEnable(GLenum(GL_DEPTH_TEST))
        glEnable(GLenum(GL_CLIP_DISTANCE0))
        glClearColor(0, 0, 0, 0)
        glClear(GLbitfield(GL_COLOR_BUFFER_BIT | GL_DEPTH_BUFFER_BIT))
        figureShader.use()
        figureShader.set("capsules", 0)
        figureShader.set("links", 1)
        figureShader.set("camera", camera.matrix(aspect: size.aspect))
        figureShader.set("eye", camera.eye)
        figureShader.set("ahead", SIMD4(camera.forward, camera.lens.isOrthographic ? 1 : 0))
        figureShader.set("light", scene.light)
        figureShader.set("floorColor", scene.look.floor.linear)
        figureShader.set("skyColor", scene.look.backdropBottom.linear)
        mesh.draw(count: count)
        glDisable(GLenum(GL_CLIP_DISTANCE0))
        glDisable(GLenum(GL_DEPTH_TEST))
        figures.resolve(area)
        glDisable(GLenum(GL_SCISSOR_TEST))
        return area
    }

    private func drawShadows(_ scene: Scene, _ count: Int) {
        let floor = scene.shadowExtent(light: scene.light, spread: Self.lightSpread)
        let share = Self.shadowShare(of: floor.extent)
        let texels = SIMD2<Float>(share * Float(Self.shadowTexels)).rounded(.up)
        shadows.begin(PixelSize(width: Int(texels.x), height: Int(texels.y)))
        glClearColor(1, 1, 1, 1)
        glClear(GLbitfield(GL_COLOR_BUFFER_BIT))
        guard count > 0 else { return }
        glEnable(GLenum(GL_BLEND))
        // Colour keeps the least light of all capsules, alpha multiplies.
        glBlendEquationSeparate(GLenum(GL_MIN), GLenum(GL_FUNC_ADD))
        glBlendFuncSeparate(GLenum(GL_ONE), GLenum(GL_ONE), GLenum(GL_ZERO), GLenum(GL_SRC_ALPHA))
        shadowShader.use()
        shadowShader.set("capsules", 0)
        shadowShader.set("light", scene.light)
        shadowShader.set("spread", Self.lightSpread)
        shadowShader.set("origin", floor.origin)
        shadowShader.set("extent", floor.extent)
        mesh.drawSquares(count: count)
        glDisable(GLenum(GL_BLEND))
    }

    /// The part of the shadow picture that a floor of `extent` metres needs, 0 to 1 along both sides.
    private static func shadowShare(of extent: SIMD2<Float>) -> SIMD2<Float> {
        let density = min(shadowDensity, Float(shadowTexels) / extent.max())
        return (extent * density).rounded(.up).clamped(
            lowerBound: SIMD2(repeating: 1), upperBound: SIMD2(repeating: Float(shadowTexels)))
            / Float(shadowTexels)
    }

    /// Puts the layers together in the framebuffer that is bound.
    private func compose(_ scene: Scene, _ camera: Camera, _ size: PixelSize, _ area: SIMD4<Int32>, flip: Bool) {
        let picture = SIMD4(Float(size.width), Float(size.height), Float(size.width), Float(size.height))
        let corners = SIMD4<Float>(
            Float(area.x), Float(area.y), Float(area.x + area.z), Float(area.y + area.w))
        figures?.bind(unit: 2)
        shadows.bind(unit: 3)
        let shader = pictureShader
        shader.use()
        shader.set("flip", flip ? -1 : Float(1))
        shader.set("figures", 2)
        shader.set("figureArea", area.z > 0 ? corners / picture : SIMD4(2, 2, 2, 2))
        shader.set("shadows", 3)
        let floor = scene.shadowExtent(light: scene.light, spread: Self.lightSpread)
        shader.set("shadowOrigin", floor.origin)
        shader.set("shadowExtent", floor.extent)
        shader.set("shadowShare", Self.shadowShare(of: floor.extent))
        shader.set("backdropTop", scene.look.backdropTop.linear)
        shader.set("backdropBottom", scene.look.backdropBottom.linear)
        shader.set("floorColor", scene.look.floor.linear)
        shader.set("gridColor", scene.look.grid.linear)
        shader.set("vignette", scene.look.vignette)
        shader.set("focus", scene.focus)
        shader.set("front", scene.front)
        shader.set("reach", scene.reach)
        let rays = camera.rays(aspect: size.aspect)
        shader.set("rayStart", rays.start)
        shader.set("rayStartRight", rays.startRight)
        shader.set("rayStartUp", rays.startUp)
        shader.set("rayAhead", rays.ahead)
        shader.set("rayAheadRight", rays.aheadRight)
        shader.set("rayAheadUp", rays.aheadUp)
        shader.set("horizon", camera.horizon)
        mesh.drawSquares(count: 1)
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
