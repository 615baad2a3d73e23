import Motion
import Tensor

/// Known values of single joints and frames, put into each guess of a window.
///
/// Whitening mixes joints and frames, so what is known of a token in part can't be held in its components. A guess goes
/// the way to frames, takes up what is known there, and comes back by least squares.
struct Imposition {
    private let spline: PlainSpline
    private let whitening: Whitening
    /// Tokens that something is known of, but not all.
    private let tokens: [Int]
    /// Tokens known whole, with their control points.
    private let known: [Bool]
    private let points: Matrix
    /// Which features of a frame are known, frame by frame, and their values, [frames, 139].
    private let columns: [Int: [Int]]
    private let features: Matrix

    /// Takes down what is known; nil where all that is known is known by whole tokens.
    init?(
        _ settled: [JointSet], features: Matrix, isKnown: [Bool], points: Matrix, spline: PlainSpline,
        in checkpoint: Checkpoint
    ) {
        let sizes = checkpoint.configuration
        let length = sizes.framesPerPoint * sizes.pointsPerToken
        var columns: [Int: [Int]] = [:]
        for (frame, joints) in settled.enumerated() where !joints.isEmpty && !isKnown[frame / length] {
            columns[frame] =
                joints == .all
                ? Array(0..<FrameFeatures.count) : joints.joints.flatMap(FrameFeatures.columns)
        }
        guard !columns.isEmpty else { return nil }
        self.spline = spline
        whitening = checkpoint.whitening
        tokens = Set(columns.keys.map { $0 / length }).sorted()
        known = isKnown
        self.points = points
        self.columns = columns
        self.features = features
    }

    /// A guess [T, D] with what is known put in.
    func imposed(on guess: Matrix) -> Matrix {
        var drawn = whitening.points(ofComponents: guess)
        let perToken = drawn.rows / guess.rows
        for (token, isKnown) in known.enumerated() where isKnown {
            for point in token * perToken..<(token + 1) * perToken { drawn[row: point] = points[row: point] }
        }
        var frames = spline.basis.times(drawn)
        for (frame, columns) in columns {
            for column in columns { frames[frame, column] = features[frame, column] }
        }
        let components = whitening.components(ofPoints: spline.fit.times(frames))
        var result = guess
        for token in tokens { result[row: token] = components[row: token] }
        return result
    }
}

/// The curve of a window without the smoothing that a checkpoint may have folded in, and the way onto it.
struct PlainSpline: Sendable {
    /// Control points to frames, [frames, points].
    let basis: Matrix
    /// Frames to control points by least squares, [points, frames].
    let fit: Matrix

    /// Computes both matrices.
    init(_ sizes: Configuration) {
        basis = Spline.basis(frames: sizes.frames, points: sizes.points)
        fit = Spline.fit(frames: sizes.frames, points: sizes.points)
    }
}
