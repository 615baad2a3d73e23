import BVHFormat
import Foundation
import Testing

@Suite("choreo evaluate")
struct EvaluateCommandTests {
    /// A folder with three recordings of nine seconds, each with larger or smaller movements.
    private func corpus(in studio: Studio) throws -> String {
        let folder = studio.path("studio")
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let once = Studio.opening
        for (name, size) in [("large", 1), ("middle", 0.8), ("small", 0.6)] {
            var document = once.appending(once).appending(once)
            for index in document.values.indices where index % document.channelCount >= 3 {
                document.values[index] *= size
            }
            try document.write(to: folder + "/\(name).bvh")
        }
        return folder
    }

    @Test func tellsHowGoodProposalsAreBesideRealDance() throws {
        let studio = try Studio()
        let words = ["evaluate", try corpus(in: studio), "--limit", "2", "--count", "2"]
        let told = try studio.choreo(words + ["--json", "--page", "page.html"])
        let table = try #require(
            JSONSerialization.jsonObject(with: Data(told.out.utf8)) as? [String: Any])
        let columns = try #require(table["columns"] as? [[String: Any]])
        #expect(
            columns.map { $0["name"] as? String } == [
                "real", "freeze", "0.2 s on, freeze", "repeat", "random clip", "retrieval", "model",
            ])
        let figures = try #require(columns.last?["figures"] as? [String: [String: Any]])
        // The phrase comes back as it was, in the file's own numbers.
        #expect(figures["constraint"]?["value"] as? Double == 0)
        #expect(figures["collateral"]?["value"] as? Double == 0)
        #expect(figures["seconds"] == nil)
        let page = String(decoding: try studio.bytes("page.html"), as: UTF8.self)
        #expect(page.hasPrefix("<!doctype html>") && page.contains("nearest training neighbour"))
        // What is there is not written over.
        let refused = try studio.refusal(words + ["--page", "page.html"])
        #expect(refused.contains("--force"))
    }

    @Test func saysWhatItCannotEvaluate() throws {
        let studio = try Studio()
        let table = try corpus(in: studio) + "/INDEX.tsv"
        try studio.write("path\tsplit\nlarge.bvh\ttrain\n", to: "studio/INDEX.tsv")
        #expect(try studio.refusal(["evaluate", table]).contains("--split validation"))
        try studio.choreo(["evaluate", table, "--count", "0"], expecting: 2)
    }
}
