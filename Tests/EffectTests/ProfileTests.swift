import Diagnostics
import Foundation
import Motion
import Testing

@testable import Effect

@Suite("A profile of a phrase")
struct ProfileTests {
    @Test("has every part once, in the stated order, with a unit and a meaning")
    func parts() throws {
        let profile = try EffectProfile(of: Figure.dancing.clip(seconds: 4), reference: nil)
        #expect(profile.parts.map(\.key) == EffectKey.all)
        #expect(Set(EffectKey.all).count == EffectKey.all.count)
        for key in [
            "weight", "time", "space", "flow", "extent", "speed", "level", "balance", "footSkate", "contrast",
        ] {
            #expect(profile[EffectKey(rawValue: key)] != nil, "\(key)")
        }
        for part in profile.parts {
            #expect(!part.unit.isEmpty && !part.meaning.isEmpty)
            #expect(part.percentile == nil)
        }
    }

    @Test("of three frames is refused with what would be enough")
    func tooShort() throws {
        let problem = try #require(throws: Problem.self) {
            try EffectProfile(of: Figure.dancing.clip(seconds: 0.1), after: Figure.dancing.clip(seconds: 4))
        }
        #expect(problem.what == "the phrase is too short to score")
        #expect(problem.expected == "at least 0.3 s")
        #expect(problem.found == "3 frames at 30 per second")
    }

    @Test("of no frames is refused too")
    func empty() throws {
        #expect(throws: Problem.self) { try EffectProfile(of: Figure.dancing.clip(seconds: 0)) }
    }

    @Test("of the shortest phrase allowed has finite values")
    func shortest() throws {
        let profile = try EffectProfile(of: Figure.dancing.clip(seconds: 0.3))
        for part in profile.parts { #expect(part.value?.isFinite != false, "\(part.key)") }
        #expect(profile.parts.allSatisfy { $0.frames.map { 0..<9 ~= $0.lowerBound } != false })
    }

    @Test("refuses a place that is not a number, and says where it is")
    func notFinite() throws {
        var clip = Figure.dancing.clip(seconds: 2)
        clip[17, .leftArm] = Quaternion(vector: SIMD4(.nan, 0, 0, 1))
        let problem = try #require(throws: Problem.self) { try EffectProfile(of: clip) }
        #expect(problem.found?.contains("frame 18") == true)
        #expect(problem.found?.contains("`LeftForeArm`") == true)
    }

    @Test("points at the half second in which it happens, in frames of the phrase", arguments: [30.0, 120])
    func frames(rate: Double) throws {
        let context = Figure.still.clip(seconds: 2, rate: rate)
        let phrase = Figure.gesture(lasting: 0.5).clip(seconds: 4, rate: rate)
        let part = try #require(try EffectProfile(of: phrase, after: context, reference: nil)[.time])
        let frames = try #require(part.frames)
        // The gesture lasts from 0.5 to 1.0 s.
        #expect(abs(Double(frames.lowerBound) / rate - 0.5) < 0.1)
        #expect(abs(Double(frames.upperBound) / rate - 1.0) < 0.1)
        #expect(part.joints.first == .rightHand)
    }

    @Test("of more of the same has little contrast; a break has much")
    func contrast() throws {
        let walk = Figure.dancing.clip(seconds: 10)
        let more = try EffectProfile(of: walk.frames(150..<270), after: walk.frames(0..<150), reference: nil)
        let still = Figure.still.clip(seconds: 4)
        let stop = try EffectProfile(of: still, after: walk.frames(0..<150), reference: nil)
        #expect(try #require(more[.contrast]?.value) < 0.6)
        #expect(try #require(stop[.contrast]?.value) > 2 * #require(more[.contrast]?.value))
        #expect(try EffectProfile(of: still, reference: nil)[.contrast]?.value == nil)
    }

    @Test("does not compare with a context of a few frames")
    func tinyContext() throws {
        let walk = Figure.dancing.clip(seconds: 6)
        let profile = try EffectProfile(of: walk.frames(5..<125), after: walk.frames(0..<5), reference: nil)
        #expect(profile[.contrast]?.value == nil)
        #expect(profile.parts.allSatisfy { $0.change == nil })
    }

    @Test("measures a phrase cut out of a movement as it is inside that movement")
    func cutting() throws {
        let walk = Figure.dancing.clip(seconds: 12)
        let whole = try EffectProfile(of: walk.frames(60..<180), after: walk.frames(0..<60), reference: nil)
        let alone = try EffectProfile(of: walk.frames(60..<180), reference: nil)
        for (a, b) in zip(whole.parts, alone.parts) where a.key != .contrast {
            #expect(abs((a.value ?? 0) - (b.value ?? 0)) < 0.03 * max(abs(a.value ?? 0), 0.1), "\(a.key)")
        }
    }

    @Test("is written as JSON with every name, null where nothing is known, frames counted from 1")
    func json() throws {
        let profile = try EffectProfile(of: Figure.still.clip(seconds: 4), reference: nil)
        let object = try JSONSerialization.jsonObject(with: JSONEncoder().encode(profile))
        let fields = try #require(object as? [String: Any])
        #expect(Set(fields.keys) == ["seconds", "windows", "reference", "parts", "journey"])
        let parts = try #require(fields["parts"] as? [[String: Any]])
        let nothing = try #require(parts.first { $0["key"] as? String == "directness" })
        #expect(
            Set(nothing.keys) == [
                "key", "value", "unit", "meaning", "evidence", "percentile", "change", "frames", "joints",
            ])
        #expect(nothing["value"] is NSNull && nothing["frames"] is NSNull)
        let space = try #require(parts.first { $0["key"] as? String == "space" })
        #expect(space["evidence"] as? String == "low")
        let level = try #require(parts.first { $0["key"] as? String == "level" })
        #expect(level["frames"] as? [Int] == [1, 15])
        #expect(level["joints"] as? [String] == ["Hips"])
    }
}

@Suite("The windows of a phrase")
struct WindowsTests {
    @Test("are one up to 5 s")
    func short() {
        #expect(Windows(covering: 60..<180).ranges == [60..<180])
        #expect(Windows(covering: 0..<150).ranges == [0..<150])
        #expect(Windows(covering: 0..<9).ranges == [0..<9])
    }

    @Test("are 4 s long, every 2 s, and cover a longer phrase to its end")
    func long() {
        #expect(Windows(covering: 0..<240).ranges == [0..<120, 60..<180, 120..<240])
        #expect(Windows(covering: 10..<175).ranges == [10..<130, 55..<175])
        for count in 151..<500 {
            let ranges = Windows(covering: 0..<count).ranges
            #expect(ranges.allSatisfy { $0.count == 120 })
            #expect(ranges.first?.lowerBound == 0 && ranges.last?.upperBound == count)
            #expect(zip(ranges, ranges.dropFirst()).allSatisfy { 1...60 ~= $1.lowerBound - $0.lowerBound })
        }
    }
}
