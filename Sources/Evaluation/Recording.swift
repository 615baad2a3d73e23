import Cores
public import Diagnostics
public import Motion
public import MotionIO

/// A recording of a corpus, read and brought to the canonical skeleton.
public struct Recording: Sendable {
    /// Where it is from.
    public let entry: CorpusEntry
    /// The file, where proposals are to follow its beginnings; nil where movement is all that is needed.
    public let file: MotionFile?
    /// The whole movement: canonical, 30 frames per second.
    public let movement: Clip

    /// Takes movement that was read before.
    public init(entry: CorpusEntry, movement: Clip, file: MotionFile? = nil) {
        precondition(movement.skeleton == .canonical, "canonical movement")
        self.entry = entry
        self.movement = movement
        self.file = file
    }

    /// Reads recordings on all cores, in the order given.
    ///
    /// - Parameters:
    ///   - entries: What to read.
    ///   - rigs: Rigs known by name.
    ///   - keepingFiles: Whether ``file`` is wanted.
    ///   - progress: Called with the share done, from any thread.
    /// - Returns: Those that could be read, and why the others could not.
    public static func read(
        _ entries: [CorpusEntry], rigs: RigCatalogue, keepingFiles: Bool,
        progress: @escaping @Sendable (Double) -> Void = { _ in }
    ) -> (recordings: [Recording], problems: [Problem]) {
        let counter = Counter(total: entries.count, report: progress)
        let results = concurrentMap(count: entries.count) { index in
            defer { counter.advance() }
            return Result { () throws(Problem) in
                let file = try MotionFile.read(entries[index].file, assuming: entries[index].rate, rigs: rigs)
                return Recording(
                    entry: entries[index], movement: try file.canonicalMovement(),
                    file: keepingFiles ? file : nil)
            }
        }
        var recordings: [Recording] = []
        var problems: [Problem] = []
        for result in results {
            switch result {
            case .success(let recording): recordings.append(recording)
            case .failure(let problem): problems.append(problem)
            }
        }
        return (recordings, problems)
    }

    /// How many rows of the file end with frame `frame` of ``movement``: the nearest, where none falls on it.
    func rows(until frame: Int) -> Int? {
        guard let file else { return nil }
        let exact = Double(frame) / Movement.rate * file.clip.frameRate
        return file.skippedFrames + min(Int(exact.rounded()), file.clip.frameCount - 1) + 1
    }
}
