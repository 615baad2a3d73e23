import Diagnostics
import Motion
import RealModule

/// A movement as the measures see it: places at 30 frames per second, and their filtered derivatives.
///
/// Measures are defined at 30 frames per second (central differences of low-passed places), so a
/// clip of another rate is first sampled there by a cubic spline. That keeps every measure the same from 24 to 120
/// frames per second. Places are taken relative to where the hips start on the floor, so that a figure far from the
/// origin loses no digits.
struct Movement: Sendable {
    /// Frames per second of everything in here.
    static let frameRate = 30.0
    /// The shortest movement that can be measured, in frames: a jerk needs seven, and filters need some room.
    static let fewestFrames = 9

    /// Number of frames at 30 per second.
    let frameCount: Int
    /// Places of the 22 joints, m, shape [joints][frames].
    let places: [[SIMD3<Double>]]
    /// Places of the end sites (toes, crown, fingers), m, shape [joints][frames]; empty for joints without.
    let ends: [[SIMD3<Double>]]
    /// Unit direction of the face in each frame.
    let gaze: [SIMD3<Double>]
    /// Velocities of the 22 joints, m/s, low-passed at 6 Hz, shape [joints][frames].
    let velocities: [[SIMD3<Double>]]
    /// Sizes of the joints' accelerations, m/s², low-passed at 8 Hz, shape [joints][frames].
    let accelerations: [[Double]]
    /// Sizes of the joints' jerks, m/s³, low-passed at 8 Hz, shape [joints][frames].
    let jerks: [[Double]]
    /// Which feet are down.
    let contacts: Contacts
    /// How fast ankles and toes slide, cm/s, shape [4][frames], in the order of `CanonicalJoint.feet`.
    let slides: [[Double]]
    /// How fast the hips turn about the vertical, rad/s, left positive; 0 where the hips' axis is upright.
    let turning: [Double]

    /// Samples and differentiates a canonical clip.
    ///
    /// - Throws: `Problem` when the clip is too short or holds a place that is not finite.
    init(_ clip: Clip) throws(Problem) {
        precondition(clip.skeleton == .canonical, "effect is measured on the canonical skeleton")
        let count = Self.frames(count: clip.frameCount, rate: clip.frameRate)
        guard count >= Self.fewestFrames else { throw Self.tooShort(clip) }
        let native = try NativeTracks(clip)
        let sampled = native.tracks.map { Self.resample($0, from: clip.frameRate, count: count) }
        let joints = Array(sampled[..<clip.jointCount])
        func derivative(_ order: Int, lowPass: Double) -> [[SIMD3<Double>]] {
            joints.map { Derivatives.of($0, frameRate: Self.frameRate, lowPass: lowPass, order: order) }
        }
        frameCount = count
        places = joints
        ends = Array(sampled[clip.jointCount..<2 * clip.jointCount])
        gaze = zip(sampled[2 * clip.jointCount], joints[CanonicalJoint.head.rawValue]).map {
            ($0 - $1).normalized
        }
        velocities = derivative(1, lowPass: 6)
        accelerations = derivative(2, lowPass: 8).map { Self.settled($0.map(\.length), order: 2) }
        jerks = derivative(3, lowPass: 8).map { Self.settled($0.map(\.length), order: 3) }
        let feet = CanonicalJoint.feet.map { joints[$0.rawValue] }
        contacts = Contacts(paths: feet, frameRate: Self.frameRate)
        slides = FootSkate.slides(paths: feet, frameRate: Self.frameRate)
        turning = Self.turning(
            left: joints[CanonicalJoint.leftUpLeg.rawValue], right: joints[CanonicalJoint.rightUpLeg.rawValue]
        )
    }

    /// Number of frames at 30 per second from the first to the last of `count` frames at `rate`.
    static func frames(count: Int, rate: Double) -> Int {
        // A little slack, so that frames of a header rate of 0.0083333 s count as they should.
        count == 0 ? 0 : Int(Double(count - 1) / rate * frameRate + 1e-3) + 1
    }

