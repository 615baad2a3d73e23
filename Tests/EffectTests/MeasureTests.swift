import Diagnostics
import Motion
import RealModule
import Testing

@testable import Effect

@Suite("What each measure says of movements that can be worked out by hand")
struct MeasureTests {
    private func value(_ key: EffectKey, of clip: Clip) throws -> Double? {
        try #require(try EffectProfile(of: clip, reference: nil)[key]).value
    }

    @Test(
        "a figure at rest is slow, upright, symmetric and steady, looks one way, and its hands have no path")
    func still() throws {
        let clip = Figure.still.clip(seconds: 4)
        for key in [EffectKey.time, .speed, .travel, .turning, .jerk, .arms, .legs, .footSkate, .air] {
            #expect(abs(try #require(try value(key, of: clip))) < 1e-4, "\(key)")
        }
        #expect(abs(try #require(try value(.level, of: clip)) - 0.95) < 1e-6)
        #expect(abs(try #require(try value(.symmetry, of: clip)) - 1) < 1e-6)
        #expect(try #require(try value(.balance, of: clip)) > 0)
        #expect(abs(try #require(try value(.space, of: clip)) - 1) < 1e-9)
        for key in [EffectKey.directness, .dynamics, .side] {
            #expect(try value(key, of: clip) == nil, "\(key)")
        }
    }

    @Test("carried along at 1.5 m/s, every joint has that speed, no push, and the soles slide at it")
    func constantSpeed() throws {
        let clip = Figure(hips: { SIMD3(0, 0.95, 1.5 * $0) }).clip(seconds: 4)
        #expect(abs(try #require(try value(.speed, of: clip)) - 1.5) < 1e-4)
        #expect(abs(try #require(try value(.footSkate, of: clip)) - 150) < 0.01)
        #expect(abs(try #require(try value(.time, of: clip))) < 0.01)
        // 119 steps of 5 cm in 120 frames.
        #expect(abs(try #require(try value(.travel, of: clip)) - 1.5 * 119 / 120) < 1e-4)
    }

    @Test("hips that sink by 20 cm over bent knees lower the level by as much and add weight")
    func sinking() throws {
        // Thigh 0.42 and shin 0.40: bent so that hip joint and ankle come 0.20 m nearer.
        let thigh = Double.acos((0.42 * 0.42 + 0.62 * 0.62 - 0.40 * 0.40) / (2 * 0.42 * 0.62))
        let shin = Double.acos((0.40 * 0.40 + 0.62 * 0.62 - 0.42 * 0.42) / (2 * 0.40 * 0.62))
        let turns: [CanonicalJoint: @Sendable (Double) -> SIMD3<Double>] = [
            .leftUpLeg: { _ in SIMD3(-thigh, 0, 0) }, .rightUpLeg: { _ in SIMD3(-thigh, 0, 0) },
            .leftLeg: { _ in SIMD3(thigh + shin, 0, 0) }, .rightLeg: { _ in SIMD3(thigh + shin, 0, 0) },
            .leftFoot: { _ in SIMD3(-shin, 0, 0) }, .rightFoot: { _ in SIMD3(-shin, 0, 0) },
        ]
        let low = Figure(turns: turns, hips: { _ in SIMD3(0, 0.75, 0) }).clip(seconds: 2)
        let high = Figure.still.clip(seconds: 2)
        #expect(abs(try #require(try value(.level, of: low)) - 0.75) < 1e-5)
        // Half of 20 cm in steps of 8 cm.
        let heavier = try #require(try value(.weight, of: low)) - #require(try value(.weight, of: high))
        #expect(abs(heavier - 0.20 / 0.08 / 2) < 1e-3)
    }

    @Test("the same gesture in a quarter of the time is more sudden, and sharper in jerk")
    func suddenAndSustained() throws {
        let sudden = Figure.gesture(lasting: 0.5).clip(seconds: 4)
        let sustained = Figure.gesture(lasting: 2).clip(seconds: 4)
        // Acceleration grows with the square of the pace, for a quarter of the time: four times in the mean.
        let ratio = try #require(try value(.time, of: sudden)) / #require(try value(.time, of: sustained))
        #expect(ratio > 3.2 && ratio < 4.4)
        #expect(try #require(try value(.jerk, of: sudden)) > 5 * #require(try value(.jerk, of: sustained)))
    }

    @Test("a hand that goes straight is more direct than one that circles")
    func directness() throws {
        let straight = Figure.gesture(lasting: 2).clip(seconds: 3)
        let circling = Figure(turns: [
            .rightForeArm: { SIMD3(0, 0.5 * Figure.wave($0, 1), 0.5 * Figure.wave($0, 1, .pi / 2)) }
        ]).clip(seconds: 3)
        #expect(try #require(try value(.directness, of: straight)) > 0.9)
        #expect(try #require(try value(.directness, of: circling)) < 0.3)
    }

    @Test("arms that hang are closer to the body and more bound than arms that reach out")
    func reach() throws {
        let hanging = Figure(turns: [
            .leftArm: { _ in SIMD3(0, 0, -1.4) }, .rightArm: { _ in SIMD3(0, 0, 1.4) },
        ]).clip(seconds: 2)
        let open = Figure.still.clip(seconds: 2)
        #expect(try #require(try value(.extent, of: hanging)) < #require(try value(.extent, of: open)) - 0.05)
        #expect(try #require(try value(.flow, of: hanging)) > #require(try value(.flow, of: open)))
    }

