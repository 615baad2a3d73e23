import CGL
import Diagnostics
import Motion

extension Renderer {
    /// Puts the layers together in the framebuffer that is bound; with `flip` the top row comes first.
    func compose(
        _ scene: Scene, _ camera: Camera, _ size: PixelSize, _ area: SIMD4<Int32>, flip: Bool
    ) throws(Problem) {
        if scene.look.isTransparent {
            glClearColor(0, 0, 0, 0)
            glClear(GLbitfield(GL_COLOR_BUFFER_BIT))
        } else {
            try layBackdrop(scene, camera, size, flip: flip)
        }

        glEnable(GLenum(GL_BLEND))
        glEnable(GLenum(GL_SCISSOR_TEST))
        let floor = scene.shadowExtent(light: scene.light, spread: Self.lightSpread)
        scissor(camera.area(ofFloor: floor.origin, floor.extent, in: size), size, flip: flip)
        if scene.look.isTransparent {
            glBlendFunc(GLenum(GL_ONE), GLenum(GL_ONE_MINUS_SRC_ALPHA))
        } else {
            glBlendFunc(GLenum(GL_ZERO), GLenum(GL_SRC_COLOR))
        }
        shadows.bind(unit: 3)
        let shade = shaders.shade
        shade.use()
        shade.set(camera.rays(aspect: size.aspect), flip: flip)
        shade.set("shadows", 3)
        shade.set("veil", scene.look.isTransparent ? 1 : Float(0))
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

    /// Lays the backdrop into the framebuffer that is bound: a copy of the last one, where it is the same.
    ///
    /// It takes longer than a figure, and a camera that stands still always sees the same.
    private func layBackdrop(_ scene: Scene, _ camera: Camera, _ size: PixelSize, flip: Bool) throws(Problem)
    {
        var empty = scene
        empty.bodies = []
        empty.trails = []
        let view = BackdropView(scene: empty, camera: camera, size: size, flip: flip)
        guard let last = backdrop, last.view == view else {
            // Kept only from the second picture on: a camera that moves would copy for nothing.
            backdrop = (view, nil)
            return drawBackdrop(scene, camera, size, flip: flip)
        }
        if last.target == nil {
            var goal: GLint = 0
            glGetIntegerv(GLenum(GL_DRAW_FRAMEBUFFER_BINDING), &goal)
            let target = try RenderTarget(size, format: GL_RGBA8)
            target.begin()
            drawBackdrop(scene, camera, size, flip: flip)
            backdrop = (view, target)
            glBindFramebuffer(GLenum(GL_FRAMEBUFFER), GLuint(goal))
        }
        backdrop?.target?.copy()
    }

    private func drawBackdrop(_ scene: Scene, _ camera: Camera, _ size: PixelSize, flip: Bool) {
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
        backdrop.set("reach", scene.reach * scene.look.pool)
        backdrop.set("horizon", camera.horizon)
        mesh.drawSquares(count: 1)
    }

    /// Draws only in `area` (x, y from the lower left, width, height) from now on.
    private func scissor(_ area: SIMD4<Int32>, _ size: PixelSize, flip: Bool) {
        glScissor(area.x, flip ? GLint(size.height) - area.y - area.w : area.y, area.z, area.w)
    }
}

/// All that a backdrop depends on.
struct BackdropView: Equatable {
    var scene: Scene
    var camera: Camera
    var size: PixelSize
    var flip: Bool
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
