import BVHFormat
import Motion

extension BVHDocument {
    /// The pose at the start that is there for the machine, as ``MotionFile/openingPose``.
    ///
    /// - Complexity: O(joints) a frame of the pose, half a minute at most.
    func openingPose(path: String, rigs: RigCatalogue, map: Rig?) -> OpeningPose? {
        let start = frames(0..<min(frameCount, Int(30 * statedRate) + 9))
        return (try? MotionFile(start, path: path, rigs: rigs, map: map))?.openingPose
    }

    /// Puts a frame in front in which the figure stands in a T: upright, arms out to the sides.
    ///
    /// A rig that rests so is at rest in it, with every angle 0. Another body is turned to it by the joints that are
    /// known. What is no body is at rest.
    mutating func insertTPose(path: String, rigs: RigCatalogue, map given: Rig?) {
        let file = try? MotionFile(sample(of: 48), path: path, rigs: rigs, map: given)
        var row = restRow()
        var up = 1
        if let file, let map = try? file.jointMap() {
            up = file.upAxis == .z ? 2 : 1
            if !restsInT(map: map), let pose = Self.tPose(of: file) { row = pose }
        }
        standRow(&row, up: up)
        values.insert(contentsOf: row, at: 0)
    }

    /// All angles 0, all joints where they rest.
    private func restRow() -> [Double] {
        let rest = RestFigure(self)
        let channels = jointChannels
        return joints.enumerated().flatMap { index, joint in
            joint.channels.map {
                $0.isRotation || channels[index].keepsOffset ? 0 : rest.translations[index][$0.axis]
            }
        }
    }

    /// Whether the rest pose is a body that stands with its arms out to the sides, to 25 degrees.
    private func restsInT(map: JointMap) -> Bool {
        let skeleton = Skeleton(
            joints: joints.map {
                Skeleton.Joint(name: $0.name, parent: $0.parent, offset: SIMD3<Float>($0.offset))
            })
        guard let up = Calibration.restUp(of: skeleton, map: map) else { return false }
        let places = RestFigure(self).places
        return [(CanonicalJoint.leftArm, CanonicalJoint.leftHand), (.rightArm, .rightHand)].allSatisfy {
            arm, hand in
            guard let arm = map[arm], let hand = map[hand] else { return false }
            return abs((places[hand] - places[arm]).normalized.dot(SIMD3<Double>(up))) < 0.42
        }
    }

    /// The canonical T on a body's rig.
    private static func tPose(of file: MotionFile) -> [Double]? {
        guard let retarget = try? file.retarget() else { return nil }
        let canonical = Clip(
            skeleton: .canonical, frameRate: file.clip.frameRate, rootTranslations: [SIMD3(0, 0.95, 0)],
            localRotations: Array(repeating: .identity, count: Skeleton.canonical.joints.count))
        let pose = retarget.rig(canonical, continuing: file.clip.frames(0..<1))
        return file.document.frames(0..<1).rows(of: pose)
    }

    /// Moves the figure of a row to where the movement begins, standing on the floor of the movement.
    private func standRow(_ row: inout [Double], up: Int) {
        let kinematics = RowKinematics(self)
        // What each figure's lowest point is, over the movement and in the row; figures do not move one another.
        let now = kinematics.lowest(row, row: 0, up: up)
        var floors = [Double](repeating: .infinity, count: now.count)
        for frame in stride(from: 0, to: frameCount, by: max(1, frameCount / 48)) {
            let lowest = kinematics.lowest(values, row: frame * channelCount, up: up)
            for (figure, height) in lowest.enumerated() { floors[figure] = min(floors[figure], height) }
        }
        for (figure, root) in joints.filter({ $0.parent == nil }).enumerated() {
            let channels = JointChannels(root)
            let begin = channels.place(values, row: 0)
            for move in channels.moves where move.axis != up { row[move.column] = begin[move.axis] }
            guard let height = channels.moves.first(where: { $0.axis == up }) else { continue }
            row[height.column] += (floors[figure].isFinite ? floors[figure] : 0) - now[figure]
        }
    }
}
