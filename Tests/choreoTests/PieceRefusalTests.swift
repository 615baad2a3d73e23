import BVHFormat
import Foundation
import Testing

/// What the commands of a piece refuse, and how they say so.
@Suite struct PieceRefusalTests {
    let studio: Studio

    init() throws { studio = try Studio() }

    @Test(arguments: [
        ["add", "opening.bvh"], ["accept", "1"], ["reject", "1"], ["drafts"], ["save"], ["status"],
        ["history"], ["branch"], ["branch", "quieter"], ["switch", "main"], ["restore"], ["undo"], ["redo"],
        ["credits"], ["propose", "--after", "opening"],
    ])
    func outsideAPiece(words: [String]) throws {
        let told = try studio.refusal(words)
        #expect(told.hasPrefix("\(studio.folder): error: this folder is not a piece\n"))
        #expect(told.contains("choreo new"))
        let elsewhere = try studio.refusal(words + ["-C", "nowhere"])
        #expect(elsewhere.contains("there is no such folder"))
    }

    @Test func whatIsNotInThePieceOrTakenAlready() throws {
        try studio.beginPieceWithProposals()
        try studio.choreo("accept", "1", "--as", "falling", in: "night-train")
        let before = try state()
        func refused(_ words: String..., saying phrase: String) throws {
            let told = try studio.refusal(words, in: "night-train")
            #expect(told.contains(phrase), "\(words): \(told)")
        }
        try refused("propose", "--after", "closing", saying: "falling, opening")
        try refused("propose", "closing", saying: "there is no phrase `closing`")
        try refused("propose", "closing.bvh", saying: "no such file")
        try refused("add", "../nothing.bvh", saying: "no such file")
        try refused("add", "piece.json", saying: "piece.json:1:1: error: this is not a BVH file")
        try refused("add", ".", saying: "this is a folder")
        try refused("add", "../opening.bvh", saying: "--as opening-2")
        try refused("add", "../opening.bvh", "--as", "Falling", saying: "--as Falling-2")
        try refused("add", "../opening.bvh", "../opening.bvh", saying: "already")
        try refused("accept", "9", saying: "1 to 2, of the draft `opening`")
        try refused("accept", "1", saying: "the phrase `falling`")
        try refused("accept", "2", "1", saying: "the phrase `falling`")
        try refused("accept", "2", "--as", "opening", saying: "there is a phrase `opening` already")
        try refused("accept", "2", "--draft", "closing", saying: "there is no draft `closing`")
        try refused("reject", "1", saying: "in the piece")
        try refused("drafts", "closing", saying: "there is no draft `closing`")
        try refused("branch", "main", saying: "there is a branch `main` already")
        try refused("branch", "two words", saying: "cannot be the name of a branch")
        try refused("switch", "nowhere", saying: "choreo branch nowhere")
        try refused("restore", "closing", saying: "nothing called `closing`")
        try refused("restore", "--from", "0123abcd", saying: "there is no version")
        try refused("save", "-m", " ", saying: "cannot be saved")
        try refused("redo", saying: "nothing to redo")
        try refused("new", "Day", saying: "a piece cannot be inside another")
        #expect(try state() == before)
        let again = try studio.refusal(["new", "Night Train"])
        #expect(again.contains("cd night-train"))
    }

    @Test func aSwitchThatWouldLoseWork() throws {
        try studio.beginPiece()
        try studio.choreo("branch", "quieter", in: "night-train")
        try studio.choreo("add", "../opening.bvh", "--as", "again", in: "night-train")
        let told = try studio.refusal(["switch", "main"], in: "night-train")
        #expect(told.contains("unsaved work would be lost") && told.contains("added phrase again"))
        try studio.expectSound(after: "a refused switch", saves: 2, unsaved: true)
    }

    @Test func nothingToUndoOrToSave() throws {
        try studio.choreo("new", "Night Train")
        #expect(try studio.refusal(["undo"], in: "night-train").contains("nothing to undo"))
        #expect(try studio.refusal(["save"], in: "night-train").contains("nothing to save"))
        #expect(try studio.refusal(["accept", "1"], in: "night-train").contains("choreo propose --after"))
        #expect(try studio.choreo("drafts", in: "night-train").lines.count == 1)
    }

    @Test func nobodyIsWorking() throws {
        try studio.beginPiece()
        // Emptied here, because a name may be set for the whole machine.
        try studio.git("config", "user.name", "")
        let told = try studio.refusal(["add", "../opening.bvh", "--as", "again"], in: "night-train")
        #expect(told.contains("--by") && told.contains("git config --global user.name"))
        #expect(try studio.choreo("status", in: "night-train").out.contains("unsaved: nothing"))
    }

