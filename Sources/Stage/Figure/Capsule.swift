public import Motion

/// A round cone in the world: two balls and everything between them.
///
/// Metres, Y up.
public struct Capsule: Sendable, Equatable {
    /// Centre of the first ball.
    public var start: SIMD3<Float>
    /// Centre of the second ball.
    public var end: SIMD3<Float>
    /// Radius of the first ball.
    public var startRadius: Float
    /// Radius of the second ball.
    public var endRadius: Float
    /// What it is coloured as.
    public var tint: Tint

    /// Whether both places are numbers; a capsule that has none is not drawn.
    public var isFinite: Bool { (start + end).sum().isFinite }

    /// The lowest height that the capsule reaches.
    public var lowest: Float { min(start.y - startRadius, end.y - endRadius) }
}

/// What a part of a figure is coloured as; ``Palette`` says how that looks.
public enum Tint: Sendable, Hashable, CaseIterable {
    /// Torso and neck.
    case body
    /// The figure's own left.
    case left
    /// The figure's own right.
    case right
    /// Back and top of the head.
    case hair
    /// Front of the head.
    case face

    /// The tint of a limb on `side`; the body's on the middle line.
    init(_ side: Side?) {
        switch side {
        case .left: self = .left
        case .right: self = .right
        case nil: self = .body
        }
    }
}

/// A posed figure: its capsules in the world, and which of them flow into each other.
public struct Body: Sendable, Equatable {
    /// The capsules, in metres.
    public var capsules: [Capsule]
    /// For each capsule, the others that it melts into where they meet.
    public var neighbours: [[Int]]
    /// How wide two neighbours melt, in metres.
    public var softness: Float
    /// Colours.
    public var palette: Palette
    /// 1 for a solid body, less for one that can be seen through: a ghost.
    public var opacity: Float = 1

    /// This body seen through: `opacity` from 0 to 1.
    public func faded(to opacity: Float) -> Body {
        var result = self
        result.opacity = min(max(opacity, 0), 1)
        return result
    }

    /// This body turned and shifted over the floor, and lifted by `height` metres.
    public func moved(by move: FloorTransform, lifted height: Float = 0) -> Body {
        var result = self
        let lift = SIMD3(0, height, 0)
        for index in capsules.indices {
            result.capsules[index].start = move.act(capsules[index].start) + lift
            result.capsules[index].end = move.act(capsules[index].end) + lift
        }
        return result
    }

    /// This body made larger or smaller about the origin.
    public func scaled(by factor: Float) -> Body {
        var result = self
        for index in capsules.indices {
            result.capsules[index].start *= factor
            result.capsules[index].end *= factor
            result.capsules[index].startRadius *= factor
            result.capsules[index].endRadius *= factor
        }
        result.softness *= factor
        return result
    }

    /// The lowest height that the body reaches, metres.
    public var lowest: Float { capsules.map(\.lowest).min() ?? 0 }

    /// Balls that hold the body, for cameras; those whose place is no number are left out.
    public var balls: [Ball] {
        capsules.filter(\.isFinite).flatMap {
            [Ball(centre: $0.start, radius: $0.startRadius), Ball(centre: $0.end, radius: $0.endRadius)]
        }
    }
}

/// A ball in the world, metres.
public struct Ball: Sendable, Equatable {
    /// Its middle.
    public var centre: SIMD3<Float>
    /// Its radius.
    public var radius: Float

    /// Creates a ball.
    public init(centre: SIMD3<Float>, radius: Float) {
        self.centre = centre
        self.radius = radius
    }
}
