import Motion
import SequenceModel

/// A proposal with what lies around it: context, proposal, and what is known after it, in one clip.
///
/// Joints that are known never change; the others meet them without a jump on both sides.
struct Surroundings {
    /// Context, proposal, what is known after it.
    private(set) var clip: Clip
    /// The joints that are known in each frame of ``clip``.
    private let known: [JointSet]
    /// Frames of the proposal.
    let proposal: Range<Int>
    /// Frames at which a window of the proposal begins.
    private let joins: [Int]
    private let isMasked: Bool

    /// Longest that a difference takes to fade after a seam, s.
    private static let fade = 0.3
    /// Longest that it takes before one: what is made knows less of what follows than of what was before.
    private static let arrival = 0.5

    /// Puts a proposal into what surrounds it.
    init(_ continuation: Continuation, in request: Request) {
        let made = continuation.clip
        let context = request.context
        proposal = context.frameCount..<context.frameCount + made.frameCount
        var whole = context.frameCount > 0 ? context.appending(made) : made
        var known = Array(repeating: JointSet.all, count: context.frameCount)
        if let mask = request.mask {
            known += mask.known
            let rest = made.frameCount..<mask.movement.frameCount
            if !rest.isEmpty { whole = whole.appending(mask.movement.frames(rest)) }
        } else {
            known += Array(repeating: [], count: made.frameCount)
        }
        clip = whole
        self.known = known
        isMasked = request.mask != nil
        joins = continuation.joins.map { $0 + context.frameCount }
    }

    /// The joints that are not known throughout the proposal.
    var free: JointSet { proposal.reduce([]) { $0.union(.all.subtracting(known[$1])) } }

    /// Frames after the proposal, all of them known.
    var frameCountAfter: Int { clip.frameCount - proposal.upperBound }

    /// The proposal.
    var made: Clip { clip.frames(proposal) }

    /// What is measured of it, and after which context: of a proposal too short to measure, what surrounds it too.
    var measured: (context: Clip?, proposal: Clip) {
        let fewest = 15
        guard proposal.count < fewest, isMasked else {
            return (proposal.lowerBound > 0 ? clip.frames(0..<proposal.lowerBound) : nil, made)
        }
        let start = max(0, proposal.lowerBound - fewest)
        let end = min(clip.frameCount, proposal.upperBound + fewest)
        return (start > 0 ? clip.frames(0..<start) : nil, clip.frames(start..<end))
    }

    // MARK: - Seams

    /// Lets every stretch that was made begin where the movement before it was going, and arrive where the movement
    /// after it begins.
    ///
    /// Joints that are open over the same frames are taken together: each has seams of its own.
    mutating func smoothSeams() {
        var groups: [[Range<Int>]: JointSet] = [:]
        for joint in CanonicalJoint.allCases {
            groups[runs { !$0.contains(joint) }, default: []].formUnion(JointSet([joint]))
        }
        for (runs, joints) in groups {
            for run in runs {
                lead(joints, through: run)
                for part in parts(of: run) where part.lowerBound > 0 {
                    fade(joints, in: part, after: clip.frames(0..<part.lowerBound))
                }
                if run.upperBound < clip.frameCount, let last = parts(of: run).last {
                    arrive(joints, in: last)
                }
            }
        }
    }

    /// Frames of the proposal where something holds for the known joints, run by run.
    private func runs(_ holds: (JointSet) -> Bool) -> [Range<Int>] {
        known.indices.map { proposal.contains($0) && holds(known[$0]) }.runs
    }

    /// A run, cut where windows begin.
    private func parts(of run: Range<Int>) -> [Range<Int>] {
        let cuts =
            [run.lowerBound] + joins.filter { $0 > run.lowerBound && $0 < run.upperBound } + [run.upperBound]
        return zip(cuts, cuts.dropFirst()).map { $0..<$1 }
    }

    private func seconds(of part: Range<Int>, atMost longest: Double) -> Double {
        min(longest, Double(part.count) / clip.frameRate / 2)
    }

    private mutating func fade(_ joints: JointSet, in part: Range<Int>, after before: Clip) {
        // A proposal's first fade is as long as ever; only what must also arrive makes room for it.
        let isShort = part.upperBound < clip.frameCount
        let smooth = clip.frames(part).inertialized(
            after: before, over: isShort ? seconds(of: part, atMost: Self.fade) : Self.fade)
        clip.take(joints, from: smooth, at: part.lowerBound)
    }

