import Cores
public import Diagnostics
import Foundation
import Motion
import Tensor

/// Continues movement by codes: patch after patch is drawn from what may follow.
///
/// Knows only forward: it answers no mask and no style, and passes over guidance and steps. Conditions it meets by
/// drawing several times from one seed, and taking what comes nearest (``DraftChoice``). Longer proposals go on from
/// their own end, window by window.
public struct CodeGenerator: Generator {
    /// Most proposals that advance together: their rows share one reading of the weights.
    private static let mostTogether = 16

    /// The trained coder and network.
    public let model: CodeModel

    /// Creates a generator.
    public init(_ model: CodeModel) { self.model = model }

    /// Makes the proposals that `request` asks for, several on each core.
    ///
    /// - Throws: ``Problem`` when the request cannot be met, and for masks and styles.
    public func propose(
        _ request: Request, progress: @escaping @Sendable (Double) -> Void
    ) throws(Problem) -> [Continuation] {
        try request.validate()
        guard request.mask == nil else {
            throw Self.refusal(of: "locks", "a phrase with parts that are kept")
        }
        guard request.styles.isEmpty else { throw Self.refusal(of: "styles", "a style") }
        let frames = request.frameCount(at: model.sizes.frameRate)
        let windows = (frames + model.sizes.newFrames - 1) / model.sizes.newFrames
        let groups = groups(
            (0..<request.count).map { index in
                Commission(
                    seed: request.seed &+ UInt64(index), choice: DraftChoice(request.conditions(of: index)))
            })
        let drafts = groups.joined().reduce(0) { $0 + $1.seeds.count }
        let meter = ProgressMeter(total: drafts * windows, report: progress)
        let proposals = concurrentMap(count: groups.count) {
            continuations(of: request, frames: frames, commissions: groups[$0], meter: meter)
        }.flatMap(\.self)
        guard proposals.allSatisfy({ $0.clip.isFinite }) else {
            throw .notFinite(
                from: "codes \(model.digest.prefix(12))", remedy: "use the network that came with choreo")
        }
        return proposals
    }

    /// After a phrase that has come to rest, five in six are asked to move: the likeliest is that it rests on.
    public func variety(for request: Request) -> [Conditions] {
        let last = request.context.frames(
            max(0, request.context.frameCount - Int(request.context.frameRate))..<request.context.frameCount)
        guard DraftChoice.Dynamics(last).speed < Self.rest else { return [] }
        return [
            Conditions(speed: 75), Conditions(speed: 100), Conditions(travel: 100), .none,
            Conditions(speed: 90),
            Conditions(turning: 100),
        ]
    }

    /// Over how many patches, and by how much at first, those are drawn more freely who are asked for something: out of
    /// stillness the likeliest is always to wait, and once a body moves it goes on.
    private static let stirred = 5
    private static let stir = 2.0

    /// Mean speed of joints over a second below which a body rests, m/s; breathing alone is 0.03.
    private static let rest: Float = 0.15

    private static func refusal(of what: String, _ found: String) -> Problem {
        Problem(
            "this network knows no \(what): it only goes on from the end of a phrase",
            expected: "a phrase to go on from",
            found: found,
            remedy: "leave out --checkpoint, or name one that choreo train or choreo adapt wrote")
    }

    /// Those that advance together.
    ///
    /// How they are grouped changes nothing in them, so it may follow the machine.
    private func groups(_ commissions: [Commission]) -> [[Commission]] {
        let cores = max(1, ProcessInfo.processInfo.activeProcessorCount)
        let drafts = commissions.reduce(0) { $0 + $1.seeds.count }
        let most = min(Self.mostTogether, (drafts + cores - 1) / cores)
        var groups: [[Commission]] = []
        var room = 0
        for commission in commissions {
            if commission.seeds.count > room {
                groups.append([])
                room = most
            }
            groups[groups.count - 1].append(commission)
            room -= commission.seeds.count
        }
        return groups
    }

    /// Proposals of `frames` frames that advance together.
    private func continuations(
        of request: Request, frames: Int, commissions: [Commission], meter: ProgressMeter
    ) -> [Continuation] {
        let seeds = commissions.flatMap(\.seeds)
        let isStirred = commissions.flatMap { commission in
            commission.seeds.map { _ in !commission.choice.isFree }
        }
        let lead = min(request.context.frameCount, model.sizes.contextFrames)
        let recent = request.context.frameCount - lead..<request.context.frameCount
        let draw = NucleusDraw(
            temperature: Double(model.sizes.temperature * request.temperature),
            share: Double(model.sizes.nucleus))
        var drafts = seeds.map { _ in
            Draft(
                clip: request.context.frames(recent), contacts: Array(request.contacts.labels[recent]))
        }
        var generators = seeds.map { Xoshiro256(seed: $0) }
        var joins: [Int] = []
        var made = 0
        while made < frames {
            joins.append(made)
            let curve = CodeCurve(model.sizes, available: lead + made)
            let count = min(model.sizes.newFrames, frames - made)
            // At first all stand where the phrase ends.
            let isShared = made == 0
            let begun = (isShared ? Array(drafts.prefix(1)) : drafts).map {
                curve.points(of: $0.clip, contacts: $0.contacts)
            }
            func start(_ dancer: Int) -> (points: Matrix, toWorld: FloorTransform) {
                begun[isShared ? 0 : dancer]
            }
            var window = CodeWindow(
                drafts.indices.map { start($0).points }, isShared: isShared, in: model)
            for patch in 0..<curve.patches(forFrames: count) {
                let stir = isShared ? Self.stir * max(0, 1 - Double(patch) / Double(Self.stirred)) : 0
                let freer = NucleusDraw(
                    temperature: draw.temperature * (1 + stir),
                    share: draw.share + (1 - draw.share) * min(stir, 1))
                window.grow { logits, dancer in
                    (isStirred[dancer] ? freer : draw).entry(logits, at: generators[dancer].unit())
                }
            }
            for (dancer, points) in window.corrected.enumerated() {
                let (clip, contacts) = curve.frames(count, of: points)
                drafts[dancer].append(clip.moved(by: start(dancer).toWorld), contacts)
            }
            made += count
            meter.advance(by: seeds.count)
        }
        var next = 0
        return commissions.map { commission in
            let own = drafts[next..<next + commission.seeds.count].map { draft in
                Continuation(
                    clip: draft.clip.frames(lead..<lead + frames), contacts: draft.confidence, joins: joins,
                    seed: commission.seed)
            }
            next += own.count
            return own[commission.choice.best(of: own.map(\.clip))]
        }
    }
}

/// A proposal that is to be made.
private struct Commission: Sendable {
    /// Its seed.
    let seed: UInt64
    /// What is asked of it.
    let choice: DraftChoice

    /// Seeds of the drafts that it is chosen from, its own first.
    var seeds: [UInt64] {
        // The odd number nearest to 2⁶⁴ divided by the golden ratio: far from the seeds of other proposals.
        (0..<(choice.isFree ? 1 : DraftChoice.drafts)).map { seed &+ UInt64($0) &* 0x9E37_79B9_7F4A_7C15 }
    }
}

/// A draft while it is made, behind its context.
private struct Draft {
    var clip: Clip
    /// Which feet are down in ``clip``.
    var contacts: [[Bool]]
    /// How sure the network is of that, where it made it.
    var confidence: [SIMD4<Float>] = []

    mutating func append(_ made: Clip, _ sure: [SIMD4<Float>]) {
        clip = clip.appending(made)
        contacts += Continuation.labels(of: sure)
        confidence += sure
    }
}
