import Diagnostics
import Testing

@testable import JSON

@Suite struct JSONTests {
    private func parse(_ text: String) throws(Problem) -> JSONValue {
        try JSONValue.parse(Array(text.utf8), path: "x.json", remedy: "correct it")
    }

    @Test func valuesAreReadWithTheirPlaces() throws {
        let value = try parse("{\n  \"a\": [1, -2.5e3,\n true],\r\n\t\"b\": null}")
        let list = try #require(value.object?["a"])
        #expect(list.array?.map(\.content) == [.number("1"), .number("-2.5e3"), .bool(true)])
        #expect(list.array?.map(\.line) == [2, 2, 3])
        #expect(list.array?.map(\.column) == [9, 12, 2])
        #expect(value.object?["b"]?.isNull == true)
        #expect(list.array?[1].double == -2500)
    }

    @Test func numbersKeepEveryDigit() throws {
        let value = try parse("[18446744073709551615, 0.1, 1e400, 3.0]")
        #expect(value.array?[0].integer(UInt64.self) == .max)
        #expect(value.array?[0].integer(Int.self) == nil)
        #expect(value.array?[1].double == 0.1)
        #expect(value.array?[2].double == nil)
        #expect(value.array?[3].integer(Int.self) == 3)
        #expect(JSONValue.number(0.1).content == .number("0.1"))
        #expect(JSONValue.number(120.0).content == .number("120"))
    }

    @Test(arguments: [
        "", "plain", "\"\\/\u{8}\u{c}\n\r\t", "Plié 🩰", "\u{0}\u{1f}\u{7f}", "\u{2028}",
    ])
    func everyTextReadsBack(text: String) throws {
        let value = JSONValue.object([text: .string(text)])
        let bytes = value.serialized()
        #expect(try JSONValue.parse(bytes, path: "x", remedy: "") == value)
        #expect(bytes.allSatisfy { $0 >= 0x20 || $0 == 0x0a })
    }

    @Test func escapesAreRead() throws {
        #expect(try parse(#""\u0041\uD83E\ude70\n\/""#).string == "A🩰\n/")
    }

    @Test(arguments: [
        ("1️⃣", "a value"), ("{1️⃣", "a name in double quotes"), ("{\"a\" 1️⃣1}", "`:`"), ("[1 1️⃣2]", "`,` or `]`"),
        ("{\"a\": 1 1️⃣\"b\"}", "`,` or `}`"), ("[1,1️⃣]", "a value"),
        ("{\"a\": 1,1️⃣}", "a name in double quotes"),
        ("1 1️⃣2", "the end of the file"), ("1️⃣nul", "a value"), ("1️⃣01", "a value"), ("1️⃣+1", "a value"),
        ("1️⃣.5", "a value"), ("1️⃣1.", "a value"), ("1️⃣--1", "a value"), ("1️⃣NaN", "a value"),
        ("\"a1️⃣\n\"", "`\"` at the end of the text"), ("\"a1️⃣", "`\"` at the end of the text"),
        ("\"\\1️⃣x\"", "an escape such as \\n"), ("\"\\1️⃣u12\"", "four hexadecimal digits"),
        ("\"\\ud8001️⃣\"", "a pair of surrogates"),
        ("{\"a\": 1, \"a\"1️⃣: 2}", "each name once"),
    ])
    func whatIsWrongIsMarked(marked: String, expected: String) throws {
        let parts = marked.split(separator: "1️⃣", maxSplits: 1, omittingEmptySubsequences: false)
        let before = String(parts[0])
        let found = try #require(problem { _ = try parse(parts.joined()) })
        #expect(found.what == "the file is damaged")
        #expect(found.expected == expected)
        #expect(found.place == .file("x.json", line: 1, column: before.utf8.count + 1))
        #expect(found.found?.isEmpty == false)
    }

    @Test func nestingHasALimit() throws {
        let deep = String(repeating: "[", count: 100_000)
        #expect(try #require(problem { _ = try parse(deep) }).expected == "at most 64 levels of nesting")
        let fine = String(repeating: "[", count: 64) + String(repeating: "]", count: 64)
        #expect(try parse(fine).array != nil)
    }

    @Test func textMustBeUTF8() {
        let bytes: [UInt8] = [0x22, 0xff, 0xfe, 0x22]
        #expect(
            problem { _ = try JSONValue.parse(bytes, path: "x", remedy: "") }?.expected == "text in UTF-8")
    }

    @Test func keysAreSortedAndItemsHaveALineEach() {
        let value = JSONValue.object([
            "b": .array([.object(["y": .number(1), "x": .array([.number(2), .null])]), .array([])]),
            "a": .object([:]), "Z": .object(["k": JSONValue(.bool(false))]),
        ])
        #expect(
            String(decoding: value.serialized(), as: UTF8.self) == """
                {
                  "Z": {
                    "k": false
                  },
                  "a": {},
                  "b": [
                    {"x": [2, null], "y": 1},
                    []
                  ]
                }

                """)
    }

    /// What `body` complains about.
    private func problem(_ body: () throws -> Void) -> Problem? {
        do {
            try body()
            return nil
        } catch {
            return error as? Problem
        }
    }
}
