import Motion

/// Everything that one picture shows, except from where: figures, light and floor.
///
/// The floor is the plane y = 0; metres.
public struct Scene: Sendable, Equatable {
    /// The figures.
    public var bodies: [Body]
    /// Lines that joints have drawn through the air.
    public var trails: [Trail]
    /// Light and surroundings.
    public var look: Look
    /// The direction toward the audience, flat and of unit length; the light comes from there, above and aside.
    public var front: SIMD3<Float>
    /// Where the floor is brightest, on the floor.
    public var focus: SIMD3<Float>
    /// How far from ``focus`` the floor has faded into the backdrop, to the audience's side and in depth, metres.
    public var reach: SIMD2<Float>

    /// Creates a scene.
    public init(
        bodies: [Body], trails: [Trail] = [], look: Look = .studio, front: SIMD3<Float> = SIMD3(0, 0, 1),
        focus: SIMD3<Float> = .zero,
        reach: SIMD2<Float> = SIMD2(9, 9)
    ) {
        self.bodies = bodies
        self.trails = trails
        self.look = look
        self.front = front
        self.focus = focus
        self.reach = reach
    }

    /// Toward the main light, unit length: from the audience's upper left.
    public var light: SIMD3<Float> {
        let left = SIMD3<Float>(0, 1, 0).cross(front) * -1
        return (front * 0.34 + left * 0.62 + SIMD3(0, 1, 0)).normalized
    }
}
