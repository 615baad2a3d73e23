import Motion
import Tensor

/// A context in the network's own terms, and the way back.
///
/// Clip → features in the window's frame → standardised → control points → whitened tokens.
struct Window {
    /// Components of the known tokens, 0 elsewhere, [T, D].
    let given: Matrix
    /// Which tokens are known: those of the context that the clip fills whole.
    let isKnown: [Bool]
    /// Standardised control points of the known tokens, [known points, 139].
    private let knownPoints: Matrix
    /// From the window's frame, in which the last context frame stands at the origin facing +Z, to the clip's own.
    private let toWorld: FloorTransform

    /// Describes the end of a canonical clip, which must fill a token at least.
    ///
    /// A clip shorter than the context leaves the context's first tokens unknown; training has seen such windows.
    init(endOf clip: Clip, contacts: Contacts, in checkpoint: Checkpoint) {
        let sizes = checkpoint.configuration
        let framesPerToken = sizes.framesPerPoint * sizes.pointsPerToken
        let known = min(clip.frameCount / framesPerToken, sizes.contextTokens)
        precondition(known > 0, "a whole token of context")
        let recent = clip.frameCount - known * framesPerToken..<clip.frameCount

        let alignment = FloorTransform(aligning: clip.pose(at: clip.frameCount - 1))
        toWorld = alignment.inverse
        let features = FrameFeatures.encoded(
            clip.frames(recent).moved(by: alignment),
            contacts: Contacts(labels: Array(contacts.labels[recent])))
        knownPoints = checkpoint.spline.contextFit(frames: recent.count)
            .times(checkpoint.standardization.standardized(features))
        let components = checkpoint.whitening.components(ofPoints: knownPoints)

        isKnown = (0..<sizes.tokens).map { (sizes.contextTokens - known..<sizes.contextTokens).contains($0) }
        given = Matrix(rows: sizes.contextTokens - known, columns: sizes.components)
            .appending(components)
            .appending(Matrix(rows: sizes.tokens - sizes.contextTokens, columns: sizes.components))
    }

    /// The frames after the context, in the clip's own world, for the components of all tokens, [T, D].
    ///
    /// The context's control points take part, so that the curve runs on from them.
    func frames(
        of components: Matrix, in checkpoint: Checkpoint
    ) -> (clip: Clip, contacts: [SIMD4<Float>]) {
        let sizes = checkpoint.configuration
        let drawn = checkpoint.whitening.points(ofComponents: components)
        let points = drawn.rows(0..<sizes.contextPoints - knownPoints.rows)
            .appending(knownPoints)
            .appending(drawn.rows(sizes.contextPoints..<sizes.points))
        let curve = checkpoint.spline.basis.rows(sizes.contextFrames..<sizes.frames).times(points)
        let (clip, contacts) = FrameFeatures.decoded(
            checkpoint.standardization.features(curve), frameRate: sizes.frameRate)
        return (clip.moved(by: toWorld), contacts)
    }
}
