import Cores
public import Diagnostics
import Foundation
import Motion
import Tensor

/// Continues movement by codes: patch after patch is drawn from what may follow.
///
/// Knows only forward: it answers no mask and no style, and passes over conditions, guidance and steps. Longer
/// proposals go on from their own end, window by window.
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
        let meter = ProgressMeter(total: request.count * windows, report: progress)
        // How proposals are grouped changes nothing in them, so it may follow the machine.
        let cores = max(1, ProcessInfo.processInfo.activeProcessorCount)
        let size = min(Self.mostTogether, (request.count + cores - 1) / cores)
        let groups = stride(from: 0, to: request.count, by: size).map {
            ($0..<min($0 + size, request.count)).map { request.seed &+ UInt64($0) }
        }
        let proposals = concurrentMap(count: groups.count) {
            continuations(of: request, frames: frames, seeds: groups[$0], meter: meter)
        }.flatMap(\.self)
        guard proposals.allSatisfy({ $0.clip.isFinite }) else {
            throw .notFinite(
                from: "codes \(model.digest.prefix(12))", remedy: "use the network that came with choreo")
        }
        return proposals
    }

    private static func refusal(of what: String, _ found: String) -> Problem {
        Problem(
            "this network knows no \(what): it only goes on from the end of a phrase",
            expected: "a phrase to go on from",
            found: found,
            remedy: "leave out --checkpoint, or name one that choreo train or choreo adapt wrote")
    }

    /// Proposals of `frames` frames that advance together.
    private func continuations(
        of request: Request, frames: Int, seeds: [UInt64], meter: ProgressMeter
    ) -> [Continuation] {
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
            let begun = drafts.map { curve.points(of: $0.clip, contacts: $0.contacts) }
            var window = CodeWindow(begun.map(\.points), isShared: made == 0, in: model)
            for _ in 0..<curve.patches(forFrames: count) {
                window.grow { logits, dancer in draw.entry(logits, at: generators[dancer].unit()) }
            }
            for (dancer, points) in window.corrected.enumerated() {
                let (clip, contacts) = curve.frames(count, of: points)
                drafts[dancer].append(clip.moved(by: begun[dancer].toWorld), contacts)
            }
            made += count
            meter.advance(by: seeds.count)
        }
        return zip(drafts, seeds).map { draft, seed in
            Continuation(
                clip: draft.clip.frames(lead..<lead + frames), contacts: draft.confidence, joins: joins,
                seed: seed)
        }
    }
}

/// A proposal while it is made, behind its context.
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
