import BVHFormat
import Diagnostics
import Motion
import Testing

@testable import MotionIO

@Suite("another rate")
struct RateTests {
    private func resampled(_ document: BVHDocument, to rate: Double) throws -> BVHDocument {
        var result = document
        try result.resample(to: rate)
        return result
    }

    @Test("every other frame is those frames, number for number")
    func half() throws {
        for take in [Takes.odd, Takes.two] {
            let result = try resampled(take, to: 12.5)
            #expect(result.frameCount == (take.frameCount + 1) / 2 && result.frameTime == 0.08)
            for frame in 0..<result.frameCount {
                #expect(
                    result.frames(frame..<frame + 1).values == take.frames(2 * frame..<2 * frame + 1).values)
            }
        }
    }

    @Test("twice the rate meets the frames, and lies between them otherwise")
    func double() throws {
        let result = try resampled(Takes.odd, to: 50)
        #expect(result.frameCount == 79)
        let width = result.channelCount
        for frame in 0..<40 {
            let row = 2 * frame * width
            #expect(
                result.values[row..<row + width].elementsEqual(
                    Takes.odd.values[frame * width..<(frame + 1) * width]))
        }
        // The hinge turns evenly, so half-way is half the angle; a still column stays bit for bit.
        #expect(abs(result.values[7 * width + 6] - 7) < 1e-9)
        #expect((0..<79).allSatisfy { result.values[$0 * width + 7] == 1 })
    }

    @Test("between two frames a joint turns the short way round")
    func shortWay() throws {
        let joint = BVHDocument.Joint(
            name: "top", parent: nil, offset: .zero, channels: [.zRotation, .xRotation, .yRotation])
        let jumping = BVHDocument(joints: [joint], frameTime: 0.1, values: [170, 0, 0, -170, 0, 0])
        let result = try resampled(jumping, to: 20)
        #expect(abs(result.values[3] - 180) < 1e-9)
        #expect(abs(result.values[6] - 190) < 1e-9)
    }

    @Test("a rate is meant as it is written: a few digits of a frame time are enough")
    func statedRates() {
        func rate(_ frameTime: Double) -> Double {
            var document = Takes.odd
            document.frameTime = frameTime
            return document.statedRate
        }
        #expect(rate(0.0333333) == 30 && rate(0.008333) == 120 && rate(0.04) == 25 && rate(1) == 1)
        #expect(abs(rate(0.0417083) - 24 / 1.001) < 1e-12)
        #expect(rate(0.0123) == 1 / 0.0123)
    }

    @Test("a file that claims years is refused before memory is taken")
    func years() {
        var document = Takes.odd
        document.frameTime = 1e6
        #expect(throws: Problem.self) { try resampled(document, to: 1000) }
    }

    @Test("a rest pose in front stays as it is, and is not blended into the movement")
    func restInFront() throws {
        var document = Takes.body
        document.values.removeFirst(30 * document.channelCount)
        var conversion = Conversion(to: .bvh)
        conversion.style.tPose = .first
        let first = try BVHDocument.parse(try conversion.convert(document, path: "a").bytes, path: "a")
        conversion.style.tPose = .keep
        conversion.frameRate = 120
        let result = try BVHDocument.parse(try conversion.convert(first, path: "a").bytes, path: "a")
        #expect(result.frameCount == 1 + 59)
        #expect(result.frames(0..<1).values == first.frames(0..<1).values)
        #expect(result.frames(1..<2).values == first.frames(1..<2).values)
    }
}
