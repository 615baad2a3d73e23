public import Diagnostics
public import Motion

/// Something that makes proposals and is measured: a column of the table.
public protocol Contender: Sendable {
    /// Name of its column.
    var name: String { get }

    /// Proposals that follow the beginning of a recording.
    ///
    /// - Parameters:
    ///   - recording: What is gone on from.
    ///   - start: First frame of the window in the recording's movement; 2 s of context follow it.
    ///   - count: How many proposals.
    ///   - seed: The same seed gives the same proposals.
    /// - Throws: ``Problem`` when it cannot make them.
    func answer(
        _ recording: Recording, start: Int, count: Int, seed: UInt64
    ) throws(Problem) -> Answer
}

/// What a contender made of one window.
public struct Answer: Sendable {
    /// Context and continuation, 180 canonical frames each.
    public var windows: [Clip]
    /// The largest change of a value that was given, on the recording's own rig; nil where that is not looked at.
    public var constraintError: Double?
    /// The largest change of anything else that was not asked for: joints, offsets, rate; nil where that is not looked
    /// at.
    public var collateralChange: Double?
    /// Seconds it took, to the last proposal; nil where that says nothing.
    public var seconds: Double?

    /// Creates an answer.
    public init(
        windows: [Clip], constraintError: Double? = nil, collateralChange: Double? = nil,
        seconds: Double? = nil
    ) {
        self.windows = windows
        self.constraintError = constraintError
        self.collateralChange = collateralChange
        self.seconds = seconds
    }
}
