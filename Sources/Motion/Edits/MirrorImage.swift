import RealModule

/// How the axes of each joint of a rig lie to those of its partner's mirror image.
///
/// A mirror turns right-handed axes into left-handed ones, which no joint can have. So each joint needs a constant map
/// from its own axes to its partner's that turns handedness as well: `world′ = mirror · partner's world · map`. Such a
/// map is `−Q` with a rotation `Q`, and all of this stays in quaternions. Where the rest pose is symmetric every map is
/// the mirror of that pose. Where it is not (bones along one axis, a pose that was baked in), each map brings the
/// joint's own bones onto its partner's, exactly; the twist about a lone bone, which bones don't tell, follows from
/// how the two sides lie on average in the movement. Places of joints never depend on that twist.
struct MirrorImage: Sendable {
    /// The rotation `Q` of each joint's map.
    let maps: [Quaternion]
    /// The partner of each joint; nil where it has none.
    let partners: [Int?]

    /// Learns the maps of a rig, from its rest pose or else from `clip`.
    init(of clip: Clip, plan: BodyPlan) {
        partners = plan.partners
        let skeleton = clip.skeleton
        let rest = Self.restNormal(of: skeleton, plan: plan)
        let guess = rest.map { normal in
            [Quaternion](repeating: Quaternion(imaginary: normal, real: 0), count: skeleton.joints.count)
        }
        let usual = guess == nil ? Self.usualRotations(of: clip) : []
        var maps = [Quaternion?](repeating: nil, count: skeleton.joints.count)
        for joint in skeleton.joints.indices where maps[joint] == nil {
            let partner = plan.partners[joint]
            let above = skeleton.joints[joint].parent.flatMap { maps[$0] }
            let prior: Quaternion
            if let guess {
                prior = guess[joint]
            } else if let above {
                let other = partner ?? joint
                prior = (usual[other].inverse * above * usual[joint]).normalized
            } else {
                prior = Quaternion(imaginary: Self.across(clip, joint: joint, plan: plan), real: 0)
            }
            let map = Self.fit(prior, joint: joint, skeleton: skeleton, partners: plan.partners)
            maps[joint] = map
            if let partner, partner != joint { maps[partner] = map.inverse }
        }
        self.maps = maps.map { $0 ?? .identity }
    }

    /// The direction across the body of a rest pose that is symmetric; nil where it is not.
    private static func restNormal(of skeleton: Skeleton, plan: BodyPlan) -> SIMD3<Float>? {
        var places: [SIMD3<Float>] = []
        for joint in skeleton.joints {
            places.append((joint.parent.map { places[$0] } ?? .zero) + joint.offset)
        }
        var normal = SIMD3<Float>.zero
        if let across = plan.across { normal = (places[across.left] - places[across.right]).normalized }
        guard normal != .zero else { return nil }
        var (off, all): (Float, Float) = (0, 0)
        for (index, joint) in skeleton.joints.enumerated().dropFirst() {
            guard let partner = plan.partners[index] else { continue }
            let image = joint.offset - normal * (2 * normal.dot(joint.offset))
            off += (image - skeleton.joints[partner].offset).length
            all += joint.offset.length
        }
        // A tenth of the bones' length all together: a scanned body passes, a pose does not.
        return off <= 0.1 * all ? normal : nil
    }

    /// The mean direction across the body in the axes of a joint.
    private static func across(_ clip: Clip, joint: Int, plan: BodyPlan) -> SIMD3<Float> {
        guard let across = plan.across else { return SIMD3(1, 0, 0) }
        var sum = SIMD3<Float>.zero
        for frame in stride(from: 0, to: clip.frameCount, by: max(1, clip.frameCount / 200)) {
            let pose = clip.pose(at: frame)
            let axis = (pose.positions[across.left] - pose.positions[across.right]).normalized
            sum += pose.rotations[joint].inverse.act(axis)
        }
        let mean = sum.normalized
        return mean == .zero ? SIMD3(1, 0, 0) : mean
    }

    /// The mean rotation of each joint from its parent.
    private static func usualRotations(of clip: Clip) -> [Quaternion] {
        (0..<clip.jointCount).map { joint in
            var sum = SIMD4<Float>.zero
            for frame in stride(from: 0, to: clip.frameCount, by: max(1, clip.frameCount / 400)) {
                sum += clip[frame, joint].aligned(with: Quaternion(vector: sum)).vector
            }
            return Quaternion(vector: sum).normalized
        }
    }

