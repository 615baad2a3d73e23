import Motion

/// A scene as OpenGL takes it: the arrays that shaders read.
struct SceneLoad {
    /// Capsules drawn together: those of all solid bodies, or those of one ghost.
    struct Batch: Equatable {
        var opacity: Float
        /// For each fineness the instances drawn with it.
        var ranges: [Range<Int>]
    }

    /// Four texels a capsule: see `common.glsl`.
    var texels: [SIMD4<Float>] = []
    /// For each capsule the number of its neighbours, then each of them; for each drawn one the same of those that take
    /// light from it.
    var links: [Int32] = []
    /// For each drawn capsule: its number, its shades' place in the links, nothing, its neighbours' place there.
    var instances: [SIMD4<Int32>] = []
    /// Solid bodies first, then ghosts from the furthest to the nearest.
    var batches: [Batch] = []
    /// Five texels a piece of a trail: see `trail.vert`.
    var trails: [SIMD4<Float>] = []
    private let light: SIMD3<Float>

    /// Lays out `scene` for a picture of `size`.
    init(_ scene: Scene, seenBy camera: Camera, in size: PixelSize) {
        light = scene.light
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
            let bounds = body.capsules.map(Bound.init)
            for (index, capsule) in body.capsules.enumerated() {
                let color = body.palette.color(of: capsule.tint).linear
                let shape = capsule.shape
                texels += [
                    SIMD4(capsule.start, capsule.startRadius), SIMD4(shape.axis, capsule.endRadius),
                    SIMD4(color, body.softness),
                    SIMD4(opacity, shape.shorten, shape.lean, capsule.tint.number),
                ]
                let list = Int32(links.count)
                links.append(Int32(body.neighbours[index].count))
                links += body.neighbours[index].map { Int32(first + $0) }
                guard capsule.isFinite else { continue }
                let pixels =
                    max(capsule.startRadius, capsule.endRadius) * camera.pixels(at: capsule.start, in: size)
                groups[CapsuleMesh.Fineness(radius: pixels).rawValue].append(
                    SIMD4(Int32(first + index), Int32(links.count), 0, list))
                let count = links.count
                links.append(0)
                for other in bounds.indices where bounds[other].shades(bounds[index], light) {
                    links.append(Int32(first + other))
                }
                links[count] = Int32(links.count - count - 1)
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

/// A ball around a capsule, to tell quickly what it cannot darken.
private struct Bound {
    let centre: SIMD3<Float>
    let reach: Float
    let radius: Float

    init(_ capsule: Capsule) {
        centre = (capsule.start + capsule.end) / 2
        radius = max(capsule.startRadius, capsule.endRadius)
        reach = (capsule.end - capsule.start).length / 2 + radius
    }

    /// Whether this capsule takes a visible part of the light all around from `other`, or of the light that comes from
    /// the direction `light`.
    func shades(_ other: Bound, _ light: SIMD3<Float>) -> Bool {
        let way = centre - other.centre
        let distance = way.dot(way)
        // A ball hides less than a thirtieth of what a point sees at six times its radius.
        let near = reach + other.reach + 5 * radius
        if distance < near * near { return true }
        let along = way.dot(light)
        let wide = reach + other.reach + 0.22 * max(along, 0) + 0.01
        return along > 0 && distance - along * along < wide * wide
    }
}

extension Tint {
    /// What shaders call it.
    fileprivate var number: Float { Float(Self.allCases.firstIndex(of: self) ?? 0) }
}

extension Capsule {
    /// What shaders need of a capsule again and again: its axis, one over the square of its length (0 for a ball), and
    /// the cone's lean in shares of the axis a metre (see `surface.glsl`).
    fileprivate var shape: (axis: SIMD3<Float>, shorten: Float, lean: Float) {
        let axis = end - start
        let square = axis.dot(axis)
        guard square > 1e-8 else { return (.zero, 0, 0) }
        let length = square.squareRoot()
        let slope = min(max((startRadius - endRadius) / length, -0.95), 0.95)
        return (axis, 1 / square, slope / (1 - slope * slope).squareRoot() / length)
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