    @Test("going down is strong and coming up is light, at the same mean height")
    func risingAndFalling() throws {
        func course(_ sign: Double) throws -> Double {
            let clip = Figure(hips: { SIMD3(0, 0.95 + sign * 0.1 * ($0 - 1), 0) }).clip(seconds: 2 + 1.0 / 30)
            return try #require(try value(.weight, of: clip))
        }
        // 61 frames at 0.1 m/s are a path of 0.203 m, of 0.303 with the 10 cm that are as good as none.
        let share = 0.1 * 61 / 30 / (0.1 * 61 / 30 + 0.1) / 0.11 / 2
        #expect(abs(try course(-1) - share) < 0.01)
        #expect(abs(try course(1) + share) < 0.01)
    }

    @Test("a face that looks about is indirect; bowing and turning as a whole is not")
    func attention() throws {
        let about = Figure(turns: [.head: { SIMD3(0, 0.8 * Figure.wave($0, 0.5), 0) }]).clip(seconds: 4)
        let bowing = Figure(turns: [
            .hips: { SIMD3(0, $0, 0) }, .spine: { SIMD3(0.6 * Figure.wave($0, 0.5), 0, 0) },
        ]).clip(seconds: 4)
        // The mean cosine of a wave of 0.8 radians is the Bessel function J0(0.8).
        #expect(abs(try #require(try value(.space, of: about)) - 0.8463) < 0.01)
        #expect(try #require(try value(.space, of: bowing)) > 0.999)
        #expect(try #require(try value(.flow, of: about)) < #require(try value(.flow, of: bowing)) - 0.5)
    }

    @Test("a steady turn of 90 degrees a second is read as that, and leaves the carried arms quiet")
    func turning() throws {
        let clip = Figure(turns: [.hips: { SIMD3(0, .pi / 2 * $0, 0) }]).clip(seconds: 4)
        let profile = try EffectProfile(of: clip, reference: nil)
        #expect(abs(try #require(profile[.turning]?.value) - 90) < 0.1)
        #expect(abs(profile.journey.turn - 90 * 119 / 30) < 0.2)
        #expect(try #require(profile[.arms]?.value) < 0.02)
        #expect(try #require(profile[.speed]?.value) > 0.1)
    }

    @Test("a figure that leans out over its toes loses balance by as much as it leans")
    func leaning() throws {
        func leaning(_ angle: Double) throws -> Double {
            // Rigid about the ankles: the whole body turns forward, the feet stay flat.
            let clip = Figure(
                turns: [
                    .hips: { _ in SIMD3(angle, 0, 0) }, .leftFoot: { _ in SIMD3(-angle, 0, 0) },
                    .rightFoot: { _ in SIMD3(-angle, 0, 0) },
                ],
                hips: { _ in
                    SIMD3(0, 0.07 + 0.88 * Double.cos(angle), 0.88 * Double.sin(angle))
                }
            ).clip(seconds: 2)
            return try #require(try value(.balance, of: clip))
        }
        let upright = try leaning(0)
        #expect(upright > 4)
        // The centre of mass is about 0.9 m over the ankles; at 30° it hangs 0.25 m before the toes' tips.
        #expect(try leaning(0.52) < -15)
        #expect(try leaning(0.2) < leaning(0.1) + 10)
    }

    @Test("both feet 30 cm off the floor are in the air; standing on the toes is not")
    func air() throws {
        let lifted = Figure(hips: { _ in SIMD3(0, 1.25, 0) }).clip(seconds: 1)
        #expect(try value(.air, of: lifted) == 1)
        #expect(try value(.balance, of: lifted) == nil)
        let releve = Figure(
            turns: [
                .leftFoot: { _ in SIMD3(0.7, 0, 0) }, .rightFoot: { _ in SIMD3(0.7, 0, 0) },
                .leftToe: { _ in SIMD3(-0.7, 0, 0) }, .rightToe: { _ in SIMD3(-0.7, 0, 0) },
            ], hips: { _ in SIMD3(0, 1.015, 0) }
        ).clip(seconds: 1)
        #expect(try value(.air, of: releve) == 0)
    }

    @Test("only the right arm moving puts the side at the right, and names that arm")
    func side() throws {
        let profile = try EffectProfile(of: Figure.gesture(lasting: 1).clip(seconds: 2), reference: nil)
        #expect(try #require(profile[.side]?.value) > 0.9)
        #expect(profile[.arms]?.joints.first == .rightHand)
        #expect(profile[.arms]?.joints.contains(.leftHand) == false)
    }

    @Test("a burst between pauses has more dynamics than a steady stream")
    func dynamics() throws {
        let burst = Figure.gesture(lasting: 0.5).clip(seconds: 4)
        let stream = Figure(turns: [.hips: { SIMD3(0, 1.2 * $0, 0) }]).clip(seconds: 4)
        #expect(try #require(try value(.dynamics, of: burst)) > 1)
        #expect(try #require(try value(.dynamics, of: stream)) < 0.05)
    }
}
