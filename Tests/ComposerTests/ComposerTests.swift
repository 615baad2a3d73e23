import Diagnostics
import Motion
import SequenceModel
import Testing

@testable import Composer

@Suite("Composing proposals")
struct ComposerTests {
    @Test("gives as many as were asked for, the same ones again for the same seed")
    func repeatable() throws {
        let composer = Composer(Dancers { index in Dancer.swaying(by: 0.1 + 0.02 * Float(index)) })
        let request = Request(context: Dancer.swaying(by: 0.1), seconds: 2, count: 3, seed: 7)
        let first = try composer.propose(request)
        let second = try composer.propose(request)
        #expect(first.count == 3)
        #expect(first.map(\.seed) == second.map(\.seed))
        #expect(first.map(\.clip) == second.map(\.clip))
        #expect(Set(first.map(\.seed)).count == 3)
    }

    @Test("goes on from the phrase's last frame without a jump")
    func seam() throws {
        let context = Dancer.swaying(by: 0.1)
        let composer = Composer(Dancers { _ in Dancer.swaying(by: 0.3, from: 1.3) })
        let proposal = try #require(
            try composer.propose(Request(context: context, seconds: 2, count: 1)).first)
        let before = context.pose(at: context.frameCount - 1).positions
        let after = proposal.clip.pose(at: 0).positions
        for joint in before.indices { #expect((before[joint] - after[joint]).length < 0.06) }
    }

    @Test("passes over candidates that tremble while there are others")
    func gates() throws {
        let composer = Composer(
            Dancers { index in
                index.isMultiple(of: 2) ? Dancer.trembling() : Dancer.swaying(by: 0.1 + 0.03 * Float(index))
            })
        let request = Request(context: Dancer.swaying(by: 0.1), seconds: 2, count: 4, seed: 0)
        for proposal in try composer.propose(request) {
            #expect(proposal.flaws.isEmpty)
            #expect(!proposal.seed.isMultiple(of: 2))
        }
    }

    @Test("says what is wrong where nothing better was found")
    func flaws() throws {
        let composer = Composer(Dancers { _ in Dancer.trembling() })
        let proposals = try composer.propose(
            Request(context: Dancer.swaying(by: 0.1), seconds: 2, count: 2, seed: 0))
        #expect(proposals.count == 2)
        for proposal in proposals { #expect(proposal.flaws.contains("it trembles")) }
    }

    @Test("prefers proposals that differ")
    func spread() throws {
        // Two kinds: most candidates sway alike, one of six reaches far more.
        let composer = Composer(
            Dancers { index in Dancer.swaying(by: index == 4 ? 0.5 : 0.1 + 0.001 * Float(index)) })
        let proposals = try composer.propose(
            Request(context: Dancer.swaying(by: 0.1), seconds: 2, count: 2, seed: 0))
        #expect(proposals.map(\.seed).contains(4))
    }

    @Test("a problem of the generator is told, not swallowed")
    func problem() {
        let composer = Composer(Dancers { _ in Dancer.swaying(by: 0.1) })
        #expect(throws: Problem.self) {
            try composer.propose(Request(context: Dancer.swaying(by: 0.1).frames(0..<3)))
        }
    }
}

/// A generator whose candidates are known.
struct Dancers: Generator {
    var make: @Sendable (Int) -> Clip

    init(_ make: @escaping @Sendable (Int) -> Clip) { self.make = make }

    func propose(
        _ request: Request, progress: @escaping @Sendable (Double) -> Void
    ) throws(Problem) -> [Continuation] {
        let frames = Int(request.seconds * 30)
        return (0..<request.count).map { index in
            Continuation(
                clip: make(index).frames(0..<frames),
                contacts: Array(repeating: SIMD4(repeating: 1), count: frames), joins: [0],
                seed: request.seed + UInt64(index))
        }
    }
}

/// Small movements of a standing figure, 30 frames per second.
enum Dancer {
    /// The arms swing and the knees give, by so many radians, once a second.
    static func swaying(by angle: Float, from phase: Float = 0, seconds: Int = 4) -> Clip {
        movement(seconds: seconds) { time in angle * sine(2 * .pi * time + phase) }
    }

    /// The arms shake, 7 times a second.
    static func trembling(seconds: Int = 4) -> Clip {
        movement(seconds: seconds) { time in 0.5 * sine(2 * .pi * 7 * time) }
    }

    private static func movement(seconds: Int, _ angle: (Float) -> Float) -> Clip {
        let frames = seconds * 30
        var clip = Clip(
            skeleton: .canonical, frameRate: 30,
            rootTranslations: Array(repeating: SIMD3(0, 0.93, 0), count: frames),
            localRotations: Array(repeating: .identity, count: frames * 22))
        for frame in 0..<frames {
            let turn = angle(Float(frame) / 30)
            for arm in [CanonicalJoint.leftArm, .rightArm, .leftForeArm, .rightForeArm, .spine1] {
                clip[frame, arm] = Quaternion(angle: turn, axis: SIMD3(0, 0.6, 0.8))
            }
            for (up, leg, foot) in [
                (CanonicalJoint.leftUpLeg, CanonicalJoint.leftLeg, CanonicalJoint.leftFoot),
                (.rightUpLeg, .rightLeg, .rightFoot),
            ] {
                clip[frame, up] = Quaternion(angle: -0.2, axis: SIMD3(1, 0, 0))
                clip[frame, leg] = Quaternion(angle: 0.4, axis: SIMD3(1, 0, 0))
                clip[frame, foot] = Quaternion(angle: -0.2, axis: SIMD3(1, 0, 0))
            }
        }
        return clip
    }

    private static func sine(_ x: Float) -> Float { Quaternion(angle: 2 * x, axis: SIMD3(1, 0, 0)).vector.x }
}
