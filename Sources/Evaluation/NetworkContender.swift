public import Diagnostics
import Motion
import MotionIO
public import SequenceModel

/// A generator alone: nothing of the product but the join to the context.
///
/// What the product adds shows in the difference to ``ComposedContender``.
public struct NetworkContender<Source: Generator>: Contender {
    /// Name of its column.
    public let name: String
    private let generator: Source

    /// Creates the column of a generator.
    public init(name: String, generator: Source) {
        self.name = name
        self.generator = generator
    }

    /// Continuations as they came out, joined to the context.
    ///
    /// - Throws: ``Problem`` when the generator cannot make them.
    public func answer(
        _ recording: Recording, start: Int, count: Int, seed: UInt64
    ) throws(Problem) -> Answer {
        let context = recording.movement.frames(start..<start + EvaluationWindow.context)
        let seconds = Double(EvaluationWindow.continuation) / Movement.rate
        let answers = try Problem.placed(at: recording.entry.file) { () throws(Problem) in
            try generator.propose(Request(context: context, seconds: seconds, count: count, seed: seed))
        }
        return Answer(windows: answers.map { context.appending($0.clip.inertialized(after: context)) })
    }
}
