import Diagnostics
import Files
import Tensor
import Testing

@testable import SequenceModel

@Suite("A file of codes is whole or refused")
struct CodeModelTests {
    let golden: GoldenCodes

    init() throws { golden = try GoldenCodes() }

    private func problem(_ change: (inout Safetensors) -> Void) -> Problem? {
        let bytes = golden.changed(change)
        return #expect(throws: Problem.self) { try CodeModel(parsing: bytes, path: "changed.safetensors") }
    }

    @Test func isNamedByTheDigestOfItsFile() {
        #expect(golden.model.digest == SHA256.hexDigest(of: golden.bytes))
    }

    /// Every kind of tensor that it must have.
    static let tensors = [
        "features.mean", "features.scale", "prediction.weight", "prediction.bias", "components.weight",
        "books",
        "input.weight", "input.bias", "position", "blocks.0.n1.weight", "blocks.1.n1.bias",
        "blocks.0.n2.weight",
        "blocks.1.n2.bias", "blocks.0.qkv.weight", "blocks.1.proj.bias", "blocks.0.up.weight",
        "blocks.1.down.weight", "norm.weight", "norm.bias", "sofar.0.weight", "mid.1.weight", "out.2.bias",
        "post.input.weight", "post.blocks.0.norm.weight", "post.blocks.1.up.bias",
        "post.blocks.1.down.weight",
        "post.norm.bias", "post.output.weight",
    ]

    @Test(arguments: tensors)
    func aTensorThatIsMissingOrOfAnotherShapeIsNamed(name: String) {
        golden.mustHave(name) { _ = try CodeModel(parsing: $0, path: $1) }
    }

    @Test func numbersThatAreNotFiniteAreRefused() {
        let problem = problem { file in
            file.remove("books")
            file.add("books", shape: [3, 16, 12], Array(repeating: .nan, count: 3 * 16 * 12))
        }
        #expect(problem?.what.contains("`books`") == true)
    }

    @Test func anotherFileIsRefused() throws {
        #expect(problem { $0.metadata["choreo.format"] = "2" }?.found == "`2`")
        let checkpoint = try Golden().bytes
        #expect(throws: Problem.self) { try CodeModel(parsing: checkpoint, path: "checkpoint") }
        #expect(throws: Problem.self) { try Checkpoint(parsing: golden.bytes, path: "codes") }
    }

    @Test(arguments: [
        ("\"C\": 24", "\"C\": 48"), ("\"C\": 24", "\"C\": 25"), ("\"C\": 24", "\"C\": -24"),
        ("\"C\": 24", "\"C\": 6"), ("\"H\": 2", "\"H\": 3"), ("\"H\": 2", "\"H\": 0"),
        ("\"T\": 8", "\"T\": 7"),
        ("\"T\": 8", "\"T\": 0"), ("\"T\": 8", "\"T\": 24"), ("\"T\": 8", "\"T\": 4"),
        ("\"d\": 32", "\"d\": 1e99"),
        ("\"L\": 2", "\"L\": 99999999999"), ("\"L\": 2", "\"L\": 3"), ("\"fps\": 30", "\"fps\": 60"),
        ("\"dims\": 139", "\"dims\": 138"), ("\"N\": 48", "\"N\": 48000"), ("\"Q\": 3", "\"Q\": 4"),
        ("\"V\": 16", "\"V\": 0"), ("\"temperature\": 0.9", "\"temperature\": 0"),
        ("\"topP\": 0.9", "\"topP\": 1.1"), ("\"smoothing\": 0.08", "\"smoothing\": 0.3"),
        ("\"D\": 12, ", ""), ("\"postL\": 2", "\"postL\": 3"), ("\"postL\": 2", "\"postL\": -1"),
        ("\"postL\": 2", "\"postL\": 1e9"), ("\"postFF\": 48", "\"postFF\": 0"),
    ])
    func impossibleSizesAreRefused(from: String, to: String) throws {
        let config = try #require(golden.file.metadata["config"])
        #expect(config.firstRange(of: from) != nil)
        #expect(problem { $0.metadata["config"] = config.replacing(from, with: to) } != nil)
    }

    /// Whatever bytes turn into, opening ends with a model or a problem, and a model proposes.
    @Test func changedBytesNeverCrash() throws {
        try golden.withChangedHeaders { bytes in
            guard let model = try? CodeModel(parsing: bytes, path: "changed") else { return }
            let request = Request(context: .swaying(frames: 30), seconds: 0.2, count: 1)
            _ = try CodeGenerator(model).propose(request)
        }
    }
}
