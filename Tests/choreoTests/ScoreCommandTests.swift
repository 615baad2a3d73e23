import BVHFormat
import Foundation
import Testing

/// What `choreo score` tells of phrases, alone and against what came before.
@Suite struct ScoreCommandTests {
    let studio: Studio

    init() throws {
        studio = try Studio()
        try Studio.opening.write(to: studio.path("opening.bvh"))
    }

    /// Frames of the opening as a phrase of its own, moved along X by metres.
    private func write(_ frames: Range<Int>, moved: Double = 0, to file: String) throws {
        var document = Studio.opening
        let width = document.channelCount
        document.values = Array(document.values[frames.lowerBound * width..<frames.upperBound * width])
        for frame in 0..<frames.count { document.values[frame * width] += moved }
        try document.write(to: studio.path(file))
    }

    private func part(_ key: String, of line: [String: Any]) throws -> [String: Any] {
        let profile = try #require(line["profile"] as? [String: Any])
        let parts = try #require(profile["parts"] as? [[String: Any]])
        return try #require(parts.first { $0["key"] as? String == key })
    }

    @Test func aProposalIsScoredAsItWasWhenItWasProposed() throws {
        try studio.choreo("propose", "opening.bvh", "--count", "1", "--seconds", "1", "--no-sheet")
        let record = try studio.json("proposals/proposals.json")
        let proposed = try #require((record["proposals"] as? [[String: Any]])?.first)
        let words = ["score", "--json", "--after", "opening.bvh", "proposals/proposal-1.bvh"]
        let scored = try #require(try studio.choreo(words).objects().first)
        for key in ["contrast", "speed", "level", "weight"] {
            for figure in ["value", "percentile"] {
                let then = try #require(part(key, of: proposed)[figure] as? Double)
                let now = try #require(part(key, of: scored)[figure] as? Double)
                #expect(abs(now - then) < 0.02 * max(1, abs(then)), "\(figure) of \(key): \(then), \(now)")
            }
        }
    }

    @Test func contrastNeedsWhatCameBefore() throws {
        try write(0..<60, to: "first.bvh")
        try write(60..<90, to: "next.bvh")
        try write(60..<90, moved: 4, to: "elsewhere.bvh")
        let alone = try #require(try studio.choreo("score", "--json", "next.bvh").objects().first)
        #expect(try part("contrast", of: alone)["value"] is NSNull)
        #expect(try part("speed", of: alone)["change"] is NSNull)

        let after = try studio.choreo(
            "score", "--json", "--after", "first.bvh", "next.bvh", "elsewhere.bvh"
        ).objects()
        #expect(after.map { $0["file"] as? String } == ["next.bvh", "elsewhere.bvh"])
        let contrasts = try after.map { try #require(try part("contrast", of: $0)["value"] as? Double) }
        // Four metres away it is the same break, not a leap of four metres.
        #expect(abs(contrasts[0] - contrasts[1]) < 0.15, "\(contrasts)")
        #expect(try part("speed", of: after[0])["change"] is Double)
    }

    @Test func aFileThatCannotBeReadCostsTheOthersNothing() throws {
        try studio.write("not a BVH", to: "bad.bvh")
        let outcome = try studio.choreo(
            ["score", "--json", "bad.bvh", "opening.bvh", "missing.bvh"], expecting: 1)
        #expect(try outcome.objects().map { $0["file"] as? String } == ["opening.bvh"])
        #expect(outcome.err.contains("bad.bvh:1:1: error: ") && outcome.err.contains("missing.bvh: error: "))
        #expect(
            try studio.refusal(["score", "opening.bvh", "--after", "missing.bvh"]).contains("no such file"))
    }

    @Test func theTableNamesItsReferenceAndLinesUp() throws {
        let lines = try studio.choreo("score", "opening.bvh", "--after", "opening.bvh").lines
        #expect(lines[0].hasPrefix("opening.bvh, 3.0 s: "))
        let heading = lines[1]
        #expect(heading.contains("percentiles of Choreo"))
        #expect(lines[2].hasPrefix("  weight ") && lines.last?.hasPrefix("  contrast ") == true)
        for title in ["value", "percentile", "change"] {
            let end = try #require(heading.range(of: title)).upperBound
            let column = heading.distance(from: heading.startIndex, to: end)
            for line in lines.dropFirst(2) {
                let cell = line.prefix(column)
                #expect(cell.last != " " && line.dropFirst(column).first == " ", "\(title): \(line)")
            }
        }
    }
}
