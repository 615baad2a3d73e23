import Diagnostics
import Foundation
import Motion
import Tensor
import Testing

@testable import SequenceModel

@Suite("Proposals in the manner of an example")
struct StyleRequestTests {
    let golden: Golden
    let generator: TransformerGenerator

    init() throws {
        golden = try Golden()
        generator = TransformerGenerator(golden.checkpoint)
    }

    private func request(
        _ styles: [StyleExample] = [], temperature: Float = 1, count: Int = 2, seed: UInt64 = 5
    ) -> Request {
        var request = Request(context: .swaying(frames: 60), seconds: 0.8, count: count, seed: seed)
        request.styles = styles
        request.temperature = temperature
        return request
    }

    /// A figure with its head bowed that hardly moves.
    private static let calm: Clip = {
        var clip = Clip.swaying(frames: 90)
        for frame in 0..<90 {
            for joint in 0..<22 { clip[frame, joint] = clip[0, joint] }
            clip[frame, .neck] = Quaternion(angle: 0.7, axis: SIMD3(1, 0, 0))
        }
        return clip
    }()

    @Test("a phrase's style is the mean of its windows of six seconds, one every second")
    func windows() throws {
        let styles = try #require(golden.checkpoint.styles)
        func style(_ clip: Clip) -> [Float] {
            styles.embedding(ofFeatures: StyleSpaceTests.features(clip), frameRate: 30)
        }
        let clip = Clip.swaying(frames: 255)
        #expect(styles.embedding(of: clip.frames(0..<70)) == style(clip.frames(0..<70)))
        #expect(styles.embedding(of: clip.frames(0..<209)) == style(clip.frames(0..<180)))
        // Windows at 0, 1 and 2 s; the half second that is left begins none.
        let parts = [0, 30, 60].map { style(clip.frames($0..<$0 + 180)) }
        for (index, value) in styles.embedding(of: clip).enumerated() {
            #expect(abs(value - (parts[0][index] + parts[1][index] + parts[2][index]) / 3) < 1e-4)
        }
    }

    @Test("weights lead from the phrase's own manner to the examples'")
    func blending() {
        let own: [Float] = [1, 2]
        func blend(_ examples: ([Float], Float)...) -> [Float] {
            StyleSpace.blended(examples.map { (style: $0.0, weight: $0.1) }, from: own)
        }
        #expect(blend(([5, 0], 1)) == [5, 0])
        #expect(blend(([5, 0], 0.5)) == [3, 1])
        #expect(blend(([5, 0], 2)) == [9, -2])
        #expect(blend(([5, 0], 0)) == own)
        #expect(blend(([5, 0], 1), ([1, 4], 1)) == [3, 2])
        #expect(blend(([5, 0], 0.5), ([1, 4], 0.5)) == [3, 2])
        #expect(blend(([5, 0], 0.25), ([1, 4], 0.25)) == [2, 2])
        #expect(blend(([5, 0], 1.5), ([1, 4], 0.5)) == [5.5, 0.5])
    }

    @Test("an example tells, and one of weight 0 less than one of weight 1")
    func examplesTell() throws {
        let plain = try generator.propose(request())
        let calm = try generator.propose(request([StyleExample(Self.calm)]))
        #expect(plain.map(\.clip) != calm.map(\.clip))
        #expect(calm == (try generator.propose(request([StyleExample(Self.calm)]))))
        #expect(calm != (try generator.propose(request([StyleExample(Self.calm, weight: 0)]))))
        #expect(calm != (try generator.propose(request([StyleExample(.swaying(frames: 90))]))))
    }

    @Test("where and which way an example was danced does not matter")
    func place() throws {
        let styles = try #require(golden.checkpoint.styles)
        let moved = Clip.swaying(frames: 200).moved(by: FloorTransform(yaw: 2.4, shift: SIMD3(9, 0, -30)))
        for (a, b) in zip(styles.embedding(of: .swaying(frames: 200)), styles.embedding(of: moved)) {
            // Speeds are differences of places 30 m away.
            #expect(abs(a - b) < 2e-2 * max(1, abs(a)))
        }
    }

    @Test("temperature scales the noise, and 1 changes nothing")
    func temperature() throws {
        var (one, half) = (Xoshiro256(seed: 3), Xoshiro256(seed: 3))
        let noise = golden.checkpoint.noise.drawn(tokens: 5, from: &one)
        let cool = golden.checkpoint.noise.drawn(tokens: 5, warmth: 0.5, from: &half)
        #expect(cool.values == noise.values.map { $0 * 0.5 })
        let plain = try generator.propose(request())
        #expect(plain == (try generator.propose(request(temperature: 1))))
        #expect(plain != (try generator.propose(request(temperature: 0.5))))
        #expect(plain != (try generator.propose(request(temperature: 2))))
    }

    @Test("what cannot be asked for is refused in words")
    func refusals() throws {
        var broken = Self.calm
        broken.rootTranslations[3].x = .infinity
        var requests = [request(temperature: 0.4), request(temperature: 2.1), request(temperature: .nan)]
        requests.append(request([StyleExample(Self.calm.frames(0..<59))]))
        requests.append(request([StyleExample(Self.calm, weight: -0.1)]))
        requests.append(request([StyleExample(Self.calm, weight: 2.5)]))
        requests.append(request([StyleExample(Self.calm, weight: .nan)]))
        requests.append(request([StyleExample(broken)]))
        for request in requests {
            let problem = #expect(throws: Problem.self) { try generator.propose(request) }
            #expect(problem?.expected != nil && problem?.found != nil && problem?.remedy.isEmpty == false)
        }
    }

    @Test("a checkpoint without styles says so, and goes on without them")
    func withoutStyles() throws {
        var file = golden.file
        let config = try #require(file.metadata["config"])
        var sizes = try #require(
            JSONSerialization.jsonObject(with: Data(config.utf8)) as? [String: Any])
        sizes["E"] = nil
        file.metadata["config"] = String(
            decoding: try JSONSerialization.data(withJSONObject: sizes), as: UTF8.self)
        let old = TransformerGenerator(try Checkpoint(parsing: file.serialized(), path: "old"))
        #expect(try old.propose(request()).count == 2)
        let problem = #expect(throws: Problem.self) {
            try old.propose(request([StyleExample(Self.calm)]))
        }
        #expect(problem?.what == "this checkpoint was trained without styles")
    }
}
