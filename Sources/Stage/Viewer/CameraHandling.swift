import Motion

/// How a person has moved the camera from where it stands by itself.
struct CameraHandling: Equatable {
    /// Turn about the middle of what is seen, radians.
    var azimuth: Float = 0
    /// Rise above it, radians.
    var elevation: Float = 0
    /// Share of the distance.
    var zoom: Float = 1
    /// How far the picture was moved, to the right and down, in heights of the picture.
    var shift = SIMD2<Float>.zero

    /// Turns by shares of the picture's width and height: across the whole width is a full turn.
    mutating func turn(by share: SIMD2<Float>) {
        azimuth -= share.x * 2 * .pi
        elevation = min(max(elevation + share.y * .pi, -1.5), 1.5)
    }

    /// Moves the picture by shares of its height.
    mutating func pan(by change: SIMD2<Float>, isMirrored: Bool) {
        let wanted = shift + (isMirrored ? change * SIMD2(-1, 1) : change)
        shift = wanted.clamped(lowerBound: SIMD2(repeating: -3), upperBound: SIMD2(repeating: 3))
    }

    /// Goes nearer (positive) or further.
    mutating func zoom(by steps: Float) {
        zoom = min(max(zoom * (1 - 0.1 * min(max(steps, -5), 5)), 0.15), 6)
    }

    /// Goes back to where everything is seen, from the same side.
    mutating func standBack() {
        zoom = 1
        shift = .zero
    }
}

extension Camera {
    /// This camera as a person has moved it.
    func handled(_ handling: CameraHandling) -> Camera {
        orbited(azimuth: handling.azimuth, elevation: handling.elevation, zoom: handling.zoom)
            .panned(by: handling.shift)
    }

    /// This camera moved so that the picture goes right and down by `change` of its height.
    func panned(by change: SIMD2<Float>) -> Camera {
        let high = extents(aspect: 1).y * 2 * (lens.isOrthographic ? 1 : distance)
        return following((up * change.y - right * change.x) * high)
    }

    /// This camera further away and moved, so that what filled the picture fills what is left of it between strips.
    ///
    /// - Parameters:
    ///   - head: The upper strip's share of the picture's height.
    ///   - foot: The lower one's; both together less than 1.
    func making(roomAbove head: Float, below foot: Float) -> Camera {
        var camera = self
        let rest = 1 - head - foot
        switch lens {
        case .perspective: camera.eye = target + (eye - target) / rest
        case .orthographic(let height): camera.lens = .orthographic(height: height / rest)
        }
        return camera.panned(by: SIMD2(0, (head - foot) / 2))
    }
}

extension Scene {
    /// This scene as it is seen in a mirror by `camera`: left and right of its picture exchanged.
    func mirrored(for camera: Camera) -> Scene {
        let across = camera.right
        func flip(_ place: SIMD3<Float>) -> SIMD3<Float> {
            place - across * (2 * (place - camera.eye).dot(across))
        }
        var scene = self
        for body in bodies.indices {
            for index in bodies[body].capsules.indices {
                scene.bodies[body].capsules[index].start = flip(bodies[body].capsules[index].start)
                scene.bodies[body].capsules[index].end = flip(bodies[body].capsules[index].end)
            }
        }
        for trail in trails.indices {
            scene.trails[trail].points = trails[trail].points.map(flip)
        }
        scene.focus = flip(focus)
        return scene
    }
}
