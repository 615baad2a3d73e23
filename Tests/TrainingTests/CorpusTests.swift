import BVHFormat
import Diagnostics
import Foundation
import Motion
import MotionIO
import Tensor
import Testing

@testable import Training

@Suite("Movement to learn from")
struct CorpusTests {
    @Test("a movement is cut where the capture jumps")
    func jumps() {
        var clip = Clip.dancing(seconds: 4)
        for frame in 50..<120 { clip.rootTranslations[frame].x += 3 }
        #expect(
            Take.stretches(of: clip) == [0..<49, 51..<120] || Take.stretches(of: clip) == [0..<49, 50..<120])
        #expect(Take.stretches(of: .dancing(seconds: 4)) == [0..<120])
    }

    @Test("a take is held out whole, about as much as was asked for, and the same every time")
    func holdOut() throws {
        let takes = (0..<10).map { Take(.dancing(seconds: 8, variant: $0), name: "\($0)") }
        let (train, validation) = HoldOut(share: 0.2, seed: 3).divide(takes)
        #expect(validation.count == 2 && train.count == 8)
        #expect(Set(train.map(\.name)).isDisjoint(with: validation.map(\.name)))
        #expect(HoldOut(share: 0.2, seed: 3).divide(takes).validation.map(\.name) == validation.map(\.name))
        #expect(HoldOut(share: 0, seed: 3).divide(takes).validation.isEmpty)
    }

    @Test("what a table settles stays settled")
    func settled() {
        let takes = ["train", "validation", "train"].enumerated().map {
            Take(.dancing(seconds: 7), name: "\($0)", split: Take.Split(rawValue: $1))
        }
        let (train, validation) = HoldOut(share: 0.4, seed: 1).divide(takes)
        #expect(train.map(\.name) == ["0", "2"] && validation.map(\.name) == ["1"])
    }

    @Test("something is always left to learn from, and of two files the shorter is held out")
    func few() {
        let one = HoldOut().divide([Take(.dancing(seconds: 20), name: "only")])
        #expect(one.train.count == 1 && one.validation.isEmpty)
        let two = HoldOut().divide([
            Take(.dancing(seconds: 20), name: "long"), Take(.dancing(seconds: 7), name: "short"),
        ])
        #expect(two.validation.map(\.name) == ["short"])
    }

    @Test("little movement is noted, movement too short for a window refused")
    func shortage() throws {
        let small = try Corpus.small()
        #expect(small.shortage?.contains("3 files, 24 s") == true)
        let refused = #expect(throws: Problem.self) {
            try Corpus([Take(.dancing(seconds: 5), name: "short")], holdOut: HoldOut())
        }
        #expect(refused?.expected?.contains("6.0 s") == true && refused?.found?.contains("5.0 s") == true)
    }

    @Test("files that cannot be used are refused with a list, or left out")
    func badFiles() throws {
        let scratch = try Scratch()
        for index in 0..<2 {
            try BVHDocument(Clip.dancing(seconds: 7, variant: index)).write(
                to: scratch.path + "/good\(index).bvh")
        }
        try "HIERARCHY\nnonsense".write(toFile: scratch.path + "/bad.bvh", atomically: true, encoding: .utf8)
        try "".write(toFile: scratch.path + "/empty.bvh", atomically: true, encoding: .utf8)
        func read(skipsBad: Bool, _ skipped: (Problem) -> Void = { _ in }) throws -> Corpus {
            try Corpus.read(
                [scratch.path], rigs: .none, skipsBad: skipsBad, holdOut: HoldOut(), skipped: skipped,
                progress: { _ in })
        }
        let refused = #expect(throws: Problem.self) { try read(skipsBad: false) }
        #expect(refused?.what == "2 of 4 files cannot be used")
        #expect(refused?.found?.contains("bad.bvh") == true && refused?.found?.contains("empty.bvh") == true)
        var skipped = 0
        let corpus = try read(skipsBad: true) { _ in skipped += 1 }
        #expect(skipped == 2 && corpus.trainingFiles + corpus.validationFiles == 2)
        let again = try read(skipsBad: true)
        #expect(again.digest == corpus.digest)
    }
}