    /// The map nearest to `prior` among those that bring the joint's bones onto its partner's.
    private static func fit(
        _ prior: Quaternion, joint: Int, skeleton: Skeleton, partners: [Int?]
    ) -> Quaternion {
        guard let partner = partners[joint] else { return prior }
        var own: [SIMD3<Float>] = []
        var theirs: [SIMD3<Float>] = []
        for child in skeleton.children(of: joint) {
            guard let other = partners[child], skeleton.joints[other].parent == partner else { continue }
            own.append(skeleton.joints[child].offset)
            theirs.append(skeleton.joints[other].offset)
        }
        let (ends, others) = (skeleton.joints[joint].endSites, skeleton.joints[partner].endSites)
        if own.isEmpty, ends.count == others.count {
            own += ends
            theirs += others
        }
        return Quaternion(turning: own, onto: theirs.map { -$0 }, near: prior)
    }
}

extension Quaternion {
    /// The rotation that brings directions onto others as well as may be, and is otherwise next to `prior`.
    ///
    /// Directions count by their lengths; the prior decides only what they leave open.
    ///
    /// Source: Davenport's q-method for Wahba's problem (Keat 1977): the eigenvector of the largest eigenvalue of a
    /// symmetric 4 × 4 matrix, here by Jacobi's rotations in `Double`.
    init(turning own: [SIMD3<Float>], onto others: [SIMD3<Float>], near prior: Quaternion) {
        var profile = [SIMD3<Double>](repeating: .zero, count: 3)
        func add(_ a: SIMD3<Double>, _ b: SIMD3<Double>, weight: Double) {
            for axis in 0..<3 { profile[axis] += b[axis] * a * weight }
        }
        var total = 0.0
        for (a, b) in zip(own, others) where a.length > 1e-6 && b.length > 1e-6 {
            add(SIMD3<Double>(a), SIMD3<Double>(b), weight: 1)
            total += Double(a.length * b.length)
        }
        guard total > 0 else {
            self = prior
            return
        }
        for axis in 0..<3 {
            var unit = SIMD3<Float>.zero
            unit[axis] = 1
            add(SIMD3<Double>(unit), SIMD3<Double>(prior.act(unit)), weight: 1e-8 * total)
        }
        // profile[i][j] = Σ b_i a_j; for R a ≈ b the quaternion (x, y, z, w) maximises qᵀ K q.
        let b = profile
        let trace = b[0][0] + b[1][1] + b[2][2]
        let z = SIMD3(b[2][1] - b[1][2], b[0][2] - b[2][0], b[1][0] - b[0][1])
        var k = [[Double]](repeating: [Double](repeating: 0, count: 4), count: 4)
        for i in 0..<3 {
            for j in 0..<3 { k[i][j] = b[i][j] + b[j][i] - (i == j ? trace : 0) }
            k[i][3] = z[i]
            k[3][i] = z[i]
        }
        k[3][3] = trace
        let best = Self.largestEigenvector(of: k)
        self = Quaternion(vector: SIMD4<Float>(SIMD4(best[0], best[1], best[2], best[3]))).normalized
    }

    /// Jacobi's method for a symmetric 4 × 4 matrix.
    private static func largestEigenvector(of matrix: [[Double]]) -> [Double] {
        var a = matrix
        var v = (0..<4).map { i in (0..<4).map { $0 == i ? 1.0 : 0 } }
        for _ in 0..<30 {
            for p in 0..<3 {
                for q in p + 1..<4 where abs(a[p][q]) > 1e-300 {
                    let theta = (a[q][q] - a[p][p]) / (2 * a[p][q])
                    let t = (theta < 0 ? -1 : 1) / (abs(theta) + (theta * theta + 1).squareRoot())
                    let c = 1 / (t * t + 1).squareRoot()
                    let s = t * c
                    for i in 0..<4 {
                        (a[i][p], a[i][q]) = (c * a[i][p] - s * a[i][q], s * a[i][p] + c * a[i][q])
                    }
                    for i in 0..<4 {
                        (a[p][i], a[q][i]) = (c * a[p][i] - s * a[q][i], s * a[p][i] + c * a[q][i])
                    }
                    for i in 0..<4 {
                        (v[i][p], v[i][q]) = (c * v[i][p] - s * v[i][q], s * v[i][p] + c * v[i][q])
                    }
                }
            }
        }
        let largest = (0..<4).max { a[$0][$0] < a[$1][$1] } ?? 3
        return v.map { $0[largest] }
    }
}