    @Test func namesThatWouldHarmATerminalOrAFolder() throws {
        try studio.beginPieceWithProposals()
        let before = try state()
        for name in ["\u{1b}[31mred", "a\u{7}b", "line\nbreak", "\u{202e}gnilaf", "../../out", "", "..."] {
            for words in [
                ["accept", "1", "--as", name], ["add", "../opening.bvh", "--as", name], ["branch", name],
                ["propose", "--after", name], ["restore", name, "--from", "main"], ["switch", name],
            ] {
                _ = try studio.refusal(words, in: "night-train")
            }
            _ = try studio.refusal(["new", name])
        }
        #expect(try state() == before)
        #expect(try studio.names(in: "") == ["home", "night-train", "opening.bvh"])
    }

    @Test func wordsFromElsewhereAreShownHarmless() throws {
        try studio.beginPiece()
        try studio.git(
            "-c", "user.name=\u{1b}[32mEve", "commit", "--quiet", "--allow-empty", "-m", "\u{1b}[31mred\u{7}")
        let hostile = "\u{1b}[2J.bvh"
        try Studio.opening.write(to: studio.path(hostile))
        #expect(try studio.refusal(["add", "../" + hostile], in: "night-train").contains("\\u{1b}[2J"))
        try Studio.opening.write(to: studio.path("night-train/phrases/" + hostile))
        for words in ["history", "status", "credits", "branch"] {
            let outcome = try studio.choreo(words, in: "night-train")
            #expect(!(outcome.out + outcome.err).contains("\u{1b}"), "\(words)")
        }
        #expect(try studio.choreo("history", in: "night-train").out.contains("\\u{1b}[31mred\\u{7}"))
    }

    @Test func aFullDisk() throws {
        try studio.beginPiece()
        let before = try state()
        let added = try studio.choreoOnAFullDisk("add", "../opening.bvh", "--as", "again", in: "night-train")
        let proposed = try studio.choreoOnAFullDisk(
            "propose", "opening.bvh", "--count", "1", "--seconds", "1", "--no-sheet", "-o", "ideas")
        for outcome in [added, proposed] {
            #expect(outcome.status == 1 && outcome.out == "")
            #expect(outcome.err.contains("found:    File too large"), "\(outcome.err)")
        }
        #expect(try state() == before)
        #expect(try studio.names(in: "") == ["home", "night-train", "opening.bvh"])
        try studio.choreo("add", "../opening.bvh", "--as", "again", in: "night-train")
        try studio.expectSound(after: "a full disk", saves: 2, unsaved: true)
    }

    @Test(arguments: [
        ["accept"], ["accept", "three"], ["accept", "1", "1"], ["accept", "1", "2", "--as", "both"],
        ["add"], ["add", "a.bvh", "b.bvh", "--as", "both"], ["propose"],
        ["propose", "a.bvh", "--after", "opening"], ["switch"], ["history", "--limit", "0"],
        ["branch", "quieter", "--json"], ["juggle"],
    ])
    func wrongWords(words: [String]) throws {
        let outcome = try studio.choreo(words, expecting: 2)
        #expect(outcome.out == "" && outcome.err.hasPrefix("Error: "))
    }

    @Test func everyCommandHelpsWithTwoExamples() throws {
        let overview = try studio.choreo("--help").out
        let commands = overview.split(separator: "\n").compactMap { line -> String? in
            let words = line.split(separator: " ")
            let isEntry = line.hasPrefix("  ") && !line.hasPrefix("   ") && words.count > 2
            return isEntry && words[0].allSatisfy(\.isLowercase) ? String(words[0]) : nil
        }
        #expect(Set(["info", "propose", "new", "undo", "credits"]).isSubset(of: commands))
        for command in commands {
            let help = try studio.choreo(command, "--help").out
            let examples = help.components(separatedBy: "EXAMPLES\n").last?.split(separator: "\n") ?? []
            #expect(examples.prefix(2).allSatisfy { $0.hasPrefix("  choreo \(command)") }, "\(command)")
        }
    }

    /// Everything that a refused command must leave alone.
    private func state() throws -> [String] {
        [
            try studio.git("for-each-ref"), try studio.git("status", "--porcelain", "-uall"),
            try studio.git("symbolic-ref", "HEAD"),
            try studio.git("hash-object", "piece.json", "timeline.json"),
        ]
    }
}
