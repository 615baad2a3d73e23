public import Motion

/// A clip with a body, a place and a name: one dancer of a scene.
public struct Performer: Sendable {
    /// The movement.
    public let clip: Clip
    /// The body.
    public let figure: Figure
    /// What to call it, in titles and labels.
    public var name: String
    /// Colours.
    public var palette: Palette
    /// 1 for a solid body, less for one that can be seen through.
    public var opacity: Float = 1
    /// Turn and shift over the floor from where the clip has it, metres.
    public var placement = FloorTransform(yaw: 0, shift: .zero)
    /// Height of the floor in the clip, metres.
    public let floor: Float
    /// Frames at the beginning that are another's, a phrase that this movement follows: danced in its colours.
    public var lead = 0

    /// Creates a performer.
    ///
    /// - Parameters:
    ///   - clip: At least one frame.
    ///   - name: What to call it.
    ///   - stance: How the clip's numbers become metres with Y up.
    ///   - parts: The joints of a body that was recognised; without them it is looked for by names.
    ///   - floor: Height of the floor in the clip, metres; when nil, the height that the figure reaches or falls
    ///     below in a tenth of the frames: captured soles wander by some centimetres.
    public init(
        clip: Clip, name: String, stance: Stance = Stance(), parts: [CanonicalJoint: Int] = [:],
        palette: Palette = .dancers[0], floor: Float? = nil
    ) {
        precondition(clip.frameCount > 0, "a performer needs a frame")
        let figure = Figure(of: clip, stance: stance, parts: parts)
        self.clip = clip
        self.figure = figure
        self.name = name
        self.palette = palette
        self.floor =
            floor
            ?? {
                let heights = clip.sampledFrames(atMost: 200).map {
                    figure.body(in: clip.pose(at: $0)).lowest
                }
                .filter(\.isFinite).sorted()
                return heights.isEmpty ? 0 : heights[heights.count / 10]
            }()
    }

    /// Length in seconds.
    public var seconds: Double { clip.seconds }

    /// The frame shown at `seconds`: the one whose time has come, and the last one after the end.
    public func frame(at seconds: Double) -> Int {
        // A hair's breadth forward, so that a time computed from a frame gives that frame.
        let frame = seconds * clip.frameRate + 1e-6
        return min(max(Int(frame.rounded(.down)), 0), clip.frameCount - 1)
    }

    /// The posed figure in a frame, standing on the floor at its place.
    public func body(frame: Int) -> Body {
        figure.body(in: clip.pose(at: frame), palette: frame < lead ? .given : palette).moved(
            by: placement, lifted: -floor
        )
        .faded(to: opacity)
    }

    /// The point over which the figure stands in a frame, at hip height.
    public func centre(frame: Int) -> SIMD3<Float> {
        placement.act(figure.centre(in: clip.pose(at: frame))) - SIMD3(0, floor, 0)
    }

    /// The direction the dancer faces on the whole.
    ///
    /// The mean over the clip, or the first that is known where turns cancel out; +Z for a rig that is no body.
    public var facing: SIMD3<Float> {
        let headings = clip.sampledFrames(atMost: 60).compactMap { figure.heading(in: clip.pose(at: $0)) }
        guard let first = headings.first else { return SIMD3(0, 0, 1) }
        let mean = headings.reduce(.zero, +) / Float(headings.count)
        return placement.rotation.act(mean.length > 0.35 ? mean.normalized : first)
    }

    /// The direction the dancer faces at the start; +Z for a rig that is no body.
    public var firstFacing: SIMD3<Float> {
        let headings = clip.sampledFrames(atMost: 60).lazy.compactMap {
            figure.heading(in: clip.pose(at: $0))
        }
        return placement.rotation.act(headings.first ?? SIMD3(0, 0, 1))
    }

    /// Balls that hold the figure in all its frames (a sample of at most `limit`).
    public func balls(frames limit: Int = 120) -> [Ball] {
        clip.sampledFrames(atMost: limit).flatMap { body(frame: $0).balls }
    }
}
