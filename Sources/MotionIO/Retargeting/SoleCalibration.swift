import Foundation
import Motion

/// Where the floor is, and how a foot lies on it, told by a canonical clip.
///
/// Rigs differ in where they put ankle and toe in the shoe; one constant pitch per foot and toe makes standing feet
/// flat, without which ankles differ by 3 cm between rigs and toes sink by up to 6 cm.
enum SoleCalibration {
    /// Turns about each joint's own X axis, radians, that give flat standing the rest pitch.
    ///
    /// Flat standing: frames whose toe is within 5 cm of its lowest and slower than 0.2 m/s; of these the third with
    /// the lowest ankle. A side that never stands keeps its pitch.
    static func pitches(of clip: Clip, hasToes: Bool) -> [(CanonicalJoint, Float)] {
        [(CanonicalJoint.leftFoot, CanonicalJoint.leftToe), (.rightFoot, .rightToe)].flatMap { foot, toe in
            let frames = standing(clip, foot: foot, toe: toe)
            guard !frames.isEmpty else { return [(CanonicalJoint, Float)]() }
            let footPitch = meanPitch(
                clip, frames, of: foot, bone: Skeleton.canonical.joints[toe.rawValue].offset)
            let toePitch = meanPitch(clip, frames, of: toe, bone: SIMD3(0, 0, 1))
            // A toe that the rig does not have lies straight on the foot and turns with it.
            return hasToes ? [(foot, footPitch), (toe, toePitch)] : [(foot, footPitch)]
        }
    }

    /// How far about X the mean line of `bone` must turn to lie as it rests.
    private static func meanPitch(
        _ clip: Clip, _ frames: [Int], of joint: CanonicalJoint, bone: SIMD3<Float>
    ) -> Float {
        let rest = atan2(bone.y, bone.flat.length)
        let pitches = frames.map { frame in
            let line = clip.pose(at: frame).rotations[joint.rawValue].act(bone)
            return atan2(line.y, line.flat.length)
        }
        // A positive turn about +X lowers what points forward.
        let difference = pitches.reduce(0, +) / Float(pitches.count) - rest
        return min(max(difference, -.pi / 4), .pi / 4)
    }

    private static func standing(_ clip: Clip, foot: CanonicalJoint, toe: CanonicalJoint) -> [Int] {
        let paths = clip.paths(of: [foot, toe])
        let velocity = Derivatives.of(paths[1], frameRate: clip.frameRate, lowPass: 6)
        // The 5th percentile, not the very lowest: one glitch of the capture must not decide where standing is.
        let heights = paths[1].map(\.y).sorted()
        let lowest = heights.isEmpty ? 0 : heights[heights.count / 20]
        let still = paths[1].indices.filter {
            paths[1][$0].y < lowest + 0.05 && velocity[$0].length < 0.2
        }
        let sorted = still.sorted { paths[0][$0].y < paths[0][$1].y }
        return Array(sorted.prefix(max(sorted.count / 3, min(sorted.count, 1))))
    }

    /// Height of the floor: the 1st percentile of the height of both toe joints.
    static func floor(of clip: Clip) -> Float {
        floor(heights: clip.paths(of: [.leftToe, .rightToe]).flatMap { $0.map(\.y) }.map(Float.init))
    }

    /// The 1st percentile of the heights of both toes over a clip, in any order.
    static func floor(heights: [Float]) -> Float {
        let heights = heights.map(Double.init).sorted()
        guard !heights.isEmpty else { return 0 }
        let place = 0.01 * Double(heights.count - 1)
        let low = heights[Int(place)]
        let high = heights[min(Int(place) + 1, heights.count - 1)]
        return Float(low + (high - low) * (place - place.rounded(.down)))
    }
}
