import Motion

/// A scene as OpenGL takes it: the arrays that shaders read.
struct SceneLoad {
    /// Capsules drawn together: those of all solid bodies, or those of one ghost.
    struct Batch: Equatable {
        var opacity: Float
        /// For each fineness the instances drawn with it.
        var ranges: [Range<Int>]
    }

    /// Four texels a capsule: start and radius, end and radius, colour and softness, opacity.
    var texels: [SIMD4<Float>] = []
    /// For each capsule the number of its neighbours, then each of them.
    var links: [Int32] = []
    /// For each drawn capsule: its number, the first of its body, the count of its body, its links.
    var instances: [SIMD4<Int32>] = []
    /// Solid bodies first, then ghosts from the furthest to the nearest.
    var batches: [Batch] = []
    /// Five texels a piece of a trail: see `trail.vert`.
    var trails: [SIMD4<Float>] = []

    /// Lays out `scene` for a picture of `size`.
    init(_ scene: Scene, seenBy camera: Camera, in size: PixelSize) {
        let ghosts = scene.bodies.filter { $0.opacity > 0 && $0.opacity < 1 }
            .map { (body: $0, depth: $0.depth(from: camera)) }
            .sorted { $0.depth > $1.depth }
        add(scene.bodies.filter { $0.opacity >= 1 }, opacity: 1, camera, size)
        for ghost in ghosts { add([ghost.body], opacity: ghost.body.opacity, camera, size) }
        for trail in scene.trails {
            for piece in trail.segments {
                trails += [
                    SIMD4(piece.before, 0), SIMD4(piece.start, piece.opacity.start),
                    SIMD4(piece.end, piece.opacity.end), SIMD4(piece.after, 0),
                    SIMD4(trail.color.linear, trail.width),
                ]
            }
        }
    }

    private mutating func add(_ bodies: [Body], opacity: Float, _ camera: Camera, _ size: PixelSize) {
        var groups: [[SIMD4<Int32>]] = CapsuleMesh.Fineness.allCases.map { _ in [] }
        for body in bodies {
            let first = texels.count / 4
            for (index, capsule) in body.capsules.enumerated() {
                let color = body.palette.color(of: capsule.tint).linear
                texels += [
                    SIMD4(capsule.start, capsule.startRadius), SIMD4(capsule.end, capsule.endRadius),
                    SIMD4(color, body.softness), SIMD4(opacity, 0, 0, 0),
                ]
                let pixels =
                    max(capsule.startRadius, capsule.endRadius) * camera.pixels(at: capsule.start, in: size)
                if capsule.isFinite {
                    groups[CapsuleMesh.Fineness(radius: pixels).rawValue].append(
                        SIMD4(
                            Int32(first + index), Int32(first), Int32(body.capsules.count), Int32(links.count)
                        ))
                }
                links.append(Int32(body.neighbours[index].count))
                links += body.neighbours[index].map { Int32(first + $0) }
            }
        }
        var ranges: [Range<Int>] = []
        for group in groups {
            ranges.append(instances.count..<instances.count + group.count)
            instances += group
        }
        batches.append(Batch(opacity: opacity, ranges: ranges))
    }
}

extension Body {
    /// Metres from the camera into the picture, on the average.
    fileprivate func depth(from camera: Camera) -> Float {
        let places = capsules.lazy.filter(\.isFinite).map { ($0.start + $0.end) / 2 }
        let sum = places.reduce(SIMD3<Float>.zero, +)
        return (sum / Float(max(places.count, 1)) - camera.eye).dot(camera.forward)
    }
}
