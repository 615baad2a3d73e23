import Diagnostics
import Files
import Foundation
import Motion
import Tensor
import Testing

@testable import SequenceModel

@Suite("A network's file says which kind it is")
struct SequenceNetworkTests {
    /// A file with these bytes, read as whoever proposes reads it.
    private func read(_ bytes: [UInt8]) throws -> SequenceNetwork {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        defer { try? FileManager.default.removeItem(atPath: path) }
        return try SequenceNetwork.read(path, precision: .single)
    }

    @Test func codesAreRead() throws {
        let golden = try GoldenCodes()
        let network = try read(golden.bytes)
        #expect(network.digest == SHA256.hexDigest(of: golden.bytes))
        let request = Request(context: .swaying(frames: 60), seconds: 0.5, count: 2)
        #expect(network.variety(for: request) == CodeGenerator(golden.model).variety(for: request))
        #expect(try network.propose(request) == CodeGenerator(golden.model).propose(request))
    }

    @Test func aFlowNetworkIsRead() throws {
        let golden = try Golden()
        let network = try read(golden.bytes)
        #expect(network.digest == SHA256.hexDigest(of: golden.bytes))
        let request = Request(context: .swaying(frames: 60), seconds: 0.5, count: 2)
        #expect(network.variety(for: request).contains(.none))
        #expect(try network.propose(request) == TransformerGenerator(golden.checkpoint).propose(request))
    }

    @Test func anotherFileIsRefusedWithWhatIsKnown() throws {
        let problem = #expect(throws: Problem.self) { try read(SafetensorsTests.small().serialized()) }
        #expect(problem?.what.contains("config") == true || problem?.what.contains("sizes") == true)
        var other = SafetensorsTests.small()
        other.metadata["choreo.format"] = "codes 2"
        let refused = #expect(throws: Problem.self) { try read(other.serialized()) }
        #expect(refused?.expected == "`choreo.format` 1 or 2 or codes 1")
        #expect(refused?.found == "`codes 2`")
    }

    @Test func onlyWhatAsksForNothingElseOnlyGoesOn() {
        var request = Request(context: .swaying(frames: 60))
        #expect(request.onlyGoesOn)
        request.conditions = [Conditions(speed: 80)]
        #expect(!request.onlyGoesOn)
        request.conditions = []
        request.styles = [StyleExample(.swaying(frames: 60))]
        #expect(!request.onlyGoesOn)
    }
}
