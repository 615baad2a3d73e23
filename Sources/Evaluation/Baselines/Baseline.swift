import Cores
import Motion
import Tensor

/// What stands beside every figure of a model: ways of going on that know nothing.
enum Baseline: String, CaseIterable, Sendable {
    /// The last pose, held.
    case freeze
    /// On at the last velocity for 0.2 s, then held.
    case coast
    /// The context's 2 s again and again.
    case `repeat`
    /// Random training movement of the same corpus.
    case random
    /// Training movement whose pose and velocity at the join are nearest, from different recordings.
    case retrieval

    /// Name of the column.
    var title: String {
        switch self {
        case .freeze: "freeze"
        case .coast: "0.2 s on, freeze"
        case .repeat: "repeat"
        case .random: "random clip"
        case .retrieval: "retrieval"
        }
    }

    /// Its proposals, contexts included, shape [windows][proposals]; those that have no choice make one a window.
    ///
    /// - Parameters:
    ///   - corpora: Corpus of each window.
    ///   - count: Proposals of those that have a choice.
    func proposals(
        for windows: [EvaluationWindow], corpora: [String], from library: Library, count: Int, seed: UInt64
    ) -> [[Clip]] {
        concurrentMap(count: windows.count) { index in
            let context = windows[index].given
            switch self {
            case .freeze: return [Self.held(context, after: 0)]
            case .coast: return [Self.held(context, after: 6)]
            case .repeat: return [Self.repeated(context)]
            case .random:
                var generator = Xoshiro256.piece(index, of: seed)
                return library.random(count, of: corpora[index], &generator).map { context.playing($0) }
            case .retrieval: return library.nearest(count, to: context).map { context.playing($0) }
            }
        }
    }

    /// The context, its last step taken `steps` times more, then the pose held.
    private static func held(_ context: Clip, after steps: Int) -> Clip {
        let last = context.frameCount - 1
        var places = context.rootTranslations
        var rotations = context.localRotations
        let step = context.rootTranslations[last] - context.rootTranslations[last - 1]
        let turns = (0..<context.jointCount).map {
            (context[last, $0] * context[last - 1, $0].inverse).rotationVector
        }
        for frame in 1...EvaluationWindow.continuation {
            let taken = Float(min(frame, steps))
            places.append(context.rootTranslations[last] + taken * step)
            for (joint, turn) in turns.enumerated() {
                rotations.append(
                    (Quaternion(rotationVector: taken * turn) * context[last, joint]).normalized)
            }
        }
        return Clip(
            skeleton: context.skeleton, frameRate: context.frameRate, rootTranslations: places,
            localRotations: rotations)
    }

    /// The context, played again until the window is full.
    private static func repeated(_ context: Clip) -> Clip {
        var result = context
        while result.frameCount < EvaluationWindow.length {
            let missing = EvaluationWindow.length - result.frameCount
            result = result.playing(context.frames(0..<min(missing + 1, context.frameCount)))
        }
        return result
    }
}
