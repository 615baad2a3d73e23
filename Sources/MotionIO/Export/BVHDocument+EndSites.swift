import BVHFormat

extension BVHDocument {
    /// Adds an end to each chain without one, or takes all away.
    mutating func give(endSites: BVHStyle.EndSites) {
        switch endSites {
        case .keep: return
        case .none:
            joints = joints.map { joint in
                var joint = joint
                joint.endSites = []
                return joint
            }
        case .add:
            let rest = RestFigure(self)
            let parents = Set(joints.compactMap(\.parent))
            joints = joints.enumerated().map { index, joint in
                var joint = joint
                if joint.endSites.isEmpty, !parents.contains(index) {
                    joint.endSites = [end(of: index, in: rest)]
                }
                return joint
            }
        }
    }

    /// The end of a chain that says nothing of it: straight on by half of the last bone that has a length.
    private func end(of joint: Int, in rest: RestFigure) -> SIMD3<Double> {
        let bone = sequence(first: joint) { joints[$0].parent }
            .lazy.filter { joints[$0].parent != nil }.map { rest.translations[$0] }.first { $0 != .zero }
        return bone.map { $0 / 2 } ?? .zero
    }
}
