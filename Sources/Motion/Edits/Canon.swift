import RealModule

/// Where the dancers of a group stand, seen from the first one, who stays where the phrase is.
public enum Formation: Sendable, Equatable {
    /// Side by side, to the first dancer's right, metres apart.
    case line(Double)
    /// One behind another, metres apart.
    case column(Double)
    /// On a circle of this radius in metres, all facing its middle, which lies before the first dancer.
    case circle(Double)
    /// At these places from the first dancer, along the axes of the floor, for the second dancer and the next ones.
    case offsets([SIMD3<Float>])

    /// The move that brings dancer `number` (from 0) of `count` to their place.
    func move(_ number: Int, of count: Int, from lead: FloorPlace) -> FloorTransform {
        let facing = Quaternion(angle: lead.heading, axis: SIMD3(0, 1, 0))
        func shift(_ way: SIMD3<Float>) -> FloorTransform { FloorTransform(yaw: 0, shift: way.flat) }
        guard number > 0 else { return shift(.zero) }
        switch self {
        case .line(let spacing):
            return shift(facing.act(SIMD3(-Float(spacing) * Float(number), 0, 0)))
        case .column(let spacing):
            return shift(facing.act(SIMD3(0, 0, -Float(spacing) * Float(number))))
        case .circle(let radius):
            let middle = lead.place + facing.act(SIMD3(0, 0, Float(radius)))
            return FloorTransform(
                turning: 2 * .pi * Float(number) / Float(count), about: middle, to: middle)
        case .offsets(let places):
            return shift(number <= places.count ? places[number - 1] : .zero)
        }
    }
}

extension Clip {
    /// The phrase danced by several, each later than the one before (canon): a movement for each dancer, all as long.
    ///
    /// Who waits stands in the first pose, who is done in the last one. Carried: everything but the root of those who
    /// stand elsewhere than the phrase (and of that, the height and, where they are not turned, the turn).
    ///
    /// - Parameters:
    ///   - dancers: How many.
    ///   - delay: Frames from one dancer's start to the next one's.
    ///   - formation: Where they stand.
    ///   - plan: The body's plan.
    public func canon(dancers: Int, delay: Int, formation: Formation, plan: BodyPlan) -> [EditedClip] {
        precondition(dancers >= 1 && delay >= 0, "dancers one after another")
        let lead = floorPlace(plan: plan, frame: 0)
        return (0..<dancers).map { number in
            let (before, after) = (number * delay, (dancers - 1 - number) * delay)
            let held = picking(
                Array(repeating: 0, count: before) + Array(0..<frameCount)
                    + Array(repeating: frameCount - 1, count: after))
            let all = JointValues.all(of: jointCount)
            let end = before + frameCount
            let waiting = EditedClip(
                held,
                carried: [
                    Carried(frames: 0..<before, values: all, source: 0, first: 0, step: 0),
                    Carried(frames: before..<end, values: all, source: 0, first: 0),
                    Carried(
                        frames: end..<end + after, values: all, source: 0, first: frameCount - 1, step: 0),
                ].filter { !$0.frames.isEmpty })
            return held.placed(by: formation.move(number, of: dancers, from: lead)).following([waiting])
        }
    }
}

extension EditedClip {
    /// Phrases gathered one by one (accumulation): A, A B, A B C, … as one movement each.
    ///
    /// - Parameters:
    ///   - phrases: On one body at one rate; source `i` of the results is phrase `i`.
    ///   - plan: The body's plan.
    ///   - seam: How phrases are joined.
    public static func accumulating(_ phrases: [Clip], plan: BodyPlan, seam: Seam) -> [EditedClip] {
        phrases.indices.map { last in joining(Array(phrases[0...last]), plan: plan, seam: seam) }
    }

    /// Stages of an accumulation danced one after another by one dancer: A A B A B C.
    public static func accumulated(_ phrases: [Clip], plan: BodyPlan, seam: Seam) -> EditedClip {
        let order = phrases.indices.flatMap { Array(0...$0) }
        var result = joining(order.map { phrases[$0] }, plan: plan, seam: seam)
        for index in result.carried.indices {
            result.carried[index].source = order[result.carried[index].source]
        }
        return result
    }

    /// This movement danced by one of a group, in their place.
    public func placed(_ number: Int, of count: Int, in formation: Formation, plan: BodyPlan) -> EditedClip {
        let lead = clip.floorPlace(plan: plan, frame: 0)
        return clip.placed(by: formation.move(number, of: count, from: lead)).following([self])
    }
}
