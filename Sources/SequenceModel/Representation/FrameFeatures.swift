public import Motion
public import Tensor

/// A frame as the network sees it: 139 numbers.
///
/// | columns | meaning |
/// |---|---|
/// | 0 ..< 3 | place of the hips, m |
/// | 3 ..< 135 | per canonical joint the first and the second column of its local rotation matrix; the hips' is their rotation in the window's frame |
/// | 135 ..< 139 | contacts of left ankle, left toe, right ankle, right toe, 0 or 1 |
public enum FrameFeatures {
    /// Numbers of a frame.
    public static let count = 139
    static let rotations = 3
    static let contacts = 135

    /// Describes every frame of a canonical clip, shape [frames, 139], in the clip's own coordinates.
    ///
    /// - Parameters:
    ///   - clip: On the canonical skeleton.
    ///   - contacts: One label per frame and foot joint of `clip`.
    public static func encoded(_ clip: Clip, contacts: Contacts) -> Matrix {
        precondition(clip.skeleton == .canonical, "a clip on the canonical skeleton")
        precondition(contacts.labels.count == clip.frameCount, "contacts for every frame")
        var result = Matrix(rows: clip.frameCount, columns: count)
        for frame in 0..<clip.frameCount {
            var numbers: [Float] = []
            numbers.reserveCapacity(count)
            let place = clip.rootTranslations[frame]
            numbers += [place.x, place.y, place.z]
            for joint in 0..<clip.jointCount {
                let (x, y) = clip[frame, joint].columns
                numbers += [x.x, x.y, x.z, y.x, y.y, y.z]
            }
            numbers += contacts.labels[frame].map { $0 ? 1 : 0 }
            result[row: frame] = numbers[...]
        }
        return result
    }

    /// The movement that features describe, with contacts as numbers in 0 … 1, one vector a frame in the order of
    /// `CanonicalJoint.feet`.
    ///
    /// Rotation columns need not be exact: they are made orthonormal (Gram-Schmidt).
    public static func decoded(
        _ features: Matrix, frameRate: Double
    ) -> (clip: Clip, contacts: [SIMD4<Float>]) {
        precondition(features.columns == count, "139 numbers a frame")
        let joints = CanonicalJoint.allCases.count
        var places: [SIMD3<Float>] = []
        var turns: [Quaternion] = []
        var contacts: [SIMD4<Float>] = []
        turns.reserveCapacity(features.rows * joints)
        for frame in 0..<features.rows {
            let numbers = Array(features[row: frame])
            places.append(SIMD3(numbers[0], numbers[1], numbers[2]))
            for joint in 0..<joints {
                let at = rotations + 6 * joint
                turns.append(
                    Quaternion(
                        columns: SIMD3(numbers[at], numbers[at + 1], numbers[at + 2]),
                        SIMD3(numbers[at + 3], numbers[at + 4], numbers[at + 5])))
            }
            let labels = SIMD4(numbers[135], numbers[136], numbers[137], numbers[138])
            contacts.append(labels.clamped(lowerBound: .zero, upperBound: .one))
        }
        let clip = Clip(
            skeleton: .canonical, frameRate: frameRate, rootTranslations: places, localRotations: turns)
        return (clip, contacts)
    }
}
