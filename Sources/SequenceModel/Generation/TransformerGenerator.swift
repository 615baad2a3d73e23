import Cores
public import Diagnostics
import Motion
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

    /// One in two is left free.
    public func variety(for request: Request) -> [Conditions] {
        [
            .none, Conditions(speed: 85), .none, Conditions(speed: 20), .none, Conditions(travel: 90),
            .none, Conditions(turning: 90), .none, Conditions(sharpness: 85),
        ]
    }

    /// Makes the proposals that `request` asks for, each on a core of its own.
    ///
    /// - Throws: ``Problem`` when the request cannot be met.
    public func propose(
        _ request: Request, progress: @escaping @Sendable (Double) -> Void
    ) throws(Problem) -> [Continuation] {
        try request.validate()
        let sizes = checkpoint.configuration
        let styles = try StyleChoice(of: request, in: checkpoint)
        let sampler = Sampler(
            network: checkpoint.network, steps: request.steps ?? sizes.steps,
            contrast: styles.contrast(guidance: request.guidance ?? sizes.guidance),
            response: checkpoint.response, shift: sizes.shift)
        let timeline = Timeline(
            request, frames: request.frameCount(at: sizes.frameRate), recent: sizes.contextFrames)
        let windows = timeline.windows(sizes)
        let meter = ProgressMeter(total: request.count * windows * sampler.steps, report: progress)
        let spline = request.mask.map { _ in PlainSpline(sizes) }
        let proposals = concurrentMap(count: request.count) { index in
            continuation(
                of: timeline, spline: spline, seed: request.seed &+ UInt64(index),
                conditions: request.conditions(of: index), styles: styles, temperature: request.temperature,
                sampler: sampler, meter: meter)
        }
        // Weights may be finite and still multiply beyond all numbers.
        guard proposals.allSatisfy({ $0.clip.isFinite }) else {
            throw .notFinite(
                from: "checkpoint \(checkpoint.digest.prefix(12))",
                remedy: "use the checkpoint that came with choreo, or plain guidance and its own steps")
        }
        return proposals
    }

    /// One proposal: windows until all of it is made.
    private func continuation(
        of timeline: Timeline, spline: PlainSpline?, seed: UInt64, conditions: Conditions,
        styles: StyleChoice, temperature: Float, sampler: Sampler, meter: ProgressMeter
    ) -> Continuation {
        var generator = Xoshiro256(seed: seed)
        let steering = Steering(
            conditions: checkpoint.conditioning.input(for: conditions),
            style: styles.told(after: timeline.manner.clip, from: &generator))
        var workspace = sampler.workspace()
        var timeline = timeline
        while let step = timeline.next(checkpoint.configuration) {
            let window = Window(step, of: timeline, spline: spline, in: checkpoint)
            let noise = checkpoint.noise.drawn(
                tokens: checkpoint.configuration.tokens, warmth: temperature, from: &generator)
            let components = sampler.sample(
                given: window.given, isKnown: window.isKnown, noise: noise,
                steering: steering.hinting(window.hints), workspace: &workspace,
                impose: window.imposition?.imposed(on:), step: { _ in meter.advance() })
            let (clip, contacts) = window.frames(of: components, in: checkpoint)
            timeline.settle(step, step.led(clip), contacts)
        }
        return timeline.continuation(seed: seed)
    }
}
