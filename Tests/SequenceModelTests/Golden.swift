import Foundation
import Motion
import Tensor
import Testing

@testable import SequenceModel

/// Numbers that PyTorch computed: a tiny random network as a complete checkpoint, with inputs and outputs.
///
/// Made by `python -m choreo_training.golden` in `Training/`; names that begin with `golden.` are inputs and outputs
/// for two windows, all others those of a checkpoint.
struct Golden: GoldenNumbers {
    /// The fixture's bytes.
    let bytes: [UInt8]
    let file: Safetensors
    let checkpoint: Checkpoint

    static let path = "golden.safetensors"

    init() throws {
        (bytes, file) = try Self.read("golden")
        checkpoint = try Checkpoint(parsing: bytes, path: Self.path)
    }

    /// The part of a golden tensor [2, T, D] that belongs to a window, [T, D].
    func matrix(_ name: String, window: Int) throws -> Matrix {
        let all = try matrix(name)
        return all.rows(window * all.rows / 2..<(window + 1) * all.rows / 2)
    }

    /// Which tokens of `window` are known.
    func isKnown(window: Int) throws -> [Bool] {
        try matrix("known")[row: window].map { $0 == 1 }
    }
}

/// The largest difference, relative to the largest value of `expected`.
func relativeError(_ found: Matrix, _ expected: Matrix) -> Float {
    #expect(found.rows == expected.rows && found.columns == expected.columns)
    let largest = expected.values.reduce(0) { max($0, abs($1)) }
    return zip(found.values, expected.values).reduce(0) { max($0, abs($1.0 - $1.1)) } / largest
}

/// `Float` sums in another order than PyTorch's.
let goldenTolerance: Float = 1e-4

extension Clip {
    /// A canonical figure that travels in a curve, swings its arms and bends its knees, at 30 frames per second.
    static func swaying(frames: Int) -> Clip {
        var clip = Clip(
            skeleton: .canonical, frameRate: 30,
            rootTranslations: (0..<frames).map {
                let t = Float($0) / 30
                return SIMD3(0.5 * t, 0.93 + 0.02 * sin(6 * t), 0.3 * t + 0.1 * sin(3 * t))
            },
            localRotations: Array(repeating: .identity, count: frames * 22))
        for frame in 0..<frames {
            let t = Float(frame) / 30
            clip[frame, .hips] = Quaternion(angle: 0.4 + 0.3 * t, axis: SIMD3(0, 1, 0))
            clip[frame, .leftArm] = Quaternion(angle: sin(4 * t), axis: SIMD3(0, 0, 1))
            clip[frame, .rightForeArm] = Quaternion(angle: 0.5 + 0.4 * cos(5 * t), axis: SIMD3(0, 1, 0))
            clip[frame, .leftLeg] = Quaternion(angle: 0.3 + 0.3 * sin(6 * t), axis: SIMD3(1, 0, 0))
        }
        return clip
    }
}
