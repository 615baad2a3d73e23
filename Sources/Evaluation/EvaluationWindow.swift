import Motion

/// Six seconds of a recording: two that are given, four that are asked for.
struct EvaluationWindow: Sendable {
    /// Frames that are given.
    static let context = 60
    /// Frames that are asked for.
    static let continuation = 120
    /// Frames in all.
    static let length = context + continuation
    /// The frames that are asked for.
    static let asked = context..<length
    /// Windows start so many frames after one another.
    static let step = 60

    /// Which recording, an index into those that are evaluated: windows of one recording are no independent witnesses.
    let recording: Int
    /// First frame in the recording's canonical movement.
    let start: Int
    /// The movement, canonical, 30 frames per second.
    let movement: Clip

    /// The windows of recordings, in order.
    static func all(of recordings: [Recording]) -> [EvaluationWindow] {
        recordings.enumerated().flatMap { index, recording in
            cut(recording.movement).map {
                EvaluationWindow(recording: index, start: $0.start, movement: $0.movement)
            }
        }
    }

    /// The windows of one clip.
    static func cut(_ clip: Clip) -> [(start: Int, movement: Clip)] {
        stride(from: 0, through: clip.frameCount - length, by: step).map {
            ($0, clip.frames($0..<$0 + length))
        }
    }

    /// What is given.
    var given: Clip { movement.frames(0..<Self.context) }
}
