import Diagnostics
import Foundation
import Motion
import Synchronization
import Tensor
import Testing

@testable import SequenceModel

@Suite("The network carries a phrase on")
struct GeneratorTests {
    let generator: TransformerGenerator

    init() throws { generator = TransformerGenerator(try Golden().checkpoint) }

    private func request(
        frames: Int = 60, seconds: Double = 0.8, count: Int = 2, seed: UInt64 = 5,
        conditions: [Conditions] = [],
        guidance: Float? = nil
    ) -> Request {
        Request(
            context: .swaying(frames: frames), seconds: seconds, count: count, seed: seed,
            conditions: conditions, guidance: guidance)
    }

    private var contract: GeneratorContract { GeneratorContract(generator: generator) }

    @Test func seedsDecide() throws { try contract.seedsDecide() }

    @Test func aProposalDependsOnItsOwnSeedAlone() throws {
        try contract.ownSeedAlone(seconds: 0.8, count: 5)
    }

    /// The fixture's windows add 24 frames; 0.8 s are 24, and other lengths cut or run on.
    @Test(arguments: [(0.01, 1), (0.5, 15), (0.8, 24), (0.81, 24), (1, 30), (2.4, 72), (3.33, 100)])
    func proposalsHaveTheLengthAskedFor(seconds: Double, frames: Int) throws {
        try contract.length(seconds: seconds, frames: frames)
    }

    @Test func aLongerProposalBeginsAsTheShorterOne() throws {
        try contract.longerBeginsAsShorter(frames: 24)
    }

    @Test func everyRotationIsOneAndEveryNumberFinite() throws { try contract.everyNumberIsSound() }

    /// The network sees the context at the origin facing +Z wherever it was danced, so the proposals go along.
    @Test(arguments: [0.7, -2.9] as [Float], [SIMD3(0, 0, 0), SIMD3(12, 0, -40)] as [SIMD3<Float>])
    func turningAndMovingTheContextTurnsAndMovesTheProposals(yaw: Float, shift: SIMD3<Float>) throws {
        let move = FloorTransform(yaw: yaw, shift: shift)
        let here = request(seconds: 1.6)
        var there = here
        there.context = here.context.moved(by: move)
        for (a, b) in zip(try generator.propose(here), try generator.propose(there)) {
            let expected = a.clip.moved(by: move)
            // Rounding of places 40 m away, passed through the network twice.
            for frame in 0..<expected.frameCount {
                #expect((expected.rootTranslations[frame] - b.clip.rootTranslations[frame]).length < 2e-3)
                for joint in 0..<22 {
                    #expect(expected[frame, joint].angle(to: b.clip[frame, joint]) < 5e-3)
                }
            }
        }
    }

    @Test func onlyTheLastFramesOfALongContextCount() throws {
        let long = Clip.swaying(frames: 200)
        let contacts = Contacts(of: long)
        let all = Request(context: long, contacts: contacts, seconds: 0.8, count: 1)
        let end = Request(
            context: long.frames(188..<200), contacts: Contacts(labels: Array(contacts.labels[188...])),
            seconds: 0.8, count: 1)
        // The window alone would be refused as too short, so the frame before it is there in both.
        let recent = Request(
            context: long.frames(185..<200), contacts: Contacts(labels: Array(contacts.labels[185...])),
            seconds: 0.8, count: 1)
        #expect(throws: Problem.self) { try generator.propose(end) }
        #expect(try generator.propose(all) == generator.propose(recent))
    }

    @Test func conditionsAndGuidanceTell() throws {
        let plain = try generator.propose(request(count: 1))
        let fast = try generator.propose(request(count: 1, conditions: [Conditions(speed: 95)]))
        let unguided = try generator.propose(request(count: 1, guidance: 1))
        #expect(plain != fast)
        #expect(plain != unguided)
    }

    @Test func conditionsGoRoundTheProposals() throws {
        let conditions = [Conditions(speed: 5), Conditions(speed: 95)]
        let proposals = try generator.propose(request(count: 3, seed: 0, conditions: conditions))
        #expect(
            try generator.propose(request(count: 1, seed: 1, conditions: [conditions[1]])) == [proposals[1]])
        #expect(
            try generator.propose(request(count: 1, seed: 2, conditions: [conditions[0]])) == [proposals[2]])
    }

    @Test func progressRisesToTheWhole() throws {
        let shares = ShareLog()
        _ = try generator.propose(request(seconds: 1.6, count: 3)) { shares.append($0) }
        // Three proposals, two windows each, four steps each.
        #expect(shares.all.count == 24)
        #expect(shares.all == shares.all.sorted())
        #expect(shares.all.last == 1)
    }

    @Test func weightsThatExplodeAreReported() throws {
        var file = try Golden().file
        file.remove("output.bias")
        file.add("output.bias", shape: [12], Array(repeating: 3e38, count: 12))
        let wild = TransformerGenerator(try Checkpoint(parsing: file.serialized(), path: "wild"))
        let problem = #expect(throws: Problem.self) { try wild.propose(request()) }
        #expect(problem?.what.contains("not finite") == true)
    }

    @Test func impossibleRequestsAreRefusedInWords() throws {
        var broken = Clip.swaying(frames: 60)
        broken[30, .head] = Quaternion(vector: SIMD4(.nan, 0, 0, 1))
        var requests = [request(frames: 3), request(seconds: 0), request(seconds: .nan), request(count: 0)]
        requests += [request(seconds: 1e9), request(count: .max), request(guidance: .nan)]
        requests.append(Request(context: broken, contacts: Contacts(of: .swaying(frames: 60))))
        requests.append(Request(context: .swaying(frames: 60), steps: 0))
        for request in requests {
            let problem = #expect(throws: Problem.self) { try generator.propose(request) }
            #expect(problem?.expected != nil && problem?.found != nil)
            #expect(problem?.remedy.isEmpty == false)
        }
    }
}

/// Collects the shares done that a generator reports.
private final class ShareLog: Sendable {
    private let shares = Mutex<[Double]>([])
    var all: [Double] { shares.withLock { $0 } }
    func append(_ share: Double) { shares.withLock { $0.append(share) } }
}
