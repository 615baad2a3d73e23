import Motion
import SequenceModel
import Tensor
import Testing

@testable import Training

@Suite("What is learned")
struct ObjectiveTests {
    @Test("a figure at rest stands where the canonical skeleton does")
    func rest() {
        let features: [Double] =
            [0, 0.95, 0] + (0..<22).flatMap { _ in [1.0, 0, 0, 0, 1, 0] } + [1, 1, 1, 1]
        var frame = BodyChain.Frame()
        features.withUnsafeBufferPointer { BodyChain().run($0.baseAddress!, into: &frame) }
        // Head: 0.95 + 0.10 + 0.12 + 0.12 + 0.16 + 0.09; a left hand lies at 0.03 + 0.14 + 0.28 + 0.25 to the left.
        #expect(abs(frame.places[CanonicalJoint.head.rawValue].y - 1.54) < 1e-6)
        #expect(abs(frame.places[CanonicalJoint.leftHand.rawValue].x - 0.70) < 1e-6)
        #expect(abs(frame.places[CanonicalJoint.rightToe.rawValue].y) < 1e-6)
    }

    @Test("joints are where the clip has them")
    func places() {
        let clip = Clip.dancing(seconds: 2)
        let features = FrameFeatures.encoded(clip, contacts: Contacts(of: clip))
        var frame = BodyChain.Frame()
        for row in [0, 17, 59] {
            Array(features[row: row]).map(Double.init).withUnsafeBufferPointer {
                BodyChain().run($0.baseAddress!, into: &frame)
            }
            for (found, expected) in zip(frame.places, clip.pose(at: row).positions) {
                #expect((found - SIMD3<Double>(expected)).length < 1e-5)
            }
        }
    }

    @Test("the gradient of two columns made orthonormal, against central differences")
    func orthonormal() {
        let (a, b) = (SIMD3<Double>(0.9, -0.4, 0.3), SIMD3<Double>(0.2, 0.7, -0.5))
        let pull = BodyChain.Columns(x: [0.3, -1, 0.2], y: [0.5, 0.4, -0.7], z: [-0.2, 0.9, 1.1])
        func value(_ a: SIMD3<Double>, _ b: SIMD3<Double>) -> Double {
            let r = BodyChain.orthonormal(a, b)
            return r.x.dot(pull.x) + r.y.dot(pull.y) + r.z.dot(pull.z)
        }
        let (first, second) = BodyChain.orthonormalGradient(a, b, pull)
        let h = 1e-6
        for i in 0..<3 {
            var step = SIMD3<Double>.zero
            step[i] = h
            #expect(abs((value(a + step, b) - value(a - step, b)) / (2 * h) - first[i]) < 1e-8)
            #expect(abs((value(a, b + step) - value(a, b - step)) / (2 * h) - second[i]) < 1e-8)
        }
    }

    @Test("values at knots and their gradient are each other's transpose")
    func knots() {
        var generator = Xoshiro256(seed: 2)
        let (x, y) = (
            (0..<12).map { _ in Double(generator.normal()) }, (0..<12).map { _ in Double(generator.normal()) }
        )
        let there = zip(Knots.values(x, columns: 2), y).reduce(0) { $0 + $1.0 * $1.1 }
        let back = zip(x, Knots.gradient(y, columns: 2)).reduce(0) { $0 + $1.0 * $1.1 }
        #expect(abs(there - back) < 1e-12)
        #expect(Knots.values([1, 1, 4, 1, 7, 1], columns: 2) == [1, 1, 4, 1, 7, 1])
    }

