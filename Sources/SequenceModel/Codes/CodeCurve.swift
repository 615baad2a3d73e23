import Motion
import Tensor

/// The way between frames and the control points of a window of codes.
struct CodeCurve: Sendable {
    private let sizes: CodeSizes
    /// Frames of context.
    let context: Int
    /// Context frames to their control points, by least squares.
    private let fit: Matrix
    /// Control points of the window to its frames.
    private let basis: Matrix

    /// A window whose context is whole patches of at most `available` frames.
    init(_ sizes: CodeSizes, available: Int) {
        self.sizes = sizes
        context = min(sizes.contextFrames, available / sizes.framesPerToken * sizes.framesPerToken)
        fit = Spline.fit(frames: context, points: context / sizes.framesPerPoint)
        let frames = context + sizes.newFrames
        basis = Spline.basis(frames: frames, points: frames / sizes.framesPerPoint)
    }

    /// Control points of the last frames of `clip`, seen from its last pose, and the way back from there.
    func points(of clip: Clip, contacts: [[Bool]]) -> (points: Matrix, toWorld: FloorTransform) {
        let last = clip.frameCount - context..<clip.frameCount
        let alignment = FloorTransform(aligning: clip.pose(at: clip.frameCount - 1))
        let features = FrameFeatures.encoded(
            clip.frames(last).moved(by: alignment), contacts: Contacts(labels: Array(contacts[last])))
        return (fit.times(features), alignment.inverse)
    }

    /// Patches that a window must grow by for so many new frames.
    ///
    /// A frame hangs on points less than two away, a smoothed point on its neighbours, a corrected patch on those that
    /// the post-net reaches.
    func patches(forFrames count: Int) -> Int {
        let reach = (context + count - 1) / sizes.framesPerPoint + 4
        let patches =
            (reach - context / sizes.framesPerPoint + CodeSizes.patch - 1) / CodeSizes.patch
            + sizes.postBlocks
        return min(patches, sizes.newFrames / sizes.framesPerToken)
    }

    /// The first `count` new frames of the curve through `points`, of which the last may be yet to come.
    func frames(_ count: Int, of points: Matrix) -> (clip: Clip, contacts: [SIMD4<Float>]) {
        let missing = Matrix(rows: basis.columns - points.rows, columns: points.columns)
        let curve = basis.times(smoothed(points.appending(missing))).rows(context..<context + count)
        return FrameFeatures.decoded(curve, frameRate: sizes.frameRate)
    }

    /// Each point but the first and the last gives a share of itself to each neighbour: a low-pass.
    private func smoothed(_ points: Matrix) -> Matrix {
        var result = points
        let share = sizes.smoothing
        for row in 1..<points.rows - 1 {
            for column in 0..<points.columns {
                result[row, column] =
                    (1 - 2 * share) * points[row, column] + share
                    * (points[row - 1, column] + points[row + 1, column])
            }
        }
        return result
    }
}
