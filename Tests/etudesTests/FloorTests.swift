import Motion
import RealModule
import Testing

@testable import etudes

@Suite("Floor and weight")
struct FloorTests {
    @Test("a foot that is told to stand does not move", arguments: Danced.all)
    func planted(_ danced: Danced) {
        var fastest = 0.0
        var standing = 0
        for side in Side.allCases {
            let ball = danced.path(side.joint(.leftToe))
            for frame in 1..<danced.clip.frameCount {
                guard let before = danced.stand(of: side, in: frame - 1),
                    before == danced.stand(of: side, in: frame)
                else { continue }
                standing += 1
                let move = ball[frame] - ball[frame - 1]
                fastest = max(fastest, SIMD3(move.x, 0, move.z).length * danced.clip.frameRate)
            }
        }
        #expect(standing > 2 * danced.clip.frameCount / 5)
        #expect(fastest < 0.01, "m/s")
    }

    @Test("feet slide no more than those of dancers who draw them along the floor", arguments: Danced.all)
    func skate(_ danced: Danced) {
        #expect(FootSkate.mean(of: danced.clip) < 3.2, "cm/s")
    }

    @Test("nothing goes through the floor", arguments: Danced.all)
    func floor(_ danced: Danced) {
        let lowest = danced.paths.joined().map(\.y).min() ?? -1
        #expect(lowest > -0.002, "m")
    }

    @Test("a body that stands and is in no hurry has its weight over its feet", arguments: Danced.all)
    func balance(_ danced: Danced) {
        let joints = CanonicalJoint.allCases.count
        let mass = (0..<danced.clip.frameCount).map { frame in
            CenterOfMass.of(danced.paths.prefix(joints).map { $0[frame] })
        }
        let speed = Derivatives.of(mass, frameRate: danced.clip.frameRate, lowPass: 6)
        var farthest = 0.0
        var slow = 0
        for frame in mass.indices where speed[frame].length < 0.08 && danced.path(.hips)[frame].y > 0.6 {
            let support = support(of: danced, in: frame)
            guard !support.isEmpty else { continue }
            slow += 1
            farthest = max(farthest, Self.distance(from: SIMD2(mass[frame].x, mass[frame].z), to: support))
        }
        #expect(slow > 60)
        #expect(farthest < 0.05, "m")
    }

    /// What of both soles is near the floor: heels, balls and tips of the toes, seen from above.
    private func support(of danced: Danced, in frame: Int) -> [SIMD2<Double>] {
        Side.allCases.flatMap { side in
            let ankle = danced.path(side.joint(.leftFoot))[frame]
            let ball = danced.path(side.joint(.leftToe))[frame]
            let ahead = SIMD3(ball.x - ankle.x, 0, ball.z - ankle.z).normalized
            let points = [(ankle - ahead * 0.05, 0.09), (ball, 0.02), (ball + ahead * 0.07, 0.02)]
            return points.filter { $0.0.y < $0.1 }.map { SIMD2($0.0.x, $0.0.z) }
        }
    }

    /// How far a point lies outside the hull of others; 0 within.
    private static func distance(from point: SIMD2<Double>, to support: [SIMD2<Double>]) -> Double {
        stride(from: 0, to: 2 * Double.pi, by: .pi / 36).reduce(0) { farthest, angle in
            let way = SIMD2(Double.cos(angle), Double.sin(angle))
            let edge = support.map { ($0 * way).sum() }.max() ?? 0
            return max(farthest, (point * way).sum() - edge)
        }
    }
}

extension Danced {
    /// Where the ball of a foot is told to stand in a frame; nil where it is free, in the air or on its heel.
    fileprivate func stand(of side: Side, in frame: Int) -> SIMD2<Float>? {
        let time = time(frame)
        let footing = score.feet[side].value(at: time)
        guard score.freedom[side].value(at: time) == 0, score.flight.value(at: time) == 0,
            footing.pivot == Footing.Sole.ball, footing.clearance == 0
        else { return nil }
        return footing.place
    }
}
