import Diagnostics
import Testing

@testable import Pieces

@Suite struct NameTests {
    @Test(arguments: [
        ("opening", "opening"), ("Night Train", "Night-Train"), ("  a  -  b  ", "a-b"), ("85_12", "85_12"),
        ("plie\u{301}", "pli\u{e9}"), ("turn (left)!", "turn-left"), ("v1.2", "v1.2"),
        ("...hidden", "hidden"),
        ("-rf", "rf"), ("Танец", "Танец"), ("踊り", "踊り"), ("a\u{200b}b".replacing("\u{200b}", with: ""), "ab"),
        ("a..b", "a.b"), (String(repeating: "a", count: 200), String(repeating: "a", count: 80)),
    ])
    func wordsBecomeNames(words: String, name: String) throws {
        let slug = try Name.slug(words, for: "a phrase")
        #expect(slug == name)
        #expect(slug.utf8.elementsEqual(name.utf8))
        #expect(Name.isValid(slug))
        #expect(try Name.slug(slug, for: "a phrase") == slug)
    }

    @Test(arguments: [
        "", " ", "!!!", "..", "a/b", "a\\b", "../a", "a\nb", "a\u{0}", "\u{1b}[1m", "\u{202e}abc", "CON",
        "aux.x", "com1",
        "lpt9", "nul", "x.lock",
    ])
    func whatCouldHarmIsRefused(words: String) {
        #expect(throws: Problem.self) { try Name.slug(words, for: "a phrase") }
        #expect(!Name.isValid(words))
    }

    @Test func aTakenNameGetsANumber() {
        #expect(Name.free("turn", besides: []) == "turn")
        #expect(Name.free("turn", besides: ["Turn", "turn-2"]) == "turn-3")
    }

    @Test(arguments: [
        "piece.json", "timeline.json", "phrases/a.bvh", "phrases/a.json", "rigs/a.bvh", "taste/Ana.json",
    ])
    func theLayoutKnowsItsFiles(path: String) {
        #expect(PieceLayout.isPieceFile(path))
    }

    @Test(arguments: [
        "README.md", "phrases/a.txt", "phrases/a", "phrases/.bvh", "phrases/x/a.bvh", "a.bvh", "rigs/a.json",
        "phrases/../piece.json", "phrases/.1.part.bvh", "phrases/A b.bvh", "/piece.json", "",
    ])
    func whatIsNoneOfThePiecesIsLeftAlone(path: String) {
        #expect(!PieceLayout.isPieceFile(path))
    }
}
