import Motion
import RealModule

/// Where and how a foot stands on the floor, or travels over it.
///
/// The foot is led by one point of its sole, the pivot: while that point rests, the foot can roll over it (heel,
/// ball, tip of the toes) or turn on it and nothing else moves.
struct Footing: Animatable, Equatable {
    /// Points of the sole, m from the ball along the foot, on the canonical body.
    enum Sole {
        /// Back of the heel.
        static let heel: Float = -0.18
        /// Under the ankle.
        static let ankle: Float = -0.13
        /// Where the weight of a standing body rests.
        static let arch: Float = -0.075
        /// The toe joint.
        static let ball: Float = 0
        /// End of the toes.
        static let tip: Float = 0.07
        /// Height of the ankle over the sole.
        static let ankleHeight: Float = 0.07
    }

    /// Place of the pivot on the floor (x, z), m.
    var place: SIMD2<Float>
    /// The pivot, m from the ball, toes positive.
    var pivot: Float
    /// Height of the foot's lowest point over the floor, m.
    var clearance: Float
    /// Way of the toes, radians from +Z to +X.
    var facing: Float
    /// Lift of the heel over the ball, radians; negative stands on the heel with the toes up.
    var heel: Float
    /// Slope of the toes, radians, positive down; 0 lies flat.
    var toes: Float

    /// A foot flat on the floor whose ankle is over a place.
    ///
    /// - Parameters:
    ///   - x: Place to the stage's +X, m.
    ///   - z: Place to the stage's +Z, m.
    ///   - facing: Way of the toes, degrees from +Z to +X.
    static func flat(_ x: Float, _ z: Float, facing: Float) -> Footing {
        Footing(
            place: SIMD2(x, z), pivot: Sole.ankle, clearance: 0, facing: facing.degrees, heel: 0, toes: 0
        ).led(by: Sole.ball)
    }

    /// A foot that rests on the back of its heel, as that of a leg which lies on the floor.
    ///
    /// - Parameters:
    ///   - x: Place of the heel to the stage's +X, m.
    ///   - z: Place of the heel to the stage's +Z, m.
    ///   - facing: Way of the leg, degrees from +Z to +X.
    ///   - toesUp: How far the foot is raised from the floor, degrees.
    static func heelDown(_ x: Float, _ z: Float, facing: Float, toesUp: Float) -> Footing {
        Footing(
            place: SIMD2(x, z), pivot: Sole.heel, clearance: 0, facing: facing.degrees,
            heel: -toesUp.degrees, toes: -toesUp.degrees)
    }

    /// Direction of the toes on the floor.
    var direction: SIMD2<Float> { SIMD2(Float.sin(facing), Float.cos(facing)) }

    /// Place on the floor below or at a point of the sole.
    func point(_ sole: Float) -> SIMD2<Float> {
        place + direction * (level(sole) - level(pivot))
    }

    /// Distance along the floor from the ball to a point of the sole.
    private func level(_ sole: Float) -> Float { sole * Float.cos(sole > 0 ? toes : heel) }

    /// The same foot, led by another point of its sole.
    func led(by sole: Float) -> Footing {
        var result = self
        result.place = point(sole)
        result.pivot = sole
        return result
    }

    /// The toe joint in the world.
    var ball: SIMD3<Float> {
        let flat = point(Sole.ball)
        let lowest = min(0, -Sole.tip * Float.sin(toes), -Sole.heel * Float.sin(heel))
        return SIMD3(flat.x, clearance - lowest, flat.y)
    }

    /// World rotation of the foot.
    var rotation: Quaternion { .yaw(facing) * .pitch(heel) }
    /// World rotation of the toes.
    var toeRotation: Quaternion { .yaw(facing) * .pitch(toes) }
    /// The ankle in the world.
    var ankle: SIMD3<Float> { ball + rotation.act(SIMD3(0, Sole.ankleHeight, Sole.ankle)) }

    var lanes: SIMD8<Double> {
        SIMD8(
            Double(place.x), Double(place.y), Double(pivot), Double(clearance), Double(facing), Double(heel),
            Double(toes), 0)
    }

    init(lanes: SIMD8<Double>) {
        place = SIMD2(Float(lanes[0]), Float(lanes[1]))
        pivot = Float(lanes[2])
        clearance = Float(lanes[3])
        facing = Float(lanes[4])
        heel = Float(lanes[5])
        toes = Float(lanes[6])
    }

    init(
        place: SIMD2<Float>, pivot: Float, clearance: Float, facing: Float, heel: Float, toes: Float
    ) {
        self.place = place
        self.pivot = pivot
        self.clearance = clearance
        self.facing = facing
        self.heel = heel
        self.toes = toes
    }
}
