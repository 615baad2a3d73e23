import Diagnostics
import Files
import Foundation
import Testing

@Suite struct AtomicFolderTests {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("folder-\(UUID().uuidString)")
        .path

    private func fill(_ names: [String], failing: Bool = false) throws {
        try AtomicFolder.fill(
            folder + "/ideas", sealedBy: "list.json", removing: { $0.hasSuffix(".bvh") }
        ) { (temporary) throws(Problem) in
            for name in names { try AtomicFile.write("new", to: temporary + "/" + name) }
            if failing { try AtomicFile.write("new", to: temporary + "/missing/x.bvh") }
        }
    }

    private func contents() throws -> [String: String] {
        var contents: [String: String] = [:]
        for name in try FileManager.default.contentsOfDirectory(atPath: folder + "/ideas") {
            contents[name] = try String(contentsOfFile: folder + "/ideas/" + name, encoding: .utf8)
        }
        return contents
    }

    @Test func aFolderAppearsWithItsFiles() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try fill(["1.bvh", "list.json"])
        #expect(try contents() == ["1.bvh": "new", "list.json": "new"])
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["ideas"])
    }

    @Test func anEarlierFillingIsReplacedAndForeignFilesStay() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try FileManager.default.createDirectory(
            atPath: folder + "/ideas", withIntermediateDirectories: true)
        for name in ["1.bvh", "2.bvh", "list.json", "notes.txt"] {
            try AtomicFile.write("old", to: folder + "/ideas/" + name)
        }
        try fill(["1.bvh", "list.json"])
        #expect(try contents() == ["1.bvh": "new", "list.json": "new", "notes.txt": "old"])
    }

    @Test(arguments: [false, true])
    func aFailureLeavesTheFolderAsItWas(isThere: Bool) throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        if isThere { try fill(["1.bvh", "list.json"]) }
        let problem = #expect(throws: Problem.self) {
            try fill(["1.bvh", "2.bvh", "list.json"], failing: true)
        }
        #expect(problem?.place?.path == folder + "/ideas/missing/x.bvh")
        if isThere {
            #expect(try contents().count == 2)
        } else {
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder).isEmpty)
        }
    }

    @Test func aFileInTheWay() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try AtomicFile.write("mine", to: folder + "/ideas")
        let problem = #expect(throws: Problem.self) { try fill(["list.json"]) }
        #expect(problem?.found == "a file in the way")
        for place in ["/ideas", "/ideas/deeper", "/ideas/deeper/still"] {
            #expect(throws: Problem.self) { try AtomicFolder.check(folder + place) }
        }
        try AtomicFolder.check(folder)
        try AtomicFolder.check(folder + "/new/deeper")
        #expect(try String(contentsOfFile: folder + "/ideas", encoding: .utf8) == "mine")
    }
}
