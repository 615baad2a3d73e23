import Diagnostics
import Motion
import Tensor
import Testing

@testable import SequenceModel

@Suite("Codes carry a phrase on")
struct CodeGeneratorTests {
    let golden: GoldenCodes
    let generator: CodeGenerator

    init() throws {
        golden = try GoldenCodes()
        generator = CodeGenerator(golden.model)
    }

    private func request(
        frames: Int = 60, seconds: Double = 0.8, count: Int = 2
    ) -> Request {
        Request(context: .swaying(frames: frames), seconds: seconds, count: count, seed: 5)
    }

    private var contract: GeneratorContract { GeneratorContract(generator: generator) }

    @Test func seedsDecide() throws { try contract.seedsDecide() }

    /// Also at half precision, and where windows roll on and contexts differ.
    @Test(arguments: [Precision.single, .half]) func aProposalDependsOnItsOwnSeedAlone(precision: Precision)
        throws
    {
        let model = try CodeModel(parsing: golden.bytes, path: "codes", precision: precision)
        try GeneratorContract(generator: CodeGenerator(model)).ownSeedAlone(seconds: 1.7, count: 7)
    }

    /// The fixture's windows add 24 frames; 0.8 s are 24, and other lengths cut or run on.
    @Test(arguments: [(0.01, 1), (0.5, 15), (0.8, 24), (0.84, 25), (1, 30), (2.4, 72), (3.33, 100)])
    func proposalsHaveTheLengthAskedFor(seconds: Double, frames: Int) throws {
        try contract.length(seconds: seconds, frames: frames)
    }

    /// What is not needed is not made, and changes nothing.
    @Test(arguments: [1, 5, 12, 23]) func aLongerProposalBeginsAsTheShorterOne(frames: Int) throws {
        try contract.longerBeginsAsShorter(frames: frames)
    }

    @Test func everyRotationIsOneAndEveryNumberFinite() throws { try contract.everyNumberIsSound() }

    @Test(arguments: [15, 16, 23, 24, 200]) func everyContextThatIsLongEnoughServes(frames: Int) throws {
        #expect(try generator.propose(request(frames: frames)).count == 2)
    }

    @Test func onlyTheLastFramesOfALongContextCount() throws {
        let long = Clip.swaying(frames: 200)
        let contacts = Contacts(of: long)
        let all = Request(context: long, contacts: contacts, seconds: 0.8, count: 1)
        let end = Request(
            context: long.frames(176..<200), contacts: Contacts(labels: Array(contacts.labels[176...])),
            seconds: 0.8, count: 1)
        #expect(try generator.propose(all) == generator.propose(end))
    }

    @Test func warmthTells() throws {
        var warm = request(seconds: 2, count: 1)
        warm.temperature = 2
        #expect(try generator.propose(warm) != generator.propose(request(seconds: 2, count: 1)))
    }

    /// A phrase that ends in a held pose.
    private var held: Clip {
        let clip = Clip.swaying(frames: 90)
        return clip.frames(0..<30).appending(
            Clip(
                skeleton: clip.skeleton, frameRate: 30,
                rootTranslations: Array(repeating: clip.rootTranslations[29], count: 60),
                localRotations: (0..<60).flatMap { _ in (0..<clip.jointCount).map { clip[29, $0] } }))
    }

    @Test func afterAHeldPoseMostAreAskedToMove() {
        #expect(generator.variety(for: request()).isEmpty)
        let asked = generator.variety(for: Request(context: held))
        #expect(asked.filter { $0 == .none }.count == 1 && asked.count == 6)
    }

    /// What is asked of one is nothing to the others, nor how they are grouped.
    @Test func whoIsAskedForSomethingDependsOnItsOwnSeedToo() throws {
        var request = request(seconds: 1.2, count: 7)
        request.conditions = [Conditions(speed: 100)]
        let together = try generator.propose(request)
        #expect(together.map(\.seed) == (5..<12).map { UInt64($0) })
        var alone = request
        alone.count = 1
        for (index, proposal) in together.enumerated() {
            alone.seed = 5 + UInt64(index)
            #expect(try generator.propose(alone) == [proposal])
        }
        request.conditions = [Conditions(speed: 100), .none]
        let free = try generator.propose(self.request(seconds: 1.2, count: 7))
        let mixed = try generator.propose(request)
        #expect(mixed[1] == free[1] && mixed[2] == together[2] && together[1] != free[1])
    }

    /// The fastest of four is faster than the slowest of the same four.
    @Test func fastIsFasterThanSlow() throws {
        var request = request(seconds: 0.8, count: 5)
        request.conditions = [Conditions(speed: 100)]
        let fast = try generator.propose(request).map { DraftChoice.Dynamics($0.clip).speed }
        request.conditions = [Conditions(speed: 0)]
        let slow = try generator.propose(request).map { DraftChoice.Dynamics($0.clip).speed }
        for (fast, slow) in zip(fast, slow) { #expect(fast > slow) }
    }

    @Test func locksAndStylesAreRefusedInWords() throws {
        let context = Clip.swaying(frames: 60)
        var locked = request()
        locked.mask = Mask(
            movement: context,
            known: Array(repeating: JointSet([CanonicalJoint.head]), count: 24)
                + Array(repeating: .all, count: 36))
        var styled = request()
        styled.styles = [StyleExample(context)]
        for request in [locked, styled] {
            let problem = #expect(throws: Problem.self) { try generator.propose(request) }
            #expect(problem?.what.contains("only goes on") == true)
        }
    }

    @Test func weightsThatExplodeAreReported() throws {
        var file = golden.file
        file.remove("components.weight")
        file.add("components.weight", shape: [278, 12], Array(repeating: 3e38, count: 278 * 12))
        let wild = CodeGenerator(try CodeModel(parsing: file.serialized(), path: "wild"))
        let problem = #expect(throws: Problem.self) { try wild.propose(request()) }
        #expect(problem?.what.contains("not finite") == true)
    }
}
