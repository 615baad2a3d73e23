import Cores
public import Diagnostics
import Files
import Foundation
public import MotionIO
import Synchronization
import Tensor

/// The movement that a network learns from, and the part of it that is held out.
public struct Corpus: Sendable {
    /// What the network learns from.
    let train: [Take]
    /// What it is measured on; empty where there is too little to hold any out.
    let validation: [Take]
    /// A name for all the numbers in it, and for what is held out.
    public let digest: String

    /// Seconds that the network learns from.
    public var trainingSeconds: Double { train.reduce(0) { $0 + $1.seconds } }
    /// Seconds held out.
    public var validationSeconds: Double { validation.reduce(0) { $0 + $1.seconds } }
    /// Files that the network learns from.
    public var trainingFiles: Int { train.count }
    /// Files held out.
    public var validationFiles: Int { validation.count }
    /// Names of the files held out.
    public var heldOutNames: [String] { validation.map(\.name) }

    /// Reads the recordings that `inputs` mean, several at a time.
    ///
    /// Those that a table sets aside for anything but training and validation are left alone.
    ///
    /// - Parameters:
    ///   - inputs: BVH files, folders, or tables, as `CorpusEntry.list(_:)` takes them.
    ///   - rigs: Rigs known by name.
    ///   - skipsBad: Whether files that cannot be used are left out; else they are refused together.
    ///   - holdOut: How files are chosen whose use is not settled.
    ///   - skipped: Told each problem with a file that was left out.
    ///   - progress: Told the share that has been read, 0 … 1, from any thread.
    /// - Throws: ``Problem`` that lists the files that cannot be used, or says that none is long enough.
    public static func read(
        _ inputs: [String], rigs: RigCatalogue, skipsBad: Bool, holdOut: HoldOut,
        skipped: (Problem) -> Void, progress: @escaping @Sendable (Double) -> Void
    ) throws(Problem) -> Corpus {
        let files = try entries(inputs)
        let done = Mutex(0)
        let results = concurrentMap(count: files.count) { index -> Result<Take, Problem> in
            let result = Result { () throws(Problem) in try Take(files[index], rigs: rigs) }
            let count = done.withLock { done in
                done += 1
                return done
            }
            progress(Double(count) / Double(files.count))
            return result
        }
        var takes: [Take] = []
        var failures: [Problem] = []
        for result in results {
            switch result {
            case .success(let take): takes.append(take)
            case .failure(let problem): failures.append(problem)
            }
        }
        if skipsBad {
            for failure in failures { skipped(failure) }
        } else if let failure = unusable(failures, of: files.count) {
            throw failure
        }
        return try Corpus(takes, holdOut: holdOut)
    }

    /// What there is to read, each file once.
    private static func entries(_ inputs: [String]) throws(Problem) -> [CorpusEntry] {
        var result: [CorpusEntry] = []
        var seen: Set<String> = []
        for input in inputs {
            for entry in try CorpusEntry.list(input)
            where entry.split.isEmpty || Take.Split(rawValue: entry.split) != nil {
                if seen.insert(URL(fileURLWithPath: entry.file).standardizedFileURL.path).inserted {
                    result.append(entry)
                }
            }
        }
        return result
    }

    /// Divides takes into those to learn from and those held out.
    ///
    /// - Throws: ``Problem`` when none is long enough for a window.
    init(_ takes: [Take], holdOut: HoldOut) throws(Problem) {
        let longest = takes.flatMap(\.stretches).map(\.rows).max() ?? 0
        guard longest >= holdOut.shortest else {
            throw Problem(
                "no movement here is long enough to learn from",
                expected: "a stretch of \(Self.seconds(holdOut.shortest)) without a jump",
                found: takes.isEmpty ? "none that can be read" : "\(Self.seconds(longest)) at most",
                remedy: "add longer files, or join phrases with `choreo edit join`")
        }
        (train, validation) = holdOut.divide(takes)
        let names =
            train.map { "train \($0.name) \($0.digest)" }
            + validation.map { "validation \($0.name) \($0.digest)" }
        digest = SHA256.hexDigest(of: Array(names.joined(separator: "\n").utf8))
    }

    /// What there is to know before anything is learned from so little; nil when there is enough.
    public var shortage: String? {
        let seconds = trainingSeconds + validationSeconds
        let files = train.count + validation.count
        guard seconds < Self.enoughSeconds || files < Self.enoughFiles || validation.isEmpty else {
            return nil
        }
        let held =
            validation.isEmpty
            ? "nothing could be held out, so there is no telling when it begins to repeat what it was shown"
            : "how well it learns is measured on \(Int(validationSeconds)) s alone"
        return "\(files.counted("file")), \(Int(seconds)) s in all, is little to learn from: \(held)"
    }

    /// Seconds and files from which on a folder is worth learning from without a warning.
    private static let enoughSeconds = 60.0
    private static let enoughFiles = 3

    private static func seconds(_ frames: Int) -> String {
        let tenths = Int((Double(frames) / Take.frameRate * 10).rounded(.down))
        return "\(tenths / 10).\(tenths % 10) s"
    }

    /// All the files that cannot be used as one problem.
    private static func unusable(_ failures: [Problem], of count: Int) -> Problem? {
        guard let first = failures.first else { return nil }
        if failures.count == 1 {
            var problem = first
            problem.remedy += "; or leave such files out with --skip-bad"
            return problem
        }
        let shown = failures.prefix(8).map { "\($0.place.map { "\($0): " } ?? "")\($0.what)" }
        let more = failures.count > shown.count ? ["and \(failures.count - shown.count) more"] : []
        return Problem(
            "\(failures.count) of \(count) files cannot be used", at: first.place,
            expected: "movement of a human body in every file", found: (shown + more).joined(separator: "; "),
            remedy: "take them out of the folder, or leave them out with --skip-bad")
    }
}