    private mutating func arrive(_ joints: JointSet, in part: Range<Int>) {
        let after = clip.frames(part.upperBound..<min(part.upperBound + 4, clip.frameCount)).backward
        let smooth = clip.frames(part).backward.inertialized(
            after: after, over: seconds(of: part, atMost: Self.arrival)
        ).backward
        clip.take(joints, from: smooth, at: part.lowerBound)
    }

    /// Spreads over a run what the hips lack of where they are to arrive, so that nothing jumps at its end.
    private mutating func lead(_ joints: JointSet, through run: Range<Int>) {
        guard joints.contains(.hips), run.upperBound < clip.frameCount else { return }
        let (last, next) = (run.upperBound - 1, run.upperBound)
        let step =
            next + 1 < clip.frameCount
            ? clip.rootTranslations[next + 1] - clip.rootTranslations[next] : .zero
        let way = (clip.rootTranslations[next] - step - clip.rootTranslations[last]).flat
        let turn = (clip.pose(at: next).heading - clip.pose(at: last).heading)
            .remainder(dividingBy: 2 * .pi)
        for (index, frame) in run.enumerated() {
            let share = Easing.smoothstep(Float(index + 1) / Float(run.count))
            clip.rootTranslations[frame] += way * share
            clip[frame, 0] =
                (Quaternion(angle: turn * share, axis: SIMD3(0, 1, 0)) * clip[frame, 0]).normalized
        }
    }

    // MARK: - Feet

    /// Lets feet stay where they stand, as far as they and the body are free to move.
    ///
    /// Feet that were down before stay there, and those that are down after come to stand there.
    mutating func plantFeet(_ contacts: [SIMD4<Float>]) {
        let lead = max(0, proposal.lowerBound - 30)..<proposal.lowerBound
        let rest = proposal.upperBound..<min(clip.frameCount, proposal.upperBound + 30)
        func labels(_ frames: Range<Int>) -> [SIMD4<Float>] {
            guard !frames.isEmpty else { return [] }
            return Contacts(of: clip.frames(frames)).labels.map { label in SIMD4(label.map { $0 ? 1 : 0 }) }
        }
        let planted = clip.frames(lead.lowerBound..<rest.upperBound).plantingFeet(
            labels(lead) + contacts + labels(rest), keeping: lead.count, and: rest.count, moving: free)
        for frame in proposal {
            let source = frame - lead.lowerBound
            for joint in CanonicalJoint.allCases where !known[frame].contains(joint) {
                let share = share(of: joint, frame)
                guard share < 1 else {
                    clip[frame, joint] = planted[source, joint.rawValue]
                    if joint == .hips { clip.rootTranslations[frame] = planted.rootTranslations[source] }
                    continue
                }
                clip[frame, joint] =
                    clip[frame, joint]
                    .slerp(to: planted[source, joint.rawValue].aligned(with: clip[frame, joint]), at: share)
                    .normalized
                guard joint == .hips else { continue }
                let move = planted.rootTranslations[source] - clip.rootTranslations[frame]
                clip.rootTranslations[frame] += move * share
            }
        }
    }

    /// How much of a correction counts for a joint in a frame: all, but less and less toward frames where it is known.
    ///
    /// What came before needs no such care: planting begins with it.
    private func share(of joint: CanonicalJoint, _ frame: Int) -> Float {
        let reach = 9
        let near = max(proposal.lowerBound, frame - reach)..<min(clip.frameCount, frame + reach + 1)
        let distance = near.filter { known[$0].contains(joint) }.map { abs($0 - frame) }.min()
        return distance.map { Easing.smoothstep(Float($0) / Float(reach + 1)) } ?? 1
    }
}

extension Clip {
    /// The frames in the opposite order.
    fileprivate var backward: Clip {
        Clip(
            skeleton: skeleton, frameRate: frameRate, rootTranslations: rootTranslations.reversed(),
            localRotations: (0..<frameCount).reversed().flatMap { frame in
                (0..<jointCount).map { self[frame, $0] }
            })
    }

    /// Takes some joints of another clip over, from `start` on; with the hips their place.
    fileprivate mutating func take(_ joints: JointSet, from other: Clip, at start: Int) {
        for frame in 0..<other.frameCount {
            for joint in joints.joints { self[start + frame, joint] = other[frame, joint] }
            if joints.contains(.hips) { rootTranslations[start + frame] = other.rootTranslations[frame] }
        }
    }
}
