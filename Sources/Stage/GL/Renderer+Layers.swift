import CGL
import Diagnostics
import Motion

extension Renderer {
    /// Draws shadows and figures; returns the part of the picture that holds figures: x, y, width, height.
    func drawLayers(_ scene: Scene, _ camera: Camera, _ size: PixelSize) throws(Problem) -> SIMD4<Int32> {
        let load = SceneLoad(scene, seenBy: camera, in: size)
        capsules.upload(load.texels)
        links.upload(load.links)
        trails.upload(load.trails)
        mesh.upload(instances: load.instances)
        glDisable(GLenum(GL_BLEND))
        capsules.bind(unit: 0)
        links.bind(unit: 1)
        drawShadows(scene, load.instances.count)

        if figures?.size != size || figures?.samples != samples {
            figures = nil
            figures = try RenderTarget(size, format: GL_RGBA8, samples: samples, depth: true)
        }
        let area = scene.area(seenBy: camera, in: size)
        guard let figures, area.z > 0, area.w > 0 else { return .zero }
        figures.begin()
        let switches = [
            GL_SCISSOR_TEST, GL_DEPTH_TEST, GL_CULL_FACE, GL_CLIP_DISTANCE0, GL_CLIP_DISTANCE0 + 1,
        ].map(GLenum.init)
        for each in switches { glEnable(each) }
        glScissor(area.x, area.y, area.z, area.w)
        glClearColor(0, 0, 0, 0)
        glClear(GLbitfield(GL_COLOR_BUFFER_BIT | GL_DEPTH_BUFFER_BIT | GL_STENCIL_BUFFER_BIT))
        use(shaders.figure, scene, camera, size)
        for batch in load.batches where batch.opacity >= 1 { draw(batch) }
        drawTrails(load.trails.count / 5, camera, size)
        use(shaders.figure, scene, camera, size)
        let ghosts = load.batches.filter { $0.opacity < 1 }
        for (index, ghost) in ghosts.enumerated() { drawGhost(ghost, mark: GLint(index % 255 + 1)) }
        for each in switches.dropFirst() { glDisable(each) }
        figures.resolve(area)
        glDisable(switches[0])
        return area
    }

    private func use(_ shader: ShaderProgram, _ scene: Scene, _ camera: Camera, _ size: PixelSize) {
        shader.use()
        shader.set("capsules", 0)
        shader.set("links", 1)
        shader.set("camera", camera.matrix(aspect: size.aspect))
        shader.set("eye", camera.eye)
        shader.set("ahead", SIMD4(camera.forward, camera.lens.isOrthographic ? 1 : 0))
        shader.set("light", scene.light)
        shader.set("bounce", scene.look.bounce.linear)
        shader.set("sky", scene.look.sky.linear)
        // Nothing is behind the figures of a transparent picture that they could fade into.
        let air = scene.look.isTransparent ? 0 : 0.55 / max(scene.reach.max(), 1)
        shader.set("haze", SIMD4(scene.look.backdropBottom.encoded, air))
        shader.set("focus", scene.focus)
        shader.set("opacity", Float(1))
    }

    private func draw(_ batch: SceneLoad.Batch) {
        for (fineness, range) in zip(CapsuleMesh.Fineness.allCases, batch.ranges) {
            mesh.draw(fineness, range)
        }
    }

    /// Draws a body that can be seen through, but not into: first how near it is, then only its nearest skin.
    ///
    /// Where two capsules share their skin both are nearest; the stencil's `mark` lets only one of them in.
    private func drawGhost(_ batch: SceneLoad.Batch, mark: GLint) {
        let no = GLboolean(GL_FALSE)
        let yes = GLboolean(GL_TRUE)
        glColorMask(no, no, no, no)
        draw(batch)
        glColorMask(yes, yes, yes, yes)
        glDepthFunc(GLenum(GL_LEQUAL))
        glEnable(GLenum(GL_STENCIL_TEST))
        glStencilFunc(GLenum(GL_NOTEQUAL), mark, 0xFF)
        glStencilOp(GLenum(GL_KEEP), GLenum(GL_KEEP), GLenum(GL_REPLACE))
        glEnable(GLenum(GL_BLEND))
        glBlendFunc(GLenum(GL_ONE), GLenum(GL_ONE_MINUS_SRC_ALPHA))
        shaders.figure.set("opacity", batch.opacity)
        draw(batch)
        glDisable(GLenum(GL_STENCIL_TEST))
        glDisable(GLenum(GL_BLEND))
        glDepthFunc(GLenum(GL_LESS))
    }

    private func drawTrails(_ count: Int, _ camera: Camera, _ size: PixelSize) {
        guard count > 0 else { return }
        trails.bind(unit: 4)
        let shader = shaders.trail
        shader.use()
        shader.set("trails", 4)
        shader.set("camera", camera.matrix(aspect: size.aspect))
        shader.set("eye", camera.eye)
        shader.set("ahead", SIMD4(camera.forward, camera.lens.isOrthographic ? 1 : 0))
        shader.set("pixel", camera.extents(aspect: 1).y * 2 / Float(size.height))
        // A band has no inside, and what is behind it still shows where it is pale.
        glDisable(GLenum(GL_CULL_FACE))
        glDepthMask(GLboolean(GL_FALSE))
        glEnable(GLenum(GL_BLEND))
        glBlendFunc(GLenum(GL_ONE), GLenum(GL_ONE_MINUS_SRC_ALPHA))
        mesh.drawSquares(count: count)
        glDisable(GLenum(GL_BLEND))
        glDepthMask(GLboolean(GL_TRUE))
        glEnable(GLenum(GL_CULL_FACE))
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
    static func shadowShare(of extent: SIMD2<Float>) -> SIMD2<Float> {
        let density = min(shadowDensity, Float(shadowTexels) / extent.max())
        return (extent * density).rounded(.up).clamped(
            lowerBound: SIMD2(repeating: 1), upperBound: SIMD2(repeating: Float(shadowTexels)))
            / Float(shadowTexels)
    }
}
