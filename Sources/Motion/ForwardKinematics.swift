/// World rotations and positions of every joint of one frame.
public struct Pose: Sendable, Equatable {
    /// Rotation of each joint in the world.
    public var rotations: [Quaternion]
    /// Place of each joint in the world, in the skeleton's unit.
    public var positions: [SIMD3<Float>]

    /// Creates a pose from as many rotations as places.
    public init(rotations: [Quaternion], positions: [SIMD3<Float>]) {
        self.rotations = rotations
        self.positions = positions
    }
}

extension Clip {
    /// Forward kinematics: where every joint is in `frame`.
    ///
    /// A joint's world rotation is its parent's times its own; its place is its parent's plus its translation
    /// turned by the parent's rotation.
    ///
    /// - Complexity: O(joints).
    public func pose(at frame: Int) -> Pose {
        var rotations = [Quaternion](repeating: .identity, count: jointCount)
        var positions = [SIMD3<Float>](repeating: .zero, count: jointCount)
        for (joint, node) in skeleton.joints.enumerated() {
            let translation = translation(frame: frame, joint: joint)
            if let parent = node.parent {
                rotations[joint] = rotations[parent] * self[frame, joint]
                positions[joint] = positions[parent] + rotations[parent].act(translation)
            } else {
                rotations[joint] = self[frame, joint]
                positions[joint] = translation
            }
        }
        return Pose(rotations: rotations, positions: positions)
    }

    /// Places of all joints in all frames, shape [frames][joints].
    public func positions() -> [[SIMD3<Float>]] { (0..<frameCount).map { pose(at: $0).positions } }
}

extension Skeleton {
    /// Places of the end sites for a pose of this skeleton, in joint order.
    public func endSitePositions(in pose: Pose) -> [SIMD3<Float>] {
        joints.indices.flatMap { joint in
            joints[joint].endSites.map { pose.positions[joint] + pose.rotations[joint].act($0) }
        }
    }
}
