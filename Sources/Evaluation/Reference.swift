import Cores
public import Diagnostics
import Motion
import MotionIO

/// What the training movement says: thresholds, scales, and what proposals may be too near to.
///
/// Made once for a table, from the recordings that the model may have learnt from.
public struct Reference: Sendable {
    /// Shorter clips are left out of the thresholds: filters need something to hold on to.
    private static let fewestFrames = 30

    /// 99th percentile of the seam figure at all places, m/s².
    let seam: Double
    /// 5th percentile of the joints' mean speed in whole seconds, m/s.
    let frozenSpeed: Double
    /// Scales of kinetic vectors.
    let kinetic: Projection
    /// Scales of pose vectors.
    let pose: Projection
    /// All movement.
    let track: TrainingTrack
    /// What is played by the baselines.
    let library: Library
    /// Corpora, clips and minutes.
    public let counts: Counts

    /// How much training movement there is.
    public struct Counts: Sendable, Equatable, Encodable {
        /// Names of the corpora, sorted.
        public var corpora: [String]
        /// Recordings.
        public var clips: Int
        /// Windows of 6 s.
        public var windows: Int
        /// Length in all, minutes.
        public var minutes: Double
    }

    /// Measures training recordings on all cores.
    ///
    /// - Parameter progress: Called with the share done, from any thread.
    /// - Throws: ``Problem`` when none is long enough for a window.
    public init(
        of recordings: [Recording], progress: @escaping @Sendable (Double) -> Void = { _ in }
    ) throws(Problem) {
        let used = recordings.filter { $0.movement.frameCount >= Self.fewestFrames }
        let counter = Counter(total: used.count, report: progress)
        let parts = concurrentMap(count: used.count) { index in
            defer { counter.advance() }
            return Part(used[index].movement)
        }
        seam = parts.flatMap(\.seams).percentile(99)
        frozenSpeed = parts.flatMap(\.seconds).percentile(5)
        let (kinetic, pose) = (parts.flatMap(\.kinetic), parts.flatMap(\.pose))
        guard !kinetic.isEmpty else {
            throw Problem(
                "the training movement is too short to compare with",
                expected: "recordings of at least 6 s",
                found: recordings.isEmpty ? "no recordings" : "only shorter ones",
                remedy: "name more recordings with --train")
        }
        self.kinetic = try Projection(fitting: kinetic)
        self.pose = try Projection(fitting: pose)
        track = TrainingTrack(parts.map(\.movement))
        library = Library(zip(used, parts).map { ($0, $1.movement) })
        counts = Counts(
            corpora: Set(used.map(\.entry.corpus)).sorted(), clips: used.count, windows: kinetic.count,
            minutes: used.reduce(0) { $0 + $1.movement.seconds } / 60)
    }

    /// What one recording gives.
    private struct Part: Sendable {
        let movement: Movement
        let seams: [Double]
        let seconds: [Double]
        let kinetic: [[Double]]
        let pose: [[Double]]

        init(_ clip: Clip) {
            movement = Movement(clip)
            seams = movement.seams
            seconds = movement.secondSpeeds(in: 0..<movement.frameCount)
            let windows = EvaluationWindow.cut(clip).map { Movement($0.movement) }
            kinetic = windows.map { KineticVector.of($0, in: EvaluationWindow.asked) }
            pose = windows.map { PoseVector.of($0, in: EvaluationWindow.asked) }
        }
    }
}
