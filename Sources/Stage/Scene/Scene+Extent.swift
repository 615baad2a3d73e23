import Motion

extension Scene {
    /// The rectangle of floor that shadows can fall on: its lower corner and its size, x and z in metres.
    func shadowExtent(light: SIMD3<Float>, spread: Float) -> (origin: SIMD2<Float>, extent: SIMD2<Float>) {
        var low = SIMD2<Float>(repeating: .infinity)
        var high = SIMD2<Float>(repeating: -.infinity)
        for ball in bodies.lazy.flatMap(\.balls) {
            let height = max(ball.centre.y, 0)
            let below = SIMD2(ball.centre.x, ball.centre.z)
            let landed = below - SIMD2(light.x, light.z) * (height / light.y)
            let size = (ball.radius + spread * height / light.y + 0.02) / light.y
            low = pointwiseMin(low, pointwiseMin(landed - size, below - 8 * ball.radius))
            high = pointwiseMax(high, pointwiseMax(landed + size, below + 8 * ball.radius))
        }
        guard low.x.isFinite, low.y.isFinite, high.x.isFinite, high.y.isFinite else {
            return (.zero, SIMD2(1, 1))
        }
        return (low, pointwiseMax(high - low, SIMD2(repeating: 0.01)))
    }

    /// The part of a picture that holds figures: x, y from the lower left, width, height, in pixels.
    func area(seenBy camera: Camera, in size: PixelSize) -> SIMD4<Int32> {
        let matrix = camera.matrix(aspect: size.aspect)
        let whole = SIMD2<Float>(Float(size.width), Float(size.height))
        var low = whole
        var high = SIMD2<Float>.zero
        // Melting and perspective make a ball's outline a little larger than its radius.
        let balls = bodies.lazy.flatMap { body in
            body.balls.map { Ball(centre: $0.centre, radius: $0.radius * 1.2 + body.softness * 2) }
        }
        // A trail is never thinner than a pixel, however far it is.
        let beads = trails.lazy.flatMap { trail in
            trail.points.filter { $0.sum().isFinite }.map {
                Ball(
                    centre: $0,
                    radius: max(trail.width, 2 / max(camera.pixels(at: $0, in: size), 1e-3)))
            }
        }
        for ball in [AnySequence(balls), AnySequence(beads)].joined() {
            for corner in [(-1, -1), (1, -1), (-1, 1), (1, 1)] as [(Float, Float)] {
                let point =
                    ball.centre + camera.right * (corner.0 * ball.radius) + camera.up
                    * (corner.1 * ball.radius)
                    - camera.forward * ball.radius
                let clip = matrix * SIMD4(point, 1)
                // Beside or behind the eye: anything may be covered.
                guard clip.w > 1e-3 else { return SIMD4(0, 0, Int32(size.width), Int32(size.height)) }
                let pixel = (SIMD2(clip.x, clip.y) / clip.w * 0.5 + 0.5) * whole
                low = pointwiseMin(low, pixel)
                high = pointwiseMax(high, pixel)
            }
        }
        return Camera.pixelRectangle(low, high, in: whole)
    }
}

extension Camera {
    /// Rays through the picture: where the middle one starts and points, and how both change to the right edge and
    /// to the top edge.
    struct Rays {
        var start: SIMD3<Float>
        var startRight: SIMD3<Float>
        var startUp: SIMD3<Float>
        var ahead: SIMD3<Float>
        var aheadRight: SIMD3<Float>
        var aheadUp: SIMD3<Float>
    }

    func rays(aspect: Float) -> Rays {
        let extents = extents(aspect: aspect)
        switch lens {
        case .perspective:
            return Rays(
                start: eye, startRight: .zero, startUp: .zero, ahead: forward, aheadRight: right * extents.x,
                aheadUp: up * extents.y)
        case .orthographic:
            return Rays(
                start: eye, startRight: right * extents.x, startUp: up * extents.y, ahead: forward,
                aheadRight: .zero, aheadUp: .zero)
        }
    }

    /// Height of the horizon in the picture, 0 at the bottom to 1 at the top; without a vanishing point the top.
    var horizon: Float {
        guard case .perspective = lens else { return 1 }
        let slope = extents(aspect: 1).y
        let level = SIMD3(forward.x, 0, forward.z)
        guard level.length > 1e-3 else { return 2 }
        return 0.5 + 0.5 * level.dot(up) / (level.dot(forward) * slope)
    }

    /// Where `place` appears in a picture of `size`: pixels from the top left; nil behind the eye.
    ///
    /// For labels: what is outside the picture has a place outside it.
    public func pixel(of place: SIMD3<Float>, in size: PixelSize) -> SIMD2<Float>? {
        let clip = matrix(aspect: size.aspect) * SIMD4(place, 1)
        guard clip.w > 1e-3 else { return nil }
        return (SIMD2(clip.x, -clip.y) / clip.w * 0.5 + 0.5)
            * SIMD2(Float(size.width), Float(size.height))
    }

    /// Pixels that a metre takes at `place` in a picture of `size`; 0 behind the eye.
    func pixels(at place: SIMD3<Float>, in size: PixelSize) -> Float {
        let half = Float(size.height) / 2 / extents(aspect: 1).y
        guard case .perspective = lens else { return half }
        let depth = (place - eye).dot(forward)
        return depth > 0 ? half / depth : 0
    }

    /// The part of a picture that holds a rectangle of floor: x, y from the lower left, width, height, in pixels.
    func area(ofFloor origin: SIMD2<Float>, _ extent: SIMD2<Float>, in size: PixelSize) -> SIMD4<Int32> {
        let matrix = matrix(aspect: size.aspect)
        let whole = SIMD2(Float(size.width), Float(size.height))
        var low = whole
        var high = SIMD2<Float>.zero
        for corner in [SIMD2<Float>(0, 0), SIMD2(1, 0), SIMD2(0, 1), SIMD2(1, 1)] {
            let floor = origin + extent * corner
            let clip = matrix * SIMD4(floor.x, 0, floor.y, 1)
            guard clip.w > 1e-3 else { return SIMD4(0, 0, Int32(size.width), Int32(size.height)) }
            let pixel = (SIMD2(clip.x, clip.y) / clip.w * 0.5 + 0.5) * whole
            low = pointwiseMin(low, pixel)
            high = pointwiseMax(high, pixel)
        }
        return Self.pixelRectangle(low, high, in: whole)
    }

    /// The whole pixels between two corners, within the picture.
    static func pixelRectangle(_ low: SIMD2<Float>, _ high: SIMD2<Float>, in whole: SIMD2<Float>) -> SIMD4<
        Int32
    > {
        let first = pointwiseMax(low.rounded(.down) - 1, .zero)
        let last = pointwiseMin(high.rounded(.up) + 1, whole)
        guard first.x < last.x, first.y < last.y else { return .zero }
        return SIMD4(Int32(first.x), Int32(first.y), Int32(last.x - first.x), Int32(last.y - first.y))
    }
}
