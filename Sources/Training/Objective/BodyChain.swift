import Motion

/// Forward kinematics of the canonical skeleton from rotation columns, and its way back, in `Double`.
///
/// What is learned from is judged by where the joints are, so the gradient of places with respect to the numbers of a
/// frame is needed. Letters: a joint's world rotation W is its parent's times its own R, and its place is its parent's
/// plus W of the parent times its offset.
struct BodyChain: Sendable {
    /// The three columns of a rotation, or of a gradient with respect to one.
    struct Columns: Sendable {
        var x, y, z: SIMD3<Double>

        static let zero = Columns(x: .zero, y: .zero, z: .zero)
        static let identity = Columns(x: [1, 0, 0], y: [0, 1, 0], z: [0, 0, 1])

        func act(_ v: SIMD3<Double>) -> SIMD3<Double> { x * v.x + y * v.y + z * v.z }
        /// The transposed matrix times `v`.
        func actTransposed(_ v: SIMD3<Double>) -> SIMD3<Double> { [x.dot(v), y.dot(v), z.dot(v)] }
    }

    /// What a frame's way back needs of its way there.
    struct Frame: Sendable {
        /// Own rotations R; those of joints without children stay the identity, since they move nothing.
        var own = [Columns](repeating: .identity, count: BodyChain.count)
        /// World rotations W.
        var world = [Columns](repeating: .identity, count: BodyChain.count)
        /// Places, m.
        var places = [SIMD3<Double>](repeating: .zero, count: BodyChain.count)
    }

    static let count = Skeleton.canonical.joints.count
    static let parents = Skeleton.canonical.joints.map { $0.parent ?? 0 }
    static let offsets = Skeleton.canonical.joints.map { SIMD3<Double>($0.offset) }
    /// Whether a joint has children, so that its rotation moves something.
    static let isInner = (0..<count).map { joint in parents.dropFirst().contains(joint) }

    private let parents = Self.parents
    private let offsets = Self.offsets
    private let isInner = Self.isInner

    /// Numbers of a frame that places follow from: the hips' place and the rotation columns.
    static let inputs = 135
    /// Keeps the length of a column that vanishes from being divided by.
    private static let tiny = 1e-8

    /// Places of the joints of one frame from its features, in metres and rotation columns that need not be exact.
    func run(_ features: UnsafePointer<Double>, into frame: inout Frame) {
        for joint in 0..<Self.count {
            if isInner[joint] {
                let at = features + 3 + 6 * joint
                frame.own[joint] = Self.orthonormal([at[0], at[1], at[2]], [at[3], at[4], at[5]])
            }
            guard joint > 0 else {
                frame.world[0] = frame.own[0]
                frame.places[0] = [features[0], features[1], features[2]]
                continue
            }
            let above = frame.world[parents[joint]]
            frame.places[joint] = frame.places[parents[joint]] + above.act(offsets[joint])
            if isInner[joint] {
                let own = frame.own[joint]
                frame.world[joint] = Columns(x: above.act(own.x), y: above.act(own.y), z: above.act(own.z))
            }
        }
    }

    /// Adds to `gradient` (135 numbers) the gradient with respect to the features that `frame` came from.
    ///
    /// - Parameter places: Gradient with respect to the joints' places; it is used up.
    func runBack(
        _ features: UnsafePointer<Double>, _ frame: Frame, places: inout [SIMD3<Double>],
        gradient: UnsafeMutablePointer<Double>
    ) {
        var world = [Columns](repeating: .zero, count: Self.count)
        for joint in (0..<Self.count).reversed() {
            let parent = parents[joint]
            var own = world[joint]
            if joint > 0 {
                let (pull, offset) = (places[joint], offsets[joint])
                places[parent] += pull
                world[parent].x += pull * offset.x
                world[parent].y += pull * offset.y
                world[parent].z += pull * offset.z
                guard isInner[joint] else { continue }
                let (g, r, above) = (world[joint], frame.own[joint], frame.world[parent])
                world[parent].x += g.x * r.x.x + g.y * r.y.x + g.z * r.z.x
                world[parent].y += g.x * r.x.y + g.y * r.y.y + g.z * r.z.y
                world[parent].z += g.x * r.x.z + g.y * r.y.z + g.z * r.z.z
                own = Columns(
                    x: above.actTransposed(g.x), y: above.actTransposed(g.y), z: above.actTransposed(g.z))
            }
            let at = 3 + 6 * joint
            let columns = Self.orthonormalGradient(
                [features[at], features[at + 1], features[at + 2]],
                [features[at + 3], features[at + 4], features[at + 5]], own)
            for i in 0..<3 {
                gradient[at + i] += columns.first[i]
                gradient[at + 3 + i] += columns.second[i]
            }
        }
        for i in 0..<3 { gradient[i] += places[0][i] }
    }

    /// Gram-Schmidt: two columns to a rotation.
    static func orthonormal(_ a: SIMD3<Double>, _ b: SIMD3<Double>) -> Columns {
        let x = a / (a.dot(a) + tiny).squareRoot()
        let across = b - x.dot(b) * x
        let y = across / (across.dot(across) + tiny).squareRoot()
        return Columns(x: x, y: y, z: x.cross(y))
    }

    /// Gradient with respect to the two columns, from that with respect to the rotation.
    static func orthonormalGradient(
        _ a: SIMD3<Double>, _ b: SIMD3<Double>, _ g: Columns
    ) -> (first: SIMD3<Double>, second: SIMD3<Double>) {
        let m = 1 / (a.dot(a) + tiny).squareRoot()
        let x = a * m
        let across = b - x.dot(b) * x
        let n = 1 / (across.dot(across) + tiny).squareRoot()
        let y = across * n
        // z = x × y
        var gx = g.x + y.cross(g.z)
        let gy = g.y + g.z.cross(x)
        // y = across · n
        let gAcross = n * gy - (n * n * n * across.dot(gy)) * across
        // across = b − (x · b) x
        gx -= x.dot(b) * gAcross + gAcross.dot(x) * b
        let second = gAcross - x.dot(gAcross) * x
        // x = a · m
        return (m * gx - (m * m * m * a.dot(gx)) * a, second)
    }
}
