import Foundation
import Motion
import SequenceModel

@testable import Training

extension Clip {
    /// A canonical figure at 30 frames per second that travels in a curve, swings its arms and bends its knees, each
    /// `variant` in another way.
    static func dancing(seconds: Double, variant: Int = 0) -> Clip {
        let frames = Int(seconds * 30)
        let pace = 1 + 0.13 * Float(variant)
        var clip = Clip(
            skeleton: .canonical, frameRate: 30,
            rootTranslations: (0..<frames).map {
                let t = pace * Float($0) / 30
                return SIMD3(0.5 * t, 0.93 + 0.02 * sin(6 * t), 0.3 * t + 0.1 * sin(3 * t))
            },
            localRotations: Array(repeating: .identity, count: frames * 22))
        for frame in 0..<frames {
            let t = pace * Float(frame) / 30
            clip[frame, .hips] = Quaternion(angle: 0.4 + 0.3 * t, axis: SIMD3(0, 1, 0))
            clip[frame, .leftArm] = Quaternion(angle: sin(4 * t), axis: SIMD3(0, 0, 1))
            clip[frame, .rightForeArm] = Quaternion(angle: 0.5 + 0.4 * cos(5 * t), axis: SIMD3(0, 1, 0))
            clip[frame, .leftLeg] = Quaternion(angle: 0.3 + 0.3 * sin(6 * t), axis: SIMD3(1, 0, 0))
            clip[frame, .spine1] = Quaternion(angle: 0.2 * sin(2 * t), axis: SIMD3(1, 0, 0))
        }
        return clip
    }
}

extension Corpus {
    /// A few short dances, one of them held out.
    static func small() throws -> Corpus {
        try Corpus(
            (0..<3).map { Take(.dancing(seconds: 8, variant: $0), name: "dance \($0)") },
            holdOut: HoldOut(share: 0.3, seed: 1))
    }
}

extension Recipe {
    /// A few steps.
    static func brief(steps: Int) -> Recipe {
        var recipe = Recipe.training()
        recipe.steps = steps
        recipe.batch = 2
        recipe.warmUp = 2
        recipe.checkEvery = 2
        recipe.survey = 4
        return recipe
    }
}

extension Configuration {
    /// The smallest network.
    static func tiny() throws -> Configuration { try .training(width: 8, blocks: 1, heads: 1, components: 8) }
}

/// The largest difference, relative to the largest value of `expected`.
func relativeError(_ found: some Sequence<Float>, _ expected: some Sequence<Float>) -> Float {
    let largest = expected.reduce(0) { max($0, abs($1)) }
    return zip(found, expected).reduce(0) { max($0, abs($1.0 - $1.1)) } / max(largest, .leastNormalMagnitude)
}

/// A folder of a test's own, taken away with it.
final class Scratch {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("training-\(UUID().uuidString)")
        .path

    init() throws { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}
