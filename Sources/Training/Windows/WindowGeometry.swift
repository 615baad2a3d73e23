import Foundation
import Motion
import SequenceModel
import Tensor

/// Where numbers stand in a frame's features, and the linear maps that turn and mirror them.
///
/// Every function here is linear in the features, so it does the same to frames and to the control points of a spline
/// through them.
enum WindowGeometry {
    static let features = 139
    /// Place of the hips, m.
    static let root = 0..<3
    /// Per joint the first and the second column of its rotation.
    static let rotations = 3..<135
    static let contacts = 135..<139
    static let joints = 22
    /// Numbers of a joint's rotation.
    static let perJoint = 6

    /// The joint whose group a feature belongs to.
    ///
    /// The place of the hips goes with the hips; contacts have none.
    static let groupOfFeature: [Int] =
        root.map { _ in 0 } + (0..<joints).flatMap { Array(repeating: $0, count: perJoint) }

    /// Direction that the hips face as a yaw in radians: 0 is +Z, π/2 is +X.
    ///
    /// Both hip joints lie on the rig's x axis as seen from the root, so that axis is the first column.
    static func heading(_ features: some Collection<Float>) -> Float {
        let numbers = Array(features.prefix(6))
        return atan2(-numbers[5], numbers[3])
    }

    /// Moves `place` over the origin and turns by −`yaw` about the vertical, every row of `features`.
    static func align(_ features: inout Matrix, place: SIMD2<Float>, yaw: Float) {
        let (cosine, sine) = (cos(yaw), sin(yaw))
        for row in 0..<features.rows {
            features[row, 0] -= place.x
            features[row, 2] -= place.y
            // The root's place and both columns of its rotation.
            for x in [0, 3, 6] {
                let (east, north) = (features[row, x], features[row, x + 2])
                features[row, x] = cosine * east - sine * north
                features[row, x + 2] = sine * east + cosine * north
            }
        }
    }

    /// Where each mirrored feature comes from, and with which sign.
    ///
    /// The mirror is x → −x. A rotation R becomes M R M with M = diag(−1, 1, 1): its first column keeps only the sign
    /// of x, its second flips it.
    static let mirror: [(source: Int, sign: Float)] = {
        var result: [(Int, Float)] = [(0, -1), (1, 1), (2, 1)]
        for joint in CanonicalJoint.allCases {
            let start = rotations.lowerBound + perJoint * joint.mirrored.rawValue
            result += zip(start..<start + perJoint, [1, -1, -1, -1, 1, 1] as [Float])
        }
        return result + [(137, 1), (138, 1), (135, 1), (136, 1)]
    }()

    /// `features` with left and right exchanged.
    static func mirrored(_ features: Matrix) -> Matrix {
        var result = features
        for row in 0..<features.rows {
            for (column, from) in mirror.enumerated() {
                result[row, column] = from.sign * features[row, from.source]
            }
        }
        return result
    }

    /// Turns the joints by small rotation vectors (radians), each before what it does itself; the same in every row.
    static func turn(_ features: inout Matrix, by vectors: [(joint: Int, vector: SIMD3<Float>)]) {
        for (joint, v) in vectors {
            for column in 0..<2 {
                let at = rotations.lowerBound + perJoint * joint + 3 * column
                for row in 0..<features.rows {
                    let old = SIMD3(features[row, at], features[row, at + 1], features[row, at + 2])
                    // The rotation to second order: a few degrees.
                    let once = v.cross(old)
                    let new = old + once + v.cross(once) / 2
                    features[row, at] = new.x
                    features[row, at + 1] = new.y
                    features[row, at + 2] = new.z
                }
            }
        }
    }
}
