import Motion
import RealModule

/// How several dancers stand to each other.
public enum Arrangement: String, Sendable, CaseIterable {
    /// Where their files have them.
    case asDanced = "as-danced"
    /// In a row, facing one way.
    case sideBySide = "side-by-side"
    /// In one place, facing one way at the start: the first is solid, the others are seen through.
    case overlaid
    /// In staggered rows, facing one way: a group on a stage.
    case formation
}

extension Performance {
    /// Dancers set out on one stage.
    ///
    /// - Parameter preset: From where they will be seen; a row lies across the picture.
    /// - Complexity: O(joints) for each of at most 120 frames a dancer.
    public init(
        _ performers: [Performer], arranged arrangement: Arrangement, look: Look = .studio,
        seenFrom preset: CameraPreset = .threeQuarter
    ) {
        switch arrangement {
        case .asDanced: self.init(performers, look: look)
        case .sideBySide: self = .sideBySide(performers, look: look, seenFrom: preset)
        case .overlaid: self = .overlaid(performers, look: look)
        case .formation: self = .formation(performers, look: look)
        }
    }

    /// The same dancers begin in one place and face one way there, to be compared.
    public static func overlaid(_ performers: [Performer], look: Look = .studio) -> Performance {
        let placed = performers.enumerated().map { index, performer in
            var performer = performer.turnedToFront(by: performer.firstFacing)
            performer.placement.shift -= performer.centre(frame: 0).level
            if index > 0 {
                performer.palette = Palette.dancers[index % Palette.dancers.count]
                performer.opacity *= 0.5
            }
            return performer
        }
        return Performance(placed, viewpoint: Viewpoint(threeQuarterOf: SIMD3(0, 0, 1)), look: look)
    }

    /// The same dancers in staggered rows, wide enough apart for what each of them dances.
    ///
    /// - Parameter gap: Free floor between neighbours' widest reach, metres.
    public static func formation(_ performers: [Performer], gap: Float = 0.4, look: Look = .studio)
        -> Performance
    {
        let turned = performers.map { $0.turnedToFront(by: $0.facing) }
        var reaches = turned.map { performer in
            let balls = performer.balls().map(\.centre.level).filter { $0.sum().isFinite }
            let low = balls.reduce(SIMD3(repeating: Float.infinity)) { pointwiseMin($0, $1) }
            let high = balls.reduce(SIMD3(repeating: -Float.infinity)) { pointwiseMax($0, $1) }
            return low.x <= high.x ? (low: low, high: high) : (low: .zero, high: .zero)
        }
        if reaches.isEmpty { reaches = [(.zero, .zero)] }
        let cell = reaches.reduce(SIMD3<Float>.zero) { pointwiseMax($0, $1.high - $1.low) } + gap
        // A little wider than deep, as stages are; the back rows look through the gaps of those in front.
        let columns = max(Int((Float(turned.count) * 1.5).squareRoot().rounded()), 1)
        let placed = zip(turned, reaches).enumerated().map { index, pair in
            var (performer, reach) = pair
            let (row, column) = (index / columns, index % columns)
            let inRow = min(columns, turned.count - row * columns)
            let across = Float(column) - Float(inRow - 1) / 2 + (row % 2 == 1 && inRow == columns ? 0.5 : 0)
            let place = SIMD3(across * cell.x, 0, -Float(row) * cell.z)
            performer.placement.shift += place - (reach.low + reach.high) / 2
            performer.palette = Palette.dancers[index % Palette.dancers.count]
            return performer
        }
        return Performance(placed, viewpoint: Viewpoint(threeQuarterOf: SIMD3(0, 0, 1)), look: look)
    }
}

extension Performer {
    /// This dancer turned about the origin so that `facing` becomes +Z, its placement otherwise forgotten.
    func turnedToFront(by facing: SIMD3<Float>) -> Performer {
        let away = placement.rotation.inverse.act(facing)
        var turned = self
        turned.placement = FloorTransform(yaw: -Float.atan2(y: away.x, x: away.z), shift: .zero)
        return turned
    }
}
