/// A scene as OpenGL takes it: the arrays that shaders read.
struct SceneLoad {
    /// Three texels a capsule: start and radius, end and radius, colour and softness.
    var texels: [SIMD4<Float>] = []
    /// For each capsule the number of its neighbours, then each of them.
    var links: [Int32] = []
    /// For each fineness the capsules drawn with it: capsule, first of its body, count of its body, its links.
    var instances: [[SIMD4<Int32>]]

    /// How many capsules are drawn.
    var count: Int { instances.map(\.count).reduce(0, +) }

    /// Lays out `scene` for a picture of `size`.
    init(_ scene: Scene, seenBy camera: Camera, in size: PixelSize) {
        instances = CapsuleMesh.Fineness.allCases.map { _ in [] }
        for body in scene.bodies {
            let first = texels.count / 3
            for (index, capsule) in body.capsules.enumerated() {
                let color = body.palette.color(of: capsule.tint).linear
                texels += [
                    SIMD4(capsule.start, capsule.startRadius), SIMD4(capsule.end, capsule.endRadius),
                    SIMD4(color, body.softness),
                ]
                let pixels =
                    max(capsule.startRadius, capsule.endRadius) * camera.pixels(at: capsule.start, in: size)
                if capsule.isFinite {
                    instances[CapsuleMesh.Fineness(radius: pixels).rawValue].append(
                        SIMD4(
                            Int32(first + index), Int32(first), Int32(body.capsules.count), Int32(links.count)
                        ))
                }
                links.append(Int32(body.neighbours[index].count))
                links += body.neighbours[index].map { Int32(first + $0) }
            }
        }
    }
}
