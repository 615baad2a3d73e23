import Motion
import RealModule

/// How the face turns about, seen from a part of the body that carries it.
///
/// Directions are taken in the plane at right angles to that part's own upright, so that neither a bow nor a
/// pirouette of the whole body counts as looking about.
struct Gaze {
    /// What the head is seen from.
    enum Viewpoint {
        case chest, hips
    }

    /// Length of the mean of all directions: 1 for a face that is held still, less the more it turns about.
    let focus: Double
    /// Angle of each frame's direction from the mean one, radians, not negative.
    let offsets: [Double]

    /// The circular standard deviation of the direction, radians.
    ///
    /// Source: Mardia, Jupp, "Directional statistics", 2000, equation 2.3.11.
    var deviation: Double { (-2 * Double.log(max(focus, 1e-9))).squareRoot() }

    /// Reads the frames of a window.
    init(_ movement: Movement, from viewpoint: Viewpoint, in window: Range<Int>) {
        let (left, right, low, high): (CanonicalJoint, CanonicalJoint, CanonicalJoint, CanonicalJoint) =
            switch viewpoint {
            case .chest: (.leftArm, .rightArm, .spine1, .neck)
            case .hips: (.leftUpLeg, .rightUpLeg, .hips, .spine)
            }
        let directions = window.map { frame -> SIMD2<Double> in
            func place(_ joint: CanonicalJoint) -> SIMD3<Double> { movement.places[joint.rawValue][frame] }
            let lateral = (place(left) - place(right)).normalized
            let axis = place(high) - place(low)
            let front = lateral.cross(axis - axis.dot(lateral) * lateral).normalized
            let seen = SIMD2(movement.gaze[frame].dot(lateral), movement.gaze[frame].dot(front))
            let length = (seen * seen).sum().squareRoot()
            return length > 0 ? seen / length : .zero
        }
        let mean = directions.reduce(.zero, +) / Double(directions.count)
        focus = min((mean * mean).sum().squareRoot(), 1)
        offsets = directions.map { direction in
            abs(Double.atan2(y: direction.x * mean.y - direction.y * mean.x, x: (direction * mean).sum()))
        }
    }
}
