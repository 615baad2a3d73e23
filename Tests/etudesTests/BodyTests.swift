import Motion
import RealModule
import Testing

@testable import etudes

@Suite("Bodies of people")
struct BodyTests {
    @Test("knees are hinges that bend forward and stop where flesh does", arguments: Danced.all)
    func knees(_ danced: Danced) {
        for side in Side.allCases {
            let turns = danced.turns(of: side.joint(.leftLeg))
            #expect(turns.allSatisfy { abs($0.y) < 1e-3 && abs($0.z) < 1e-3 }, "\(side)")
            let bends = turns.map { $0.x * 180 / .pi }
            #expect((bends.min() ?? -1) > 0, "degrees")
            #expect((bends.max() ?? 180) < 150, "degrees")
        }
    }

    @Test("elbows do not bend backward", arguments: Danced.all)
    func elbows(_ danced: Danced) {
        for side in Side.allCases {
            let joint = side.joint(.leftForeArm).rawValue
            let forward = (0..<danced.clip.frameCount).map {
                danced.clip[$0, joint].act(side.mirrored(SIMD3<Float>(1, 0, 0))).z
            }
            #expect((forward.min() ?? -1) > -0.02, "\(side)")
        }
    }

    @Test("ankles and toes stay within a dancer's range", arguments: Danced.all)
    func feet(_ danced: Danced) {
        for side in Side.allCases {
            let ankle = danced.turns(of: side.joint(.leftFoot)).map { $0.length * 180 / .pi }
            #expect((ankle.max() ?? 180) < 80, "degrees, \(side)")
            let toes = danced.turns(of: side.joint(.leftToe)).map { $0.length * 180 / .pi }
            #expect((toes.max() ?? 180) < 65, "degrees, \(side)")
        }
    }

    @Test("neck, head and spine turn no farther than they can", arguments: Danced.all)
    func spine(_ danced: Danced) {
        let limits: [(joint: CanonicalJoint, degrees: Float)] = [
            (.neck, 45), (.head, 60), (.spine, 35), (.spine1, 35), (.spine2, 35),
        ]
        for (joint, limit) in limits {
            let most = danced.turns(of: joint).map { $0.length * 180 / .pi }.max() ?? 180
            #expect(most < limit, "degrees at \(joint)")
        }
    }

    @Test("nothing jerks", arguments: Danced.all)
    func jerk(_ danced: Danced) {
        for (index, path) in danced.paths.enumerated() {
            let jerk = Derivatives.of(path, frameRate: danced.clip.frameRate, lowPass: 8, order: 3)
            #expect((jerk.map(\.length).max() ?? .infinity) < 1500, "m/s³ at point \(index)")
        }
    }
}

extension Danced {
    /// Rotation of a joint against its parent in each frame, axis times angle, radians.
    func turns(of joint: CanonicalJoint) -> [SIMD3<Float>] {
        (0..<clip.frameCount).map { clip[$0, joint.rawValue].rotationVector }
    }
}
