import BVHFormat
import Foundation
import Motion
import Testing

@testable import etudes

@Suite("The phrases of motions/")
struct PhraseTests {
    /// The folder in the source tree.
    static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../motions").standardized

    @Test("are at least eight, each with a name of its own")
    func names() {
        #expect(Phrase.all.count >= 8)
        #expect(Set(Phrase.all.map(\.name)).count == Phrase.all.count)
    }

    @Test("last 6 to 20 seconds, on the canonical body, at 60 frames per second", arguments: Danced.all)
    func frame(of danced: Danced) {
        #expect((6...20).contains(danced.time(danced.clip.frameCount)))
        #expect(abs(danced.clip.frameRate - 60) < 1e-9)
        #expect(danced.document.joints.map(\.name) == Skeleton.canonical.joints.map(\.name))
        let offsets = danced.clip.skeleton.joints.map(\.offset)
        #expect(offsets == Skeleton.canonical.joints.map(\.offset))
    }

    @Test("are what the program makes, byte for byte", arguments: Danced.all)
    func committed(_ danced: Danced) throws {
        let file = Self.folder.appending(path: danced.phrase.name + ".bvh")
        let same = try Data(contentsOf: file) == Data(danced.document.serialized())
        #expect(same, "run Scripts/motions and look at what has changed")
    }

    @Test("are all in the folder and in its README, and nothing else is")
    func folder() throws {
        let path = Self.folder.path(percentEncoded: false)
        let files = try FileManager.default.contentsOfDirectory(atPath: path)
        let names = Set(Phrase.all.map { $0.name + ".bvh" })
        #expect(Set(files.filter { $0.hasSuffix(".bvh") }) == names)
        let readme = try String(contentsOf: Self.folder.appending(path: "README.md"), encoding: .utf8)
        for name in names { #expect(readme.contains("`\(name)`"), "\(name)") }
    }
}
