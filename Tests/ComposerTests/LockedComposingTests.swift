import Diagnostics
import Motion
import SequenceModel
import Testing

@testable import Composer

@Suite("Composing around what is known")
struct LockedComposingTests {
    private static let arms = JointSet(
        [
            .leftShoulder, .leftArm, .leftForeArm, .leftHand, .rightShoulder, .rightArm, .rightForeArm,
            .rightHand,
        ]
            as [CanonicalJoint])

    /// A request for two seconds in the middle of six, of which `joints` are known.
    private func request(knowing joints: JointSet = []) -> Request {
        let whole = Dancer.swaying(by: 0.1, seconds: 6)
        return Request(
            context: whole.frames(0..<60), seconds: 2, count: 2, seed: 1,
            mask: Mask(
                movement: whole.frames(60..<180), known: (0..<120).map { $0 < 60 ? joints : .all }))
    }

    /// Proposals of a generator that makes the same movement each time, with what is known put in.
    private func proposals(_ request: Request, of clip: Clip) throws -> [Proposal] {
        let mask = try #require(request.mask)
        return try Composer(
            Dancers { _ in
                var made = clip
                for frame in 0..<60 {
                    for joint in mask.known[frame].joints { made[frame, joint] = mask.movement[frame, joint] }
                    if mask.known[frame].contains(.hips) {
                        made.rootTranslations[frame] = mask.movement.rootTranslations[frame]
                    }
                }
                return made
            }
        ).propose(request)
    }

    /// A dancer who has wandered off: to the side, turned, arms elsewhere.
    private var wandered: Clip {
        Dancer.swaying(by: 0.4, from: 1, seconds: 2)
            .moved(by: FloorTransform(yaw: 0.4, shift: SIMD3(0.3, 0, 0.2)))
    }

    @Test("what is known never changes, whatever seams and feet ask for")
    func known() throws {
        for joints in [
            Self.arms, JointSet.all.subtracting(Self.arms), .leftLeg.union(.rightLeg), [.init([.hips])],
        ] {
            let request = request(knowing: joints)
            let movement = try #require(request.mask?.movement)
            for proposal in try proposals(request, of: wandered) {
                for frame in 0..<60 {
                    for joint in joints.joints {
                        #expect(proposal.clip[frame, joint] == movement[frame, joint])
                    }
                    if joints.contains(.hips) {
                        #expect(proposal.clip.rootTranslations[frame] == movement.rootTranslations[frame])
                    }
                }
            }
        }
    }

    @Test("a stretch is joined to what comes before and to what comes after")
    func seams() throws {
        let request = request()
        let after = try #require(request.mask?.movement).frames(60..<120)
        for proposal in try proposals(request, of: wandered) {
            let whole = request.context.appending(proposal.clip).appending(after)
            let jumping = request.context.appending(wandered).appending(after)
            for seam in [60, 120] {
                // The change of a step at the seam, m: hands swing, but nothing is thrown.
                #expect(Self.jerkiness(of: whole, at: seam) < 0.12)
                #expect(Self.jerkiness(of: jumping, at: seam) > 0.2)
            }
        }
    }

    /// The largest change of a joint's step from one frame to the next around a frame, m.
    private static func jerkiness(of clip: Clip, at seam: Int) -> Float {
        (seam - 2...seam + 2).flatMap { frame -> [Float] in
            let (a, b, c) = (
                clip.pose(at: frame - 1).positions, clip.pose(at: frame).positions,
                clip.pose(at: frame + 1).positions
            )
            return a.indices.map { (a[$0] + c[$0] - 2 * b[$0]).length }
        }.max() ?? 0
    }

    @Test("feet that stand on both sides of a stretch stand in between")
    func feet() throws {
        for proposal in try proposals(request(), of: Dancer.swaying(by: 0.1, from: 2, seconds: 2)) {
            #expect(FootSkate.mean(of: proposal.clip) < 2)
        }
    }

    @Test("a movement that is made from its beginning needs nothing before it")
    func beginning() throws {
        let whole = Dancer.swaying(by: 0.1, seconds: 4)
        let request = Request(
            context: whole.frames(0..<0), seconds: 2, count: 1,
            mask: Mask(movement: whole, known: (0..<120).map { $0 < 60 ? [] : .all }))
        let proposal = try #require(try Composer(Dancers { _ in wandered }).propose(request).first)
        let step = whole.pose(at: 60).positions[0] - proposal.clip.pose(at: 59).positions[0]
        #expect(proposal.clip.frameCount == 60 && step.length < 0.03)
    }
}
