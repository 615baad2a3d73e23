import Motion
import RealModule

/// A figure that moves as functions of time say, on the canonical skeleton.
struct Figure {
    /// Rotation vectors (axis times angle, radians) of joints at a time in seconds; others rest.
    var turns: [CanonicalJoint: @Sendable (Double) -> SIMD3<Double>] = [:]
    /// Place of the hips at a time, m.
    var hips: @Sendable (Double) -> SIMD3<Double> = { _ in SIMD3(0, 0.95, 0) }

    /// The figure for some seconds; the last frame is the one before the end.
    func clip(seconds: Double, rate: Double = 30) -> Clip {
        let count = Int((seconds * rate).rounded())
        let times = (0..<count).map { Double($0) / rate }
        let rest: @Sendable (Double) -> SIMD3<Double> = { _ in .zero }
        return Clip(
            skeleton: .canonical, frameRate: rate, rootTranslations: times.map { SIMD3<Float>(hips($0)) },
            localRotations: times.flatMap { time in
                CanonicalJoint.allCases.map {
                    Quaternion(rotationVector: SIMD3<Float>((turns[$0] ?? rest)(time)))
                }
            })
    }

    /// A figure in its rest pose.
    static let still = Figure()

    /// A figure that swings both arms unlike each other, bends its knees, bows, turns and wanders: smooth, with
    /// nothing faster than 2 Hz.
    static let dancing = Figure(
        turns: [
            .hips: { SIMD3(0.1 * wave($0, 0.5), 0.9 * wave($0, 0.3), 0.05 * wave($0, 0.7)) },
            .spine1: { SIMD3(0.3 * wave($0, 0.6, 1), 0.2 * wave($0, 1.1), 0.1) },
            .head: { SIMD3(0.2 * wave($0, 0.8), 0.4 * wave($0, 0.5, 2), 0) },
            .leftArm: { SIMD3(0.4 * wave($0, 1.3), 0.8 * wave($0, 0.9), -0.7 + 0.9 * wave($0, 0.7)) },
            .leftForeArm: { SIMD3(0, -0.6 + 0.5 * wave($0, 2), 0) },
            .rightArm: { SIMD3(0, 0.5 * wave($0, 0.6, 1), 0.4 + 0.6 * wave($0, 1.7)) },
            .rightForeArm: { SIMD3(0, 0.3 + 0.3 * wave($0, 1), 0) },
            .leftUpLeg: { SIMD3(-0.4 + 0.4 * wave($0, 1), 0, 0.1) },
            .leftLeg: { SIMD3(0.6 - 0.5 * wave($0, 1), 0, 0) },
            .rightUpLeg: { SIMD3(-0.3 - 0.3 * wave($0, 1), 0, -0.05) },
            .rightLeg: { SIMD3(0.6 + 0.5 * wave($0, 1), 0, 0) },
        ],
        hips: { SIMD3(0.4 * wave($0, 0.4), 0.86 + 0.04 * wave($0, 1.2), 0.3 * $0 + 0.1 * wave($0, 0.9)) })

    /// sin(2π f t + phase).
    static func wave(_ time: Double, _ frequency: Double, _ phase: Double = 0) -> Double {
        Double.sin(2 * .pi * frequency * time + phase)
    }

    /// One gesture of the right arm, from the side to the front, that starts at 0.5 s and takes `duration`.
    static func gesture(lasting duration: Double) -> Figure {
        Figure(turns: [
            .rightArm: { time in
                let s = min(max((time - 0.5) / duration, 0), 1)
                // The minimum-jerk course: at rest at both ends.
                return SIMD3(0, 1.5 * (10 * s * s * s - 15 * s * s * s * s + 6 * s * s * s * s * s), 0)
            }
        ])
    }
}

extension Clip {
    /// The mirror image: left and right change places, and x its sign.
    var mirrored: Clip {
        var result = self
        for frame in 0..<frameCount {
            result.rootTranslations[frame].x.negate()
            for joint in CanonicalJoint.allCases {
                let q = self[frame, joint.mirrored]
                result[frame, joint] = Quaternion(vector: q.vector * SIMD4(1, -1, -1, 1))
            }
        }
        return result
    }

    /// This clip with every frame's place of the hips moved.
    func shifted(by shift: SIMD3<Float>) -> Clip {
        var result = self
        for frame in 0..<frameCount { result.rootTranslations[frame] += shift }
        return result
    }
}
