import Motion
import Tensor

/// Part of a timeline in the network's own terms, and the way back.
///
/// Clip → features in the window's frame → standardised → control points → whitened tokens.
struct Window {
    /// Components of the known tokens, 0 elsewhere, [T, D].
    let given: Matrix
    /// Which tokens are known whole.
    let isKnown: [Bool]
    /// What is known of the other tokens: for each of two points 135 standardised features, then a flag a joint,
    /// [T, 292]; nil where nothing is.
    let hints: Matrix?
    /// What is known of frames in tokens that are not known whole, if anything.
    let imposition: Imposition?
    /// Standardised control points of the known tokens, 0 elsewhere, [points, 139].
    private let knownPoints: Matrix
    /// From the window's frame, in which the anchor stands at the origin facing +Z, to the clip's own.
    private let toWorld: FloorTransform
    private let step: Timeline.Step

    /// Describes the window of `step`.
    ///
    /// A token is known where all its frames are settled, as far as the timeline reaches.
    ///
    /// - Parameter spline: For what is known in part; nil leaves that to the tokens that are known whole.
    init(_ step: Timeline.Step, of timeline: Timeline, spline: PlainSpline? = nil, in checkpoint: Checkpoint)
    {
        let sizes = checkpoint.configuration
        let framesPerToken = sizes.framesPerPoint * sizes.pointsPerToken
        let alignment = FloorTransform(aligning: timeline.clip.pose(at: step.anchor))
        toWorld = alignment.inverse
        self.step = step

        // What is settled in each frame of the window, and its features; frames off the timeline know nothing.
        let inside = max(step.start, 0)..<min(step.start + sizes.frames, timeline.clip.frameCount)
        let offset = inside.lowerBound - step.start
        var settled = [JointSet](repeating: [], count: sizes.frames)
        for frame in inside { settled[frame - step.start] = timeline.settled[frame] }
        let features = checkpoint.standardization.standardized(
            FrameFeatures.encoded(
                timeline.clip.frames(inside).moved(by: alignment),
                contacts: Contacts(labels: Array(timeline.contacts[inside]))))
        let whole = Matrix(rows: offset, columns: FrameFeatures.count).appending(features)
            .appending(Matrix(rows: sizes.frames - offset - inside.count, columns: FrameFeatures.count))
        let tokens = (0..<sizes.tokens).map { token in
            settled[token * framesPerToken..<(token + 1) * framesPerToken].reduce(JointSet.all) {
                $0.intersection($1)
            }
        }
        isKnown = tokens.map { $0 == .all }

        // Neighbouring known tokens are fitted together, as in training.
        var points = Matrix(rows: sizes.points, columns: FrameFeatures.count)
        var given = Matrix(rows: sizes.tokens, columns: sizes.components)
        for run in isKnown.runs {
            let fitted = Self.fitted(whole, run, checkpoint)
            let components = checkpoint.whitening.components(ofPoints: fitted)
            for (row, token) in run.enumerated() { given[row: token] = components[row: row] }
            for row in 0..<fitted.rows {
                points[row: run.lowerBound * sizes.pointsPerToken + row] = fitted[row: row]
            }
        }
        self.given = given
        knownPoints = points
        hints = spline.flatMap { _ in Self.hints(tokens, whole, checkpoint) }
        imposition = spline.flatMap {
            Imposition(
                settled, features: whole, isKnown: tokens.map { $0 == .all }, points: points, spline: $0,
                in: checkpoint)
        }
    }

    /// The frames of the step, in the timeline's own world, for the components of all tokens, [T, D].
    ///
    /// The known control points take part, so that the curve runs on from them.
    func frames(
        of components: Matrix, in checkpoint: Checkpoint
    ) -> (clip: Clip, contacts: [SIMD4<Float>]) {
        let sizes = checkpoint.configuration
        var points = checkpoint.whitening.points(ofComponents: components)
        for (token, known) in isKnown.enumerated() where known {
            for point in token * sizes.pointsPerToken..<(token + 1) * sizes.pointsPerToken {
                points[row: point] = knownPoints[row: point]
            }
        }
        let made = step.frames.lowerBound - step.start..<step.frames.upperBound - step.start
        let curve = checkpoint.spline.basis.times(points).rows(made)
        let (clip, contacts) = FrameFeatures.decoded(
            checkpoint.standardization.features(curve), frameRate: sizes.frameRate)
        return (clip.moved(by: toWorld), contacts)
    }

    /// Control points of a run of tokens by itself.
    private static func fitted(_ features: Matrix, _ run: Range<Int>, _ checkpoint: Checkpoint) -> Matrix {
        let length = checkpoint.configuration.framesPerPoint * checkpoint.configuration.pointsPerToken
        return checkpoint.spline.contextFit(frames: run.count * length)
            .times(features.rows(run.lowerBound * length..<run.upperBound * length))
    }

    /// What is known of tokens that are not known whole, joint by joint; nil where there is nothing.
    private static func hints(_ tokens: [JointSet], _ features: Matrix, _ checkpoint: Checkpoint) -> Matrix? {
        let hinted = tokens.filter { $0 != .all && !$0.isEmpty }
        guard !hinted.isEmpty else { return nil }
        let perToken = checkpoint.configuration.pointsPerToken
        let joints = CanonicalJoint.allCases
        var result = Matrix(
            rows: tokens.count, columns: perToken * FrameFeatures.contacts + joints.count)
        var fits: [Range<Int>: Matrix] = [:]
        for joint in joints {
            for run in tokens.map({ $0.contains(joint) }).runs {
                let points = fits[run] ?? fitted(features, run, checkpoint)
                fits[run] = points
                for token in run where tokens[token] != .all {
                    for point in 0..<perToken {
                        let row = (token - run.lowerBound) * perToken + point
                        for column in FrameFeatures.columns(of: joint) {
                            result[token, point * FrameFeatures.contacts + column] = points[row, column]
                        }
                    }
                    result[token, perToken * FrameFeatures.contacts + joint.rawValue] = 1
                }
            }
        }
        return result
    }
}

extension FrameFeatures {
    /// The columns that a joint fills; those of the hips' place go with the hips.
    static func columns(of joint: CanonicalJoint) -> [Int] {
        let turn = rotations + 6 * joint.rawValue
        return (joint == .hips ? Array(0..<rotations) : []) + Array(turn..<turn + 6)
    }
}
