import BVHFormat
import Diagnostics
import Foundation
import GitStore
import Pieces
import PlainGit
import Testing

/// A temporary folder with a piece in it, people to work on it, and plain git to look over their shoulders.
final class Studio {
    let folder: String
    private(set) var piece: Piece

    /// Begins "Night Train" in a folder of its own.
    init() throws {
        folder =
            FileManager.default.temporaryDirectory.appendingPathComponent("pieces-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        piece = try Piece.create(titled: "Night Train", in: folder, by: .ana())
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    /// Opens the piece anew, as the next command would.
    func reopen() throws -> Piece {
        piece = try Piece(at: piece.folder)
        return piece
    }

    // MARK: files

    func path(_ relative: String) -> String { piece.folder + "/" + relative }

    func read(_ relative: String) -> String? { try? String(contentsOfFile: path(relative), encoding: .utf8) }

    func write(_ text: String, to relative: String) throws {
        let url = URL(fileURLWithPath: path(relative))
        try FileManager.default.createDirectory(
            at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: url)
    }

    func write(_ document: BVHDocument, to relative: String) throws {
        try write(String(decoding: document.serialized(), as: UTF8.self), to: relative)
    }

    func remove(_ relative: String) throws { try FileManager.default.removeItem(atPath: path(relative)) }

    /// Every file of the work tree with its bytes, git's own left out.
    func contents() throws -> [String: Data] {
        var contents: [String: Data] = [:]
        let paths = FileManager.default.enumerator(atPath: piece.folder)?.compactMap { $0 as? String } ?? []
        for relative in paths where relative != ".git" && !relative.hasPrefix(".git/") {
            contents[relative] = FileManager.default.contents(atPath: path(relative)) ?? Data()
        }
        return contents
    }

    // MARK: git

    /// Runs plain git in the piece, without the user's settings; returns what it printed, both streams.
    @discardableResult
    func git(_ arguments: String..., expecting status: Int32 = 0) throws -> String {
        let (found, text) = try PlainGit.run(arguments, in: piece.folder)
        #expect(found == status, "git \(arguments.joined(separator: " ")): \(text)")
        return text
    }

    /// Plain git finds nothing wrong, and sees exactly the files that the piece itself calls unsaved.
    func expectSound(_ when: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
        let complaints = try git("fsck", "--strict").split(separator: "\n").filter {
            !$0.hasPrefix("dangling ")
        }
        #expect(complaints.isEmpty, "after \(when): \(complaints)", sourceLocation: sourceLocation)
        let isClean = try git("status", "--porcelain").isEmpty
        let status = try piece.status()
        #expect(isClean == status.unsaved.isEmpty, "after \(when)", sourceLocation: sourceLocation)
        let log = try git("log", "--format=%H").split(separator: "\n").map(String.init)
        #expect(
            try piece.history().map(\.version.hex) == log, "after \(when)", sourceLocation: sourceLocation)
        #expect(try git("branch", "--show-current") == status.branch ?? "", sourceLocation: sourceLocation)
    }
}

extension Version {
    fileprivate var version: ObjectID { id }
}

extension Signature {
    static func ana(_ second: Int64 = 0) throws -> Signature {
        try Signature(name: "Ana", email: "ana@localhost", time: 1_700_000_000 + second)
    }

    static func ben(_ second: Int64 = 0) throws -> Signature {
        try Signature(name: "Ben", email: "ben@localhost", time: 1_700_000_000 + second)
    }
}

extension BVHDocument {
    /// A figure of hips, spine and head that leans by `lean` degrees a frame, at 10 frames a second.
    static func phrase(frames: Int = 20, lean: Double = 1) -> BVHDocument {
        let rotations: [Channel] = [.zRotation, .xRotation, .yRotation]
        let joints = [
            Joint(
                name: "Hips", parent: nil, offset: [0, 90, 0],
                channels: [.xPosition, .yPosition, .zPosition] + rotations),
            Joint(name: "Spine", parent: 0, offset: [0, 30, 0], channels: rotations),
            Joint(name: "Head", parent: 1, offset: [0, 30, 0], channels: rotations, endSites: [[0, 15, 0]]),
        ]
        let values = (0..<frames).flatMap { (frame) -> [Double] in
            [0, 90, Double(frame), 0, lean * Double(frame), 0, 0, lean, 0, 0.5, 0, 0]
        }
        return BVHDocument(joints: joints, frameTime: 0.1, values: values)
    }

    /// The same movement with one value changed.
    func with(_ value: Double, frame: Int, column: Int) -> BVHDocument {
        var changed = self
        changed.values[frame * channelCount + column] = value
        return changed
    }
}

extension NewDraft {
    /// `count` proposals after a phrase, each leaning differently.
    static func proposals(after parent: String, count: Int = 3, seed: UInt64 = 7) -> NewDraft {
        NewDraft(
            after: parent, command: "choreo propose --after \(parent)", version: "0.1.0",
            checkpoint: "sha256:abc",
            seed: seed,
            proposals: (1...count).map { number in
                Proposal(
                    document: .phrase(frames: 10, lean: Double(number) + Double(seed % 100)),
                    seed: seed &+ UInt64(number), why: "proposal \(number)")
            },
            record: Array("{\"proposals\": []}\n".utf8))
    }
}

/// The problem that `body` throws; nil when it throws none.
func problem(_ body: () throws -> Void) -> Problem? {
    do {
        try body()
        return nil
    } catch {
        #expect(error is Problem)
        return error as? Problem
    }
}

extension Problem {
    /// Whether all four parts are there.
    var isWhole: Bool { place != nil && expected != nil && found != nil && !remedy.isEmpty }
}
