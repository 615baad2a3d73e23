import Motion
import RealModule
import Testing

@testable import Evaluation

@Suite("What is measured of movement")
struct MovementTests {
    private let whole = 0..<180

    @Test func aStatueStandsStill() {
        let movement = Movement(Dancers.statue(seconds: 6))
        #expect(movement.speeds(in: whole).allSatisfy { $0 < 1e-9 })
        #expect(movement.jerk(in: whole) < 1e-6)
        #expect(movement.seam(at: 60) < 1e-8)
        #expect(movement.secondSpeeds(in: 60..<180).count == 4)
        #expect(movement.contactShare(in: whole) == 1)
        #expect(movement.skate(in: whole) < 1e-9)
        #expect(movement.penetration(in: whole) < 1e-4)
        #expect(movement.physicalFootContact(in: whole) == 0)
    }

    @Test func aStatueThatGlidesSlidesOnItsFeet() {
        // 0.2 m/s along the floor, soles at rest height: every foot joint slides at full weight, 20 cm/s.
        let movement = Movement(Dancers.statue(seconds: 6) { SIMD3(Float(0.2 * $0), 0, 0) })
        #expect(abs(movement.skate(in: whole) - 20) < 0.01)
        #expect(movement.speeds(in: whole).allSatisfy { abs($0 - 0.2) < 1e-4 })
        #expect(abs(movement.secondSpeeds(in: whole)[2] - 0.2) < 1e-4)
        // A kick of the camera at one frame is a hard seam there and nowhere else.
        let kicked = Movement(Dancers.statue(seconds: 6) { $0 < 2 ? .zero : SIMD3(0.3, 0, 0) })
        #expect(kicked.seam(at: 60) > 20)
        #expect(kicked.seam(at: 120) < 0.1)
    }

    @Test func whatIsUnderTheFloorCountsAndWhatIsInTheAirDoesNotTouch() {
        let sunk = Movement(Dancers.statue(seconds: 6) { _ in SIMD3(0, -0.03, 0) })
        #expect(abs(sunk.penetration(in: whole) - 3) < 1e-3)
        let lifted = Movement(Dancers.statue(seconds: 6) { _ in SIMD3(0, 1, 0) })
        #expect(lifted.contactShare(in: whole) == 0)
        #expect(lifted.skate(in: whole) == 0)
    }

    @Test func constantJerkIsFoundAsItIs() {
        // x = t³/6 has jerk 1 for every joint, away from the ends of the filter.
        let movement = Movement(Dancers.statue(seconds: 6) { SIMD3(Float($0 * $0 * $0 / 6), 0, 0) })
        #expect(abs(movement.jerk(in: 60..<120) - 1) < 0.05)
        #expect(abs(movement.acceleration(in: 90) - 3) < 0.01)
    }

    @Test(arguments: [24.0, 60, 120]) func figuresDoNotDependOnTheRateOfTheSource(rate: Double) throws {
        let usual = Dancers.improvising(seconds: 8, seed: 5)
        let other = try Dancers.improvising(seconds: 8, rate: rate, seed: 5).resampled(to: 30)
        let count = min(usual.frameCount, other.frameCount) - 2
        let (a, b) = (Movement(usual.frames(0..<count)), Movement(other.frames(0..<count)))
        let range = 60..<180
        func agree(_ x: Double, _ y: Double, _ what: Comment) {
            #expect(abs(x - y) <= 0.02 * max(abs(x), abs(y)) + 1e-6, what)
        }
        agree(a.speeds(in: range).median, b.speeds(in: range).median, "speed")
        agree(a.seam(at: 100), b.seam(at: 100), "seam")
        agree(a.jerk(in: range), b.jerk(in: range), "jerk")
        agree(a.penetration(in: range), b.penetration(in: range), "penetration")
        for (x, y) in zip(KineticVector.of(a, in: range), KineticVector.of(b, in: range)) {
            agree(x, y, "kinetic")
        }
    }

    @Test func placeAndHeadingChangeNoVector() {
        let clip = Dancers.improvising(seconds: 6, seed: 6)
        let moved = clip.moved(by: FloorTransform(yaw: 2, shift: SIMD3(3, 0, -1)))
        let (a, b) = (Findings(of: clip), Findings(of: moved))
        for (x, y) in zip(a.kinetic + a.pose + a.legacyKinetic, b.kinetic + b.pose + b.legacyKinetic) {
            #expect(abs(x - y) < 1e-3 * max(1, abs(x)))
        }
        for (x, y) in zip(a.places, b.places) { #expect((x - y).length < 1e-5) }
        for (x, y) in zip(a.legacyGeometric, b.legacyGeometric) { #expect(abs(x - y) < 0.02) }
        #expect(abs(a.seam - b.seam) < 1e-3 * a.seam)
    }

    @Test func vectorsHaveTheirLengths() {
        let findings = Findings(of: Dancers.improvising(seconds: 6, seed: 7))
        #expect(findings.kinetic.count == 115)
        #expect(findings.pose.count == 44)
        #expect(findings.legacyKinetic.count == 66)
        #expect(findings.legacyGeometric.count == 32)
        #expect(findings.places.count == 120 * 22)
        #expect(findings.stretches.map(\.count) == [60 * 22, 60 * 22])
    }

    @Test func kineticAndPoseFiguresOfAStatueAreThoseOfItsBody() {
        let findings = Findings(of: Dancers.statue(seconds: 6, turn: 1))
        #expect(findings.kinetic.allSatisfy { abs($0) < 1e-6 })
        // Means first: hands at 1.40 m, feet at 0.07, head at 1.54, hips at 0.95; hands 1.40 m apart.
        let expected = [1.40, 1.40, 0.07, 0.07, 1.54, 0.95, 1.40]
        for (found, value) in zip(findings.pose, expected) { #expect(abs(found - value) < 1e-4) }
        // Knees and elbows are straight, the spine is upright, nothing changes.
        for angle in findings.pose[12..<16] { #expect(abs(angle - .pi) < 1e-3) }
        #expect(abs(findings.pose[16]) < 1e-3)
        #expect(findings.pose[18..<36].allSatisfy { $0 < 1e-6 })
        // Arms level with the shoulders are not above them; both feet are down all the time.
        #expect(Array(findings.pose[40..<44]) == [1, 1, 1, 0])
    }

    @Test func aGlideGivesItsPathAndItsWay() {
        let findings = Findings(of: Dancers.statue(seconds: 6) { SIMD3(0, 0, Float(0.5 * $0)) })
        let (path, way) = (findings.kinetic[113], findings.kinetic[114])
        #expect(abs(path - 2) < 1e-3)
        #expect(abs(way - 0.5 * 119 / 30) < 1e-3)
    }
}
