import Diagnostics
import Motion
import Tensor

/// How the proposals of one request come by their styles.
///
/// Asked for by examples, each is in their manner, told as vaguely as the network was told of styles in training.
/// Otherwise each has one that goes with the context, drawn from what followed such contexts in training.
struct StyleChoice: Sendable {
    /// nil where the checkpoint knows no styles.
    private let space: StyleSpace?
    /// Numbers that the network expects, E + 1.
    private let inputs: Int
    /// The styles of the examples.
    private let examples: [(style: [Float], weight: Float)]
    private let temperature: Float

    /// Deviation of the error with which styles are told in training.
    private static let vagueness: Float = 0.25

    /// How far guesses move away from those of a pass that is told no style, where there are examples.
    ///
    /// Plainly told a style, the network goes 7 % of the way to it, with four times the difference 17 %, but then
    /// overshoots in speed.
    private static let emphasis: Float = 2.5

    /// Measures the examples of a request.
    ///
    /// - Throws: ``Problem`` when the checkpoint knows no styles and examples are given.
    init(of request: Request, in checkpoint: Checkpoint) throws(Problem) {
        space = checkpoint.styles
        inputs = checkpoint.network.manner.inputs
        temperature = request.temperature
        guard let space = checkpoint.styles else {
            guard request.styles.isEmpty else {
                throw Problem(
                    "this checkpoint was trained without styles", expected: "a checkpoint of format 2",
                    found: "\(checkpoint.digest.prefix(12)), which was told of none",
                    remedy: "take the checkpoint that comes with choreo, or leave the styles out")
            }
            examples = []
            return
        }
        examples = request.styles.map { (space.embedding(of: $0.clip), $0.weight) }
    }

    /// What each step of sampling is held against: of examples the style, else what `guidance` asks for.
    func contrast(guidance: Float) -> Sampler.Contrast {
        if guidance != 1 { .everything(guidance) } else { examples.isEmpty ? .none : .style(Self.emphasis) }
    }

    /// What the network is told for one proposal, [E + 1]; zeros where it knows no styles.
    ///
    /// - Parameter context: The end of the phrase, as the network sees it.
    func told(after context: Clip, from generator: inout Xoshiro256) -> [Float] {
        guard let space, context.frameCount > 1 else { return Array(repeating: 0, count: inputs) }
        let own = space.embedding(of: context)
        guard !examples.isEmpty else {
            return space.drawn(for: own, width: temperature, from: &generator) + [1]
        }
        let error = Matrix(rows: 1, columns: space.count, normalFrom: &generator)
        let style = StyleSpace.blended(examples, from: own)
        return zip(style, error.values).map { $0 + Self.vagueness * temperature * $1 } + [1]
    }
}
