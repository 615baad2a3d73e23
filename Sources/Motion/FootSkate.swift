import RealModule

/// How much feet slide while they are near the floor.
///
/// Each of ankle and toe counts with its horizontal speed times a weight that is 1 at rest height and falls to 0
/// at 2.5 cm above it: 2 − 2^(h/H), kept between 0 and 1, with h the height over rest and H = 2.5 cm. Speeds are
/// those of places low-passed at 6 Hz. Real dance is not at 0; compare with real movement.
///
/// Source: Zhang, Starke, Komura, Saito, "Mode-adaptive neural networks for quadruped motion control", SIGGRAPH
/// 2018; height and rest as Documentation/Effect.md states them.
public enum FootSkate {
    /// Height over rest at which a foot no longer counts, m.
    static let reach = 0.025
    /// Heights of ankle and toe when a sole lies on the floor, m, in the order of ``CanonicalJoint/feet``.
    static let restHeights: [Double] = [0.07, 0, 0.07, 0]

    /// Returns how fast each foot joint slides, cm/s, shape [4][frames].
    ///
    /// - Parameters:
    ///   - paths: Places of ankles and toes, m, floor at 0, shape [4][frames], in the order of
    ///     ``CanonicalJoint/feet``.
    ///   - frameRate: Frames per second.
    public static func slides(paths: [[SIMD3<Double>]], frameRate: Double) -> [[Double]] {
        precondition(paths.count == restHeights.count, "ankle and toe of two feet")
        return zip(paths, restHeights).map { path, rest in
            let velocity = Derivatives.of(path, frameRate: frameRate, lowPass: 6)
            return zip(path, velocity).map { place, velocity in
                let weight = 2 - Double.exp2((place.y - rest) / reach)
                return 100 * velocity.flat.length * min(max(weight, 0), 1)
            }
        }
    }

    /// Returns the mean slide of a canonical clip over its frames and the four foot joints, cm/s; 0 for no frames.
    public static func mean(of clip: Clip) -> Double {
        guard clip.frameCount > 0 else { return 0 }
        let all = slides(paths: clip.paths(of: CanonicalJoint.feet), frameRate: clip.frameRate)
        return all.joined().reduce(0, +) / Double(4 * clip.frameCount)
    }
}
