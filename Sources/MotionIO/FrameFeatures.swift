public import Motion

/// A canonical frame as the numbers that training and evaluation read.
public enum FrameFeatures {
    /// Numbers per frame: root place 3, 22 joints × 6, contacts 4.
    public static let count = 3 + 22 * 6 + 4

    /// Appends the frames of a canonical clip, shape [frames, 139], in world coordinates.
    ///
    /// Rotations are the first two columns of each local rotation matrix; contacts are 0 or 1.
    public static func append(_ clip: Clip, to features: inout [Float]) {
        let contacts = Contacts(of: clip)
        for frame in 0..<clip.frameCount {
            let root = clip.rootTranslations[frame]
            features += [root.x, root.y, root.z]
            for joint in 0..<clip.jointCount {
                let (x, y) = clip[frame, joint].columns
                features += [x.x, x.y, x.z, y.x, y.y, y.z]
            }
            features += contacts.labels[frame].map { $0 ? 1 : 0 }
        }
    }
}
