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

    /// Seconds over which a foot comes to rest and leaves.
    private static let fade = 0.13
    /// Height over its rest that a moving foot clears, m.
    private static let clearance: Float = 0.04

    /// Plans the left (0) or right (1) foot of a canonical clip.
    init(of clip: Clip, side: Int, support: FootSupport, keeping fixedFrames: Int) {
        let spans = support.spans(of: side)
        foot = CanonicalJoint.feet[2 * side]
        let poses = (0..<clip.frameCount).map { clip.pose(at: $0) }
        let foot = self.foot.rawValue
        let path = poses.map { $0.positions[foot + 1] }
        rotations = poses.map { $0.rotations[foot] }
        toes = path
        weights = Array(repeating: 0, count: path.count)
        guard !spans.isEmpty else {
            for frame in fixedFrames..<path.count { toes[frame].y = max(toes[frame].y, 0) }
            return
        }
        let places = support.places(of: side, path: path, keeping: fixedFrames)
        let length = max(1, Int((Self.fade * clip.frameRate).rounded()))
        carry(path, spans: spans, places: places, rate: clip.frameRate, keeping: fixedFrames)
        for (span, place) in zip(spans, places) where span.upperBound + length > fixedFrames {
            plant(span, at: place, fade: length, keeping: fixedFrames)
            level(span, heights: poses.map { $0.positions[foot].y }, fade: length, keeping: fixedFrames)
        }
        for frame in fixedFrames..<path.count { toes[frame].y = max(toes[frame].y, 0) }
        clear(offset: clip.skeleton.joints[foot + 1].offset, rate: clip.frameRate, keeping: fixedFrames)
    }

    /// Carries the foot from place to place: the way it took, shifted so that it begins and ends where it stands.
    private mutating func carry(
        _ path: [SIMD3<Float>], spans: [Range<Int>], places: [SIMD3<Float>], rate: Double,
        keeping fixedFrames: Int
    ) {
        func shift(_ index: Int, atStart: Bool) -> SIMD3<Float> {
            places[index] - path[atStart ? spans[index].lowerBound : spans[index].upperBound - 1]
        }
        for index in 0...spans.count {
            let start = index == 0 ? fixedFrames : spans[index - 1].upperBound
            let end = index == spans.count ? path.count : spans[index].lowerBound
            guard end > max(start, fixedFrames) else { continue }
            let from = index == 0 ? .zero : shift(index - 1, atStart: false)
            let to = index == spans.count ? .zero : shift(index, atStart: true)
            // Where no next place is known, the shift is forgotten within a second.
            let length = index == spans.count ? Float(max(rate, Double(end - start))) : Float(end - start + 1)
            for frame in max(start, fixedFrames)..<end {
                let t = min(Float(frame - start + 1) / length, 1)
                toes[frame] = path[frame] + from + (to - from) * Self.smooth(t)
            }
        }
    }

    /// Picks the foot up where it moves over the floor: the faster, the higher, until it is clear.
    ///
    /// Dancers' feet in the training data are more than 2.5 cm over their rest nearly always when they move at more
    /// than half a metre a second.
    private mutating func clear(offset: SIMD3<Float>, rate: Double, keeping fixedFrames: Int) {
        let velocity = Derivatives.of(toes.map { SIMD3<Double>($0) }, frameRate: rate, lowPass: 6)
        let needs = toes.indices.map { frame in
            let speed = Float(SIMD3(velocity[frame].x, 0, velocity[frame].z).length)
            let height = Self.clearance * Self.smooth(speed / 0.6)
            let ankle = toes[frame].y - rotations[frame].act(offset).y - 0.07
            return Double(max(0, height - min(toes[frame].y, ankle)))
        }
        // Up before the foot is fast, down after it.
        let reach = max(1, Int((0.07 * rate).rounded()))
        let widest = needs.indices.map { frame in
            needs[max(0, frame - reach)...min(needs.count - 1, frame + reach)].max() ?? 0
        }
        let lift = Butterworth(frequency: 5, frameRate: rate)(widest)
        for frame in fixedFrames..<toes.count {
            let ease = min(1, Float(frame - fixedFrames + 1) / Float(2 * reach))
            toes[frame].y += ease * (1 - weights[frame]) * Float(max(0, lift[frame]))
        }
    }

    /// Holds the toe at a place while it is down, and eases in and out.
    private mutating func plant(
        _ span: Range<Int>, at place: SIMD3<Float>, fade: Int, keeping fixedFrames: Int
    ) {
        for frame in max(fixedFrames, span.lowerBound - fade)..<min(toes.count, span.upperBound + fade) {
            let weight = Self.weight(frame, of: span, fade: fade)
            toes[frame] += (place - toes[frame]) * weight
            weights[frame] = max(weights[frame], weight)
        }
    }

    /// Keeps a sole that lies flat lying flat while the foot is down, and its heading where it does not pivot.
    private mutating func level(_ span: Range<Int>, heights: [Float], fade: Int, keeping fixedFrames: Int) {
        let up = SIMD3<Float>(0, 1, 0)
        func flatness(_ frame: Int) -> Float {
            // Flat up to 10 degrees and 2 cm of the heel, not at all from 30 degrees or 6 cm on.
            let tilt = Float.acos(min(1, max(-1, rotations[frame].act(up).y))) * 180 / .pi
            let lift = max(heights[frame] - 0.07, 0)
            return (1 - Self.smooth((tilt - 10) / 20)) * (1 - Self.smooth((lift - 0.02) / 0.04))
        }
        let flat = span.map(flatness)
        let total = flat.reduce(0, +)
        guard total > 0 else { return }
        let own = rotations
        func heading(_ frame: Int) -> SIMD3<Float> {
            let forward = own[frame].act(SIMD3(0, 0, 1))
            return SIMD3(forward.x, 0, forward.z).normalized
        }
        let stood = span.lowerBound < fixedFrames ? fixedFrames - 1 : nil
        let mean = zip(span, flat).reduce(SIMD3<Float>.zero) { $0 + heading($1.0) * $1.1 }.normalized
        let widest = span.map { Float.acos(min(1, max(-1, heading($0).dot(mean)))) }.max() ?? 0
        let pivots = widest > 20 * .pi / 180
        for frame in max(fixedFrames, span.lowerBound - fade)..<min(own.count, span.upperBound + fade) {
            let inside = min(max(frame, span.lowerBound), span.upperBound - 1)
            let weight = Self.weight(frame, of: span, fade: fade) * flat[inside - span.lowerBound]
            guard weight > 0 else { continue }
            let goal: Quaternion
            if pivots {
                goal = Quaternion(from: own[frame].act(up), to: up) * own[frame]
            } else if let stood {
                goal = own[stood]
            } else {
                goal = Quaternion(angle: Float.atan2(y: mean.x, x: mean.z), axis: up)
            }
            rotations[frame] = own[frame].slerp(to: goal.aligned(with: own[frame]), at: weight).normalized
        }
    }

    /// 1 inside a span, falling to 0 over `fade` frames beside it.
    private static func weight(_ frame: Int, of span: Range<Int>, fade: Int) -> Float {
        let outside = max(span.lowerBound - frame, frame - span.upperBound + 1, 0)
        return 1 - smooth(Float(outside) / Float(fade + 1))
    }

    /// 3t² − 2t³ between 0 and 1.
    private static func smooth(_ t: Float) -> Float {
        let t = min(max(t, 0), 1)
        return t * t * (3 - 2 * t)
    }
}
