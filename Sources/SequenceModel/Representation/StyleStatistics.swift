import Motion
import RealModule
package import Tensor

/// The manner of a stretch of movement in 276 numbers: how it is held, how much it varies, how fast it goes.
///
/// | numbers | meaning |
/// |---|---|
/// | 0 ..< 127 | mean over frames of the height of the hips and of the rotation columns of all joints but the hips |
/// | 127 ..< 254 | their standard deviations |
/// | 254 ..< 276 | ln(mean speed + 0.01 m/s) of the 22 joints |
///
/// They know nothing of the order of what happens: a style can be told to the network without telling it what to dance.
package enum StyleStatistics {
    /// How many there are.
    package static let count = 2 * held.count + CanonicalJoint.allCases.count
    /// Features that are looked at for how a figure is held.
    private static let held = [1] + Array(FrameFeatures.rotations + 6..<FrameFeatures.contacts)
    /// Added to a speed before its logarithm, m/s.
    private static let still: Float = 0.01

    /// Measures frames as the network sees them, [frames, 139], two at least.
    package static func of(_ features: Matrix, frameRate: Double) -> [Float] {
        precondition(features.rows > 1, "a speed needs two frames")
        let frames = Float(features.rows)
        var means: [Float] = []
        var deviations: [Float] = []
        for column in held {
            let values = (0..<features.rows).map { features[$0, column] }
            let mean = values.reduce(0, +) / frames
            means.append(mean)
            deviations.append((values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / frames).squareRoot())
        }
        return means + deviations + speeds(features, frameRate: frameRate).map { Float.log($0 + still) }
    }

    /// Mean speed of each joint from frame to frame, m/s.
    private static func speeds(_ features: Matrix, frameRate: Double) -> [Float] {
        let clip = FrameFeatures.decoded(features, frameRate: frameRate).clip
        var before = clip.pose(at: 0).positions
        var sums = Array(repeating: Float(0), count: before.count)
        for frame in 1..<clip.frameCount {
            let now = clip.pose(at: frame).positions
            for joint in now.indices { sums[joint] += (now[joint] - before[joint]).length }
            before = now
        }
        return sums.map { $0 / Float(clip.frameCount - 1) * Float(frameRate) }
    }
}
