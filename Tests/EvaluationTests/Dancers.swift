import Motion
import MotionIO
import RealModule
import Tensor

@testable import Evaluation

/// Movement made by rule, whose measures are known or can be compared.
enum Dancers {
    /// The rest pose, moved by a rule: place of the hips beside their rest place, m, at a time, s.
    static func statue(
        seconds: Double, rate: Double = 30, turn: Float = 0, place: (Double) -> SIMD3<Float> = { _ in .zero }
    ) -> Clip {
        let count = Int((seconds * rate).rounded())
        let hips = Quaternion(angle: turn, axis: SIMD3(0, 1, 0))
        let rest = Skeleton.canonical.joints.map { _ in Quaternion.identity }
        return Clip(
            skeleton: .canonical, frameRate: rate,
            rootTranslations: (0..<count).map { SIMD3(0, 0.95, 0) + place(Double($0) / rate) },
            localRotations: (0..<count).flatMap { _ in [hips] + rest.dropFirst() })
    }

    /// A dancer who swings arms, bends knees, turns and travels; another for every seed.
    static func improvising(seconds: Double, rate: Double = 30, seed: UInt64) -> Clip {
        var generator = Xoshiro256(seed: seed)
        let joints: [CanonicalJoint] = [
            .leftUpLeg, .leftLeg, .rightUpLeg, .rightLeg, .spine, .spine2, .neck, .leftArm, .leftForeArm,
            .rightArm,
            .rightForeArm,
        ]
        let swings = joints.map { joint in
            (
                joint: joint,
                axis: SIMD3<Float>(generator.normal(), generator.normal(), generator.normal()).normalized,
                size: Float(0.2 + 0.5 * generator.unit()), pace: 0.3 + 0.7 * generator.unit(),
                phase: 6 * generator.unit()
            )
        }
        let (way, pace, spin) = (generator.unit(), 0.2 + 0.2 * generator.unit(), generator.unit() - 0.5)
        var clip = statue(seconds: seconds, rate: rate) { time in
            SIMD3(
                Float(0.6 * Double.sin(6.28 * pace * time + way)),
                Float(0.03 * Double.sin(6.28 * 0.9 * time)), Float(0.4 * Double.sin(6.28 * 0.8 * pace * time))
            )
        }
        for frame in 0..<clip.frameCount {
            let time = Double(frame) / rate
            clip[frame, 0] = Quaternion(angle: Float(spin * time), axis: SIMD3(0, 1, 0))
            for swing in swings {
                let angle = swing.size * Float(Double.sin(6.28 * swing.pace * time + swing.phase))
                clip[frame, swing.joint] = Quaternion(angle: angle, axis: swing.axis)
            }
        }
        return clip
    }

    /// A recording of an improvising dancer.
    static func recording(_ name: String, seconds: Double = 12, seed: UInt64, corpus: String = "studio")
        -> Recording
    {
        Recording(
            entry: CorpusEntry(file: name, corpus: corpus, path: name),
            movement: improvising(seconds: seconds, seed: seed))
    }

    /// A reference of four dancers.
    static func reference() throws -> Reference { try cached.get() }

    private static let cached = Result {
        try Reference(of: (0..<4).map { recording("train-\($0)", seconds: 8, seed: 100 + UInt64($0)) })
    }
}
