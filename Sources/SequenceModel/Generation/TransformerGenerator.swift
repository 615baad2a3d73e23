import Cores
public import Diagnostics
import Motion
import Synchronization
import Tensor

/// Continues movement with the trained network of a checkpoint.
///
/// The network sees a window of six seconds: two of context, four to fill. Longer proposals go on from their own
/// end, window by window; shorter ones are cut.
public struct TransformerGenerator: Generator {
    /// The trained network.
    public let checkpoint: Checkpoint

    /// Creates a generator.
    public init(_ checkpoint: Checkpoint) { self.checkpoint = checkpoint }

    /// Makes the proposals that `request` asks for, each on a core of its own.
    ///
    /// - Throws: ``Problem`` when the request cannot be met.
    public func propose(
        _ request: Request, progress: @escaping @Sendable (Double) -> Void
    ) throws(Problem) -> [Continuation] {
        try request.validate()
        let sizes = checkpoint.configuration
        let sampler = Sampler(
            network: checkpoint.network, steps: request.steps ?? sizes.steps,
            guidance: request.guidance ?? sizes.guidance, response: checkpoint.response,
            shift: sizes.shift)
        let frames = max(1, Int((request.seconds * sizes.frameRate).rounded()))
        let windows = (frames + sizes.newFrames - 1) / sizes.newFrames
        let meter = ProgressMeter(total: request.count * windows * sampler.steps, report: progress)
        let recent =
            max(0, request.context.frameCount - sizes.contextFrames)..<request.context.frameCount
        let context = request.context.frames(recent)
        let contacts = Contacts(labels: Array(request.contacts.labels[recent]))
        let proposals = concurrentMap(count: request.count) { index in
            let conditions =
                request.conditions.isEmpty ? .none : request.conditions[index % request.conditions.count]
            return continuation(
                of: context, contacts: contacts, frames: frames, seed: request.seed &+ UInt64(index),
                conditions: conditions, sampler: sampler, meter: meter)
        }
        // Weights may be finite and still multiply beyond all numbers.
        guard proposals.allSatisfy({ $0.clip.isFinite }) else {
            throw Problem(
                "the network lost itself in numbers that are not finite", expected: "finite movement",
                found: "infinity or not-a-number from checkpoint \(checkpoint.digest.prefix(12))",
                remedy: "use the checkpoint that came with choreo, or plain guidance and its own steps")
        }
        return proposals
    }

    /// One proposal: windows until it is long enough.
    private func continuation(
        of context: Clip, contacts: Contacts, frames: Int, seed: UInt64, conditions: Conditions,
        sampler: Sampler, meter: ProgressMeter
    ) -> Continuation {
        let sizes = checkpoint.configuration
        var generator = Xoshiro256(seed: seed)
        let steering = Steering(
            conditions: checkpoint.conditioning.input(for: conditions),
            style: style(after: context, contacts: contacts, from: &generator))
        var workspace = sampler.workspace()
        var past = context
        var labels = contacts
        var predicted: [SIMD4<Float>] = []
        while predicted.count < frames {
            let window = Window(endOf: past, contacts: labels, in: checkpoint)
            let noise = checkpoint.noise.drawn(tokens: sizes.tokens, from: &generator)
            let components = sampler.sample(
                given: window.given, isKnown: window.isKnown, noise: noise, steering: steering,
                workspace: &workspace, step: { _ in meter.advance() })
            let (clip, contacts) = window.frames(of: components, in: checkpoint)
            past = past.appending(clip)
            labels.labels += Continuation.labels(of: contacts)
            predicted += contacts
        }
        return Continuation(
            clip: past.frames(context.frameCount..<context.frameCount + frames),
            contacts: Array(predicted.prefix(frames)),
            joins: Array(stride(from: 0, to: frames, by: sizes.newFrames)), seed: seed)
    }

    /// What the network is told of style, [E + 1]: one that goes with the context, by chance.
    private func style(after context: Clip, contacts: Contacts, from generator: inout Xoshiro256) -> [Float] {
        guard let styles = checkpoint.styles, context.frameCount > 1 else {
            return Array(repeating: 0, count: checkpoint.network.manner.inputs)
        }
        let own = styles.embedding(
            ofFeatures: FrameFeatures.encoded(context, contacts: contacts), frameRate: context.frameRate)
        return styles.drawn(for: own, width: 1, from: &generator) + [1]
    }
}

/// Counts steps of many workers and reports the share done, one report at a time and never falling.
private final class ProgressMeter: Sendable {
    private let done = Mutex(0)
    private let total: Int
    private let report: @Sendable (Double) -> Void

    init(total: Int, report: @escaping @Sendable (Double) -> Void) {
        self.total = total
        self.report = report
    }

    func advance() {
        done.withLock { done in
            done += 1
            report(Double(done) / Double(total))
        }
    }
}
