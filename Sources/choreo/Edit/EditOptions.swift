import ArgumentParser
import BVHFormat
import Diagnostics
import Files
import Foundation
import Motion
import MotionIO

/// Where an edit goes, and what is told of it.
struct EditOptions: ParsableArguments {
    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            "The file to write; for several files a folder, with a slash at its end", valueName: "out"),
        completion: .file(extensions: ["bvh"]))
    var output: String

    @OptionGroup var force: ForceOption

    /// Edits each of several files alike: one to a file, several to a folder under their own names.
    func each(_ paths: [String], _ edit: (EditSession) throws -> EditedClip) throws {
        let rigs = try Resources.rigs()
        let plan = try ConversionPlan(paths, to: output, format: .bvh)
        func write(_ path: String, to output: String) throws {
            let session = try EditSession([MotionFile.open(path, rigs: rigs)])
            try self.write(try edit(session), of: session, to: output)
        }
        guard let folder = plan.folder else {
            try force.check(file: output)
            return try write(paths[0], to: output)
        }
        try force.check(folder: folder, for: plan.names.contains)
        try AtomicFolder.make(folder)
        try Console.forEach(Array(zip(plan.inputs, plan.outputs))) { try write($0.0, to: $0.1) }
    }

    /// Opens files that are edited together.
    func open(_ paths: [String]) throws -> EditSession {
        let rigs = try Resources.rigs()
        let session = try EditSession(try paths.map { try MotionFile.open($0, rigs: rigs) })
        for number in session.resampled {
            Console.warning(
                "\(paths[number]): resampled to the \(session.clips[0].frameRate.short) frames per second of "
                    + "\(paths[0]), so all its values are new")
        }
        return session
    }

    /// Writes the result of an edit to the file that was asked for, and tells what was left alone.
    func write(_ edited: EditedClip, of session: EditSession, to path: String? = nil) throws {
        let result = try session.document(edited)
        let path = path ?? output
        try result.document.write(to: path)
        tell(result, path: path)
    }

    /// Tells what was changed and what was left alone.
    private func tell(_ result: EditedDocument, path: String) {
        let values = result.document.values.count
        let share = values > 0 ? 100 * Double(result.kept) / Double(values) : 100
        let frames = result.document.frameCount.counted("frame")
        let text =
            result.kept == values
            ? "all \(values.counted("value")) as they were"
            : String(format: "%d of %d values as they were (%.1f %%)", result.kept, values, share)
                + ", the others made by the edit"
        Console.error("\(path): \(frames), \(text)".printable)
        if let first = result.rewound.first {
            let more = result.rewound.count > 1 ? " and \(result.rewound.count - 1) more" : ""
            Console.error(
                "note: the angles of \(first)\(more) go on from another whole turn at a seam; the turn itself is "
                    .printable + "smooth")
        }
    }

    // MARK: - Folders

    /// Whether OUT is meant as a folder.
    var isFolder: Bool {
        var isThere: ObjCBool = false
        return output.hasSuffix("/")
            || (FileManager.default.fileExists(atPath: output, isDirectory: &isThere) && isThere.boolValue)
    }

    /// The name of a dancer's file: `opening-2.bvh`, with as many digits as the group needs.
    func member(_ number: Int, of count: Int, from path: String) -> String {
        let stem = URL(fileURLWithPath: path).deletingPathExtension().lastPathComponent
        let digits = String(count).count
        return stem + "-" + String(repeating: "0", count: digits - String(number).count) + "\(number).bvh"
    }
}

/// The tempo of the music, for times in counts.
struct TempoOption: ParsableArguments {
    @Option(help: "Counts per minute of the music, for times in counts (8c)")
    var bpm: Double?

    /// The tempo, made sure that it is one.
    func tempo() throws(Problem) -> Double? {
        guard let bpm else { return nil }
        guard bpm >= 1, bpm <= 1000 else {
            throw Problem(
                "this is no tempo", at: .option("--bpm", "\(bpm)"), expected: "1 to 1000 counts per minute",
                found: "\(bpm)", remedy: "give a tempo such as --bpm 96")
        }
        return bpm
    }

    /// Reads a time of a file; seconds.
    func seconds(_ text: String, option: String, rate: Double) throws(Problem) -> Double {
        guard let word = TimeWord(text) else {
            throw Problem(
                "this is no time", at: .option(option, text), expected: TimeWord.forms, found: text,
                remedy: "write it with its unit, such as 0.4s")
        }
        guard let seconds = word.seconds(rate: rate, tempo: try tempo()) else {
            throw .tempoMissing(option: option)
        }
        return seconds
    }

    /// Reads a stretch of a file: frames of its movement, counted from 0 where its rest pose is over.
    ///
    /// Times count from the first frame of the file, whether that is a rest pose or not.
    func frames(_ text: String, option: String, of file: MotionFile) throws(Problem) -> Range<Int> {
        let (skipped, count) = (file.skippedFrames, file.clip.frameCount)
        let whole = try frames(text, option: option, of: count + skipped, rate: file.clip.frameRate)
        let range = max(whole.lowerBound - skipped, 0)..<max(whole.upperBound - skipped, 0)
        guard !range.isEmpty else {
            throw Problem(
                "this stretch is only a rest pose", at: .option(option, text),
                expected: "frames after the first \(skipped)", found: text, remedy: "choose a later stretch")
        }
        return range
    }

    /// Reads a stretch of a file: its frames, counted from 0.
    func frames(_ text: String, option: String, of count: Int, rate: Double) throws(Problem) -> Range<Int> {
        guard let range = TimeRange(text) else {
            throw Problem(
                "this is no stretch of time", at: .option(option, text),
                expected: "two ends such as 2s..4s, 8c..16c, 1..240 (frames) or 2s..", found: text,
                remedy: "write both ends with their unit, and two points between them")
        }
        return try range.frames(of: count, rate: rate, tempo: try tempo(), option: option)
    }
}

extension Double {
    /// At most four significant digits: `30`, `23.98`.
    var short: String { String(format: "%.4g", self) }
}