    /// A window's target, and a guess that is a little off.
    private func problem() throws -> (objective: Objective, guess: [Double], target: Objective.Target) {
        let sizes = try Configuration.tiny()
        let clip = Clip.dancing(seconds: 7)
        let features = FrameFeatures.encoded(clip, contacts: Contacts(of: clip))
        let window = WindowCutter.of(sizes).cut(features, start: 10, tempo: WindowCutter.plain)
        let objective = Objective(
            sizes, mean: Array(repeating: 0.1, count: 139), scale: Array(repeating: 0.7, count: 139),
            weights: LossWeights())
        let (places, contacts, _) = objective.movement(window.points.values.map(Double.init))
        let points = window.points.values.map { (Double($0) - 0.1) / 0.7 }
        var generator = Xoshiro256(seed: 5)
        return (
            objective, points.map { $0 + 0.1 * Double(generator.normal()) },
            Objective.Target(
                points: points, isKnown: (0..<sizes.points).map { $0 < 20 || $0 > 56 }, places: places,
                contacts: contacts.map { _ in SIMD4(1, 0.5, 0, 1) })
        )
    }

    @Test(
        "the loss of the truth is nothing but what its feet slide, and the gradient of its features is zero")
    func truth() throws {
        let (objective, _, target) = try problem()
        let (terms, _) = objective.evaluate(target.points, target, level: 0.4)
        #expect(terms.error < 1e-12 && terms.places < 1e-9 && terms.velocities < 1e-9)
        #expect(terms.accelerations < 1e-9 && terms.contacts > 0)
    }

    @Test("the gradient of the loss, against central differences", arguments: [0.5, 0.1])
    func gradient(level: Double) throws {
        let (objective, guess, target) = try problem()
        let (_, gradient) = objective.evaluate(guess, target, level: level)
        let largest = gradient.map(abs).max() ?? 0
        func loss(_ guess: [Double]) -> Double {
            objective.evaluate(guess, target, level: level).terms.total(objective.weights)
        }
        // A few features of points that are known, at the seam, inside and at the end: root, hips, knee, arm, contact.
        for point in [5, 20, 40, 58] {
            for feature in [0, 8, 62, 95, 136] {
                let i = point * 139 + feature
                let h = 1e-5
                var (up, down) = (guess, guess)
                up[i] += h
                down[i] -= h
                let expected = (loss(up) - loss(down)) / (2 * h)
                #expect(abs(gradient[i] - expected) < 1e-6 * largest, "point \(point), feature \(feature)")
                if target.isKnown[point] { #expect(gradient[i] == 0) }
            }
        }
    }

    @Test("kinematic terms fade with the noise, to nothing at pure noise")
    func fading() throws {
        let (objective, guess, target) = try problem()
        let (blind, _) = objective.evaluate(guess, target, level: 1)
        #expect(blind.places == 0 && blind.velocities == 0 && blind.contacts == 0 && blind.features > 0)
        let (clear, _) = objective.evaluate(guess, target, level: 0.3)
        #expect(clear.places > 0 && clear.features > blind.features)
    }

    @Test("a figure that stands still has the least speed, path and turning; the truth's are told")
    func conditions() throws {
        let still = Array(repeating: Array(repeating: SIMD3<Double>(0, 1, 0), count: 22), count: 10)
        var features = [Double](repeating: 0, count: 10 * 139)
        for k in 0..<10 { features[k * 139 + 3] = 1 }
        let none = ConditionMeasure.values(places: still, features: features[...], rate: 10)
        for (found, expected) in zip(none, [-4.60517, 4.60517, -4.60517, -4.60517]) {
            #expect(abs(found - expected) < 1e-4)
        }
        // All joints and the hips 0.1 m a knot to the left: 1 m/s, no jerk, no turning.
        let walking = (0..<10).map { k in Array(repeating: SIMD3<Double>(0.1 * Double(k), 1, 0), count: 22) }
        for k in 0..<10 { features[k * 139] = 0.1 * Double(k) }
        let walk = ConditionMeasure.values(places: walking, features: features[...], rate: 10)
        #expect(
            abs(walk[0] - 0.00995) < 1e-4 && abs(walk[1] + 0.00995) < 1e-4 && abs(walk[2] - 0.00995) < 1e-4)
    }
}
