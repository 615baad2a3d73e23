import RealModule

/// Where one foot should be in each frame of a clip.
struct FootPlan: Sendable {
    /// The ankle's joint.
    let foot: CanonicalJoint
    /// Where the toe joint should be, m.
    private(set) var toes: [SIMD3<Float>]
    /// World rotation that the foot should have.
    private(set) var rotations: [Quaternion]
    /// How much the foot is planted, 0 … 1.
    private(set) var weights: [Float]
    /// Height of the ankle over the toe where the sole lies flat, m: 0.07 on the canonical skeleton.
    private let ankleRest: Float

    /// Seconds over which a foot comes to rest and leaves.
    private static let fade = 0.13
    /// Height over its rest that a moving foot clears, m.
    private static let clearance: Float = 0.04

    /// Plans the left (0) or right (1) foot of a canonical clip.
    init(of clip: Clip, side: Int, support: FootSupport, within open: Range<Int>, origin: FootOrigin) {
        let spans = support.spans(of: side)
        foot = CanonicalJoint.feet[2 * side]
        let poses = (0..<clip.frameCount).map { clip.pose(at: $0) }
        let foot = self.foot.rawValue
        ankleRest = -clip.skeleton.joints[foot + 1].offset.y
        let path = poses.map { $0.positions[foot + 1] }
        rotations = poses.map { $0.rotations[foot] }
        toes = path
        weights = Array(repeating: 0, count: path.count)
        guard !spans.isEmpty else {
            for frame in open { toes[frame].y = max(toes[frame].y, 0) }
            return
        }
        let places = support.places(of: side, path: path, within: open, origin: origin)
        let length = max(1, Int((Self.fade * clip.frameRate).rounded()))
        carry(path, spans: spans, places: places, rate: clip.frameRate, within: open)
        for (span, place) in zip(spans, places)
        where span.upperBound + length > open.lowerBound && span.lowerBound - length < open.upperBound {
            plant(span, at: place, fade: length, within: open)
            // How the sole of a captured foot lies is the dancer's own, and so is how it comes to lie in what follows.
            guard origin == .generated, span.upperBound <= open.upperBound else { continue }
            level(
                span, heights: poses.map { $0.positions[foot].y }, rate: clip.frameRate, fade: length,
                within: open)
        }
        for frame in open { toes[frame].y = max(toes[frame].y, 0) }
        guard origin == .generated else { return }
        clear(offset: clip.skeleton.joints[foot + 1].offset, rate: clip.frameRate, within: open)
    }

    /// Carries the foot from place to place: the way it took, shifted so that it begins and ends where it stands.
    private mutating func carry(
        _ path: [SIMD3<Float>], spans: [Range<Int>], places: [SIMD3<Float>], rate: Double,
        within open: Range<Int>
    ) {
        func shift(_ index: Int, atStart: Bool) -> SIMD3<Float> {
            places[index] - path[atStart ? spans[index].lowerBound : spans[index].upperBound - 1]
        }
        for index in 0...spans.count {
            let start = index == 0 ? open.lowerBound : max(spans[index - 1].upperBound, open.lowerBound)
            let end = index == spans.count ? open.upperBound : min(spans[index].lowerBound, open.upperBound)
            guard end > start else { continue }
            let from = index == 0 ? .zero : shift(index - 1, atStart: false)
            let to = index == spans.count ? .zero : shift(index, atStart: true)
            // Where nothing known comes next, the shift is forgotten within a second.
            let isOpen = index == spans.count && open.upperBound == path.count
            let length = isOpen ? Float(max(rate, Double(end - start))) : Float(end - start + 1)
            for frame in start..<end {
                let t = min(Float(frame - start + 1) / length, 1)
                toes[frame] = path[frame] + from + (to - from) * Easing.smoothstep(t)
            }
        }
    }

    /// Picks the foot up where it moves over the floor: the faster, the higher, until it is clear.
    ///
    /// Dancers' feet in the training data are more than 2.5 cm over their rest nearly always when they move at more
    /// than half a metre a second.
    private mutating func clear(offset: SIMD3<Float>, rate: Double, within open: Range<Int>) {
        let velocity = Derivatives.of(toes.map { SIMD3<Double>($0) }, frameRate: rate, lowPass: 6)
        let needs = toes.indices.map { frame in
            let speed = Float(velocity[frame].flat.length)
            let height = Self.clearance * Easing.smoothstep(speed / 0.6)
            let ankle = toes[frame].y - rotations[frame].act(offset).y - ankleRest
            return Double(max(0, height - min(toes[frame].y, ankle)))
        }
        // Up before the foot is fast, down after it.
        let lift = Easing.anticipated(needs, reach: 0.07, lowPass: 5, frameRate: rate)
        for frame in open {
            let ease = Easing.onset(frame, within: open, of: toes.count, over: 0.14, frameRate: rate)
            toes[frame].y += ease * (1 - weights[frame]) * Float(lift[frame])
        }
    }

