import BVHFormat
import Cores
public import Diagnostics
import Foundation
public import Motion
import Synchronization

/// The movements of a folder, canonical, as far as its files can be read.
public struct MovementFolder: Sendable {
    /// One movement.
    public struct Movement: Sendable {
        /// The file within the folder.
        public var name: String
        /// The file.
        public var path: String
        /// On the canonical skeleton at 30 frames per second, floor at 0.
        public var clip: Clip
        /// Time in the file of the clip's first frame, s: more than 0 where a rest pose in front was left out.
        public var start: Double
    }

    /// The movements, by name.
    public private(set) var movements: [Movement] = []
    /// Files that cannot be read, by name, and why.
    public private(set) var leftOut: [(name: String, problem: Problem)] = []
    /// Files that hold the phrase which was to be left out.
    public private(set) var same: [String] = []

    /// Reads the BVH files of a folder and of the folders in it, or those that its `INDEX.tsv` names, on all cores.
    ///
    /// Rigs, rates and units may differ. A file that cannot be read costs the others nothing.
    ///
    /// - Parameters:
    ///   - path: The folder, its table, or a single BVH file.
    ///   - rigs: Rigs known by name.
    ///   - phrase: A phrase that is left out where a file holds the very same numbers, whatever it is called.
    ///   - progress: Called now and then, from any thread but one at a time, with the share done, 0 … 1.
    /// - Throws: ``Problem`` when there is no such folder, no BVH file in it, or none that can be read.
    public static func read(
        _ path: String, rigs: RigCatalogue, leavingOut phrase: MotionFile? = nil,
        progress: @escaping @Sendable (Double) -> Void = { _ in }
    ) throws(Problem) -> MovementFolder {
        guard FileManager.default.fileExists(atPath: path) else {
            throw Problem(
                "there is no such folder", at: .file(path), expected: "a folder with BVH files",
                found: "nothing there", remedy: "check the spelling, or the folder you are in")
        }
        let entries = try CorpusEntry.list(path)
        let done = Mutex(0)
        let results = concurrentMap(count: entries.count) { index in
            let result = Result { () throws(Problem) in try movement(of: entries[index], rigs, unlike: phrase)
            }
            done.withLock { done in
                done += 1
                progress(Double(done) / Double(entries.count))
            }
            return result
        }
        var folder = MovementFolder()
        for (entry, result) in zip(entries, results) {
            switch result {
            case .success(let movement?): folder.movements.append(movement)
            case .success(nil): folder.same.append(entry.path)
            case .failure(let problem): folder.leftOut.append((entry.path, problem))
            }
        }
        guard !folder.movements.isEmpty else {
            throw Problem(
                "no phrase of this folder can be used", at: .file(path),
                expected: "BVH files of human bodies"
                    + (folder.same.isEmpty ? "" : ", besides the phrase itself"),
                found: "\(entries.count.counted("file"))"
                    + (folder.leftOut.first.map { ", the first: \($0.problem.what)" } ?? ""),
                remedy: "see what is wrong with them: choreo info FILE")
        }
        return folder
    }

    /// The movement of a file; nil where it is the phrase to leave out.
    private static func movement(
        of entry: CorpusEntry, _ rigs: RigCatalogue, unlike phrase: MotionFile?
    ) throws(Problem) -> Movement? {
        let file = try MotionFile.read(entry.file, assuming: entry.rate, rigs: rigs)
        if let own = phrase?.document, own.frameCount == file.document.frameCount,
            own.values == file.document.values
        {
            return nil
        }
        return Movement(
            name: entry.path, path: entry.file, clip: try file.canonicalMovement(),
            start: Double(file.skippedFrames) * file.document.frameTime)
    }
}
