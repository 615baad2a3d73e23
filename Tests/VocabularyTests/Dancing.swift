import Foundation
import Motion

@testable import Vocabulary

/// Phrases that are easy to tell apart: canonical, 30 frames per second.
enum Dancing {
    /// A figure that travels along a curve, swings its arms and bends a knee, each phrase in a way of its own.
    ///
    /// - Parameter kind: Which phrase; nothing of it repeats within a minute.
    static func phrase(_ kind: Int, seconds: Double) -> Clip {
        let frames = Int(seconds * 30)
        let pace = 0.7 + 0.23 * Double(kind)
        var clip = Clip(
            skeleton: .canonical, frameRate: 30,
            rootTranslations: (0..<frames).map { frame in
                let t = Double(frame) / 30
                return SIMD3(Float(0.4 * t), 0.93, Float(0.2 * t + 0.1 * sin(pace * t)))
            },
            localRotations: Array(repeating: .identity, count: frames * 22))
        func turn(_ angle: Double, _ axis: SIMD3<Float>) -> Quaternion {
            Quaternion(angle: Float(angle), axis: axis)
        }
        for frame in 0..<frames {
            let t = Double(frame) / 30
            clip[frame, .hips] = turn(0.3 + 0.2 * t * cos(0.3 * pace), SIMD3(0, 1, 0))
            clip[frame, .leftArm] = turn(sin(3 * pace * t) + 0.1 * t, SIMD3(0, 0, 1))
            clip[frame, .rightArm] = turn(0.5 * cos(1.7 * pace * t + Double(kind)), SIMD3(0, 0, 1))
            clip[frame, .rightForeArm] = turn(0.5 + 0.4 * cos(2.3 * pace * t), SIMD3(0, 1, 0))
            clip[frame, .leftLeg] = turn(0.4 + 0.3 * sin(2.9 * pace * t), SIMD3(1, 0, 0))
            clip[frame, .spine] = turn(0.2 * sin(1.1 * pace * t), SIMD3(1, 0, 0))
        }
        return clip
    }

    /// A vocabulary whose phrases are called by their numbers, `phrase 0` and so on.
    static func vocabulary(
        _ lengths: [Double], weights: SeamWeights = .proposing
    ) -> Vocabulary {
        Vocabulary(
            lengths.enumerated().map {
                Vocabulary.Phrase(name: "phrase \($0)", clip: phrase($0, seconds: $1))
            },
            weights: weights)
    }
}