    /// The problem of a clip with fewer frames than ``fewestFrames``.
    static func tooShort(_ clip: Clip) -> Problem {
        Problem(
            "the phrase is too short to score", expected: "at least 0.3 s",
            found: "\(clip.frameCount.counted("frame")) at \(Int(clip.frameRate.rounded())) per second",
            remedy: "give a longer phrase")
    }

    /// A track at 30 frames per second; the same values where it already is.
    private static func resample(_ track: [SIMD3<Double>], from rate: Double, count: Int) -> [SIMD3<Double>] {
        guard !track.isEmpty, abs(rate / frameRate - 1) > 1e-4 else { return track }
        let splines = (0..<3).map { axis in CubicSpline(track.map { $0[axis] }) }
        return (0..<count).map { frame in
            let position = Double(frame) * rate / frameRate
            return SIMD3(splines[0](position), splines[1](position), splines[2](position))
        }
    }

    /// A derivative's size with its outermost values replaced by the nearest that a full stencil gave: one-sided
    /// differences of one-sided differences are mostly noise.
    private static func settled(_ sizes: [Double], order: Int) -> [Double] {
        sizes.indices.map { sizes[min(max($0, order), sizes.count - 1 - order)] }
    }

    /// The rate of the heading, from the hip joints' axis on the floor.
    private static func turning(left: [SIMD3<Double>], right: [SIMD3<Double>]) -> [Double] {
        var heading: [Double] = []
        var trusted: [Bool] = []
        for (l, r) in zip(left, right) {
            let axis = l - r
            trusted.append(axis.flat.length > 0.3 * axis.length)
            let angle = Double.atan2(y: -axis.z, x: axis.x)
            guard let last = heading.last else {
                heading.append(angle)
                continue
            }
            let turn = angle - last
            heading.append(last + turn - 2 * .pi * (turn / (2 * .pi)).rounded())
        }
        let smooth = Butterworth(frequency: 6, frameRate: frameRate)(heading)
        return zip(Derivatives.central(smooth, frameRate: frameRate), trusted).map { $1 ? $0 : 0 }
    }
}

/// Places of joints, end sites and a point before the face at the clip's own rate.
private struct NativeTracks {
    /// Shape [2 × joints + 1][frames]: joints, end sites (empty where there are none), the point before the face.
    let tracks: [[SIMD3<Double>]]

    init(_ clip: Clip) throws(Problem) {
        let joints = clip.jointCount
        var tracks = [[SIMD3<Double>]](repeating: [], count: 2 * joints + 1)
        var relative = clip
        if let start = clip.rootTranslations.first {
            for frame in 0..<clip.frameCount {
                relative.rootTranslations[frame] -= start.flat
            }
        }
        for frame in 0..<clip.frameCount {
            let pose = relative.pose(at: frame)
            for joint in 0..<joints {
                let place = pose.positions[joint]
                guard place.x.isFinite, place.y.isFinite, place.z.isFinite else {
                    throw Problem(
                        "a joint has no place", expected: "finite numbers",
                        found:
                            "joint `\(clip.skeleton.joints[joint].name)` in frame \(frame + 1) is not finite",
                        remedy: "leave that frame out with `choreo convert --frames`, or mend the file")
                }
                tracks[joint].append(SIMD3<Double>(place))
                if let end = clip.skeleton.joints[joint].endSites.first {
                    tracks[joints + joint].append(SIMD3<Double>(place + pose.rotations[joint].act(end)))
                }
            }
            let head = CanonicalJoint.head.rawValue
            let face = pose.positions[head] + pose.rotations[head].act(SIMD3(0, 0, 0.1))
            tracks[2 * joints].append(SIMD3<Double>(face))
        }
        self.tracks = tracks
    }
}
