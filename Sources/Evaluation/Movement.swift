import Motion
import RealModule

/// Canonical movement at 30 frames per second with everything that is measured on it, in `Double`.
///
/// Velocities are those of places low-passed at 6 Hz, accelerations and jerks at 8 Hz, by central differences. They
/// are taken over all frames that were given: a continuation is filtered in one piece with its context, and its frames
/// are looked at afterwards.
struct Movement: Sendable {
    /// Frames per second.
    static let rate = 30.0
    /// Joints of a frame.
    static let joints = CanonicalJoint.allCases.count

    /// Number of frames.
    let frameCount: Int
    /// Places of the joints, m; joint j of frame f at f · 22 + j.
    let places: [SIMD3<Double>]
    /// Height of the lowest point of each frame, end sites included, m.
    let lowest: [Double]
    /// Yaw of each frame, rad, without jumps; 0 is +Z, +X is at π/2.
    let headings: [Double]
    /// Velocities, m/s, ordered as ``places``.
    let velocities: [SIMD3<Double>]
    /// Accelerations, m/s².
    let accelerations: [SIMD3<Double>]
    /// Jerks, m/s³.
    let jerks: [SIMD3<Double>]
    /// How fast the heading turns, rad/s.
    let headingRates: [Double]
    /// Which of ankle and toe of both feet are down, shape [frames][4], in the order of `CanonicalJoint.feet`.
    let contacts: [[Bool]]
    /// How fast ankles and toes slide near the floor, cm/s, shape [4][frames].
    let slides: [[Double]]

    /// Measures a clip on the canonical skeleton.
    ///
    /// - Complexity: O(frames × joints).
    init(_ clip: Clip) {
        precondition(clip.skeleton == .canonical, "movement is measured on the canonical skeleton")
        let kinematics = Kinematics(clip)
        let count = clip.frameCount
        frameCount = count
        places = kinematics.places
        lowest = kinematics.lowest
        headings = Self.unwrapped(kinematics.headings)

        let slow = Butterworth(frequency: 6, frameRate: Self.rate)
        let quick = Butterworth(frequency: 8, frameRate: Self.rate)
        func slope(_ signal: [Double]) -> [Double] { Derivatives.central(signal, frameRate: Self.rate) }
        var velocities = [SIMD3<Double>](repeating: .zero, count: places.count)
        var accelerations = velocities
        var jerks = velocities
        for joint in 0..<Self.joints {
            for axis in 0..<3 {
                let path = (0..<count).map { kinematics.places[$0 * Self.joints + joint][axis] }
                let velocity = slope(slow(path))
                let acceleration = slope(slope(quick(path)))
                let jerk = slope(acceleration)
                for frame in 0..<count {
                    velocities[frame * Self.joints + joint][axis] = velocity[frame]
                    accelerations[frame * Self.joints + joint][axis] = acceleration[frame]
                    jerks[frame * Self.joints + joint][axis] = jerk[frame]
                }
            }
        }
        self.velocities = velocities
        self.accelerations = accelerations
        self.jerks = jerks
        headingRates = slope(slow(headings))
        let feet = CanonicalJoint.feet.map { joint in
            (0..<count).map { kinematics.places[$0 * Self.joints + joint.rawValue] }
        }
        contacts = Contacts(paths: feet, frameRate: Self.rate).labels
        slides = FootSkate.slides(paths: feet, frameRate: Self.rate)
    }

    /// Where a joint is.
    func place(_ joint: CanonicalJoint, _ frame: Int) -> SIMD3<Double> {
        places[frame * Self.joints + joint.rawValue]
    }

    /// Places of the joints in `range`, moved so that in frame `at` the hips stand over the origin and face +Z.
    func places(_ range: Range<Int>, alignedAt at: Int) -> [SIMD3<Double>] {
        let (sine, cosine) = (Double.sin(headings[at]), Double.cos(headings[at]))
        let origin = place(.hips, at)
        return places[range.lowerBound * Self.joints..<range.upperBound * Self.joints].map { place in
            let (x, z) = (place.x - origin.x, place.z - origin.z)
            return SIMD3(cosine * x - sine * z, place.y, sine * x + cosine * z)
        }
    }

    /// Angles over time without jumps of a full turn.
    private static func unwrapped(_ angles: [Double]) -> [Double] {
        var result: [Double] = []
        result.reserveCapacity(angles.count)
        for angle in angles {
            let turn = angle - (result.last ?? angle)
            result.append((result.last ?? angle) + turn - 2 * .pi * (turn / (2 * .pi)).rounded())
        }
        return result
    }
}

/// Places of a canonical clip by forward kinematics in `Double`: a jerk is a third difference, which would show the
/// rounding of `Float`.
private struct Kinematics {
    var places: [SIMD3<Double>] = []
    var lowest: [Double] = []
    var headings: [Double] = []

    init(_ clip: Clip) {
        let joints = clip.skeleton.joints
        let offsets = joints.map { SIMD3<Double>($0.offset) }
        let ends = joints.map { $0.endSites.map { SIMD3<Double>($0) } }
        var world = [SIMD4<Double>](repeating: .zero, count: joints.count)
        places.reserveCapacity(clip.frameCount * joints.count)
        for frame in 0..<clip.frameCount {
            let start = places.count
            var low = Double.infinity
            for (joint, node) in joints.enumerated() {
                let vector = SIMD4<Double>(clip[frame, joint].vector)
                let local = vector / (vector * vector).sum().squareRoot()
                if let parent = node.parent {
                    world[joint] = Self.product(world[parent], local)
                    places.append(places[start + parent] + Self.act(world[parent], offsets[joint]))
                } else {
                    world[joint] = local
                    places.append(SIMD3<Double>(clip.rootTranslations[frame]))
                }
                low = min(low, places[start + joint].y)
                for end in ends[joint] {
                    low = min(low, places[start + joint].y + Self.act(world[joint], end).y)
                }
            }
            lowest.append(low)
            headings.append(
                Self.heading(
                    left: places[start + CanonicalJoint.leftUpLeg.rawValue],
                    right: places[start + CanonicalJoint.rightUpLeg.rawValue], hips: world[0]))
        }
    }

    /// As `Pose.heading`.
    private static func heading(
        left: SIMD3<Double>, right: SIMD3<Double>, hips: SIMD4<Double>
    ) -> Double {
        let axis = left - right
        if axis.flat.length > 0.1 * axis.length { return Double.atan2(y: -axis.z, x: axis.x) }
        let forward = act(hips, SIMD3(0, 0, 1))
        return Double.atan2(y: forward.x, x: forward.z)
    }

    private static func product(_ a: SIMD4<Double>, _ b: SIMD4<Double>) -> SIMD4<Double> {
        let (u, v) = (SIMD3(a.x, a.y, a.z), SIMD3(b.x, b.y, b.z))
        return SIMD4(a.w * v + b.w * u + u.cross(v), a.w * b.w - u.dot(v))
    }

    private static func act(_ q: SIMD4<Double>, _ v: SIMD3<Double>) -> SIMD3<Double> {
        let u = SIMD3(q.x, q.y, q.z)
        let t = 2 * u.cross(v)
        return v + q.w * t + u.cross(t)
    }
}
