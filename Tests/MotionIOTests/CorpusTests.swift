import Diagnostics
import Foundation
import MotionIO
import Testing

@Suite("The recordings of a corpus")
struct CorpusTests {
    private func folder(_ files: [String: String]) throws -> String {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("corpus-\(UUID().uuidString)/dance")
        for (name, text) in files {
            let url = folder.appendingPathComponent(name)
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: url)
        }
        return folder.path
    }

    @Test func aTableSaysWhoMovesAndHowFast() throws {
        let folder = try folder([
            "INDEX.tsv": "path\ttrue_fps\tsplit\tsubject\na/1.bvh\t120\ttrain\tAna\na/2.bvh\t\tvalidation\n"
        ])
        for input in [folder, folder + "/INDEX.tsv"] {
            let found = try CorpusEntry.list(input)
            #expect(found.map(\.name) == ["dance/a/1.bvh", "dance/a/2.bvh"])
            #expect(found.map(\.rate) == [120, nil])
            #expect(found.map(\.split) == ["train", "validation"])
            #expect(found.map(\.subject) == ["Ana", ""])
            #expect(found[0].file == folder + "/a/1.bvh")
        }
    }

    @Test func aFolderWithoutATableGivesItsFilesByName() throws {
        let folder = try folder(["b.bvh": "", "deeper/a.BVH": "", "notes.txt": ""])
        #expect(try CorpusEntry.list(folder).map(\.name) == ["dance/b.bvh", "dance/deeper/a.BVH"])
        #expect(try CorpusEntry.list(folder + "/b.bvh").map(\.corpus) == [""])
    }

    @Test func whatHoldsNoRecordingsIsRefused() throws {
        #expect(throws: Problem.self) { try CorpusEntry.list(try folder(["notes.txt": ""])) }
        #expect(throws: Problem.self) { try CorpusEntry.list(try folder(["INDEX.tsv": "file\nx.bvh\n"])) }
        #expect(throws: Problem.self) { try CorpusEntry.list("/nowhere/INDEX.tsv") }
    }
}
