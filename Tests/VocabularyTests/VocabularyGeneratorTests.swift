import Diagnostics
import Foundation
import Motion
import SequenceModel
import Testing

@testable import Vocabulary

@Suite("Going on with phrases that were danced before")
struct VocabularyGeneratorTests {
    private let vocabulary = Dancing.vocabulary([10, 8, 9, 12])
    private let context = Dancing.phrase(7, seconds: 3)

    private func answers(
        _ generator: VocabularyGenerator? = nil, seconds: Double = 4, count: Int = 6, seed: UInt64 = 0
    ) throws -> [Continuation] {
        try (generator ?? VocabularyGenerator(vocabulary)).propose(
            Request(context: context, seconds: seconds, count: count, seed: seed))
    }

    @Test("as many as asked for, as long as asked for, all different, again the same")
    func different() throws {
        let found = try answers()
        #expect(found.count == 6)
        #expect(found == (try answers()))
        for (index, answer) in found.enumerated() {
            #expect(answer.clip.frameCount == 120 && answer.contacts.count == 120)
            for other in found[(index + 1)...] { #expect(answer.clip != other.clip) }
        }
    }

    @Test("the seed passes over the nearest, and says when there are no more")
    func seeds() throws {
        let found = try answers(count: 6)
        #expect(try answers(count: 2, seed: 3) == Array(found[3..<5]))
        let all = try answers(count: 1000)
        #expect(all.count < 1000)
        let problem = #expect(throws: Problem.self) { try answers(count: 1, seed: UInt64(all.count)) }
        #expect(problem?.what == "this vocabulary has no further answers")
        #expect(throws: Problem.self) { try answers(count: 1, seed: .max) }
    }

    @Test("every frame is quoted: from which phrase, from when to when")
    func quoted() throws {
        for answer in try answers(seconds: 6) {
            #expect(answer.quotations.first?.frames.lowerBound == 0)
            #expect(answer.quotations.last?.frames.upperBound == 180)
            #expect(answer.joins == answer.quotations.map(\.frames.lowerBound))
            for (a, b) in zip(answer.quotations, answer.quotations.dropFirst()) {
                #expect(a.frames.upperBound == b.frames.lowerBound)
            }
            for quotation in answer.quotations {
                let phrase = try #require(vocabulary.phrases.first { $0.name == quotation.phrase })
                let first = Int((quotation.start * 30).rounded())
                #expect(abs(quotation.end - quotation.start - Double(quotation.frames.count) / 30) < 1e-9)
                let real = phrase.clip.frames(first..<first + quotation.frames.count)
                let theirs = quotation.isMirrored ? real.inTheMirror : real
                // But for where it stands on the floor, it is what was danced.
                for (own, frame) in zip(quotation.frames, 0..<theirs.frameCount) {
                    #expect(answer.clip.rootTranslations[own].y == theirs.rootTranslations[frame].y)
                    for joint in 1..<22 {
                        #expect(answer.clip[own, joint].angle(to: theirs[frame, joint]) < 2e-3)
                    }
                }
            }
        }
    }

    @Test("a phrase without its first second is told in its own time")
    func ownTime() throws {
        let late = Vocabulary([.init(name: "late", clip: Dancing.phrase(1, seconds: 8), start: 1.5)])
        let early = Vocabulary([.init(name: "early", clip: Dancing.phrase(1, seconds: 8))])
        let a = try #require(try answers(VocabularyGenerator(late), count: 1).first?.quotations.first)
        let b = try #require(try answers(VocabularyGenerator(early), count: 1).first?.quotations.first)
        #expect(abs(a.start - b.start - 1.5) < 1e-9 && abs(a.end - b.end - 1.5) < 1e-9)
    }

    @Test("it starts where the context stands and faces")
    func seam() throws {
        let end = context.pose(at: context.frameCount - 1)
        for answer in try answers() {
            let start = answer.clip.pose(at: 0)
            // The first frame is one after the seam, at no more than 2 m/s.
            #expect((start.positions[0] - end.positions[0]).flat.length < 0.07)
            #expect(abs((start.heading - end.heading).remainder(dividingBy: 2 * .pi)) < 0.2)
        }
    }

    @Test("short phrases are chained, each with another one")
    func chained() throws {
        let short = Dancing.vocabulary([1.6, 1.7, 1.8, 1.9, 2])
        for answer in try answers(VocabularyGenerator(short), seconds: 5, count: 3) {
            #expect(answer.clip.frameCount == 150)
            #expect(answer.quotations.count >= 3)
            for (a, b) in zip(answer.quotations, answer.quotations.dropFirst()) {
                #expect(a.phrase != b.phrase)
            }
        }
        // A single short phrase is all there is: it is danced again.
        let single = Dancing.vocabulary([1.6])
        let answer = try #require(try answers(VocabularyGenerator(single), seconds: 5, count: 1).first)
        #expect(answer.clip.frameCount == 150 && Set(answer.quotations.map(\.phrase)) == ["phrase 0"])
    }

    @Test("a recording does not answer its own beginning with what comes next in it, unless asked")
    func itself() throws {
        let whole = vocabulary.phrases[2].clip
        let request = Request(context: whole.frames(30..<120), seconds: 2, count: 1)
        let other = try #require(try VocabularyGenerator(vocabulary).propose(request).first?.quotations.first)
        #expect(other.phrase != "phrase 2" || abs(other.start - 4) >= 1.9)
        let asked = VocabularyGenerator(vocabulary, allowsSameMovement: true)
        let same = try #require(try asked.propose(request).first?.quotations.first)
        #expect(same.phrase == "phrase 2" && abs(same.start - 4) < 1e-6)
    }

    @Test("the same recording mirrored is itself as well")
    func itselfMirrored() throws {
        let context = vocabulary.phrases[2].clip.frames(30..<120).inTheMirror
        let request = Request(context: context, seconds: 2, count: 1)
        let other = try #require(try VocabularyGenerator(vocabulary).propose(request).first?.quotations.first)
        #expect(other.phrase != "phrase 2" || abs(other.start - 4) >= 1.9)
    }

    @Test(
        "a vocabulary from which nothing can follow says so",
        arguments: [[], [0.03], [0.5, 0.9]] as [[Double]])
    func nothing(lengths: [Double]) {
        let problem = #expect(throws: Problem.self) {
            try answers(VocabularyGenerator(Dancing.vocabulary(lengths)))
        }
        #expect(problem?.what == "nothing in this vocabulary could follow")
    }

    @Test("feet change sides in the mirror")
    func feet() throws {
        let context = vocabulary.phrases[1].clip.frames(30..<110).inTheMirror
        let places = vocabulary.places(following: context, framesAfter: 30, isMirroring: true)
        let place = try #require(places.first)
        #expect(place.isMirrored)
        var plain = place
        plain.isMirrored = false
        let pairs = zip(
            vocabulary.contacts(from: place, frames: 20), vocabulary.contacts(from: plain, frames: 20))
        for (a, b) in pairs { #expect(a == SIMD4(b.z, b.w, b.x, b.y)) }
    }
}