    /// Holds the toe at a place while it is down, and eases in and out.
    private mutating func plant(
        _ span: Range<Int>, at place: SIMD3<Float>, fade: Int, within open: Range<Int>
    ) {
        for frame in (span.lowerBound - fade..<span.upperBound + fade).clamped(to: open) {
            let weight = Self.weight(frame, of: span, fade: fade)
            toes[frame] += (place - toes[frame]) * weight
            weights[frame] = max(weights[frame], weight)
        }
    }

    /// Keeps a sole that lies flat lying flat while the foot is down, and its heading where it does not pivot.
    private mutating func level(
        _ span: Range<Int>, heights: [Float], rate: Double, fade: Int, within open: Range<Int>
    ) {
        let up = SIMD3<Float>(0, 1, 0)
        func flatness(_ frame: Int) -> Float {
            // Flat up to 10 degrees and 2 cm of the heel, not at all from 30 degrees or 6 cm on.
            let tilt = Float.acos(min(1, max(-1, rotations[frame].act(up).y))) * 180 / .pi
            let lift = max(heights[frame] - ankleRest, 0)
            return (1 - Easing.smoothstep((tilt - 10) / 20)) * (1 - Easing.smoothstep((lift - 0.02) / 0.04))
        }
        let flat = span.map(flatness)
        let total = flat.reduce(0, +)
        guard total > 0 else { return }
        let own = rotations
        let frames = (span.lowerBound - fade..<span.upperBound + fade).clamped(to: open)
        let stood = span.lowerBound < open.lowerBound ? own[open.lowerBound - 1] : nil
        let headings = Self.steady(frames.map { own[$0] }, from: stood, rate: rate)
        let pivots = Self.pivots(headings, rate: rate)
        for (offset, frame) in frames.enumerated() {
            let heading = headings[offset]
            let inside = min(max(frame, span.lowerBound), span.upperBound - 1)
            let weight = Self.weight(frame, of: span, fade: fade) * flat[inside - span.lowerBound]
            guard weight > 0 else { continue }
            let turn = Quaternion(angle: heading - (stood?.heading ?? 0), axis: up)
            let pitch = Quaternion(angle: Self.release * pivots[offset], axis: SIMD3(1, 0, 0))
            let goal = (stood.map { turn * $0 } ?? turn) * pitch
            rotations[frame] = own[frame].slerp(to: goal.aligned(with: own[frame]), at: weight).normalized
        }
    }

    /// Headings of a sole on the floor: still, until the foot turns further than a standing sole gives; then they
    /// follow.
    private static func steady(_ rotations: [Quaternion], from stood: Quaternion?, rate: Double) -> [Float] {
        var own: [Float] = []
        for rotation in rotations {
            // Unwrapped: each is the nearest to the one before.
            let before = own.last ?? stood?.heading ?? rotation.heading
            own.append(before + (rotation.heading - before).remainder(dividingBy: 2 * .pi))
        }
        guard let low = own.min(), let high = own.max() else { return [] }
        var last = stood?.heading ?? (high - low < 2 * give ? (low + high) / 2 : own[0])
        let held = own.map { heading -> Double in
            last = min(max(last, heading - give), heading + give)
            return Double(last)
        }
        return Butterworth(frequency: 3, frameRate: rate)(held).map { Float($0) }
    }

    /// How much a sole pivots, 0 … 1: a dancer turns on the ball of the foot, with the heel released.
    ///
    /// Fitted to dance: soles that stand lie flat up to 30 degrees a second, the heel is released by 8 degrees at 90,
    /// by 18 at 180, by 28 above 240.
    private static func pivots(_ headings: [Float], rate: Double) -> [Float] {
        let speeds = Derivatives.central(headings.map(Double.init), frameRate: rate)
        let turning = speeds.map { Double(Easing.smoothstep(Float(abs($0)) / fullPivot)) }
        return Easing.anticipated(turning, reach: 0.07, lowPass: 4, frameRate: rate).map { min(Float($0), 1) }
    }

    /// Turning speed at which the heel is fully released, rad/s: 290 degrees a second.
    private static let fullPivot: Float = 5
    /// Pitch of a released sole, radians: the heel 6 cm up.
    private static let release: Float = 0.5

    /// Turn that a leg takes up over a sole that stands, radians: 25 degrees.
    private static let give: Float = 0.44

    /// 1 inside a span, falling to 0 over `fade` frames beside it.
    private static func weight(_ frame: Int, of span: Range<Int>, fade: Int) -> Float {
        let outside = max(span.lowerBound - frame, frame - span.upperBound + 1, 0)
        return 1 - Easing.smoothstep(Float(outside) / Float(fade + 1))
    }
}
