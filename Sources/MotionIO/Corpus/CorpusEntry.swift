public import Diagnostics
import Files
import Foundation
public import Motion

/// One recording of a corpus: where its file is, and what the corpus' table says about it.
public struct CorpusEntry: Sendable, Equatable {
    /// The BVH file.
    public var file: String
    /// The corpus: the name of its folder; empty for a file that was named alone.
    public var corpus: String
    /// The file within the corpus.
    public var path: String
    /// Who moves; empty where the table does not say.
    public var subject: String
    /// Which part of the corpus it belongs to: `train`, `validation`, `test`; empty where nothing says.
    public var split: String
    /// Kind of movement; empty where nothing says.
    public var genre: String
    /// True rate, frames per second, where the table corrects the file's.
    public var rate: Double?

    /// Creates an entry.
    public init(
        file: String, corpus: String = "", path: String, subject: String = "", split: String = "",
        genre: String = "", rate: Double? = nil
    ) {
        self.file = file
        self.corpus = corpus
        self.path = path
        self.subject = subject
        self.split = split
        self.genre = genre
        self.rate = rate
    }

    /// Corpus and path in one: the recording's name.
    public var name: String { corpus.isEmpty ? path : corpus + "/" + path }
}

extension CorpusEntry {
    /// Name of the table that a corpus may have in its folder.
    public static let table = "INDEX.tsv"

    /// The recordings that a word of the command line means.
    ///
    /// - Parameter input: A table (`INDEX.tsv`: tab-separated, with a column `path` and, as far as there are, `true_fps`,
    ///   `split`, `subject`, `genre`), a folder with such a table, any other folder (all BVH files in it and below, by
    ///   name), or one BVH file.
    /// - Throws: ``Problem`` for a table that cannot be read or names no paths, or a folder without recordings.
    public static func list(_ input: String) throws(Problem) -> [CorpusEntry] {
        if input.hasSuffix(".tsv") { return try list(table: input) }
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: input, isDirectory: &isFolder), isFolder.boolValue else {
            return [CorpusEntry(file: input, path: input)]
        }
        let folder = URL(fileURLWithPath: input)
        let table = folder.appendingPathComponent(Self.table).path
        if FileManager.default.fileExists(atPath: table) { return try list(table: table) }
        let files = FileManager.default.enumerator(atPath: input)?.compactMap { $0 as? String } ?? []
        let paths = files.filter { $0.lowercased().hasSuffix(".bvh") }.sorted()
        guard !paths.isEmpty else {
            throw Problem(
                "there are no recordings here", at: .file(input), expected: "BVH files, or an \(Self.table)",
                found: "neither", remedy: "name a folder with BVH files in it")
        }
        return paths.map {
            CorpusEntry(
                file: folder.appendingPathComponent($0).path, corpus: folder.lastPathComponent, path: $0)
        }
    }

    private static func list(table: String) throws(Problem) -> [CorpusEntry] {
        let folder = URL(fileURLWithPath: table).deletingLastPathComponent()
        let rows = String(decoding: try FileBytes.read(table), as: UTF8.self)
            .split(whereSeparator: \.isNewline).map {
                $0.split(separator: "\t", omittingEmptySubsequences: false)
            }
        guard let header = rows.first, let path = header.firstIndex(of: "path") else {
            throw Problem(
                "this table cannot be used", at: .file(table, line: 1), expected: "a column `path`",
                found: rows.first.map { $0.joined(separator: " ") } ?? "an empty file",
                remedy: "give the first line the names path, true_fps, split, subject, genre")
        }
        return rows.dropFirst().filter { path < $0.count }.map { row in
            func value(_ name: String) -> String {
                header.firstIndex { $0 == name }.flatMap { $0 < row.count ? String(row[$0]) : nil } ?? ""
            }
            return CorpusEntry(
                file: folder.appendingPathComponent(String(row[path])).path, corpus: folder.lastPathComponent,
                path: String(row[path]), subject: value("subject"), split: value("split"),
                genre: value("genre"), rate: Double(value("true_fps")))
        }
    }
}

extension MotionFile {
    /// Frames per second of what training and evaluation look at.
    public static let canonicalRate = 30.0

    /// The whole movement on the canonical skeleton at 30 frames per second, as training and evaluation see it.
    ///
    /// The rig's clip first goes to that rate, then to the canonical skeleton, so that floor and soles are learnt from
    /// the same frames that are looked at.
    ///
    /// - Parameter anchor: Which end of the movement keeps its exact frame.
    /// - Throws: ``Problem`` when the rig is no human body, or the movement too long.
    public func canonicalMovement(anchor: ResamplingAnchor = .start) throws(Problem) -> Clip {
        let resampled = try resampled(to: Self.canonicalRate, anchor: anchor)
        return Retarget(clip: resampled, map: try jointMap(), up: upAxis).canonical(resampled)
    }
}
