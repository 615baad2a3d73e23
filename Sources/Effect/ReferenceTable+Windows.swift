public import Diagnostics
public import Motion

extension ReferenceTable {
    /// Profiles of the windows of one clip that belong in a table: 4 s each, every 2 s, after what came before.
    ///
    /// A window is left out when it, or the 4 s before it, holds a fault of the recording: a frame in which the
    /// joints' mean acceleration is over 250 m/s². Flips and landings stay well below; a rest pose left in front of
    /// a take, or a lost marker, does not.
    ///
    /// - Parameter clip: A canonical clip; one shorter than 4 s gives no window.
    /// - Throws: `Problem` when a joint's place is not finite.
    public static func windows(of clip: Clip) throws(Problem) -> [EffectProfile] {
        let length = Int((Double(Windows.length) / Movement.frameRate * clip.frameRate).rounded())
        let hop = Int((Double(Windows.hop) / Movement.frameRate * clip.frameRate).rounded())
        guard clip.frameCount >= length else { return [] }
        let faults = try Movement(clip).faults.map { Int(Double($0) / Movement.frameRate * clip.frameRate) }
        var profiles: [EffectProfile] = []
        for start in stride(from: 0, through: clip.frameCount - length, by: hop) {
            let first = max(0, start - length)
            guard !faults.contains(where: { first..<start + length ~= $0 }) else { continue }
            let context = start == 0 ? nil : clip.frames(first..<start)
            profiles.append(
                try EffectProfile(of: clip.frames(start..<start + length), after: context, reference: nil))
        }
        return profiles
    }
}

extension Movement {
    /// Mean acceleration of all joints over which a frame is a fault, m/s².
    static let faultyAcceleration = 250.0

    /// Frames in which the recording jumps.
    var faults: [Int] {
        (1..<frameCount - 1).filter { frame in
            let pushes = places.map { path in
                (path[frame + 1] - 2 * path[frame] + path[frame - 1]).length * Self.frameRate * Self.frameRate
            }
            return pushes.mean > Self.faultyAcceleration
        }
    }
}
