import RealModule

/// An upright plane that movement is mirrored at.
public struct MirrorPlane: Sendable, Equatable {
    /// A point of it.
    public var point: SIMD3<Float>
    /// Its normal, horizontal, of length 1.
    public var normal: SIMD3<Float>

    /// Creates a plane; the normal's height is left out.
    public init(point: SIMD3<Float>, normal: SIMD3<Float>) {
        self.point = point
        self.normal = normal.flat.normalized
    }

    /// The middle of the stage, from upstage to downstage: left and right of the stage change places.
    public static let stage = MirrorPlane(point: .zero, normal: SIMD3(1, 0, 0))

    /// The plane through a figure that faces `heading` at `place`: it starts as it did, on the other side.
    public init(of floor: FloorPlace) {
        self.init(
            point: floor.place, normal: SIMD3(Float.cos(floor.heading), 0, -Float.sin(floor.heading)))
    }

    /// The image of a place.
    public func image(of place: SIMD3<Float>) -> SIMD3<Float> {
        place - normal * (2 * normal.dot(place - point))
    }
}

extension Clip {
    /// The movement in a mirror, on the same rig: what the left did, the right does.
    ///
    /// Mirrored is the movement in the world, so that rigs whose joints have any axes come out right; bone lengths stay
    /// each side's own. A joint without a partner (a prop in one hand) keeps its own rotation. Twice gives the phrase
    /// back.
    ///
    /// Carried: height of the root, translations that do not move, rotations of joints without a partner.
    ///
    /// - Parameters:
    ///   - plane: Where the mirror stands.
    ///   - plan: The rig's plan, which says who is whose partner.
    /// - Complexity: O(frames × joints).
    public func mirrored(at plane: MirrorPlane, plan: BodyPlan) -> EditedClip {
        let image = MirrorImage(of: self, plan: plan)
        let mirror = Quaternion(imaginary: plane.normal, real: 0)
        var result = self
        for (joint, partner) in image.partners.enumerated() where joint > 0 {
            // A joint that moves from its parent passes that on to its partner.
            guard let partner, jointTranslations[joint] != nil || jointTranslations[partner] != nil else {
                continue
            }
            let above = image.maps[skeleton.joints[joint].parent ?? 0].inverse
            result.jointTranslations[joint] = (0..<frameCount).map {
                -above.act(translation(frame: $0, joint: partner))
            }
        }
        for frame in 0..<frameCount {
            let rotations = pose(at: frame).rotations
            var world = rotations
            for joint in 0..<jointCount {
                let parent = skeleton.joints[joint].parent
                guard let partner = image.partners[joint] else {
                    world[joint] = (parent.map { world[$0] } ?? .identity) * self[frame, joint]
                    continue
                }
                world[joint] = (mirror * rotations[partner] * image.maps[joint]).normalized
                let local = parent.map { world[$0].inverse * world[joint] } ?? world[joint]
                let before = frame > 0 ? result[frame - 1, joint] : local
                result[frame, joint] = local.normalized.aligned(with: before)
            }
            let place = plane.image(of: rootTranslations[frame])
            result.rootTranslations[frame] = SIMD3(place.x, rootTranslations[frame].y, place.z)
        }
        let alone = image.partners.indices.filter { image.partners[$0] == nil }
        let still = (1..<jointCount).filter { result.jointTranslations[$0] == nil }
        let left = JointValues(rotations: Set(alone), translations: Set(still), rootHeight: true)
        return EditedClip(untouched: self).keepingOnly(left, in: 0..<frameCount, of: result)
    }
}
