import Motion
import Stage

/// Dancers made for tests.
enum Dancers {
    /// A standing dancer who raises the left arm, and goes so many metres to the front meanwhile.
    static func raising(_ name: String = "a", frames: Int = 40, travel: SIMD3<Float> = .zero) -> Performer {
        let count = Skeleton.canonical.joints.count
        var clip = Clip(
            skeleton: .canonical, frameRate: 20,
            rootTranslations: Array(repeating: SIMD3(0, 0.95, 0), count: frames),
            localRotations: Array(repeating: .identity, count: frames * count))
        for frame in 0..<frames {
            let share = Float(frame) / Float(max(frames - 1, 1))
            clip[frame, .leftArm] = Quaternion(angle: -1.3 + 2.3 * share, axis: SIMD3(0, 0, 1))
            clip[frame, .rightArm] = Quaternion(angle: 1.3, axis: SIMD3(0, 0, 1))
            clip.rootTranslations[frame] += travel * share
        }
        return Performer(clip: clip, name: name)
    }
}
