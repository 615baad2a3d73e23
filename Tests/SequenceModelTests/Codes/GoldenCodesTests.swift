import Motion
import Tensor
import Testing

@testable import SequenceModel

@Suite("Swift and PyTorch draw the same codes")
struct GoldenCodesTests {
    let golden: GoldenCodes
    var model: CodeModel { golden.model }

    init() throws { golden = try GoldenCodes() }

    @Test func whatIsSeenOfThePointsBeforeAPatch() throws {
        let seen = model.coder.seen(CodeWindow.pasts(of: try golden.windows("points")))
        #expect(relativeError(seen, try golden.matrix("inputs")) < goldenTolerance)
    }

    @Test func aPatchFromComponents() throws {
        let before = CodeWindow.pasts(of: try golden.windows("points").map { $0.rows(0..<4) })
        let patch = model.coder.patch(
            after: before, seen: model.coder.seen(before), components: try golden.matrix("components"))
        let expected = try golden.matrix("step")
        #expect(relativeError(patch.reshaped(rows: 4, columns: 139), expected) < goldenTolerance)
    }

    @Test func theTrunk() throws {
        var memory = model.network.memory(items: 2)
        let trunk = model.network.trunk(try golden.matrix("inputs"), at: 0, memory: &memory)
        #expect(relativeError(trunk, try golden.matrix("trunk")) < goldenTolerance)
    }

    @Test func everyBooksHead() throws {
        let trunk = try golden.windows("trunk").map { $0.rows($0.rows - 1..<$0.rows) }
        let expected = try golden.matrix("logits")
        for book in 0..<3 {
            let logits = model.network.logits(
                book: book, trunk[0].appending(trunk[1]), drawn: try golden.matrix("components"))
            #expect(relativeError(logits, expected.rows(2 * book..<2 * book + 2)) < goldenTolerance)
        }
    }

    /// The whole loop: prediction, network with its memory, books and the way back to the room.
    @Test(arguments: [8, 4]) func theLikeliestMovement(context: Int) throws {
        let contexts = try golden.windows("points").map { $0.rows(8 - context..<8) }
        var window = CodeWindow(contexts, in: model)
        while window.points[0].rows < 8 + context {
            window.grow { logits, _ in
                logits.firstIndex(of: logits.max() ?? 0).map { $0 - logits.startIndex } ?? 0
            }
        }
        let expected = try golden.windows(context == 4 ? "likeliest.short" : "likeliest")
        for (found, expected) in zip(window.points, expected) {
            #expect(relativeError(found, expected) < goldenTolerance)
        }
        guard context == 8 else { return }
        for (found, expected) in zip(window.corrected, try golden.windows("corrected")) {
            #expect(relativeError(found, expected) < goldenTolerance)
        }
    }

    @Test func correctionsOfThePostNet() throws {
        let corrections = model.postnet.corrections(of: try golden.matrix("inputs"), items: 2)
        let expected = try golden.matrix("corrections")
        #expect(relativeError(corrections, expected) < goldenTolerance)
    }

    @Test func theCurveThroughTheSmoothedPoints() throws {
        let points = try golden.windows("corrected")[0]
        let curve = CodeCurve(model.sizes, available: 24)
        let (clip, contacts) = curve.frames(24, of: points)
        let expected = try golden.matrix("frames").rows(24..<48)
        #expect(FrameFeatures.decoded(expected, frameRate: 30).contacts.count == contacts.count)
        for frame in 0..<24 {
            let place = expected[row: frame].prefix(3)
            let difference = zip(place, [0, 1, 2].map { clip.rootTranslations[frame][$0] }).map {
                abs($0 - $1)
            }
            #expect(difference.allSatisfy { $0 < 1e-4 })
        }
    }

    @Test func drawingFromTheLikeliestEntries() throws {
        let logits = try golden.matrix("draw.logits")
        let numbers = try golden.file.floats("golden.draw.u", shape: [40])
        let codes = try golden.file.floats("golden.draw.codes", shape: [40])
        let draw = NucleusDraw(temperature: 0.9, share: 0.9)
        for row in 0..<40 {
            #expect(draw.entry(logits[row: row], at: Double(numbers[row])) == Int(codes[row]))
        }
    }

    /// Products of half precision may change what is drawn, but not what is likely.
    @Test func halfPrecisionStaysNear() throws {
        let rounded = try CodeModel(parsing: golden.bytes, path: "half", precision: .half)
        var memory = rounded.network.memory(items: 2)
        let trunk = rounded.network.trunk(try golden.matrix("inputs"), at: 0, memory: &memory)
        #expect(relativeError(trunk, try golden.matrix("trunk")) < 0.05)
    }
}
