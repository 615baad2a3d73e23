import Diagnostics
import Files
import Foundation
import Testing

@Suite("Whole files")
struct FileBytesTests {
    /// Calls `body` with a folder that is gone afterwards.
    private func withFolder(_ body: (String) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try body(folder.path)
    }

    /// Nothing, a byte, and lengths around the pieces that are read at once.
    @Test(arguments: [0, 1, 65_535, 65_536, 65_537, 300_000])
    func whatIsWrittenIsRead(count: Int) throws {
        let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        try withFolder { folder in
            try AtomicFile.write(bytes, to: folder + "/file")
            #expect(try FileBytes.read(folder + "/file") == bytes)
            #expect(try FileBytes.read(folder + "/file", limit: count) == bytes)
            if count > 0 {
                #expect(throws: Problem.self) { try FileBytes.read(folder + "/file", limit: count - 1) }
            }
        }
    }

    /// `-o /dev/null` must not leave a file where the device was.
    @Test func aPipeThatIsWrittenToStaysAPipe() throws {
        let bytes = (0..<200_000).map { UInt8(truncatingIfNeeded: $0 / 5) }
        try withFolder { folder in
            let pipe = folder + "/pipe"
            try #require(mkfifo(pipe, 0o600) == 0)
            let writer = Thread { try? AtomicFile.write(bytes, to: pipe) }
            writer.start()
            #expect(try FileBytes.read(pipe) == bytes)
            var status = stat()
            #expect(lstat(pipe, &status) == 0 && status.st_mode & S_IFMT == S_IFIFO)
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["pipe"])
        }
    }

    /// A folder from somebody else may hold links to anywhere.
    @Test func aLinkIsReplacedAndNotFollowed() throws {
        try withFolder { folder in
            try AtomicFile.write("mine", to: folder + "/elsewhere")
            try FileManager.default.createSymbolicLink(
                atPath: folder + "/link", withDestinationPath: folder + "/elsewhere")
            try AtomicFile.write("new", to: folder + "/link")
            #expect(try FileBytes.read(folder + "/elsewhere") == Array("mine".utf8))
            #expect(try FileBytes.read(folder + "/link") == Array("new".utf8))
        }
    }

    @Test func aPipeIsReadToItsEnd() throws {
        let bytes = (0..<200_000).map { UInt8(truncatingIfNeeded: $0 / 3) }
        let pipe = Pipe()
        let writer = Thread { [handle = pipe.fileHandleForWriting] in
            handle.write(Data(bytes))
            try? handle.close()
        }
        writer.start()
        #expect(try FileBytes.read("/dev/fd/\(pipe.fileHandleForReading.fileDescriptor)") == bytes)
    }

    @Test func whatNeverEndsIsRefused() {
        let problem = #expect(throws: Problem.self) { try FileBytes.read("/dev/zero", limit: 1 << 20) }
        #expect(problem?.what == "the file is too large")
    }

    @Test func missingFilesAndFoldersAreNamed() throws {
        try withFolder { folder in
            let missing = #expect(throws: Problem.self) { try FileBytes.read(folder + "/none.bvh") }
            #expect(missing?.place?.path == folder + "/none.bvh")
            #expect(missing?.what == "no such file")
            let found = #expect(throws: Problem.self) { try FileBytes.read(folder) }
            #expect(found?.what == "this is a folder")
        }
    }

    @Test func aFailedWriteLeavesTheOldFileAndNothingElse() throws {
        try withFolder { folder in
            try AtomicFile.write("old", to: folder + "/file")
            #expect(throws: Problem.self) {
                try AtomicFile.replace(folder + "/file") { (temporary) throws(Problem) in
                    try AtomicFile.write("half", to: temporary)
                    throw Problem("stopped", remedy: "go on")
                }
            }
            #expect(try FileBytes.read(folder + "/file") == Array("old".utf8))
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["file"])
            #expect(throws: Problem.self) { try AtomicFile.write("x", to: folder + "/absent/file") }
        }
    }
}
