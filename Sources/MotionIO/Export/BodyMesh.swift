import Foundation
import Motion

/// A simple body around a figure at rest: a round-ended cone along each bone, which turns with the bone's joint.
///
/// Lengths are the figure's; corners are counter-clockwise seen from outside.
struct BodyMesh {
    /// Which part of the body a triangle belongs to, for its colour.
    enum Part: Int, CaseIterable {
        case trunk, left, right
    }

    /// Corners in the world, at rest.
    private(set) var positions: [SIMD3<Float>] = []
    /// Directions that are outward at each corner.
    private(set) var normals: [SIMD3<Float>] = []
    /// The joint that carries each corner.
    private(set) var joints: [Int] = []
    /// Corners of the triangles of each part, three each, in the order of ``Part``.
    private(set) var triangles: [[UInt32]] = Part.allCases.map { _ in [] }

    /// Builds the body.
    ///
    /// - Parameters:
    ///   - rest: The figure.
    ///   - map: Which joints play which part of a human body, where they are known: limbs then have their own
    ///     thickness. Other bones are a seventh as thick as they are long.
    init(around rest: RestFigure, map: JointMap?) {
        let girth = BodyGirth(rest, map: map)
        var hasBone = [Bool](repeating: false, count: rest.parents.count)
        func add(_ bone: SIMD3<Double>, of joint: Int, to end: Int?) {
            hasBone[joint] = true
            guard let radii = girth.radii(of: bone, from: joint, to: end) else { return }
            addCone(bone, of: joint, at: rest.places[joint], radii: radii, part: girth.parts[end ?? joint])
        }
        for (joint, parent) in rest.parents.enumerated() {
            if let parent { add(rest.translations[joint], of: parent, to: joint) }
        }
        for (joint, ends) in rest.endSites.enumerated() {
            for end in ends { add(end, of: joint, to: nil) }
            // A leaf that ends nowhere is shown as a ball, so that its turning tip is not lost.
            if !hasBone[joint] { addBall(at: joint, rest, girth) }
        }
        if let head = girth.missingHead {
            addCone(head.bone, of: head.joint, at: rest.places[head.joint], radii: head.radii, part: .trunk)
        }
        // A figure all of whose bones have no length is a point, and a point must be seen too.
        if positions.isEmpty { addBall(at: 0, rest, girth) }
    }

    private mutating func addBall(at joint: Int, _ rest: RestFigure, _ girth: BodyGirth) {
        let radius = girth.ball(at: joint)
        addCone(.zero, of: joint, at: rest.places[joint], radii: (radius, radius), part: girth.parts[joint])
    }

    private static let sides = 10
    /// Rings of a cone: how far along each cap, as an angle from the equator, from the start's pole to the end's.
    private static let latitudes: [Double] = [-90, -45, 0, 0, 45, 90]

    private mutating func addCone(
        _ bone: SIMD3<Double>, of joint: Int, at place: SIMD3<Double>, radii: (start: Double, end: Double),
        part: Part
    ) {
        let length = bone.length
        let along = length > 0 ? bone / length : SIMD3(0, 1, 0)
        let aside = along.cross(abs(along.x) < 0.8 ? SIMD3(1, 0, 0) : SIMD3(0, 1, 0)).normalized
        let across = along.cross(aside)
        let first = UInt32(positions.count)
        for (ring, latitude) in Self.latitudes.enumerated() {
            let isStart = ring < Self.latitudes.count / 2
            let (centre, radius) = isStart ? (place, radii.start) : (place + bone, radii.end)
            let (rise, reach) = (sin(latitude * .pi / 180), cos(latitude * .pi / 180))
            for side in 0..<Self.sides {
                let turn = 2 * .pi * Double(side) / Double(Self.sides)
                let outward = along * rise + (aside * cos(turn) + across * sin(turn)) * reach
                positions.append(SIMD3<Float>(centre + outward * radius))
                normals.append(SIMD3<Float>(outward))
                joints.append(joint)
            }
        }
        let sides = UInt32(Self.sides)
        for ring in 0..<UInt32(Self.latitudes.count - 1) {
            for side in 0..<sides {
                let (a, b) = (first + ring * sides + side, first + ring * sides + (side + 1) % sides)
                let (c, d) = (a + sides, b + sides)
                // At the poles a ring is a point, and one of the two triangles has no area.
                if ring > 0 { triangles[part.rawValue] += [a, b, d] }
                if ring < UInt32(Self.latitudes.count - 2) { triangles[part.rawValue] += [a, d, c] }
            }
        }
    }
}
