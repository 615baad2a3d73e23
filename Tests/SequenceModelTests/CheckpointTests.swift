import Diagnostics
import Files
import Tensor
import Testing

@testable import SequenceModel

@Suite("A checkpoint is whole or refused")
struct CheckpointTests {
    let golden: Golden

    init() throws { golden = try Golden() }

    private func problem(_ change: (inout Safetensors) -> Void) -> Problem? {
        let bytes = golden.changed(change)
        return #expect(throws: Problem.self) { try Checkpoint(parsing: bytes, path: "changed.safetensors") }
    }

    @Test func isNamedByTheDigestOfItsFile() {
        #expect(golden.checkpoint.digest == SHA256.hexDigest(of: golden.bytes))
        #expect(golden.checkpoint.digest.count == 64)
    }

    @Test func knowsItsSizes() {
        let sizes = golden.checkpoint.configuration
        #expect(sizes.features == 139 && sizes.frames == 36 && sizes.contextFrames == 12)
        #expect(sizes.newFrames == 24 && sizes.contextTokens == 2 && sizes.tokenSize == 278)
        #expect(sizes.steps == 4 && sizes.guidance == 1.5 && sizes.shift == 1.5)
    }

    @Test func writtenAgainItIsTheSameNetwork() throws {
        let again = try Checkpoint(parsing: golden.file.serialized(), path: "again")
        #expect(again.configuration == golden.checkpoint.configuration)
        #expect(again.metadata == golden.checkpoint.metadata)
        let request = Request(context: .swaying(frames: 30), seconds: 0.5, count: 1)
        #expect(
            try TransformerGenerator(again).propose(request)
                == TransformerGenerator(golden.checkpoint).propose(request))
    }

    /// Every tensor that a checkpoint must have.
    static let tensors = [
        "input.weight", "input.bias", "position", "time.0.weight", "time.2.bias", "condition.weight",
        "condition.mean", "condition.scale", "condition.quantiles", "modulation.bias", "blocks.0.table",
        "blocks.1.qkv.weight", "blocks.1.proj.bias", "blocks.0.up.weight", "blocks.1.down.weight",
        "finalModulation.weight", "output.weight", "features.mean", "features.scale", "whiten.mean",
        "whiten.forward", "whiten.inverse", "spline.basis", "spline.fit", "spline.contextFit",
        "noise.correlation", "parts.weight", "style.weight", "style.mean", "style.axes", "style.bank",
        "sampling.response",
    ]

    @Test(arguments: tensors)
    func aTensorThatIsMissingOrOfAnotherShapeIsNamed(name: String) {
        golden.mustHave(name) { _ = try Checkpoint(parsing: $0, path: $1) }
    }

    @Test func numbersThatAreNotFiniteAreRefused() {
        let problem = problem { file in
            file.remove("output.bias")
            file.add("output.bias", shape: [12], Array(repeating: .nan, count: 12))
        }
        #expect(problem?.what.contains("`output.bias`") == true)
    }

    @Test func aFeatureWithoutScaleIsRefused() {
        #expect(
            problem { file in
                file.remove("features.scale")
                file.add("features.scale", shape: [139], Array(repeating: 0, count: 139))
            } != nil)
    }

    @Test func noiseThatNeverChangesIsRefused() {
        #expect(
            problem { file in
                file.remove("noise.correlation")
                file.add("noise.correlation", shape: [12], Array(repeating: 1, count: 12))
            } != nil)
    }

    @Test func anotherSplineIsRefused() {
        #expect(
            problem { file in
                file.remove("spline.basis")
                file.add("spline.basis", Matrix(rows: 36, columns: 12, repeating: 0.1))
            } != nil)
        #expect(
            problem { file in
                file.remove("spline.contextFit")
                file.add("spline.contextFit", Matrix(rows: 4, columns: 12, repeating: 1 / 12))
            } != nil)
    }

    @Test func aSplineWithItsPointsSmoothedIsTaken() throws {
        var smoothing = Matrix(rows: 12, columns: 12)
        for point in 0..<12 {
            let isEnd = point == 0 || point == 11
            smoothing[point, point] = isEnd ? 1 : 0.6
            if !isEnd { (smoothing[point, point - 1], smoothing[point, point + 1]) = (0.2, 0.2) }
        }
        let smoothed = golden.checkpoint.spline.basis.times(smoothing)
        let bytes = golden.changed { file in
            file.remove("spline.basis")
            file.add("spline.basis", smoothed)
        }
        #expect(try Checkpoint(parsing: bytes, path: "smoothed").spline.basis == smoothed)
    }

    @Test func anotherVersionIsRefused() {
        #expect(problem { $0.metadata["choreo.format"] = "3" }?.found == "`3`")
        #expect(problem { $0.metadata["choreo.format"] = nil }?.found == "no such entry")
    }

    @Test(arguments: [
        ("\"C\": 12", "\"C\": 36"), ("\"C\": 12", "\"C\": 13"), ("\"C\": 12", "\"C\": -12"),
        ("\"H\": 2", "\"H\": 3"),
        ("\"H\": 2", "\"H\": 0"), ("\"T\": 6", "\"T\": 5"), ("\"T\": 6", "\"T\": 12"),
        ("\"T\": 6", "\"T\": 2"),
        ("\"d\": 32", "\"d\": 1e99"), ("\"L\": 2", "\"L\": 99999999999"), ("\"fps\": 30", "\"fps\": 60"),
        ("\"steps\": 4", "\"steps\": 0"), ("\"shift\": 1.5", "\"shift\": 0"),
        ("\"dims\": 139", "\"dims\": 138"),
        ("\"guidance\": 1.5", "\"guidance\": -1"), ("\"N\": 36", "\"N\": 36000"), ("\"K\": 12,", ""),
    ])
    func impossibleSizesAreRefused(from: String, to: String) throws {
        let config = try #require(golden.file.metadata["config"])
        let parts = config.components(of: from)
        #expect(parts.count == 2)
        #expect(problem { $0.metadata["config"] = parts.joined(separator: to) } != nil)
    }

    /// Whatever bytes turn into, opening ends with a checkpoint or a problem, and a checkpoint proposes.
    @Test func changedBytesNeverCrash() throws {
        try golden.withChangedHeaders { bytes in
            guard let checkpoint = try? Checkpoint(parsing: bytes, path: "changed") else { return }
            let request = Request(context: .swaying(frames: 30), seconds: 0.2, count: 1)
            _ = try TransformerGenerator(checkpoint).propose(request)
        }
    }
}

extension String {
    /// The parts between occurrences of `separator`.
    fileprivate func components(of separator: String) -> [String] {
        var parts: [String] = []
        var rest = self[...]
        while let range = rest.firstRange(of: separator) {
            parts.append(String(rest[..<range.lowerBound]))
            rest = rest[range.upperBound...]
        }
        return parts + [String(rest)]
    }
}
